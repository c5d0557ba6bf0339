"""Shaping: HarfBuzz turns the characters of an item into placed glyphs."""

from array import array
from typing import Any

import uharfbuzz

from model.text.block import Run
from model.text.faces import FACES
from model.text.itemise import Item

UNSAFE_TO_BREAK = 1
"""HarfBuzz's glyph flag: a line that breaks here changes the glyphs on either side (kerning, joining)."""

_CONTEXT = 8
"""Characters on either side that HarfBuzz gets to see, so that a word broken in two keeps its joined letters."""

FARTHEST = 3.0
"""Ems by which a mark may be moved from where its letter stands. Hundreds of them stacked on one letter would else
cover the cards about it, and leave the sixteen bits that a font has for a place."""

_FLAGS = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
_CLUSTERS = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS


def shape(text: str, item: Item, start: int, end: int) -> tuple[Any, int]:
    """Shape the characters start to end of an item; return the HarfBuzz buffer and what to add to its clusters."""
    first = max(0, start - _CONTEXT)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text[first : end + _CONTEXT], start - first, end - start)
    buffer.direction = "rtl" if item.level & 1 else "ltr"
    buffer.script = item.script
    buffer.flags = _FLAGS
    buffer.cluster_level = _CLUSTERS
    uharfbuzz.shape(FACES[item.face].font, buffer)
    return buffer, first


def advance(text: str, item: Item, start: int, end: int) -> float:
    """Return how far the characters start to end of an item reach when shaped by themselves, in ems."""
    buffer, _ = shape(text, item, start, end)
    return float(sum(each.x_advance for each in buffer.glyph_positions)) / FACES[item.face].units_per_em


def run(text: str, item: Item, offset: int, x: float, size: float) -> Run:
    """Return an item's glyphs at x points. offset: the paragraph's first character in the Block's text."""
    buffer, first = shape(text, item, item.start, item.end)
    face = FACES[item.face]
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    most = round(FARTHEST * face.units_per_em)
    xs, ys, advances = array("d"), array("d"), array("d")
    pen = 0.0
    for position in positions:
        xs.append(pen + max(-most, min(most, position.x_offset)))
        ys.append(max(-most, min(most, position.y_offset)))
        advances.append(position.x_advance)
        pen += position.x_advance
    return Run(
        face=item.face,
        level=item.level,
        start=offset + item.start,
        end=offset + item.end,
        x=x,
        width=pen * size / face.units_per_em,
        glyphs=array("I", [info.codepoint for info in infos]),
        xs=xs,
        ys=ys,
        advances=advances,
        clusters=array("I", [offset + first + info.cluster for info in infos]),
    )


def visual_order(levels: list[int]) -> list[int]:
    """Return the order, from left to right, of neighbours with these bidi levels (UAX #9, L2)."""
    order = list(range(len(levels)))
    # Written out, since PyICU 2.15's Bidi.reorderVisual gives the identity for every input.
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order
