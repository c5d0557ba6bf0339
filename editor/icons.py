"""Icons: drawn in the colour asked for, sharp at every scale, mirrored where a direction is meant.

Those of stages and kinds of card are the signs that cards wear on the map; all others are SVG files.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleOption

from model.layout.glyphs import GRID, SIGNS
from resources import ICONS

SIGN_SIDE = 11.5
"""The side of a kind's sign on its tile, which is 20 wide."""


def _tile(kind: str) -> str:
    """Return the SVG of a kind's sign in white on a tile of the kind's colour."""
    drawn = []
    for outline, filled in SIGNS[kind]:
        fill = ' fill="#ffffff" stroke="none"' if filled else ""
        if outline[0] == "O":
            x, y, radius = outline[1:].split()
            drawn.append(f'<circle cx="{x}" cy="{y}" r="{radius}"{fill}/>')
        else:
            drawn.append(f'<path d="{outline}"{fill}/>')
    scale, corner = SIGN_SIDE / GRID, (20 - SIGN_SIDE) / 2
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">'
        '<rect x="1" y="1" width="18" height="18" rx="5" fill="currentColor"/>'
        f'<g transform="translate({corner} {corner}) scale({scale})" fill="none" stroke="#ffffff" stroke-width="1.2" '
        f'stroke-linecap="round" stroke-linejoin="round">{"".join(drawn)}</g></svg>'
    )


def _source(name: str) -> str:
    kind = name.removeprefix("kind_")
    if kind != name and kind in SIGNS:
        return _tile(kind)
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


@cache
def svg(name: str, colour: str) -> str:
    """Return an icon's drawing with its colour filled in; NAME_rtl is the mirror image of NAME."""
    mirrored = name.endswith("_rtl")
    text = _source(name.removesuffix("_rtl")).replace("currentColor", colour)
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
