"""Differences as Qt's tree model: a row a record, beneath it a row a field, put in words where they are seen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from editor.canvas.differing import LOOKS
from editor.history.signs import sign
from editor.history.told import Records, field_line, kind_of, title_of
from editor.style import plain
from editor.window.voice import Voice
from model.compare import Difference

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ORDER = tuple(LOOKS)
"""The kinds of differences in the order in which they are listed."""


class CompareModel(QAbstractItemModel):
    """Lists what differs between two states: what was added, changed, moved, removed, each in reading order."""

    def __init__(self, voice: Voice) -> None:
        """Begin with nothing."""
        super().__init__()
        self._voice = voice
        self.differences: list[Difference] = []
        self._before: Records = {}
        self._after: Records = {}

    def show(self, differences: Sequence[Difference], before: Records, after: Records) -> None:
        """List these differences between two states."""
        self.beginResetModel()
        self.differences = sorted(differences, key=lambda each: ORDER.index(each.kind))
        self._before, self._after = before, after
        self.endResetModel()

    def difference(self, index: Index) -> Difference | None:
        """Return the difference of a row, or that of which a row tells a field."""
        if not index.isValid():
            return None
        return self.differences[index.internalId() - 1 if index.internalId() else index.row()]

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a child; that of a field holds the row above it, counted from 1."""
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:
        """Return the record's row above a field's."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows hang under one."""
        if not parent.isValid():
            return len(self.differences)
        return 0 if parent.internalId() else len(self.differences[parent.row()].fields)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, its sign, or what else is asked for."""
        difference = self.difference(index)
        if difference is None:
            return None
        top = not index.internalId()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(difference, index, top=top)
            case Qt.ItemDataRole.AccessibleTextRole:
                words = self._words(difference, index, top=top)
                return f"{self._voice.say(f'history.how.{difference.kind}')}: {words}" if top else words
            case Qt.ItemDataRole.ToolTipRole:
                return plain(self._words(difference, index, top=top), 1_000)
            case Qt.ItemDataRole.DecorationRole:
                return sign(difference.kind, self._voice.right_to_left, 2.0) if top else None
        return None

    def _words(self, difference: Difference, index: Index, *, top: bool) -> str:
        voice = self._voice
        if not top:
            line = difference.fields[index.row()]
            return field_line(difference.record, line, self._before, self._after, voice)
        beside = self._before if difference.after is None else self._after
        title, kind = title_of(difference.record, voice, beside), kind_of(difference.record, voice)
        return title if title == kind else voice.say("history.titled", title=title, kind=kind)
