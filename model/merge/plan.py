"""What has to be done so that an open project contains another file: nothing, to follow it, or to merge it."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from model.change import Change, ChangeSet, Label, change_set_to_data
from model.entry import ABSORBED, Entry, encode
from model.merge.ancestor import Graph, depth, edits_among, merge_id
from model.merge.base import States
from model.merge.side import Side
from model.merge.signing import signer
from model.merge.three_way import three_way
from model.records import BadRecord, Conflict, Record
from model.timeline import Timeline, UnknownState

_LONGEST_NAMES = 200


class Plan(NamedTuple):
    """How our project comes to contain their file.

    kind: "none" (there is nothing new), "forward" (ours is an ancestor of theirs, or knows no more: theirs becomes
    ours), "merged", or "union" (no common history). changes: from our records to the result. entries: those of theirs
    that our log lacks, in their order. entry: the merge, head of the result; None for none and forward. conflicts:
    how many are new. authors: of their new entries. head: our head, which this was planned on.
    """

    kind: str
    changes: ChangeSet
    entries: tuple[Entry, ...]
    entry: Entry | None
    conflicts: int
    authors: tuple[str, ...]
    head: str


class _Copy(NamedTuple):
    """A state of the project and its log."""

    records: Mapping[str, Record]
    log: Timeline


def plan(
    our_records: Mapping[str, Record], ours: Timeline, their_records: Mapping[str, Record], theirs: Timeline
) -> Plan:
    """Return how our project comes to contain theirs. Both computers that plan it reach one head and one result."""
    us, them = _Copy(our_records, ours), _Copy(their_records, theirs)
    if theirs.head and theirs.head in ours:
        return _nothing(us)
    if ours.head and ours.head in theirs and _continues(us, them):
        return _follow(us, them)
    graph = Graph(*sorted((ours, theirs), key=lambda log: log.head))
    known = graph.known([ours.head]), graph.known([theirs.head])
    if ours.head not in known[1] and known[0] & known[1] and edits_among(known[0]) == edits_among(known[1]):
        # Both have merged the same work on different ways, and one of the two results is as good as the other. All
        # choose alike whoever they meet, and never what a greater one contains.
        return _nothing(us) if ours.head > theirs.head else _follow(us, them)
    return _merge(us, them, graph, known)


def _nothing(us: _Copy) -> Plan:
    return Plan("none", _difference(us.records, us.records, _label((), 0)), (), None, 0, (), us.log.head)


def _continues(us: _Copy, them: _Copy) -> bool:
    """Whether their log goes on from the state that we have, as far as it tells; else it is no past of ours."""
    if us.log.head not in them.log.entries:
        return True
    try:
        return them.log.state(us.log.head, them.records) == us.records
    except UnknownState:
        return True
    except BadRecord:
        return False


def _follow(us: _Copy, them: _Copy) -> Plan:
    """Take their state over: all that ours knows is part of it."""
    missing = _missing(us.log, them.log)
    authors = _authors(missing)
    changes = _difference(us.records, them.records, _label(authors, 0))
    if not _connected(missing, us.log):
        missing = (_absorbing(them.log.entries[them.log.head], us.log, them.log, changes),)
    return Plan("forward", changes, missing, None, _new_conflicts(them, us), authors, us.log.head)


def _merge(us: _Copy, them: _Copy, graph: Graph, known: tuple[frozenset[str], frozenset[str]]) -> Plan:
    first, second = (us, them) if graph.first is us.log else (them, us)
    one, two = known if first is us else known[::-1]
    kind, base = _base(States(graph, first.records, second.records), one, two)
    result = three_way(
        base,
        Side(first.records, signer(graph, one - two, first.records)),
        Side(second.records, signer(graph, two - one, second.records)),
    )
    missing = _missing(us.log, them.log)
    conflicts = _new_conflicts(_Copy(result, us.log), us, them)
    label = _label(_authors(entry for each in sorted(one ^ two) for entry in graph.variants(each)), conflicts)
    entry = _entry(first, second, result, label, depth(one | two))
    changes = _difference(us.records, result, label, entry.id)
    if kind == "union" or not _connected(missing, us.log):
        entry = _absorbing(entry, us.log, them.log, changes)
        imported: tuple[Entry, ...] = ()
    else:
        imported = missing
    if kind == "union" and not changes and not them.log.head:
        return _nothing(us)
    return Plan(kind, changes, imported, entry, conflicts, _authors(missing), us.log.head)


def _base(states: States, one: frozenset[str], two: frozenset[str]) -> tuple[str, Mapping[str, Record]]:
    """Return what kind of merge it is and the state that both sides came of, empty where no log can be trusted."""
    try:
        base = states.common(one, two)
    except BadRecord:
        base = None
    return ("union", {}) if base is None else ("merged", base)


def _entry(first: _Copy, second: _Copy, result: Mapping[str, Record], label: Label, deep: int) -> Entry:
    """Return the entry of a merge, the same on every computer that merges these two. deep: of what it contains."""
    heads = tuple(copy.log.head for copy in (first, second) if copy.log.head)
    written = encode(change_set_to_data(_difference(first.records, result, label))["changes"])
    identity = merge_id(deep + 1, sha256(encode([heads, written]).encode()).hexdigest())
    time = max((copy.log.entries[copy.log.head].time for copy in (first, second) if copy.log.head), default=0)
    return Entry(identity, heads, "", identity, time, label, written=written)


def _absorbing(entry: Entry, ours: Timeline, theirs: Timeline, changes: ChangeSet) -> Entry:
    """Return an entry made to stand on our head alone: it names what it contains and our log does not hold."""
    absorbed = dict.fromkeys(each for held in theirs.entries.values() for each in (*held.absorbed, held.id))
    named = " ".join(each for each in absorbed if each not in ours and each != entry.id)
    values = dict(entry.label.values) | ({ABSORBED: named} if named else {})
    label = Label(entry.label.key, tuple(sorted(values.items())))
    parents = (ours.head,) if ours.head else ()
    written = encode(change_set_to_data(changes)["changes"])
    return Entry(entry.id, parents, entry.author, entry.session, entry.time, label, written=written)


def _missing(ours: Timeline, theirs: Timeline) -> tuple[Entry, ...]:
    return tuple(entry for each, entry in theirs.entries.items() if each not in ours)


def _connected(missing: Iterable[Entry], ours: Timeline) -> bool:
    """Whether entries can join our log: each stands on what it holds, or on one that came before."""
    held: set[str] = set()
    for entry in missing:
        if not entry.parents or not all(each in ours.entries or each in held for each in entry.parents):
            return False
        held.add(entry.id)
    return True


def _difference(
    before: Mapping[str, Record], after: Mapping[str, Record], label: Label, identity: str = ""
) -> ChangeSet:
    """Return the ChangeSet from one state to another: what goes first, then what changes, then what comes."""
    gone = [Change(before[each], None) for each in sorted(before.keys() - after.keys())]
    new = [Change(None, after[each]) for each in sorted(after.keys() - before.keys())]
    changed = [
        Change(was, record)
        for each, record in after.items()
        if (was := before.get(each)) is not None and was is not record and was != record
    ]
    changes = (*gone, *sorted(changed, key=lambda change: change.id), *new)
    return ChangeSet(label, changes, id=identity) if identity else ChangeSet(label, changes)


def _new_conflicts(result: _Copy, *known: _Copy) -> int:
    return sum(
        isinstance(record, Conflict) and not any(each in copy.records for copy in known)
        for each, record in result.records.items()
    )


def _authors(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted({entry.author for entry in entries if entry.author}))


def _label(authors: tuple[str, ...], conflicts: int) -> Label:
    """Return the label of a merge: whose work met, and over how many fields they differed."""
    names = ", ".join(authors)
    values = {"source": names if len(names) <= _LONGEST_NAMES else f"{names[:_LONGEST_NAMES]}…"}
    if conflicts:
        values["number"] = str(conflicts)
    return Label("change.merge_conflicts" if conflicts else "change.merge", tuple(sorted(values.items())))
