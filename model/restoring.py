"""Going back to a state of the log: what it was, and the ChangeSet that makes it today's again."""

from collections.abc import Mapping
from dataclasses import replace

from model.change import Change, ChangeSet, Label, change_set
from model.entry import ABSORBED, COMPACTED_KEY, Entry, entry_of
from model.records import KIND_OF, BadRecord, Card, Comment, Conflict, Record, Version
from model.store.problems import ProjectFileProblem
from model.store.references import BadReference, settle
from model.timeline import Timeline, UnknownState

_OF_TODAY = (Comment, Version, Conflict)
"""What is said about the work stays as it is today when the work goes back."""


def state_at(timeline: Timeline, entry: str, records: Mapping[str, Record]) -> dict[str, Record]:
    """Return the records at an entry, given those at the head; raise ProjectFileProblem where the log cannot tell.

    They make a document: what a log says that came from elsewhere is held to the same rules as a file.
    """
    try:
        state = timeline.state(entry, records)
    except (UnknownState, BadRecord) as error:
        raise ProjectFileProblem("file.state_unknown") from error
    return {record.id: record for record in settled(state)}


def settled(state: Mapping[str, Record]) -> list[Record]:
    """Return the records as a document may hold them; raise ProjectFileProblem where they make none."""
    found: dict[str, list[Record]] = {}
    for record in state.values():
        found.setdefault(KIND_OF[type(record)], []).append(record)
    try:
        return settle(found)[0]
    except BadReference as error:
        raise ProjectFileProblem("file.state_unknown") from error


def restoring(now: Mapping[str, Record], state: Mapping[str, Record], title: str = "") -> ChangeSet:
    """Return the ChangeSet from the records of today to an earlier state, as one step.

    Comments, named versions and conflicts stay those of today; but comments on cards that are gone then go, and those
    on cards that come back come back. title: of the state, for the label.
    """
    wanted: dict[str, Record] = {each.id: each for each in state.values() if not isinstance(each, _OF_TODAY)}
    for record in now.values():
        if isinstance(record, _OF_TODAY) and (not isinstance(record, Comment) or record.card in wanted):
            wanted[record.id] = record
    for record in state.values():
        back = isinstance(record, Comment) and not isinstance(now.get(record.card), Card)
        if back and record.id not in wanted:
            wanted[record.id] = record
    kept = {record.id: record for record in settled(wanted)}
    return change_set("change.restore", difference(now, kept), title=title)


def difference(before: Mapping[str, Record], after: Mapping[str, Record]) -> tuple[Change, ...]:
    """Return the changes that lead from some records to others."""
    ids = dict.fromkeys((*before, *after))
    pairs = (Change(before.get(each), after.get(each)) for each in ids)
    return tuple(change for change in pairs if change.before != change.after)


def forgetting(timeline: Timeline, entry: str, records: Mapping[str, Record]) -> list[Entry]:
    """Return the log without what came before an entry, which becomes the root, oldest first.

    The root keeps its id and names what was forgotten, so that merging still knows it for part of this state. What
    was made beside that entry and merged in later is forgotten as well, and named by the merge. Raise
    ProjectFileProblem where the log cannot tell the states that it takes.
    """
    if entry not in timeline.entries:
        raise ProjectFileProblem("file.state_unknown")
    kept: dict[str, Entry] = {}
    for each in timeline.entries.values():
        if each.id == entry:
            kept[entry] = _root(timeline, each)
        elif any(parent in kept for parent in each.parents):
            kept[each.id] = _standing(timeline, each, kept, records)
    if timeline.head not in kept:
        raise ProjectFileProblem("file.state_unknown")
    return list(kept.values())


def _root(timeline: Timeline, entry: Entry) -> Entry:
    known = timeline.known(entry.id)
    absorbed = " ".join(sorted((known.entries | known.absorbed) - {entry.id}))
    label = Label(COMPACTED_KEY, ((ABSORBED, absorbed),) if absorbed else ())
    return replace(entry, parents=(), label=label, undoes="", coalesce="", written="[]")


def _standing(timeline: Timeline, entry: Entry, kept: Mapping[str, Entry], records: Mapping[str, Record]) -> Entry:
    """Return an entry that stands only on entries that are kept, and names what it merged in and is not."""
    parents = tuple(each for each in entry.parents if each in kept)
    if parents == entry.parents:
        return entry
    lost = {each for parent in entry.parents if parent not in kept for part in timeline.known(parent) for each in part}
    held = {each for parent in parents for part in timeline.known(parent) for each in part}
    named = " ".join(sorted((lost - held) | set(entry.absorbed)))
    values = dict(entry.label.values) | ({ABSORBED: named} if named else {})
    written = entry.written
    if parents[0] != entry.parents[0]:
        try:
            before, after = (timeline.state(each, records) for each in (parents[0], entry.id))
        except (UnknownState, BadRecord) as error:
            raise ProjectFileProblem("file.state_unknown") from error
        written = entry_of(change_set("", difference(before, after)), (), "", "", 0).written
    label = Label(entry.label.key, tuple(sorted(values.items())))
    return replace(entry, parents=parents, label=label, written=written)
