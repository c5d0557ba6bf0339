"""What differs, lit on the map: an outline of its own colour, line and sign for each way, so that colour is not alone.

The legend and the list of differences wear the same signs.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.canvas.camera import Camera
from editor.canvas.marks import Differing, Mark
from editor.canvas.selected import main_part
from model.layout.sheet import Sheet

RADIUS = 7.0
"""Pixels of the disc that a sign stands in."""
LEAST_ZOOM = 0.3
"""Below this zoom the signs would hide what they are of; the outlines remain."""


class Look(NamedTuple):
    """How one way of differing is drawn. strokes: of its sign, in a square from -1 to 1."""

    colour: str
    line: Qt.PenStyle
    strokes: tuple[tuple[tuple[float, float], ...], ...]


LOOKS = {
    "added": Look("#2f8f55", Qt.PenStyle.SolidLine, (((-1, 0), (1, 0)), ((0, -1), (0, 1)))),
    "changed": Look("#b9770e", Qt.PenStyle.DashLine, (((-0.9, -0.45), (0.9, -0.45)), ((-0.9, 0.45), (0.9, 0.45)))),
    "moved": Look("#7d57b8", Qt.PenStyle.DotLine, (((-1, 0), (1, 0)), ((0.3, -0.7), (1, 0), (0.3, 0.7)))),
    "removed": Look("#c43f3f", Qt.PenStyle.DashDotLine, (((-1, 0), (1, 0)),)),
}
"""By how something differs: a plus, lines that are not the same, an arrow, a minus."""


def marks_of(sheet: Sheet, differing: Mapping[str, str]) -> list[Mark]:
    """Return the marks of what differs (how, by id), where the Sheet shows it."""
    leftwards = sheet.direction == "rtl"
    marks: list[Mark] = []
    for identity, how in differing.items():
        placed = main_part(sheet, identity)
        if placed is not None:
            size = placed.piece.width, placed.piece.height
            marks.append(Differing(placed.x, placed.y, *size, how, leftwards))
    return marks


@cache
def _pen(colour: str, line: Qt.PenStyle, width: float) -> QPen:
    return QPen(QColor(colour), width, line, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def paint_differing(painter: QPainter, mark: Differing, camera: Camera) -> None:
    """Draw a mark; the painter is in the viewport's coordinates."""
    look = LOOKS[mark.how]
    area = camera.rectangle(mark.x, mark.y, mark.width, mark.height).adjusted(-2, -2, 2, 2)
    radius = 8 * camera.zoom + 2
    tint = QColor(look.colour)
    tint.setAlphaF(0.07)
    painter.setBrush(tint)
    painter.setPen(_pen(look.colour, look.line, 2.5))
    painter.drawRoundedRect(area, radius, radius)
    if camera.zoom >= LEAST_ZOOM:
        paint_sign(painter, mark.how, area.topRight() if mark.leftwards else area.topLeft(), mirrored=mark.leftwards)


def paint_sign(painter: QPainter, how: str, centre: QPointF, *, mirrored: bool = False) -> None:
    """Draw a sign on its disc. mirrored: in a map or window that runs from the right."""
    look = LOOKS[how]
    painter.setPen(_pen("#ffffff", Qt.PenStyle.SolidLine, 1.5))
    painter.setBrush(QColor(look.colour))
    painter.drawEllipse(QRectF(centre.x() - RADIUS, centre.y() - RADIUS, 2 * RADIUS, 2 * RADIUS))
    painter.setPen(_pen("#ffffff", Qt.PenStyle.SolidLine, 1.7))
    side = -3.4 if mirrored else 3.4
    for stroke in look.strokes:
        painter.drawPolyline([QPointF(centre.x() + x * side, centre.y() + y * 3.4) for x, y in stroke])
