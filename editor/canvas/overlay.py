"""The overlay: a table from mark to how it is drawn over the map, and to the pixels it touches."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from editor.canvas.camera import Camera
from editor.canvas.differing import paint_differing
from editor.canvas.glyphs import raw_font
from editor.canvas.marks import (
    REFUSED,
    SELECTED,
    Aside,
    Differing,
    Dim,
    Ghost,
    Guide,
    Handle,
    Hint,
    Insertion,
    Lit,
    Mark,
    NewLane,
    Outline,
    Outlines,
    Rubber,
    Trace,
    Wire,
)
from editor.canvas.paint import brush, paint_piece, painter_path
from editor.canvas.sprites import BLEED, Sprites

_ghosts = Sprites()
HANDLE_RADIUS = 5.0
GHOST_OPACITY = 0.85
GROUNDLESS = frozenset({"lane", "line"})
"""Parts without a ground of their own: their ghosts get one, since words over words cannot be read."""
SMOOTH, NO_BRUSH = QPainter.RenderHint.Antialiasing, Qt.BrushStyle.NoBrush
"""Looked up once: an enum of Qt costs more to find than to use, and this is done for every mark of every frame."""
VEIL = QColor(255, 255, 255, 165)
SLACK = 10
"""Pixels by which marks may be drawn beyond their geometry."""


def paint_marks(painter: QPainter, marks: Iterable[Mark], camera: Camera, area: QRect) -> None:
    """Draw marks, within an area of the viewport; the painter is in the viewport's coordinates."""
    painter.setClipRect(area)
    for mark in marks:
        painter.setRenderHint(SMOOTH, True)
        painter.setBrush(NO_BRUSH)
        _PAINTERS[type(mark)](painter, mark, camera)
    painter.setClipping(False)


@lru_cache(maxsize=256)
def area_of(mark: Mark, camera: Camera) -> QRect:
    """Return the pixels of the viewport that a mark may touch; remembered, since each frame asks it thrice of each."""
    match mark:
        case Ghost():
            placed = mark.placed
            area = camera.rectangle(placed.x + mark.x, placed.y + mark.y, placed.piece.width, placed.piece.height)
        case Handle():
            area = QRectF(camera.to_view(mark.x, mark.y), camera.to_view(mark.x, mark.y))
        case Insertion() | Wire() | Guide():
            area = QRectF(camera.to_view(mark.x1, mark.y1), camera.to_view(mark.x2, mark.y2)).normalized()
            if isinstance(mark, Wire):
                area.adjust(-_reach(area.width()), 0, _reach(area.width()), 0)
        case Outlines():
            return QRect(0, 0, 1 << 16, 1 << 16)
        case Aside():
            area = _aside_area(mark, camera)
        case Trace():
            area = _mapped(mark, camera).controlPointRect()
        case _:
            area = camera.rectangle(mark.x, mark.y, mark.width, mark.height)
    return area.toAlignedRect().adjusted(-SLACK, -SLACK, SLACK, SLACK)


@cache
def _line(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(QColor(colour), width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


@cache
def _tint(colour: str, part: float) -> QColor:
    tint = QColor(colour)
    tint.setAlphaF(part)
    return tint


def _outline(painter: QPainter, mark: Outline, camera: Camera) -> None:
    off = mark.line / 2 + camera.zoom
    area = camera.rectangle(mark.x, mark.y, mark.width, mark.height).adjusted(-off, -off, off, off)
    radius = mark.radius * camera.zoom + off
    painter.setPen(_line(mark.colour, mark.line))
    painter.drawRoundedRect(area, radius, radius)


def _outlines(painter: QPainter, mark: Outlines, camera: Camera) -> None:
    painter.setRenderHint(SMOOTH, False)
    painter.setPen(QPen(QColor(SELECTED), 1))
    painter.drawRects([camera.rectangle(*rectangle) for rectangle in mark.rectangles])


def _dim(painter: QPainter, mark: Dim, camera: Camera) -> None:
    painter.fillRect(camera.rectangle(mark.x, mark.y, mark.width, mark.height), VEIL)


def _lit(painter: QPainter, mark: Lit, camera: Camera) -> None:
    # Unsmoothed, and filled only where it is asked for: so large a shape would else cost more than the whole frame.
    area = camera.rectangle(mark.x, mark.y, mark.width, mark.height).toAlignedRect()
    painter.fillRect(area & painter.clipBoundingRect().toAlignedRect(), _tint(SELECTED, 0.09))
    painter.setRenderHint(SMOOTH, False)
    painter.setPen(_tint(SELECTED, 0.45))
    painter.drawRect(area.adjusted(0, 0, -1, -1))


def _insertion(painter: QPainter, mark: Insertion, camera: Camera) -> None:
    start, end = camera.to_view(mark.x1, mark.y1), camera.to_view(mark.x2, mark.y2)
    painter.setPen(_line(SELECTED, 3))
    painter.drawLine(start, end)
    painter.setBrush(brush("#ffffff"))
    painter.setPen(_line(SELECTED, 2))
    for point in (start, end):
        painter.drawEllipse(point, 3.5, 3.5)


def _ghost(painter: QPainter, mark: Ghost, camera: Camera) -> None:
    placed, zoom = mark.placed, camera.zoom
    corner = camera.to_view(placed.x + mark.x, placed.y + mark.y)
    if placed.part in GROUNDLESS:
        painter.setPen(_line(SELECTED, 1))
        painter.setBrush(_tint("#ffffff", 0.92))
        size = QSizeF(placed.piece.width, placed.piece.height)
        painter.drawRoundedRect(QRectF(corner, size * zoom), 6, 6)
    sprite = _ghosts.get(placed.piece, zoom, painter.device().devicePixelRatioF())
    painter.setOpacity(1.0 if mark.solid else GHOST_OPACITY)
    if sprite is not None:
        painter.drawPixmap(corner - QPointF(BLEED * zoom, BLEED * zoom), sprite)
    else:
        painter.save()
        painter.translate(corner)
        painter.scale(zoom, zoom)
        paint_piece(painter, placed.piece)
        painter.restore()
    painter.setOpacity(1.0)


def _rubber(painter: QPainter, mark: Rubber, camera: Camera) -> None:
    painter.setPen(QPen(_tint(SELECTED, 0.8), 1))
    painter.setBrush(_tint(SELECTED, 0.10))
    painter.drawRect(camera.rectangle(mark.x, mark.y, mark.width, mark.height))


def _reach(width: float) -> float:
    """Return how far a wire of this width runs straight out of its port."""
    return min(80.0, width / 2)


def _wire(painter: QPainter, mark: Wire, camera: Camera) -> None:
    start, end = camera.to_view(mark.x1, mark.y1), camera.to_view(mark.x2, mark.y2)
    colour = SELECTED if mark.allowed else REFUSED
    painter.setPen(_line(colour, 2, Qt.PenStyle.SolidLine if mark.allowed else Qt.PenStyle.DashLine))
    side = 1.0 if end.x() >= start.x() else -1.0
    reach = side * _reach(abs(end.x() - start.x()))
    curve = QPainterPath(start)
    curve.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end - QPointF(side * 6, 0))
    painter.drawPath(curve)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(colour))
    back = end.x() - side * 8
    painter.drawPolygon(QPolygonF([end, QPointF(back, end.y() - 5), QPointF(back, end.y() + 5)]))


