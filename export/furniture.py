"""What a poster is furnished with beside the map: pieces built as for a left-to-right page, mirrored where it is not.

Lengths are design points: points on A3. Smaller and larger paper scales the furniture as a whole (see `poster`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from model.layout.mirror import mirrored
from model.layout.shapes import Box, Path, Piece, Placed, Shape, Text
from model.layout.theme import Theme, theme
from model.text import set_text
from model.text.block import Block, TextStyle
from resources.words import isolated, say

TEXT_LAYER = 10
LINE_HEIGHT = 1.4


@dataclass(frozen=True, slots=True)
class Manner:
    """Language and direction ("ltr" or "rtl") of a poster, and the theme it takes its colours from."""

    language: str
    direction: str
    theme: Theme = field(default_factory=theme)

    def block(
        self, text: str, size: float, width: float | None = None, *, weight: str = "regular", most_lines: int = 0
    ) -> Block:
        """Return a text set on the poster's leading side within `width`."""
        return set_text(
            text, TextStyle(size, weight, LINE_HEIGHT), width, direction=self.direction, most_lines=most_lines
        )

    def colour(self, name: str) -> str:
        """Return a colour of the theme that belongs to no kind."""
        return self.theme.colour[name]


def joined(parts: Iterable[str], separator: str, language: str) -> str:
    """Return what is not empty with a separator (a key of the catalogue) between, no part reordering another."""
    return say(separator, language).join(isolated(each, language) for each in parts if each)


class Furniture:
    """Collects placed pieces on a space of a given width. x counts from the leading edge."""

    def __init__(self, manner: Manner, width: float) -> None:
        """Start empty."""
        self.manner = manner
        self.width = width
        self.placed: list[Placed] = []

    def add(self, part: str, identity: str, x: float, y: float, piece: Piece, layer: int = TEXT_LAYER) -> Placed:
        """Put a piece, drawn as for a left-to-right page, and return how it was placed."""
        if self.manner.direction == "rtl":
            piece, x = mirrored(piece), self.width - x - piece.width
        placed = Placed(part, identity, x, y, piece, layer)
        self.placed.append(placed)
        return placed

    def text(self, part: str, identity: str, x: float, y: float, block: Block, colour: str) -> Placed:
        """Put a set text."""
        return self.add(part, identity, x, y, Piece(block.width, block.height, (Text(0, 0, block, colour),)))

    def rule(self, identity: str, x: float, y: float, width: float, thickness: float, colour: str) -> None:
        """Put a horizontal line, y its upper edge."""
        self.add("rule", identity, x, y, Piece(width, thickness, (Box(0, 0, width, thickness, fill=colour),)), 0)


def severity_mark(severity: str, size: float) -> list[Shape]:
    """Return the mark of a finding: its colour and its shape both say how grave it is."""
    middle = size / 2
    if severity == "error":
        arms = (("M", 0.34), ("L", 0.66))
        cross = tuple(
            (verb, place * size, (place if way else 1 - place) * size) for way in (0, 1) for verb, place in arms
        )
        ground: Shape = Box(0, 0, size, size, middle, "#d64545")
        return [ground, Path(cross, stroke="#ffffff", stroke_width=size * 0.13)]
    if severity == "warning":
        triangle = (
            ("M", middle, 0.06 * size),
            ("L", 0.98 * size, 0.92 * size),
            ("L", 0.02 * size, 0.92 * size),
            ("Z",),
        )
        bang = (("M", middle, 0.38 * size), ("L", middle, 0.6 * size))
        dot = (("M", middle, 0.77 * size), ("L", middle, 0.775 * size))
        return [
            Path(triangle, "#d99a1c", "#d99a1c", size * 0.08),
            Path((*bang, *dot), stroke="#ffffff", stroke_width=size * 0.11),
        ]
    stem = (("M", middle, 0.48 * size), ("L", middle, 0.72 * size))
    dot = (("M", middle, 0.28 * size), ("L", middle, 0.285 * size))
    return [
        Box(0, 0, size, size, middle, "#8a94a3"),
        Path((*stem, *dot), stroke="#ffffff", stroke_width=size * 0.13),
    ]
