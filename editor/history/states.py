"""States of the document along its log, each found from the nearest one that is known.

Going from a state to its neighbour takes one entry back or applies it. Entries that were read stay read, and every
`EVERY` entries the state is kept on the way, so that no later journey is longer than that.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from model.change import Change, ChangeSet
from model.entry import Entry
from model.records import BadRecord, Record
from model.timeline import Timeline, UnknownState

EVERY = 250
"""Entries between two states that are kept."""
MOST_KEPT = 48
"""States kept at most; each is a dictionary of records that they share."""
MOST_READ = 6_000
"""Entries whose changes stay read."""


class States:
    """Stands at one entry and walks to others. at: its id; records: the state there (its own: read it only)."""

    def __init__(self, timeline: Timeline, records: Mapping[str, Record]) -> None:
        """Stand at the head, whose records are given."""
        self._read: OrderedDict[str, tuple[Entry, ChangeSet]] = OrderedDict()
        self._kept: OrderedDict[str, tuple[Entry, dict[str, Record]]] = OrderedDict()
        self._timeline = timeline
        self._head, self._head_records = timeline.head, dict(records)
        self._stand(self._head, records)

    def follow(self, timeline: Timeline, records: Mapping[str, Record]) -> None:
        """Take over a log that grew, and the records at its head; stay where it stands, if that is there yet."""
        self._timeline = timeline
        self._head, self._head_records = timeline.head, dict(records)
        if self._stood is None or timeline.entries.get(self.at) != self._stood:
            self._stand(self._head, self._head_records)

    def changes(self, entry: Entry) -> ChangeSet:
        """Return what an entry changed, read once; raise BadRecord where that cannot be read."""
        held = self._read.get(entry.id)
        if held is not None and held[0].written == entry.written:
            self._read.move_to_end(entry.id)
            return held[1]
        made = entry.changes
        self._read[entry.id] = (entry, made)
        if len(self._read) > MOST_READ:
            self._read.popitem(last=False)
        return made

    def walk(self, identity: str) -> Iterator[None]:
        """Go to an entry, pausing after each step; whoever stops on the way stands at an entry between.

        Raise UnknownState, having gone nowhere, where the log cannot tell; BadRecord where what it says does not fit.
        """
        back, forward = self._way(identity)
        for entry in back:
            self._apply(entry.id, entry.parents[0] if entry.parents else "", self._taken_back(entry))
            yield
        for entry in forward:
            self._apply(entry.id, entry.id, self.changes(entry).changes)
            yield

    def go(self, identity: str) -> dict[str, Record]:
        """Go to an entry at once and return the records there."""
        for _ in self.walk(identity):
            pass
        return self.records

    def before(self, entry: Entry) -> dict[str, Record]:
        """Return the records ahead of an entry, where this stands."""
        before = dict(self.records)
        for change in self._taken_back(entry):
            _swap(before, change)
        return before

    def _taken_back(self, entry: Entry) -> tuple[Change, ...]:
        return tuple(Change(change.after, change.before) for change in self.changes(entry).changes)

    def _stand(self, identity: str, records: Mapping[str, Record]) -> None:
        self.at, self.records = identity, dict(records)
        self._stood = self._timeline.entries.get(identity)

    def _apply(self, passed: str, arrives: str, changes: tuple[Change, ...]) -> None:
        """Take one step as a whole: nothing of it where it does not fit."""
        if any(self.records.get(change.id) != change.before for change in changes):
            raise BadRecord("bad_record.change_set")
        for change in changes:
            _swap(self.records, change)
        self.at, self._stood = arrives, self._timeline.entries.get(arrives)
        if int.from_bytes(passed.encode()[-4:], "big") % EVERY == 0 and self._stood is not None:
            self._kept[arrives] = (self._stood, dict(self.records))
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _way(self, identity: str) -> tuple[list[Entry], list[Entry]]:
        """Return the entries to take back, newest first, and those to apply, oldest first; stand where they begin.

        All climb towards the root at once, a step each: from where this stands, from the head, and from where it is
        to go. Who first meets the last has the shortest way; a kept state that the last comes upon is as good.
        """
        entries = self._timeline.entries
        if identity not in entries:
            raise UnknownState(identity)
        starts = [_Climb(entries, self.at), _Climb(entries, self._head)]
        end = _Climb(entries, identity)
        while True:
            for start, records in zip(starts, (None, self._head_records), strict=True):
                meeting = start.meets(end)
                if meeting is not None:
                    if records is not None:
                        self._stand(self._head, records)
                    return start.until(meeting), end.until(meeting)[::-1]
            kept = self._kept.get(end.at)
            if kept is not None and kept[0] == entries[end.at]:
                self._stand(end.at, kept[1])
                return [], end.until(end.at)[::-1]
            climbed = [each.climb() for each in (*starts, end)]
            if not any(climbed):
                raise UnknownState(identity)


class _Climb:
    """A way from an entry along first parents towards the root."""

    def __init__(self, entries: Mapping[str, Entry], identity: str) -> None:
        self._entries = entries
        self.at = identity
        self.passed: dict[str, None] = {identity: None}

    def climb(self) -> bool:
        """Go to the first parent; return whether there is one."""
        entry = self._entries.get(self.at)
        above = entry.parents[0] if entry is not None and entry.parents else ""
        if above not in self._entries or above in self.passed:
            return False
        self.at = above
        self.passed[above] = None
        return True

    def meets(self, other: "_Climb") -> str | None:
        """Return where two ways have met, or None."""
        if self.at in other.passed:
            return self.at
        return other.at if other.at in self.passed else None

    def until(self, meeting: str) -> list[Entry]:
        """Return the entries of the way ahead of where it met the other."""
        found = []
        for each in self.passed:
            if each == meeting:
                break
            found.append(self._entries[each])
        return found


def _swap(records: dict[str, Record], change: Change) -> None:
    if change.after is None:
        del records[change.id]
    else:
        records[change.id] = change.after
