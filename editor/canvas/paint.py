"""Shapes of the Sheet to QPainter: a table from shape to how it is drawn. It decides nothing.

What is drawn is the same as on paper (`export/pdf_paint.py` is the other such table), down to the place of each glyph.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from editor.canvas.glyphs import EM, outline, runs_of
from editor.canvas.kept import Kept
from model.layout.shapes import Box, Ellipse, Gradient, Path, Piece, Placed, Shape, Text
from model.text.block import Block

HALO = 3.0
"""Width in points of the halo's ink about the glyphs, as `Text.halo` promises."""


@cache
def brush(colour: str) -> QBrush:
    """Return the brush of a colour; an empty colour fills nothing."""
    return QBrush(QColor(colour)) if colour else QBrush(Qt.BrushStyle.NoBrush)


@cache
def pen(colour: str, width: float, dash: tuple[float, ...] = ()) -> QPen:
    """Return the pen of a colour, a width in points and dash lengths in points; an empty colour draws nothing."""
    if not colour or width <= 0:
        return QPen(Qt.PenStyle.NoPen)
    made = QPen(QColor(colour), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        made.setDashPattern([length / width for length in dash])
    return made


def _painter_path(path: Path) -> QPainterPath:
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for segment in path.segments:
        match segment:
            case ("M", x, y):
                made.moveTo(x, y)
            case ("L", x, y):
                made.lineTo(x, y)
            case ("C", x1, y1, x2, y2, x, y):
                made.cubicTo(x1, y1, x2, y2, x, y)
            case _:
                made.closeSubpath()
    return made


painter_path = Kept(_painter_path, 20_000)
"""A Path of the Sheet as Qt's, filled by the non-zero winding rule."""


def _box(painter: QPainter, box: Box) -> None:
    painter.setPen(pen(box.stroke, box.stroke_width))
    painter.setBrush(brush(box.fill))
    rectangle = QRectF(box.x, box.y, box.width, box.height)
    if box.radius:
        painter.drawRoundedRect(rectangle, box.radius, box.radius)
    else:
        painter.drawRect(rectangle)


def _ellipse(painter: QPainter, ellipse: Ellipse) -> None:
    painter.setPen(pen(ellipse.stroke, ellipse.stroke_width))
    painter.setBrush(brush(ellipse.fill))
    painter.drawEllipse(QPointF(ellipse.x, ellipse.y), ellipse.radius_x, ellipse.radius_y)


def _path(painter: QPainter, path: Path) -> None:
    painter.setPen(pen(path.stroke, path.stroke_width, path.dash))
    painter.setBrush(brush(path.fill))
    painter.drawPath(painter_path(path))


def _gradient(painter: QPainter, gradient: Gradient) -> None:
    ramp = QLinearGradient(0, gradient.y, 0, gradient.y + gradient.height)
    last = max(1, len(gradient.colours) - 1)
    for place, colour in enumerate(gradient.colours):
        ramp.setColorAt(place / last, QColor(colour))
    painter.fillRect(QRectF(gradient.x, gradient.y, gradient.width, gradient.height), QBrush(ramp))


def _text(painter: QPainter, text: Text) -> None:
    painter.save()
    painter.translate(text.x, text.y)
    if text.halo:
        painter.strokePath(outline(text.block), pen(text.halo, HALO))
    draw_block(painter, text.block, text.colour)
    painter.restore()


def draw_block(painter: QPainter, block: Block, colour: str) -> None:
    """Draw a set text with its top left corner at the painter's origin; leaves the painter scaled."""
    painter.setPen(pen(colour, 1.0))
    scale = block.style.size / EM
    painter.scale(scale, scale)
    for at, run in runs_of(block):
        painter.drawGlyphRun(at, run)


_PAINTERS: dict[type, Callable[[QPainter, Any], None]] = {
    Box: _box,
    Ellipse: _ellipse,
    Path: _path,
    Gradient: _gradient,
    Text: _text,
}


def paint_shape(painter: QPainter, shape: Shape) -> None:
    """Draw one shape in the painter's coordinates."""
    opacity = getattr(shape, "opacity", 1.0)
    if opacity >= 1.0:
        _PAINTERS[type(shape)](painter, shape)
        return
    before = painter.opacity()
    painter.setOpacity(before * opacity)
    _PAINTERS[type(shape)](painter, shape)
    painter.setOpacity(before)


def paint_piece(painter: QPainter, piece: Piece) -> None:
    """Draw a piece about the painter's origin."""
    for shape in piece.shapes:
        paint_shape(painter, shape)


def paint_placed(painter: QPainter, placed: Iterable[Placed]) -> None:
    """Draw pieces where they stand on the Sheet, in the order given."""
    for each in placed:
        painter.translate(each.x, each.y)
        paint_piece(painter, each.piece)
        painter.translate(-each.x, -each.y)
