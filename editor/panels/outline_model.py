"""The outline as Qt's tree model: stages, in them the lanes that hold cards there, in them the cards.

Hidden lanes come last, greyed and folded: the way back to them.
"""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from editor.bridge import Session
from editor.icons import icon
from editor.panels.forms import called
from editor.style import colours, kind_colour, plain
from editor.window.voice import Voice
from model.change import Change, ChangeSet
from model.document import Document
from model.edits.fields import set_fields
from model.records import Card, Lane, Record, Stage

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_PLACE = ("order", "stage", "lane", "map", "hidden")
"""The fields that say where something stands, and whether."""


@dataclass(slots=True, eq=False)
class Node:
    """A row: the record it shows, its place under its parent, its children."""

    id: str
    parent: "Node | None"
    row: int = 0
    children: "list[Node]" = field(default_factory=list)

    def add(self, identity: str) -> "Node":
        """Hang a child under this row."""
        child = Node(identity, self, len(self.children))
        self.children.append(child)
        return child


Outline = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]
"""The ids of stages, lanes and cards as they nest, and of hidden lanes; equal outlines need no new tree."""


def outline_of(document: Document, map_id: str) -> Outline:
    """Return what nests in what on a map. A lane shows under each stage in which it holds a card; hidden ones last."""
    lanes = document.shown_lanes(map_id)
    stages = tuple(
        (
            stage.id,
            tuple(
                (lane.id, tuple(card.id for card in cell))
                for lane in lanes
                if (cell := document.cell(stage.id, lane.id))
            ),
        )
        for stage in document.stages(map_id)
    )
    return (*stages, *((lane.id, ()) for lane in document.hidden_lanes(map_id)))


def is_hidden(record: Record | None) -> bool:
    """Return whether a row is a hidden lane."""
    return isinstance(record, Lane) and record.hidden


def _stays(change: Change) -> bool:
    """Return whether a change leaves everything in its place in the tree."""
    if not isinstance(change.record, Stage | Lane | Card):
        return True
    if change.before is None or change.after is None:
        return False
    return all(getattr(change.before, name, "") == getattr(change.after, name, "") for name in _PLACE)


class OutlineModel(QAbstractItemModel):
    """Mirrors the map shown, from the first `follow` on. It is built anew only when something came, went or moved."""

    def __init__(self, session: Session, voice: Voice) -> None:
        """Follow the session."""
        super().__init__()
        self._session, self._voice = session, voice
        self.outline: Outline = ()
        self._root = Node("", None)
        self._nodes: dict[str, Node] = {}

    def tell(self, changes: ChangeSet) -> bool:
        """Tell of rows whose words changed; return whether nothing moved, so that the tree is as it should be."""
        if not all(map(_stays, changes.changes)):
            return False
        for change in changes.changes:
            index = self.index_of(change.id)
            if index.isValid():
                self.dataChanged.emit(index, index)
        return True

    def follow(self) -> bool:
        """Mirror the map as it is now; return whether the tree had to be built anew."""
        document, here = self._session.document, self._session.map_id
        fresh = outline_of(document, here) if here else ()
        if fresh == self.outline:
            return False
        self.beginResetModel()
        self.outline = fresh
        self._root, self._nodes = Node("", None), {}
        for top_id, lanes in fresh:
            top = self._nodes[top_id] = self._root.add(top_id)
            for lane_id, cards in lanes:
                lane = top.add(lane_id)
                self._nodes.setdefault(lane_id, lane)
                for card_id in cards:
                    self._nodes[card_id] = lane.add(card_id)
        self.endResetModel()
        return True

    def record(self, index: Index) -> Record | None:
        """Return the record of a row."""
        node = index.internalPointer() if index.isValid() else None
        return self._session.document.find(node.id) if isinstance(node, Node) else None

    def index_of(self, identity: str) -> QModelIndex:
        """Return the row that shows a record; an invalid index where there is none."""
        node = self._nodes.get(identity)
        return self._index(node) if node is not None else QModelIndex()

    def _index(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node)

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a child."""
        node = parent.internalPointer() if parent.isValid() else self._root
        if not 0 <= row < len(node.children) or column != 0:
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row])

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:
        """Return the index of the row above."""
        above = index.internalPointer().parent if index.isValid() else None
        return self._index(above) if above is not None and above is not self._root else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows hang under one."""
        return len((parent.internalPointer() if parent.isValid() else self._root).children)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return 1: an outline has one column."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be chosen and renamed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _ROW

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, icon and description of a row."""
        record = self.record(index)
        if record is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(record)
        if role == Qt.ItemDataRole.EditRole:
            return getattr(record, "title", "")
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(str(getattr(record, "title", "")))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._words(record)}, {self._kind(record)}"
        if role == Qt.ItemDataRole.ForegroundRole and is_hidden(record):
            return QBrush(QColor(colours()["grey"]))
        return None

    def _words(self, record: Record) -> str:
        words = called(record, self._voice)
        return self._voice.say("outline.hidden", title=words) if is_hidden(record) else words

    def _icon(self, record: Record) -> Any:
        if isinstance(record, Card):
            return icon(f"kind_{record.kind}", kind_colour(record.kind))
        if isinstance(record, Stage):
            return icon("kind_stage", kind_colour("stage"))
        return icon("lane", colours()["disabled" if is_hidden(record) else "grey"])

    def _kind(self, record: Record) -> str:
        if isinstance(record, Card):
            return self._voice.say(f"card.{record.kind}")
        return self._voice.say(f"lane.{record.kind}" if isinstance(record, Lane) else "entry.stage")

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename the record of a row, as one step for undo."""
        record = self.record(index)
        if record is None or role != Qt.ItemDataRole.EditRole:
            return False
        self._session.history.seal()
        return self._session.apply(set_fields(self._session.document, record.id, title=str(value)))
