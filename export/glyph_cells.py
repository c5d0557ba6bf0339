"""A shaped run as cells: each cell is what is drawn for exactly one logical character.

PDF readers put words together from character codes, so every code has to stand for one character of the text. A
ligature's width is shared among its characters: the first carries the drawing, the rest are empty. Marks keep their
place by offsets, for the font to bake in (see `font_subset`).
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from export.font_subset import EMPTY, Drawn
from model.text.block import Run

NO_CHARACTER = "\u200b"
"""What a glyph stands for that has no character of its own (the second glyph of a character)."""


_WITHOUT_WIDTH = frozenset(("Mn", "Me", "Cf", "Cc"))
"""Categories of characters that take no room: marks, joiners and other controls."""


class Cell(NamedTuple):
    """What is drawn, the one character it stands for, and how far the shaper moves on after it (font units)."""

    drawn: Drawn
    character: str
    advance: float


def cells(run: Run, text: str) -> Iterator[Cell]:
    """Yield the cells of a run from left to right. `text` is the text of the run's Block."""
    backwards = bool(run.level & 1)
    pen = 0.0
    for first, last, characters in _clusters(run, text, backwards):
        pens = []
        for index in range(first, last):
            pens.append(pen)
            pen += run.advances[index]
        yield from _cluster(run, range(first, last), pens, characters, backwards)


def _clusters(run: Run, text: str, backwards: bool) -> Iterator[tuple[int, int, str]]:
    """Yield first glyph, end glyph and characters of each cluster, from left to right."""
    starts = run.clusters
    count = len(starts)
    ends = {}
    following = run.end
    for start in sorted(set(starts), reverse=True):
        ends[start] = following
        following = start
    lowest = following
    first = 0
    while first < count:
        last = first + 1
        while last < count and starts[last] == starts[first]:
            last += 1
        start = run.start if starts[first] == lowest else starts[first]
        yield first, last, text[start : ends[starts[first]]]
        first = last


def _cluster(run: Run, glyphs: range, pens: list[float], characters: str, backwards: bool) -> Iterator[Cell]:
    """Yield the cells of one cluster from left to right."""
    shares = _share(run, list(reversed(glyphs)) if backwards else list(glyphs), characters)
    for index, pen in zip(glyphs, pens, strict=True):
        dx, dy, advance = round(run.xs[index] - pen), round(run.ys[index]), run.advances[index]
        share = shares[index]
        if len(share) == 1:
            yield Cell(Drawn(run.glyphs[index], dx, dy), share, advance)
        else:
            yield from _ligature(Drawn(run.glyphs[index], dx, dy), share, advance, backwards)


def _ligature(drawn: Drawn, share: str, advance: float, backwards: bool) -> Iterator[Cell]:
    """Yield a glyph that stands for several characters as one cell each, its width shared among them."""
    spacing = [place for place, character in enumerate(share) if unicodedata.category(character) not in _WITHOUT_WIDTH]
    width, takers = round(advance), spacing or [0]
    widths = dict.fromkeys(takers, width // len(takers))
    widths[takers[-1]] += width - sum(widths.values())
    order = range(len(share) - 1, -1, -1) if backwards else range(len(share))
    before = 0
    for place in order:
        wide = widths.get(place, 0)
        if place == takers[0]:
            yield Cell(drawn._replace(dx=drawn.dx - before, advance=wide), share[place], wide)
        else:
            yield Cell(Drawn(EMPTY, advance=wide), share[place], wide)
        before += wide


def _share(run: Run, glyphs: list[int], characters: str) -> dict[int, str]:
    """Return the characters that each glyph (given in logical order) of a cluster stands for: at least one each.

    Bases go to bases and marks to marks, in order; what is left over joins the last of its like.
    """
    if len(glyphs) == len(characters):
        return dict(zip(glyphs, characters, strict=True))
    shares: dict[int, str] = dict.fromkeys(glyphs, "")
    bases = [index for index in glyphs if run.advances[index]] or glyphs[:1]
    marks = [index for index in glyphs if index not in bases]
    given = {True: 0, False: 0}
    for character in characters:
        mark = unicodedata.category(character) in ("Mn", "Me") and bool(marks)
        takers = marks if mark else bases
        shares[takers[min(given[mark], len(takers) - 1)]] += character
        given[mark] += 1
    return {index: share or NO_CHARACTER for index, share in shares.items()}
