"""The palette: what can be put on the map, to drag there, to click, or to reach by key."""

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from editor.icons import icon, pixmap
from editor.panels.entries import FIRST, MIME, SECTIONS, Entry
from editor.panels.panel import Panel, column, label, scrolling
from editor.style import colour, colours, kind_colour
from editor.window.after_paint import AfterPaint
from editor.window.voice import Voice

HEIGHT = 33
"""Height of an entry, in pixels."""
BESIDE = 10
"""Pixels between the pointer and what is dragged, which must not cover the mark that shows where it would go."""


class EntryButton(QPushButton):
    """One entry: dragged onto the map, or pressed to be put where the selection is."""

    def __init__(self, entry: Entry, voice: Voice) -> None:
        """Show the entry's drawing, words and key."""
        super().__init__()
        self.entry = entry
        self._pressed_at: QPoint | None = None
        self.setObjectName("paletteEntry")
        self.setAutoDefault(False)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 7, 0)
        row.setSpacing(9)
        mark = QLabel()
        mark.setPixmap(self._picture())
        self.words = label("", "entryName")
        row.addWidget(mark)
        row.addWidget(self.words, 1)
        if entry.key:
            key = QKeySequence(entry.key).toString(QKeySequence.SequenceFormat.NativeText)
            row.addWidget(label(key, "keyCap"), 0, Qt.AlignmentFlag.AlignVCenter)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        voice.keep(self, lambda: self._say(voice))

    def _picture(self) -> QPixmap:
        tint = kind_colour(self.entry.tint) if self.entry.tint else colours()["soft"]
        return pixmap(self.entry.icon, tint, 18, self.devicePixelRatioF())

    def _say(self, voice: Voice) -> None:
        words = voice.say(self.entry.words)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(voice.say("palette.tip", what=words))

    def drag(self) -> QDrag:
        """Return the drag that carries this entry, with its picture and words under the pointer."""
        data = QMimeData()
        data.setData(MIME, QByteArray(self.entry.name.encode()))
        made = QDrag(self)
        made.setMimeData(data)
        ratio = self.devicePixelRatioF()
        width = self.fontMetrics().horizontalAdvance(self.words.text()) + 46
        ghost = QPixmap(round(width * ratio), round(HEIGHT * ratio))
        ghost.setDevicePixelRatio(ratio)
        ghost.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ghost)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("field_edge"))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(0, 0, width - 1, HEIGHT - 1, 8, 8)
        from_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.drawPixmap(width - 26 if from_right else 8, 7, self._picture())
        painter.setPen(colour("text"))
        painter.setFont(self.font())
        painter.drawText(
            0 if from_right else 35, 0, width - 35, HEIGHT, Qt.AlignmentFlag.AlignVCenter, self.words.text()
        )
        painter.end()
        made.setPixmap(ghost)
        made.setHotSpot(QPoint(width + BESIDE if from_right else -BESIDE, -BESIDE))
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag would begin."""
        self._pressed_at = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer has gone far enough."""
        if self._pressed_at is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (event.position().toPoint() - self._pressed_at).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._pressed_at = None
                self.setDown(False)
                self.drag().exec(Qt.DropAction.CopyAction)
                return
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like Space; the arrows go up and down the palette."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Palette(Panel):
    """The nine first entries, and the others under "More". `wanted`: the name of the entry to insert."""

    wanted = Signal(str)

    def __init__(self, voice: Voice) -> None:
        """List the entries."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._voice = voice
        self.entries: dict[str, EntryButton] = {}
        body, rows = column(7, (14, 2, 14, 14))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(body)
        outer.addWidget(self._area)
        for entry in FIRST:
            rows.addWidget(self._button(entry))
        self.more = QToolButton()
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setCheckable(True)
        rows.addWidget(self.more)
        self.others, self._inner = column(7)
        rows.addWidget(self.others)
        rows.addStretch(1)
        self.more.toggled.connect(self._fold)
        self.more.clicked.connect(self._show_others)
        voice.keep(self, lambda: self._fold(self.more.isChecked()))
        AfterPaint(self, self._list_others)

    def _list_others(self) -> None:
        """List what is folded away at first, and so need not be there for the first paint."""
        for name, section in SECTIONS.items():
            title = label("", "heading")
            self._voice.label(title, title.setText, f"palette.{name}")
            self._inner.addSpacing(4)
            self._inner.addWidget(title)
            for entry in section:
                self._inner.addWidget(self._button(entry))

    def _button(self, entry: Entry) -> EntryButton:
        button = EntryButton(entry, self._voice)
        button.clicked.connect(lambda _=False, name=entry.name: self.wanted.emit(name))
        self.entries[entry.name] = button
        return button

    def _fold(self, unfolded: bool) -> None:
        self.others.setVisible(unfolded)
        closed = "closed_list_rtl" if self._voice.right_to_left else "closed_list"
        self.more.setIcon(icon("open_list" if unfolded else closed, colours()["grey"]))
        self.more.setText(self._voice.say("palette.fewer" if unfolded else "palette.more"))

    def _show_others(self, unfolded: bool) -> None:
        """Scroll to what was just unfolded, since it lies below what the panel has room for."""
        body = self._area.widget()
        body.layout().activate()
        body.adjustSize()
        self._area.verticalScrollBar().setValue(self.more.y() if unfolded else 0)

    def focus_first(self) -> None:
        """Put the focus on the first entry."""
        next(iter(self.entries.values())).setFocus()
