"""What no edit makes and a merge must yet survive: a stage that changed its map, one id for two kinds of record.

A card that then stands between two maps takes a place that fits from either side; what can stand nowhere is taken out,
and the Conflict holds all of it.
"""

from model.edits.conflicts import PLACE
from model.merge.fields import value_of, with_values, written
from model.merge.merging import Merging
from model.merge.side import UNSIGNED
from model.records import KINDS, Card, Lane, Link, Record, Stage, references


def make_fit(merging: Merging) -> None:
    """Leave nothing in the result that leads to the wrong kind of record or to another map."""
    pending = sorted(merging.result if _moved_between_maps(merging) else merging.touched)
    while wrong := [each for each in pending if each in merging.result and _fault(merging, merging.result[each])]:
        for identity in wrong:
            _put_right(merging, merging.result[identity])
        pending = sorted(merging.result)


def _moved_between_maps(merging: Merging) -> bool:
    """Whether anything changed its map or its kind: then what refers to it can be at fault though nobody touched it."""
    for identity in merging.touched:
        seen = [
            records[identity]
            for records in (merging.base, *(side.records for side in merging.sides))
            if identity in records
        ]
        if len({(type(each), getattr(each, "map", None)) for each in seen}) > 1:
            return True
    return False


def _fault(merging: Merging, record: Record) -> str:
    """Return the field that leads to what cannot be, or nothing."""
    on_map = isinstance(record, Card | Link)
    for name, rule, target in references(record):
        found = merging.result.get(target)
        if type(found) is not KINDS[rule.target]:
            return name
        if (
            on_map
            and name != "about"
            and isinstance(found, Stage | Lane | Card)
            and found.map != getattr(record, "map", "")
        ):
            return name
    return ""


def _put_right(merging: Merging, record: Record) -> None:
    name = _fault(merging, record)
    if not name:
        return
    rule = next(rule for each, rule, _ in references(record) if each == name)
    if rule.optional:
        merging.note_emptied(record, name, UNSIGNED)
        merging.result[record.id] = with_values(record, {name: None})
        return
    if isinstance(record, Card) and _moved(merging, record):
        return
    merging.note_loss(record)
    del merging.result[record.id]


def _moved(merging: Merging, card: Card) -> bool:
    """Give a card a place that fits; return whether there was one."""
    cards = [records.get(card.id) for records in (merging.first.records, merging.second.records, merging.base)]
    places = {value_of(each, PLACE) for each in cards if isinstance(each, Card)}
    was = value_of(card, PLACE)
    for place in sorted(places - {was}):
        moved = with_values(card, {PLACE: place})
        if _fault(merging, moved) in ("", "about"):
            lost = written(PLACE, was), merging.signature(card.id, PLACE, was)
            merging.note(card.id, PLACE, (written(PLACE, place), merging.signature(card.id, PLACE, place)), lost)
            merging.result[card.id] = moved
            return True
    return False
