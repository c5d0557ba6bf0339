"""Setting text: from characters to lines of glyphs, the same for screen and paper.

Bidi levels, line breaks and scripts come from ICU (UAX #9, #14, #24), glyphs from HarfBuzz. Lines are measured at
once, since heights depend on them; their glyphs are made when `Line.runs` is first read.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from model.text.block import Block, Line, Run, TextStyle
from model.text.characters import PARAGRAPH_ENDS, first_face, missing_characters
from model.text.faces import FACES, STACKS
from model.text.fit import TOLERANCE, cut_for_ellipsis, fit
from model.text.itemise import Item
from model.text.paragraph import Paragraph, hang, paragraph
from model.text.shaping import advance, run, visual_order

__all__ = ["ELLIPSIS", "clear_cache", "missing_characters", "set_text"]

ELLIPSIS = "…"
_PARAGRAPH_END = re.compile(f"\r\n|[{''.join(sorted(PARAGRAPH_ENDS))}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHARES = {"start": 0.0, "center": 0.5, "end": 1.0}


def set_text(
    text: str,
    style: TextStyle,
    width: float | None = None,
    *,
    direction: str = "ltr",
    align: str = "start",
    most_lines: int | None = None,
) -> Block:
    """Set a text in lines no wider than `width` points (one line a paragraph where it is None).

    direction: of the surroundings, "ltr" or "rtl"; `align` ("start", "center", "end") refers to it, and so does a
    paragraph without any strong letter. Each paragraph (they end at a line break) otherwise has the direction of its
    first strong letter. most_lines: where more would be needed, the last ends in an ellipsis (None or 0: no limit).

    The same arguments give the same Block, from a cache: treat it as frozen.
    """
    return _set(text, style, width, direction, align, most_lines)


def clear_cache() -> None:
    """Forget every Block and every measured paragraph, for tests and benchmarks that start cold."""
    _set.cache_clear()
    paragraph.cache_clear()


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _PARAGRAPH_END.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


@lru_cache(maxsize=65_536)
def _set(text: str, style: TextStyle, width: float | None, direction: str, align: str, most_lines: int | None) -> Block:
    text = _SURROGATE.sub("\ufffd", text)
    limit = math.inf if width is None else max(0.0, width + TOLERANCE) / style.size
    lines: list[Line] = []
    clipped = False
    for offset, its_text in _paragraphs(text):
        whole = paragraph(its_text, style.weight, direction)
        shaper = partial(_shape_line, whole, offset, style.size)
        for start, end, after, ems in fit(whole, limit):
            if most_lines and len(lines) == most_lines:
                clipped = True
                break
            lines.append(_line(offset, start, end, ems * style.size, whole.level, shaper))
            goes_on = offset + after
            last = (whole, offset, start, end)
        if clipped:
            break
    if clipped:
        clipped = hang(text, goes_on, len(text)) > goes_on
        if clipped:
            lines[-1] = _with_ellipsis(*last, limit, style)
    return _placed(text, style, width, tuple(lines), clipped, _SHARES[align], direction)


def _line(
    offset: int, start: int, end: int, width: float, level: int, shaper: Callable[[Line], tuple[Run, ...]]
) -> Line:
    return Line(offset + start, offset + end, 0.0, 0.0, width, level, shaper)


def _placed(
    text: str,
    style: TextStyle,
    width: float | None,
    lines: tuple[Line, ...],
    clipped: bool,
    share: float,
    direction: str,
) -> Block:
    """Return the Block with every line put on its baseline and aligned."""
    face = FACES[STACKS[style.weight][0]]
    leading = style.leading
    first = (leading - (face.ascent + face.descent) * style.size) / 2 + face.ascent * style.size
    room = max((line.width for line in lines), default=0.0) if width is None or math.isinf(width) else width
    if direction == "rtl":
        share = 1.0 - share
    for index, line in enumerate(lines):
        line.baseline = first + index * leading
        line.x = (room - line.width) * share
    return Block(text, style, room, len(lines) * leading, lines, clipped)


def _ordered_runs(whole: Paragraph, pieces: list[Item], offset: int, size: float, x: float = 0.0) -> tuple[Run, ...]:
    runs = []
    for index in visual_order([piece.level for piece in pieces]):
        shaped = run(whole.shaped_text, pieces[index], offset, x, size)
        runs.append(shaped)
        x += shaped.width
    return tuple(runs)


def _shape_line(whole: Paragraph, offset: int, size: float, line: Line) -> tuple[Run, ...]:
    return _ordered_runs(whole, whole.pieces(line.start - offset, line.end - offset), offset, size)


def _with_ellipsis(whole: Paragraph, offset: int, start: int, end: int, limit: float, style: TextStyle) -> Line:
    """Return a line cut so that an ellipsis fits at its end, on the side that the paragraph runs to."""
    face = first_face(style.weight, ELLIPSIS) or STACKS[style.weight][0]
    dots = Item(0, 1, whole.level, "Zyyy", face)
    room = advance(ELLIPSIS, dots, 0, 1)
    cut, ems = cut_for_ellipsis(whole, start, end, limit - room)
    shaper = partial(_shape_clipped, whole, offset, style.size, dots)
    return _line(offset, start, cut, (ems + room) * style.size, whole.level, shaper)


def _shape_clipped(whole: Paragraph, offset: int, size: float, dots: Item, line: Line) -> tuple[Run, ...]:
    """Return the runs of a clipped line. The ellipsis stands for no character: its run is empty, at `line.end`."""
    mark = run(ELLIPSIS, dots, 0, 0.0, size)
    mark = replace(mark, start=line.end, end=line.end)
    mark.clusters[0] = line.end
    rest = whole.pieces(line.start - offset, line.end - offset)
    if whole.level & 1:
        return (mark, *_ordered_runs(whole, rest, offset, size, mark.width))
    runs = _ordered_runs(whole, rest, offset, size)
    return (*runs, replace(mark, x=sum(each.width for each in runs)))
