"""What a merge puts right when two sides, each valid by itself, do not fit together.

What survives and leads to something deleted brings that back; circles are opened at the oldest change; a project keeps
a map. Everything decided against a side is recorded as a Conflict.
"""

from collections.abc import Collection, Iterable

from model.merge.fields import value_of, with_values
from model.merge.merging import Merging, rank
from model.merge.misfits import make_fit
from model.order import sort_key
from model.records import Card, Comment, JourneyMap, Record, references


def repair(merging: Merging) -> None:
    """Make the result a valid document."""
    _bring_back(merging, merging.touched)
    _keep_a_map(merging)
    make_fit(merging)
    for cls, name in ((Card, "about"), (Comment, "reply_to")):
        _open_circles(merging, cls, name)


def _bring_back(merging: Merging, identities: Iterable[str]) -> None:
    """Bring back what is gone and yet referred to.

    Only what a side changed can refer to something that is gone, for whoever removed that left no reference to it.
    """
    pending = sorted(identities, reverse=True)
    while pending:
        keeper = pending.pop()
        record = merging.result.get(keeper)
        for _, _, target in references(record) if record is not None else ():
            gone = merging.found(target) if target not in merging.result else None
            if gone is not None:
                merging.result[target] = gone
                merging.touched.add(target)
                merging.note_deletion(target, keeper)
                pending.append(target)


def _keep_a_map(merging: Merging) -> None:
    """Bring a map back with all that stood on it where each side removed the maps that the other one kept."""
    maps = [record for record in merging.base.values() if isinstance(record, JourneyMap)]
    gone = [each for each in maps if each.id not in merging.result]
    if not gone or any(isinstance(record, JourneyMap) for record in merging.result.values()):
        return
    for journey in sorted(gone, key=sort_key):
        side = next((side for side in merging.sides if journey.id in side.records), None)
        if side is not None:
            merging.note_deletion(journey.id, journey.id)
            _put_back(merging, side.records.values(), journey.id)
            return


def _put_back(merging: Merging, records: Collection[Record], map_id: str) -> None:
    parts = {each.id: each for each in records if map_id in (each.id, getattr(each, "map", ""))}
    said = {each.id: each for each in records if isinstance(each, Comment) and each.card in parts}
    for identity, record in (parts | said).items():
        merging.result.setdefault(identity, record)
    merging.touched |= parts.keys() | said.keys()
    _bring_back(merging, (*parts, *said))


def _open_circles(merging: Merging, cls: type[Card] | type[Comment], name: str) -> None:
    """Empty one reference in each circle: of those a side has set, the one that was set first."""
    result, done = merging.result, set[str]()
    for start in sorted(merging.touched):
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in done and isinstance(record := result.get(at), cls):
            path.append(at)
            done.add(at)
            at = getattr(record, name)
        if at in path:
            _open(merging, path[path.index(at) :], name)


def _open(merging: Merging, circle: list[str], name: str) -> None:
    edges = [merging.result[each] for each in circle]
    set_since = [edge for edge in edges if (was := merging.base.get(edge.id)) is None or _differ(was, edge, name)]
    signed = {edge.id: merging.signature(edge.id, name, value_of(edge, name)) for edge in (set_since or edges)}
    ranked = sorted(signed, key=lambda each: rank(signed[each], each))
    loser = merging.result[ranked[0]]
    merging.note_emptied(loser, name, signed[ranked[-1]])
    merging.result[loser.id] = with_values(loser, {name: None})


def _differ(one: Record, two: Record, name: str) -> bool:
    return getattr(one, name, None) != getattr(two, name, None)
