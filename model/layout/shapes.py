"""The shapes a Sheet is made of. Painters (screen, PDF, SVG) are small tables over these and decide nothing.

All lengths are points, x to the right, y downwards. Colours are "#rrggbb"; an empty colour draws nothing.
"""

from dataclasses import dataclass

from model.text.block import Block


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. `radius` rounds all corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse about a centre."""

    x: float
    y: float
    radius_x: float
    radius_y: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    opacity: float = 1.0


Segment = tuple[str, float, float] | tuple[str, float, float, float, float, float, float] | tuple[str]
"""("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",)."""


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and cubic curves, filled by the non-zero winding rule. Caps and joins are round. dash: lengths, or none."""

    segments: tuple[Segment, ...]
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    opacity: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Gradient:
    """A rectangle filled from top to bottom through evenly spaced opaque colours."""

    x: float
    y: float
    width: float
    height: float
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A set text with its Block's top left corner at x, y. halo: a colour drawn about the glyphs, 3 points wide."""

    x: float
    y: float
    block: Block
    colour: str
    halo: str = ""


Shape = Box | Ellipse | Path | Gradient | Text


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A bundle of shapes about its own origin, shared by identity: the same Piece is never built twice for nothing.

    flat: the colour that stands for the whole piece where it is too small to read. greek: boxes (x, y, width,
    height) that stand for its lines of text at middling scales.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    flat: str = ""
    greek: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A Piece put on the Sheet with its origin at x, y (its bounds are x, y, piece.width, piece.height).

    part: what it is of its record: "card", "face" and "quote" (of an emotion card), "stage", "lane", "line" (a
    blueprint line), "link", "label" (of a link); and behind these "ground", "rule", "curve", whose id only names
    them. id: the record it draws, or empty. layer: paint order, low first.
    """

    part: str
    id: str
    x: float
    y: float
    piece: Piece
    layer: int

    @property
    def key(self) -> tuple[str, str]:
        """What tells this from everything else on the Sheet."""
        return (self.part, self.id)

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.piece.width

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.piece.height

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies within the bounds."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def near(self, x: float, y: float, reach: float) -> bool:
        """Whether a point lies within `reach` points of one of the piece's paths (a curve counts as its chord)."""
        x, y = x - self.x, y - self.y
        return any(_near(shape, x, y, reach) for shape in self.piece.shapes if isinstance(shape, Path))


def _near(path: Path, x: float, y: float, reach: float) -> bool:
    from_x = from_y = 0.0
    for segment in path.segments:
        if len(segment) == 1:
            continue
        to_x, to_y = segment[-2:]
        if segment[0] != "M":
            along_x, along_y = to_x - from_x, to_y - from_y
            length = along_x * along_x + along_y * along_y
            part = ((x - from_x) * along_x + (y - from_y) * along_y) / length if length else 0.0
            part = max(0.0, min(1.0, part))
            off_x, off_y = x - from_x - part * along_x, y - from_y - part * along_y
            if off_x * off_x + off_y * off_y <= reach * reach:
                return True
        from_x, from_y = to_x, to_y
    return False
