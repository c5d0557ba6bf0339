"""Level of detail: what is left out of a picture too small to show it.

Below `FLAT_BELOW` every piece is a flat rectangle and every link straight, unsmoothed lines; below `GREEK_BELOW`
text is greeked (grey bars for its lines); above it everything is drawn. Rectangles and lines are gathered by colour
and drawn in one call each, since at these scales a picture holds thousands of them.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.canvas.kept import Kept
from editor.canvas.paint import brush, paint_placed, paint_shape
from editor.canvas.sprites import Sprites
from model.layout.shapes import Box, Path, Piece, Placed, Text

FLAT_BELOW = 0.2
GREEK_BELOW = 0.4
GREEK = "#b9c0ca"
"""The grey of greeked text: that of the text, thinned as ink on white is."""

LINES = frozenset({"link", "curve"})
"""Parts that are lines, whatever their scale."""
PLAIN = frozenset({"card", "label"})
"""Parts of which there are so many that greeking draws them as plain rectangles."""

Rectangle = tuple[float, float, float, float]


def paint_at(painter: QPainter, placed: Iterable[Placed], zoom: float, sprites: Sprites) -> None:
    """Draw pieces where they stand on the Sheet, with as much detail as the zoom can show."""
    if zoom >= GREEK_BELOW:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for each in placed:
            if not sprites.put(painter, each, zoom):
                paint_placed(painter, (each,))
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for _, layer in groupby(placed, key=lambda each: each.layer):
        batch = _Batch()
        for each in layer:
            if zoom < FLAT_BELOW:
                _flat(painter, batch, each)
            else:
                _greek(painter, batch, each)
        batch.draw(painter)


class _Batch:
    """Rectangles and lines of one layer by colour."""

    def __init__(self) -> None:
        self.rectangles: dict[str, list[QRectF]] = {}
        self.bars: list[QRectF] = []
        self.lines: dict[str, list[QLineF]] = {}

    def draw(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, rectangles in self.rectangles.items():
            painter.setBrush(brush(colour))
            painter.drawRects(rectangles)
        if self.bars:
            painter.setBrush(brush(GREEK))
            painter.drawRects(self.bars)
        for colour, lines in self.lines.items():
            painter.setPen(QPen(QColor(colour), 0))
            painter.drawLines(lines)


def _flat(painter: QPainter, batch: _Batch, each: Placed) -> None:
    piece = each.piece
    if each.part in LINES:
        _lines(batch, each)
    elif piece.flat:
        batch.rectangles.setdefault(piece.flat, []).append(QRectF(each.x, each.y, piece.width, piece.height))
    else:
        _wordless(painter, each)


def _lines(batch: _Batch, each: Placed) -> None:
    for colour, x1, y1, x2, y2 in straight(each.piece):
        batch.lines.setdefault(colour, []).append(QLineF(each.x + x1, each.y + y1, each.x + x2, each.y + y2))


def _greek(painter: QPainter, batch: _Batch, each: Placed) -> None:
    piece = each.piece
    if each.part in LINES:
        _lines(batch, each)
    elif each.part in PLAIN:
        for colour, (x, y, width, height) in plain_boxes(piece):
            batch.rectangles.setdefault(colour, []).append(QRectF(each.x + x, each.y + y, width, height))
    else:
        _wordless(painter, each)
    batch.bars.extend(QRectF(each.x + x, each.y + y, width, height) for x, y, width, height in piece.greek)


def _wordless(painter: QPainter, each: Placed) -> None:
    painter.translate(each.x, each.y)
    for shape in each.piece.shapes:
        if not isinstance(shape, Text):
            paint_shape(painter, shape)
    painter.translate(-each.x, -each.y)


def _straight(piece: Piece) -> tuple[tuple[str, float, float, float, float], ...]:
    return tuple(
        (shape.stroke, *first, *second)
        for shape in piece.shapes
        if isinstance(shape, Path) and shape.stroke
        for first, second in pairwise(corners(shape))
    )


straight = Kept(_straight, 20_000)
"""The lines of a link's piece without its rounded corners: colour, x1, y1, x2, y2."""


def corners(path: Path) -> Iterator[tuple[float, float]]:
    """Yield the points that a path runs through, without its curves' handles."""
    for segment in path.segments:
        if len(segment) > 1:
            yield (float(segment[-2]), float(segment[-1]))


def _plain_boxes(piece: Piece) -> tuple[tuple[str, Rectangle], ...]:
    boxes: list[tuple[str, Rectangle]] = []
    for shape in piece.shapes:
        if isinstance(shape, Box) and shape.opacity > 0.5:
            outer = _grown((shape.x, shape.y, shape.width, shape.height), shape.stroke_width / 2)
            boxes += [(shape.stroke, outer)] if shape.stroke else []
            boxes.append((shape.fill, _grown(outer, -shape.stroke_width) if shape.stroke else outer))
        elif isinstance(shape, Path) and shape.fill:
            xs, ys = zip(*corners(shape), strict=True)
            boxes.append((shape.fill, (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))))
    return tuple(each for each in boxes if each[0])


def _grown(area: Rectangle, by: float) -> Rectangle:
    x, y, width, height = area
    return (x - by, y - by, width + 2 * by, height + 2 * by)


plain_boxes = Kept(_plain_boxes, 20_000)
"""A card's piece as plain rectangles: colour and x, y, width, height; its edge is a larger rectangle behind it."""
