"""What setting a text gives: a Block of Lines of Runs of glyphs, in points, y downwards, ready for any painter."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: size and line height in points, weight "regular", "medium" or "bold"."""

    size: float = 12.0
    weight: str = "regular"
    line_height: float = 1.4

    @property
    def leading(self) -> float:
        """The distance between two baselines, in points."""
        return self.size * self.line_height


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face and one direction, in visual order from left to right.

    face: index into `model.text.faces.FACES`. level: bidi level (odd: right-to-left). start, end: the logical
    characters of the Block's text it stands for. x, width: points, x from the line's left edge. glyphs: glyph ids.
    xs, ys: glyph origins from the run's left end on the baseline, in font units, y upwards. advances: font units.
    clusters: for each glyph the index of the first logical character of its cluster.
    The ellipsis of a clipped line stands for no character: its run has start and end where the text was cut.
    """

    face: int
    level: int
    start: int
    end: int
    x: float
    width: float
    glyphs: "array[int]"
    xs: "array[float]"
    ys: "array[float]"
    advances: "array[float]"
    clusters: "array[int]"


@dataclass(slots=True)
class Line:
    """One line. x: its left edge within the Block after alignment; baseline: from the Block's top; width: of its ink.

    start, end: its logical characters, without trailing white space. level: the paragraph's base level. `runs`
    are shaped when first asked for, since most lines of a large map are only measured.
    """

    start: int
    end: int
    x: float
    baseline: float
    width: float
    level: int
    shape: Callable[["Line"], tuple[Run, ...]] = field(repr=False)
    _runs: tuple[Run, ...] | None = field(default=None, repr=False)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs from left to right."""
        if self._runs is None:
            self._runs = self.shape(self)
        return self._runs


@dataclass(slots=True)
class Block:
    """A text, set. width: the space it was aligned in (its widest line where none was given); height: of all lines.

    clipped: the text went on but `most_lines` was reached; the last line then ends in an ellipsis.
    """

    text: str
    style: TextStyle
    width: float
    height: float
    lines: tuple[Line, ...]
    clipped: bool = False

    @property
    def ink_width(self) -> float:
        """The width of the widest line, in points."""
        return max((line.width for line in self.lines), default=0.0)
