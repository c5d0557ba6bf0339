"""The log as Qt's list model: newest first, put in words only where a row is seen."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from editor.history.moments import author, clock, day, done
from editor.history.rows import NOW, Row, Rows
from editor.style import plain
from editor.window.voice import Voice
from model.entry import Entry
from model.records import Version

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""The role that gives the `Row` itself."""
TIME = Qt.ItemDataRole.UserRole + 1
"""The role that gives what stands at a row's edge: the time of day, or the day of a version."""
_NOWHERE = QModelIndex()
_SILENT = Qt.ItemFlag.NoItemFlags
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


SHOWN = 1_000
"""Rows that the list is told of at first, and more at a time as it is scrolled: laying out 50,000 takes it a while."""


class LogModel(QAbstractListModel):
    """Mirrors a log from the first `follow` on. The first row is the map as it is now."""

    def __init__(self, voice: Voice) -> None:
        """Begin with nothing but now."""
        super().__init__()
        self._voice = voice
        self._rows = Rows()
        self._entries: Mapping[str, Entry] = {}
        self._versions: dict[str, Version] = {}
        self._shown = 0

    def follow(self, entries: Mapping[str, Entry], versions: Iterable[Version]) -> None:
        """Show a log (entries oldest first) and its named versions. Rows that stay as they are stay."""
        # A log goes on growing where it is held; until all rows are told of, those that go are still asked for.
        self._entries = {**self._entries, **entries}
        self._versions = {version.id: version for version in versions}
        named: dict[str, tuple[Version, ...]] = {}
        for version in self._versions.values():
            named[version.entry] = (*named.get(version.entry, ()), version)
        before = len(self._rows.rows)
        fresh, kept = self._rows.follow(list(entries.values()), named)
        gone, come = min(before - kept, self._shown), len(fresh) - kept
        if gone:
            self.beginRemoveRows(_NOWHERE, 1, gone)
            self._shown -= gone
            del self._rows.rows[kept:]
            self.endRemoveRows()
        # Of many that come at once only the newest are told of; what was told of beneath them goes on being so.
        seen = come if self._shown else min(come, SHOWN)
        if seen:
            self.beginInsertRows(_NOWHERE, 1, seen)
            self._rows.rows = fresh
            self._shown += seen
            self.endInsertRows()
        self._rows.rows = fresh
        self._entries = dict(entries)

    def reach(self, row: int) -> None:
        """Tell the list of all rows up to one."""
        wanted = min(max(row, self._shown), len(self._rows.rows))
        if wanted > self._shown:
            self.beginInsertRows(_NOWHERE, self._shown + 1, wanted)
            self._shown = wanted
            self.endInsertRows()

    def fold(self) -> None:
        """Tell the list of no more rows than at first, as when it goes back to its top."""
        if self._shown > SHOWN:
            self.beginRemoveRows(_NOWHERE, SHOWN + 1, self._shown)
            self._shown = SHOWN
            self.endRemoveRows()

    def row_at(self, index: Index) -> Row:
        """Return the row of an index; the one of now where it is invalid."""
        at = len(self._rows.rows) - index.row()
        return self._rows.rows[at] if index.isValid() and 0 <= at < len(self._rows.rows) else NOW

    def index_of(self, entry: str) -> QModelIndex:
        """Return the row of an entry's step; that of now for an empty id, an invalid index where it is not listed."""
        if not entry:
            return self.index(0)
        rows = self._rows.rows
        wanted = Row("step", entry)
        at = next((at for at in range(len(rows) - 1, -1, -1) if rows[at] == wanted), -1)
        if at < 0:
            return QModelIndex()
        self.reach(len(rows) - at)
        return self.index(len(rows) - at)

    def version(self, row: Row) -> Version | None:
        """Return the version that a row is of."""
        return self._versions.get(row.version)

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._shown + 1

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there are rows that the list was not told of."""
        return not parent.isValid() and self._shown < len(self._rows.rows)

    def fetchMore(self, parent: Index) -> None:
        """Tell the list of more rows."""
        self.reach(self._shown + SHOWN)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings and notes cannot be chosen, and the arrows pass them by."""
        return _SILENT if not index.isValid() or self.row_at(index).kind in ("head", "note") else _CHOSEN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, or what else is asked for."""
        if not index.isValid():
            return None
        row = self.row_at(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(each for each in (self._words(row), self._edge(row)) if each)
            case Qt.ItemDataRole.ToolTipRole:
                return plain(self._words(row))
        if role == ROW:
            return row
        return self._edge(row) if role == TIME else None

    def _words(self, row: Row) -> str:
        if row.kind == "now":
            return self._voice.say("history.now")
        version = self.version(row)
        if version is not None:
            text = version.title if row.kind == "version" else version.note
            return " ".join(text.split()) or self._voice.say("common.untitled")
        entry = self._entries[row.entry]
        if row.kind == "step":
            return done(entry, self._entries, self._voice)
        who, when = author(entry.author, self._voice), day(entry.time, self._voice, near=True)
        return self._voice.say("history.sitting", author=who, day=when)

    def _edge(self, row: Row) -> str:
        if row.kind == "step":
            return clock(self._entries[row.entry].time)
        version = self.version(row) if row.kind == "version" else None
        return day(version.time, self._voice) if version is not None else ""

    def say(self) -> None:
        """Say all rows anew, in the language spoken now."""
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
