"""The list of what differs: a line a record with its sign, its fields beneath, long ones wrapped."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from editor.history.compare_model import CompareModel
from editor.history.told import Records
from editor.panels.panel import column, label
from editor.window.voice import Voice
from model.compare import Difference

MOST_OPEN = 60
"""So many records show their fields at once; of more each is opened by hand."""
MOST_LINES = 6
"""Lines of a field that show; the tip has all of it."""


class _Rows(QStyledItemDelegate):
    """Gives each row the height that its words take."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of the words, wrapped at the tree's width."""
        field = index.parent().isValid()
        metrics = QFontMetrics(option.font)
        room = self._tree.viewport().width() - self._tree.indentation() * (2 if field else 1) - (12 if field else 40)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        area = metrics.boundingRect(QRect(0, 0, max(60, room), 10_000), flags, str(index.data()))
        return QSize(room, min(area.height(), MOST_LINES * metrics.lineSpacing()) + (6 if field else 10))

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Wrap the words."""
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText


class _Tree(QTreeView):
    """A tree whose Enter, arrows and clicks go to the row on the map."""

    gone_to = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the row on Enter; going through the rows shows each."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.gone_to.emit(self.currentIndex())
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.gone_to.emit(self.currentIndex())

    def resizeEvent(self, event: object) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.doItemsLayout()


class CompareView(QWidget):
    """Which states are compared, and the list. wanted: a difference to be shown on the map; closed: it is enough."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, voice: Voice) -> None:
        """List nothing yet."""
        super().__init__()
        self._voice = voice
        self._names: tuple[Callable[[], str], Callable[[], str]] = (str, str)
        self.model = CompareModel(voice)
        self.heading = label("", "strong", wrap=True)
        self.none = label("", "hint", wrap=True)
        self.tree = _Tree()
        self.tree.setObjectName("differences")
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_Rows(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(16)
        self.tree.setIconSize(QSize(18, 18))
        self.tree.setWordWrap(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.done = QPushButton()
        self.done.setAutoDefault(False)
        self.done.clicked.connect(self.closed)
        head, lines = column(6, (14, 4, 14, 6))
        lines.addWidget(self.heading)
        lines.addWidget(self.none)
        foot, foot_row = QWidget(), QHBoxLayout()
        foot.setLayout(foot_row)
        foot_row.setContentsMargins(14, 6, 14, 10)
        foot_row.addWidget(self.done)
        foot_row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget in (head, self.tree, foot):
            rows.addWidget(widget)
        for signal in (self.tree.clicked, self.tree.gone_to):
            signal.connect(self._go)
        voice.keep(self, self._say)

    def show_differences(
        self,
        differences: Sequence[Difference],
        before: Records,
        after: Records,
        names: tuple[Callable[[], str], Callable[[], str]],
    ) -> None:
        """List what differs between two states of these names."""
        self._names = names
        self.model.show(differences, before, after)
        if len(differences) <= MOST_OPEN:
            self.tree.expandAll()
        self._say()
        self.tree.setCurrentIndex(self.model.index(0, 0))

    def _say(self) -> None:
        say = self._voice.say
        before, after = self._names
        self.heading.setText(say("history.compared", before=before(), after=after()))
        self.none.setText(say("history.no_difference"))
        self.none.setVisible(not self.model.differences)
        self.done.setText(say("history.compare_done"))
        self.tree.setAccessibleName(self.heading.text())
        self.tree.doItemsLayout()

    def _go(self, index: QModelIndex) -> None:
        difference = self.model.difference(index)
        if difference is not None:
            self.wanted.emit(difference)
