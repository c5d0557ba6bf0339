"""Remarks: small bubbles on cards that somebody has said something about, with the number of open threads in them."""

from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath

from editor.canvas.badges import MOST_OVER, corner
from editor.canvas.camera import Camera
from editor.canvas.detail import FLAT_BELOW, GREEK_BELOW
from editor.canvas.glyphs import raw_font
from editor.canvas.paint import brush
from editor.canvas.selected import main_part
from model.layout.shapes import Placed
from model.layout.sheet import Sheet

COLOUR, HALO, INK = "#56657a", "#ffffff", "#ffffff"
HEIGHT, PADDING, DIGIT = 13.0, 3.5, 6.0
"""Pixels: of a bubble, beside its number, of a digit. Small scales shrink it with the map."""
ASIDE = 19.0
"""Pixels from the middle of a badge to that of a bubble: a card can have both."""
MOST = 99
PARTS = frozenset({"card", "face"})


class Remarks:
    """How many open threads there are about each card of the project, by the card's id."""

    def __init__(self) -> None:
        """Begin without any."""
        self._of: dict[str, int] = {}

    def become(self, counts: Mapping[str, int]) -> set[str]:
        """Take the newest counts; return the ids whose bubble looks different now."""
        before, self._of = self._of, dict(counts)
        return {each for each in before.keys() | counts.keys() if before.get(each) != counts.get(each)}

    def of(self, identity: str) -> int:
        """Return how many open threads there are about a card."""
        return self._of.get(identity, 0)

    def paint(self, painter: QPainter, placed: Sequence[Placed], direction: str, zoom: float) -> None:
        """Draw the bubbles of these pieces; the painter is in the Sheet's coordinates."""
        if not self._of:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, zoom >= FLAT_BELOW)
        for each in placed:
            if each.part in PARTS and each.id in self._of:
                painter.save()
                painter.translate(middle(each, direction, zoom))
                painter.scale(_unit(zoom), _unit(zoom))
                _draw(painter, self._of[each.id], plain=zoom < FLAT_BELOW)
                painter.restore()

    def paint_over(self, painter: QPainter, sheet: Sheet, chosen: Sequence[str], camera: Camera) -> None:
        """Draw the bubbles of what is selected once more, over its outline; the painter is in the viewport's pixels."""
        marked = (each for each in chosen[-MOST_OVER:] if each in self._of)
        placed = [found for each in marked if (found := main_part(sheet, each))]
        if placed:
            painter.save()
            painter.translate(camera.x, camera.y)
            painter.scale(camera.zoom, camera.zoom)
            self.paint(painter, placed, sheet.direction, camera.zoom)
            painter.restore()

    def at(self, sheet: Sheet, x: float, y: float, zoom: float) -> str:
        """Return the id of the card whose bubble lies at a point of the Sheet, as seen at a zoom; empty where none."""
        if not self._of:
            return ""
        near = (ASIDE + HEIGHT) * _unit(zoom)
        for placed in reversed(sheet.within(x - near, y - near, 2 * near, 2 * near)):
            if placed.part not in PARTS or placed.id not in self._of:
                continue
            place = middle(placed, sheet.direction, zoom)
            across = (_width(self._of[placed.id]) / 2 + 2) * _unit(zoom)
            if abs(x - place.x()) <= across and abs(y - place.y()) <= (HEIGHT / 2 + 2) * _unit(zoom):
                return placed.id
        return ""


def middle(placed: Placed, direction: str, zoom: float) -> QPointF:
    """Return the middle of a piece's bubble: on a card's upper edge beside the badge, below a face."""
    place = corner(placed, direction)
    if placed.part == "face":
        return QPointF(place.x(), placed.y + placed.piece.height)
    aside = ASIDE * _unit(zoom)
    return place + QPointF(-aside if direction == "ltr" else aside, 0)


def _unit(zoom: float) -> float:
    """Return how many points of the Sheet a bubble's pixel is at a zoom."""
    return min(1.0, zoom / GREEK_BELOW) / zoom


def _words(count: int) -> str:
    return str(count) if count <= MOST else f"{MOST}+"


def _width(count: int) -> float:
    return max(HEIGHT, DIGIT * len(_words(count)) + 2 * PADDING)


@cache
def _bubble(width: float, grow: float) -> QPainterPath:
    """Return a bubble about the origin, its tail pointing down at the card."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(
        -width / 2 - grow, -HEIGHT / 2 - grow, width + 2 * grow, HEIGHT + 2 * grow, 4.5 + grow, 4.5 + grow
    )
    path.moveTo(-3 - grow, HEIGHT / 2 - 0.5)
    path.lineTo(0, HEIGHT / 2 + 3 + grow)
    path.lineTo(3 + grow, HEIGHT / 2 - 0.5)
    path.closeSubpath()
    return path


@cache
def _font() -> QFont:
    raw_font(0)  # Qt knows the face from then on
    font = QFont("Rubik")
    font.setPixelSize(9)
    font.setWeight(QFont.Weight.Medium)
    return font


def _draw(painter: QPainter, count: int, *, plain: bool) -> None:
    width = _width(count)
    area = QRectF(-width / 2, -HEIGHT / 2, width, HEIGHT)
    if plain:
        painter.fillRect(area, brush(COLOUR))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, grow in ((HALO, 1.2), (COLOUR, 0.0)):
        painter.setBrush(brush(colour))
        painter.drawPath(_bubble(width, grow))
    painter.setPen(INK)
    painter.setFont(_font())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _words(count))
