"""Icons: SVG files drawn in the colour asked for, sharp at every scale, mirrored where a direction is meant."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleOption

from resources import ICONS


@cache
def svg(name: str, colour: str) -> str:
    """Return an icon's drawing with its colour filled in; NAME_rtl is the mirror image of NAME."""
    mirrored = name.endswith("_rtl")
    text = (ICONS / f"{name.removesuffix('_rtl')}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    if not mirrored:
        return text
    start, end = text.index(">") + 1, text.rindex("</svg>")
    return f'{text[:start]}<g transform="translate(20 0) scale(-1 1)">{text[start:end]}</g>{text[end:]}'


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon of a size in logical pixels, drawn for a device-pixel ratio."""
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(QByteArray(svg(name, colour).encode()))
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


class _Engine(QIconEngine):
    """Draws an icon when it is first seen, in the size it is seen in: a window has a hundred, and shows a few."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._made_of = (name, colour, disabled)

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        return _Engine(*self._made_of)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return the icon in a size in logical pixels for a device-pixel ratio."""
        name, colour, disabled = self._made_of
        side = min(size.width(), size.height())
        if side <= 0:  # a list asks for this where it has no room left
            return QPixmap()
        if mode != QIcon.Mode.Disabled:
            return pixmap(name, colour, side, scale)
        if disabled:
            return pixmap(name, disabled, side, scale)
        return QApplication.style().generatedIconPixmap(mode, pixmap(name, colour, side, scale), QStyleOption())

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon in a size in pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon into a rectangle."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))


@cache
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Return an icon in a colour, and in another for when it is disabled."""
    return QIcon(_Engine(name, colour, disabled))
