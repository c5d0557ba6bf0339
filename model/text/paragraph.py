"""A paragraph, measured: all that line fitting needs, whatever the size and the width."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate

from model.text.breaks import grapheme_breaks, line_breaks
from model.text.characters import HANGING, as_shaped
from model.text.faces import FACES
from model.text.itemise import Item, itemise, levels_of
from model.text.shaping import UNSAFE_TO_BREAK, advance, shape


@dataclass(frozen=True)
class Paragraph:
    """A text without line breaks, shaped once for its advances. Lengths are in ems.

    level: the base bidi level. items: in logical order. reach: for each position, the sum of the advances of the
    clusters before it. breaks: where a line may end; inked: the same without hanging white space. safe: those of
    both where a line can begin or end and its glyphs stay as they are.
    """

    text: str
    weight: str
    level: int
    items: tuple[Item, ...]
    reach: "array[float]"
    breaks: tuple[int, ...]
    inked: tuple[int, ...]
    safe: frozenset[int]
    starts: tuple[int, ...] = field(repr=False)

    @cached_property
    def shaped_text(self) -> str:
        """The text as HarfBuzz sees it."""
        return as_shaped(self.text)

    @cached_property
    def inked_reach(self) -> "array[float]":
        """The reach at each of `inked`, made never to fall, for searching."""
        return array("d", accumulate((self.reach[each] for each in self.inked), max))

    @cached_property
    def graphemes(self) -> tuple[int, ...]:
        """Where a user-perceived character ends."""
        return tuple(grapheme_breaks(self.text))

    def pieces(self, start: int, end: int) -> list[Item]:
        """Return the items of a stretch of the text, cut to it."""
        found = []
        for index in range(max(0, bisect_right(self.starts, start) - 1), len(self.items)):
            item = self.items[index]
            if item.start >= end or start >= end:
                break
            if item.start >= start and item.end <= end:
                found.append(item)
            else:
                found.append(Item(max(item.start, start), min(item.end, end), item.level, item.script, item.face))
        return found

    def extent(self, start: int, end: int) -> float:
        """Return how wide a line of these characters is; exactly what its glyphs will add up to."""
        if start >= end:
            return 0.0
        if start in self.safe and end in self.safe:
            return self.reach[end] - self.reach[start]
        pieces = self.pieces(start, end)
        total = 0.0
        for piece in pieces:
            if piece.start in self.safe and piece.end in self.safe:
                total += self.reach[piece.end] - self.reach[piece.start]
            else:
                total += advance(self.shaped_text, piece, piece.start, piece.end)
        return total


def hang(text: str, start: int, end: int) -> int:
    """Return where the ink of a line from start to end stops: before the white space that hangs at its end."""
    while end > start and text[end - 1] in HANGING:
        end -= 1
    return end


@lru_cache(maxsize=32_768)
def paragraph(text: str, weight: str, direction: str) -> Paragraph:
    """Return a text without line breaks, measured. direction: "ltr" or "rtl", for a text without strong letters."""
    level, levels = levels_of(text, direction)
    items = itemise(text, levels, weight)
    breaks = line_breaks(text)
    inked = []
    before = 0
    for each in breaks:
        inked.append(hang(text, before, each))
        before = each
    edges = {0, *breaks, *inked}
    safe = {0, len(text), *(item.start for item in items)}
    advances = [0.0] * len(text)
    shaped_text = as_shaped(text)
    for item in items:
        buffer, first = shape(shaped_text, item, item.start, item.end)
        scale = 1.0 / FACES[item.face].units_per_em
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            at = first + info.cluster
            advances[at] += position.x_advance * scale
            if at in edges and not int(info.flags) & UNSAFE_TO_BREAK:
                safe.add(at)
    return Paragraph(
        text=text,
        weight=weight,
        level=level,
        items=tuple(items),
        reach=array("d", accumulate(advances, initial=0.0)),
        breaks=tuple(breaks),
        inked=tuple(inked),
        safe=frozenset(safe),
        starts=tuple(item.start for item in items),
    )
