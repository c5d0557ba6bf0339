"""The list that shows the log: one calm line a row, the rows of versions standing out."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor.history.log_model import ROW, TIME, LogModel
from editor.history.rows import Row
from editor.icons import pixmap
from editor.style import colours

HEIGHT = 27
"""Pixels of a row."""
MARGIN = 14
EDGE = 56
"""Pixels ahead of a row's words, for the time of day."""
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LOOKS = {"head": ("grey", 11, True), "note": ("soft", 12, False), "version": ("primary", 13, True)}
"""Colour, pixels and weight of the words, by the kind of row."""


class _Painter(QStyledItemDelegate):
    """Paints the rows. Qt mirrors places by itself only for its own delegates, so each rectangle is turned here."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row is as high as the next: a list of 50,000 need not ask each."""
        return QSize(80, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: Row = index.data(ROW)
        tones, area = colours(), option.rect
        right = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, row, QRect(area))

        def part(start: int, length: int) -> QRect:
            return QStyle.visualRect(option.direction, area, QRect(area.x() + start, area.y(), length, area.height()))

        edge, words = str(index.data(TIME)), str(index.data())
        tone, size, strong = LOOKS.get(row.kind, ("text", 13, row.kind == "now"))
        first, last = (MARGIN if row.kind == "head" else EDGE), MARGIN
        if row.kind == "version":
            room = part(0, area.width() - MARGIN)
            last += self._edge(painter, edge, room, option.font, _flipped(_TRAILING, right)) + 8
            self._sign(painter, "flag", tones["primary"], part(EDGE - 24, 16))
        elif row.kind == "step":
            self._edge(painter, edge, part(0, EDGE - 9), option.font, _flipped(_TRAILING, right))
        elif row.kind == "now":
            self._sign(painter, "history", tones["soft"], part(EDGE - 24, 16))
        painter.setFont(_font(option.font, size, strong=strong))
        painter.setPen(QColor(tones[tone]))
        room = part(first, area.width() - first - last)
        elided = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _flipped(_LEADING, right), elided)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem, row: Row, area: QRect) -> None:
        tones = colours()
        if row.kind == "head":
            painter.setPen(QColor(tones["edge"]))
            painter.drawLine(area.left() + MARGIN, area.top(), area.right() - MARGIN, area.top())
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not (chosen or (over and row.kind != "note")):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones["selected" if chosen else "hover"]))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tones["selection"]))
        painter.drawRoundedRect(area.adjusted(7, 1, -8, -2), 6, 6)

    @staticmethod
    def _edge(painter: QPainter, text: str, area: QRect, font: QFont, side: Qt.AlignmentFlag) -> int:
        """Write the time in small grey figures; return its width."""
        painter.setFont(_font(font, 11, strong=False))
        painter.setPen(QColor(colours()["grey"]))
        painter.drawText(area, side, text)
        return QFontMetrics(painter.font()).horizontalAdvance(text)

    @staticmethod
    def _sign(painter: QPainter, name: str, tone: str, area: QRect) -> None:
        corner = QPoint(area.x(), area.y() + (area.height() - 16) // 2)
        painter.drawPixmap(corner, pixmap(name, tone, 16, painter.device().devicePixelRatioF()))


def _flipped(side: Qt.AlignmentFlag, right: bool) -> Qt.AlignmentFlag:
    """Return the side of the other direction, said absolutely: words keep to the edge whatever they are in."""
    if right:
        leads = bool(side & Qt.AlignmentFlag.AlignLeft)
        side = (Qt.AlignmentFlag.AlignRight if leads else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    return side | Qt.AlignmentFlag.AlignAbsolute


def _font(base: QFont, size: int, *, strong: bool) -> QFont:
    font = QFont(base)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Medium if strong else QFont.Weight.Normal)
    return font


class LogView(QListView):
    """The list. walked: the arrows led to a row; entered: it was clicked, or Enter pressed on it."""

    walked = Signal(QModelIndex)
    entered = Signal(QModelIndex)

    def __init__(self, model: LogModel, parent: QWidget | None = None) -> None:
        """Show a log."""
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tints = self.palette()
        tints.setColor(QPalette.ColorRole.Highlight, QColor(colours()["selected"]))
        self.setPalette(tints)

    def stand_at(self, index: QModelIndex) -> None:
        """Choose a row without telling of it, and bring it into sight."""
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the row that arrows and their like lead to, and of Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            event.ignore()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.walked.emit(self.currentIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of the row that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.entered.emit(index)
