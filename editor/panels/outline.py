"""The outline: the map as a tree, the accessible way through it, following the selection both ways."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStackedLayout, QStyledItemDelegate, QTreeView, QWidget

from editor.bridge import Session
from editor.panels.direction import turn
from editor.panels.outline_model import Index, OutlineModel, is_hidden
from editor.panels.panel import Panel, column, label
from editor.window.after_paint import AfterPaint
from editor.window.voice import Voice
from model.change import ChangeSet
from model.records import rules


class _Renamer(QStyledItemDelegate):
    """A line to rename a row in, that turns to the direction of what is typed. refused: it holds no more than that."""

    refused = Signal(int)

    def createEditor(self, parent: QWidget, option: object, index: Index) -> QWidget:
        """Return the line."""
        edit = QLineEdit(parent)
        model = index.model()
        record = model.record(index) if isinstance(model, OutlineModel) else None
        edit.setMaxLength(rules(type(record))["title"].limit if record is not None else 2000)
        edit.inputRejected.connect(lambda: self.refused.emit(edit.maxLength()))
        edit.textChanged.connect(lambda _: turn(edit, parent.layoutDirection() == Qt.LayoutDirection.RightToLeft))
        return edit


class _Tree(QTreeView):
    """A tree whose Enter goes to the row on the map."""

    gone_to = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the row on Enter, unless it is being renamed."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() != QAbstractItemView.State.EditingState:
            self.gone_to.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class Outline(Panel):
    """The panel. `gone_to`: the id of a record to bring into sight on the map.

    context_requested: the id of the row under the pointer and where on the screen its menu is to open.
    """

    gone_to = Signal(str)
    context_requested = Signal(str, QPoint)

    def __init__(self, session: Session, voice: Voice) -> None:
        """Mirror the session's map and selection."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._voice = session, voice
        self._following = False
        self._folded: set[str] = set()
        self.model = OutlineModel(session, voice)
        self.tree = _Tree()
        self.tree.setModel(self.model)
        renamer = _Renamer(self.tree)
        renamer.refused.connect(lambda limit: session.said.emit(voice.say("edit.cut", limit=voice.number(limit))))
        self.tree.setItemDelegate(renamer)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._offer)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        empty, rows = column(0, (14, 4, 14, 0))
        hint = label("", "hint", wrap=True)
        rows.addWidget(hint)
        rows.addStretch(1)
        self._pages = QStackedLayout(self)
        tree, inner = column(0, (6, 0, 6, 6))
        inner.addWidget(self.tree)
        self._pages.addWidget(tree)
        self._pages.addWidget(empty)
        voice.label(self, hint.setText, "outline.empty")
        voice.label(self, self.tree.setAccessibleName, "panel.outline")
        self.setFocusProxy(self.tree)
        self._begun = False
        self._connect()
        AfterPaint(self, self._begin)

    def _begin(self) -> None:
        """Grow the tree: of a large map that takes long enough to wait for the panel's first paint."""
        self._begun = True
        self.follow()

    def _connect(self) -> None:
        session = self._session
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.follow)
        session.changed.connect(self._heard)
        session.map_shown.connect(lambda _: self.follow())
        session.selection.changed.connect(self._follow_selection)
        self.tree.selectionModel().selectionChanged.connect(self._chosen)
        self.tree.clicked.connect(self._go)
        self.tree.gone_to.connect(self._go)
        self.tree.collapsed.connect(lambda index: self._fold(index, folded=True))
        self.tree.expanded.connect(lambda index: self._fold(index, folded=False))

    def _fold(self, index: QModelIndex, *, folded: bool) -> None:
        record = self.model.record(index)
        if record is not None:
            (self._folded.add if folded else self._folded.discard)(record.id)

    def _go(self, index: QModelIndex) -> None:
        record = self.model.record(index)
        if is_hidden(record):
            self._session.said.emit(self._voice.say("outline.is_hidden"))
        elif record is not None:
            self.gone_to.emit(record.id)

    def _offer(self, place: QPoint) -> None:
        """Ask for the menu of the row under the pointer (or chosen, where a key asks), which is selected first."""
        record = self.model.record(self.tree.indexAt(place))
        if record is not None:
            if record.id not in self._session.selection:
                self._session.selection.choose(record.id)
            self.context_requested.emit(record.id, self.tree.viewport().mapToGlobal(place))

    def _heard(self, changes: ChangeSet) -> None:
        """Take over changed words at once; grow the tree anew only after the map was painted."""
        if not self.model.tell(changes):
            self._late.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Take over what changed while the panel was hidden."""
        super().showEvent(event)
        self.follow()

    def follow(self) -> None:
        """Mirror the map; folded rows stay folded, all others are open. A hidden panel waits until it is shown."""
        self._late.stop()
        if not self._begun or not self.isVisible():
            return
        self._following = True
        if self.model.follow():
            folded = set(self._folded)
            self.tree.expandAll()
            for each in folded:
                self.tree.collapse(self.model.index_of(each))
            self._folded = {each for each in folded if each in self._session.document}
        self._following = False
        self._pages.setCurrentIndex(0 if self.model.outline else 1)
        self._follow_selection()

    def _follow_selection(self) -> None:
        """Choose in the tree what is chosen on the map."""
        if self._following:
            return
        self._following = True
        chosen = QItemSelection()
        last = QModelIndex()
        for each in self._session.selection.ids:
            index = self.model.index_of(each)
            if index.isValid():
                chosen.select(index, index)
                last = index
        selection = self.tree.selectionModel()
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if last.isValid():
            selection.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.tree.scrollTo(last)
        self._following = False

    def _chosen(self) -> None:
        """Choose on the map what was chosen in the tree, what the focus is on last."""
        if self._following:
            return
        self._following = True
        current = self.tree.currentIndex()
        rows = sorted(self.tree.selectionModel().selectedRows(), key=lambda index: index == current)
        records = (self.model.record(index) for index in rows)
        self._session.selection.choose(*(record.id for record in records if record is not None))
        self._following = False

    def focus_first(self) -> None:
        """Go to the row chosen last."""
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
