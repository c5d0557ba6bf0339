"""Mirroring of pieces for right-to-left maps: the geometry turns about, the text never does."""

from model.layout.shapes import Box, Ellipse, Gradient, Path, Piece, Segment, Shape, Text


def mirrored(piece: Piece) -> Piece:
    """Return the piece turned left to right within its own width; its texts keep their glyphs and only move."""
    return Piece(
        piece.width,
        piece.height,
        tuple(_shape(each, piece.width) for each in piece.shapes),
        piece.flat,
        tuple((piece.width - x - width, y, width, height) for x, y, width, height in piece.greek),
    )


def _shape(shape: Shape, width: float) -> Shape:
    match shape:
        case Text():
            return Text(width - shape.x - shape.block.width, shape.y, shape.block, shape.colour, shape.halo)
        case Box():
            return Box(
                width - shape.x - shape.width,
                shape.y,
                shape.width,
                shape.height,
                shape.radius,
                shape.fill,
                shape.stroke,
                shape.stroke_width,
                shape.opacity,
            )
        case Ellipse():
            return Ellipse(
                width - shape.x,
                shape.y,
                shape.radius_x,
                shape.radius_y,
                shape.fill,
                shape.stroke,
                shape.stroke_width,
                shape.opacity,
            )
        case Path():
            return Path(
                tuple(_segment(each, width) for each in shape.segments),
                shape.fill,
                shape.stroke,
                shape.stroke_width,
                shape.opacity,
                shape.dash,
            )
        case Gradient():
            return Gradient(width - shape.x - shape.width, shape.y, shape.width, shape.height, shape.colours)


def _segment(segment: Segment, width: float) -> Segment:
    match segment:
        case ("M" | "L" as letter, x, y):
            return (letter, width - x, y)
        case ("C", x1, y1, x2, y2, x, y):
            return ("C", width - x1, y1, width - x2, y2, width - x, y)
    return segment
