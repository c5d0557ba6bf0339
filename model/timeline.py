"""The log in memory: a graph of entries, like git's, and the states of the document along it.

Every entry but a root says what it changed relative to its first parent. So the state of any entry is found from the
newest one's: back along first parents to where the two ways part, and forward again.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from model.entry import Entry, led_to, taken_back
from model.records import Record


class UnknownState(LookupError):
    """An entry whose state cannot be told from this log: it hangs on another root, or is not there."""


class Known(NamedTuple):
    """The entries that a state contains: those in the log, and those absorbed, which the log no longer holds."""

    entries: frozenset[str]
    absorbed: frozenset[str]

    def __contains__(self, identity: object) -> bool:
        return identity in self.entries or identity in self.absorbed


class Timeline:
    """Entries by id in the order of the file, each after its parents; the newest is the head."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Hold the entries, oldest first."""
        self._entries: dict[str, Entry] = {entry.id: entry for entry in entries}
        self._absorbed = {each for entry in self._entries.values() for each in entry.absorbed}

    @property
    def entries(self) -> Mapping[str, Entry]:
        """All entries by id, oldest first. It is the timeline's own: read it only."""
        return self._entries

    @property
    def head(self) -> str:
        """The id of the newest entry; empty while there is none."""
        return next(reversed(self._entries), "")

    def __contains__(self, identity: object) -> bool:
        """Whether the head's state contains this entry, also where the log no longer holds it."""
        return identity in self._entries or identity in self._absorbed

    def __len__(self) -> int:
        """How many entries the log holds."""
        return len(self._entries)

    def add(self, entry: Entry) -> None:
        """Add an entry as the new head; its parents are here already."""
        self._entries[entry.id] = entry
        self._absorbed.update(entry.absorbed)

    def drop(self) -> None:
        """Remove the head, as when a step that is still open is joined with the next."""
        self._entries.popitem()

    def copy(self) -> "Timeline":
        """Return another timeline with the same entries, which goes its own way."""
        other = Timeline()
        other._entries, other._absorbed = self._entries.copy(), self._absorbed.copy()
        return other

    def chain(self, identity: str) -> list[Entry]:
        """Return an entry and its first parents down to a root, newest first; raise UnknownState if it is not here."""
        found = []
        at = identity
        while at:
            entry = self._entries.get(at)
            if entry is None:
                raise UnknownState(at)
            found.append(entry)
            at = entry.parents[0] if entry.parents else ""
        return found

    def known(self, identity: str) -> Known:
        """Return what the state of an entry contains: the entry and all its ancestors, and what they absorbed."""
        pending = [identity]
        seen: set[str] = set()
        absorbed: set[str] = set()
        while pending:
            entry = self._entries.get(pending.pop())
            if entry is not None and entry.id not in seen:
                seen.add(entry.id)
                absorbed.update(entry.absorbed)
                pending += entry.parents
        return Known(frozenset(seen), frozenset(absorbed - seen))

    def state(self, identity: str, records: Mapping[str, Record]) -> dict[str, Record]:
        """Return the records as they were at an entry, given those at the head.

        Raise UnknownState where the log cannot tell, BadRecord where what it says does not fit.
        """
        back, forward = self.chain(self.head), self.chain(identity)
        ours = {entry.id for entry in back}
        meeting = next((entry.id for entry in forward if entry.id in ours), None)
        if meeting is None:
            raise UnknownState(identity)
        state = taken_back(records, (entry.changes for entry in _until(back, meeting)))
        return led_to(state, [entry.changes for entry in reversed(_until(forward, meeting))])


def _until(chain: list[Entry], identity: str) -> list[Entry]:
    """Return the entries of a chain, newest first, that came after one of them."""
    return chain[: next(at for at, entry in enumerate(chain) if entry.id == identity)]
