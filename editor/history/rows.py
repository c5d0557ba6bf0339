"""The rows of the history list, oldest first: entries, the versions that name them, and a heading a sitting.

They are kept from the oldest on, so that what a new entry changes stands at their end however long the log is.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from editor.history.moments import day_number
from model.entry import Entry
from model.records import Version

Named = Mapping[str, tuple[Version, ...]]
"""The versions by the entry they name."""


class Row(NamedTuple):
    """One row. kind: "now", "head" (of a sitting), "step", "version" or "note".

    entry: the entry it belongs to. version: the id of the version it is of, or empty.
    """

    kind: str
    entry: str
    version: str = ""


NOW = Row("now", "")
"""The row that stands for the map as it is."""
_Sitting = tuple[str, str, int]


def _sitting(entry: Entry) -> _Sitting:
    """Return what entries under one heading share: who, in which sitting, on which day."""
    return entry.author, entry.session, day_number(entry.time)


class Rows:
    """Mirrors a log. rows: oldest first, each heading after what stands beneath it on screen."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows: list[Row] = []
        self.entries: list[Entry] = []
        self._named: Named = {}
        self._ends: list[int] = []
        """Behind which row each entry's own end, a heading after them not counted."""
        self._sittings: list[_Sitting] = []

    def follow(self, entries: Sequence[Entry], named: Named) -> tuple[list[Row], int]:
        """Return the rows that stand for a log now, and how many of the old ones stay as they are."""
        same = self._same(entries, named)
        kept = self._ends[same - 1] if same else 0
        del self._ends[same:], self._sittings[same:]
        rows = self.rows[:kept]
        for entry in entries[same:]:
            sitting = _sitting(entry)
            if self._sittings and self._sittings[-1] != sitting:
                rows.append(Row("head", self._last(entries)))
            rows += _rows_of(entry, named)
            self._sittings.append(sitting)
            self._ends.append(len(rows))
        if entries:
            rows.append(Row("head", entries[-1].id))
        self.entries, self._named = list(entries), named
        return rows, kept

    def _last(self, entries: Sequence[Entry]) -> str:
        return entries[len(self._sittings) - 1].id

    def _same(self, entries: Sequence[Entry], named: Named) -> int:
        """Return how many entries, from the oldest, are as they were and named as they were."""
        same = min(len(entries), len(self.entries))
        while same and entries[same - 1] is not self.entries[same - 1] and entries[same - 1] != self.entries[same - 1]:
            same -= 1
        if same and entries[0].id != self.entries[0].id:
            return 0
        renamed = {each for each in {*named, *self._named} if named.get(each) != self._named.get(each)}
        if renamed:
            same = next((at for at in range(same) if entries[at].id in renamed), same)
        return same


def _rows_of(entry: Entry, named: Named) -> list[Row]:
    """Return an entry's rows from below: the step, then each name it has, a note under its name."""
    rows = [Row("step", entry.id)]
    for version in named.get(entry.id, ()):
        if version.note.strip():
            rows.append(Row("note", entry.id, version.id))
        rows.append(Row("version", entry.id, version.id))
    return rows
