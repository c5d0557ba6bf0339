"""The map's scroll bars: quiet, and painted at a fiftieth of what the style's cost at every step of a scroll."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider

from editor.canvas.paint import brush
from editor.canvas.picture import GROUND

THICKNESS = 12
"""Pixels across a bar."""
HANDLE, HELD = "#c5ccd5", "#9aa5b3"


class QuietBar(QScrollBar):
    """A bar that is nothing but its handle."""

    def sizeHint(self) -> QSize:
        """Return the size: thin, and as long as the window makes it."""
        across = self.orientation() == Qt.Orientation.Horizontal
        return QSize(80, THICKNESS) if across else QSize(THICKNESS, 80)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the handle where the style keeps it, since the style still answers the mouse."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        handle = self.style().subControlRect(control, option, part, self).adjusted(3, 3, -3, -3)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(GROUND))
        painter.fillRect(handle, brush(HELD if self.isSliderDown() else HANDLE))