def _handle(painter: QPainter, mark: Handle, camera: Camera) -> None:
    painter.setPen(_line(SELECTED, 2))
    painter.setBrush(brush(SELECTED if mark.strong else "#ffffff"))
    painter.drawEllipse(camera.to_view(mark.x, mark.y), HANDLE_RADIUS, HANDLE_RADIUS)


def _guide(painter: QPainter, mark: Guide, camera: Camera) -> None:
    painter.setPen(_line(SELECTED, 2))
    painter.drawLine(camera.to_view(mark.x1, mark.y1), camera.to_view(mark.x2, mark.y2))


def _mapped(mark: Trace, camera: Camera) -> QPainterPath:
    return QTransform(camera.zoom, 0, 0, camera.zoom, camera.x, camera.y).map(painter_path(mark.path))


def _trace(painter: QPainter, mark: Trace, camera: Camera) -> None:
    painter.setPen(_line(mark.colour, mark.line))
    painter.drawPath(_mapped(mark, camera))


def _new_lane(painter: QPainter, mark: NewLane, camera: Camera) -> None:
    area = camera.rectangle(mark.x, mark.y, mark.width, mark.height)
    painter.setPen(_line(SELECTED, 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(238, 244, 255, 235))
    painter.drawRoundedRect(area, 6, 6)
    painter.setFont(_words_font(13))
    painter.setPen(QColor(SELECTED))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, mark.words)


def _hint(painter: QPainter, mark: Hint, camera: Camera) -> None:
    area = camera.rectangle(mark.x, mark.y, mark.width, mark.height)
    painter.setFont(_words_font(14))
    painter.setPen(QColor("#8a94a3"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, mark.words)


def _aside_area(mark: Aside, camera: Camera) -> QRectF:
    """Return the pixels that the words of an aside take."""
    corner = camera.to_view(mark.x, mark.y)
    size = QFontMetricsF(_words_font(12)).size(Qt.TextFlag.TextSingleLine, mark.words)
    return QRectF(QPointF(corner.x() - size.width() if mark.leftwards else corner.x(), corner.y() + 3), size)


def _aside(painter: QPainter, mark: Aside, camera: Camera) -> None:
    painter.setFont(_words_font(12))
    painter.setPen(QColor("#8a94a3"))
    painter.drawText(_aside_area(mark, camera), Qt.AlignmentFlag.AlignCenter, mark.words)


def _words_font(pixels: int) -> QFont:
    raw_font(0)
    font = QFont("Rubik")
    font.setPixelSize(pixels)
    return font


_PAINTERS: dict[type, Callable[[QPainter, Any, Camera], None]] = {
    Outline: _outline,
    Outlines: _outlines,
    Dim: _dim,
    Differing: paint_differing,
    Lit: _lit,
    Insertion: _insertion,
    Ghost: _ghost,
    Rubber: _rubber,
    Wire: _wire,
    Handle: _handle,
    Aside: _aside,
    Hint: _hint,
    Guide: _guide,
    Trace: _trace,
    NewLane: _new_lane,
}
