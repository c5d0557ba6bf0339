"""What the tests of the text engine read off a Block."""

from itertools import pairwise

from model.text.block import Block, Line, TextStyle
from model.text.engine import set_text

STYLE = TextStyle(size=12.0)


def words(block: Block) -> list[str]:
    """The characters of each line, without the white space that hangs at its end."""
    return [block.text[line.start : line.end] for line in block.lines]


def seen(block: Block, line: Line) -> str:
    """The characters of a line as they stand from left to right, one cluster after another."""
    parts = []
    for run in line.runs:
        ends = sorted({*run.clusters, run.end})
        following = dict(pairwise(ends))
        parts += [block.text[at : following[at]] for at in dict.fromkeys(run.clusters)]
    return "".join(parts)


def seen_in(text: str, direction: str = "ltr") -> str:
    """A text that fits one line as it stands from left to right."""
    block = set_text(text, STYLE, direction=direction)
    return seen(block, block.lines[0])


def glyphs(text: str) -> list[int]:
    """The glyphs of the first line of a text, from left to right."""
    return [glyph for run in set_text(text, STYLE).lines[0].runs for glyph in run.glyphs]


def levels(text: str, direction: str = "ltr") -> list[tuple[str, int]]:
    """The runs of the first line from left to right: their logical characters and their bidi level."""
    block = set_text(text, STYLE, direction=direction)
    return [(text[run.start : run.end], run.level) for run in block.lines[0].runs]
