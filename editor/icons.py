"""Icons: SVG files drawn in the colour asked for, sharp at every scale, mirrored where a direction is meant."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer

from resources import ICONS

SIZES = (16, 20, 32, 40, 64)
"""The pixel sizes kept of each icon: the sizes used, and their doubles for dense screens."""


@cache
def svg(name: str, colour: str) -> str:
    """Return an icon's drawing with its colour filled in; NAME_rtl is the mirror image of NAME."""
    mirrored = name.endswith("_rtl")
    text = (ICONS / f"{name.removesuffix('_rtl')}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    if not mirrored:
        return text
    start, end = text.index(">") + 1, text.rindex("</svg>")
    return f'{text[:start]}<g transform="translate(20 0) scale(-1 1)">{text[start:end]}</g>{text[end:]}'


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


@cache
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Return an icon in a colour, and in another for when it is disabled."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(name, colour, size))
        if disabled:
            made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made
