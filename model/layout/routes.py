"""Drawing links: from a planned way to a rounded line with an arrowhead, and to its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, hypot

from model.layout.gutters import Gutter
from model.layout.layers import LABEL, LINK
from model.layout.setting import Setting
from model.layout.shapes import Box, Path, Piece, Segment, Shape, Text
from model.layout.trays import Item
from model.layout.ways import Way
from model.records import Link
from resources.words import percent

Point = tuple[float, float]
DASHES = {"return": (5.0, 4.0), "detour": (1.0, 4.0)}
"""How a link of a kind is dashed; the others are not."""
SHORT = 84.0
"""A label no wider than this (in points) stays on one line; a wider one is wrapped, to spare the gutter."""
ARROW_HALF = 3.6
REACH = 4.5
"""How far a link's picture reaches beyond its line, in points."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the grid stands, in points. gutters: each one's plan and left edge by number; card_left: left edge of
    each column's cards; tops: each row's top; corridors: top of each row's corridor, on the sheet."""

    gutters: Sequence[Gutter]
    gutter_left: Sequence[float]
    card_left: Sequence[float]
    tops: Sequence[float]
    corridors: Sequence[float]
    channel: float


def words_of(link: Link, setting: Setting) -> str:
    """Return what a link's label says: its condition, its share, each on a line of its own, or nothing."""
    parts = [link.condition.strip()] if link.condition.strip() else []
    if link.share is not None:
        parts.append(_percent(link.share, setting.language))
    return "\n".join(parts)


@lru_cache(maxsize=1024)
def _percent(share: float, language: str) -> str:
    # Isolated: after an Arabic letter the sign would change sides (UAX #9, W2).
    return f"\u2066{percent(share, language)}\u2069"


def label_piece(text: str, setting: Setting) -> Piece:
    """Return a label: a white pill no wider than the theme's cap, its words wrapped."""
    sizes, colour = setting.theme.link, setting.theme.colour
    pad_x, pad_y = sizes["label_padding_x"], sizes["label_padding_y"]
    block = setting.block(text, "pill", align="center")
    if block.width > SHORT:
        # A little over half: two lines of about the same length.
        room = min(sizes["label_cap"] - 2 * pad_x, max(SHORT, block.width * 0.6))
        block = setting.block(text, "pill", room, align="center")
        block = setting.block(text, "pill", min(room, float(ceil(block.ink_width))), align="center")
    width, height = float(ceil(block.width)) + 2 * pad_x, float(ceil(block.height)) + 2 * pad_y
    shapes: list[Shape] = [
        Box(0.5, 0.5, width - 1, height - 1, min(9.0, height / 2), colour["sheet"], colour["card_edge"]),
        Text(pad_x + (width - 2 * pad_x - block.width) / 2, pad_y, block, colour["label"]),
    ]
    return setting.piece(width, height, shapes, colour["sheet"])


def points(way: Way, grid: Grid) -> list[Point]:
    """Return the corners of a way on the sheet, as in a left-to-right map, from the source's edge to the target's."""
    name = way.link.id
    out, back = grid.gutters[way.out_gutter], grid.gutters[way.in_gutter]
    left, top = grid.gutter_left[way.out_gutter], grid.tops[way.source.row]
    leave, cross = top + out.exit_y[name], top + out.pass_y[name]
    enter = grid.tops[way.target.row] + back.entry_y[name]
    corners = [(left, leave)]
    if name in out.stub_x:
        x = left + out.stub_x[name]
        corners += [(x, leave), (x, cross)]
    if name in out.out_x:
        x = left + out.out_x[name]
        corners.append((x, cross))
        if way.around:
            under = grid.corridors[way.corridor] + grid.channel * way.track
            x2 = grid.gutter_left[way.in_gutter] + back.in_x[name]
            corners += [(x, under), (x2, under), (x2, enter)]
        else:
            again = grid.tops[way.target.row] + back.back_y.get(name, back.entry_y[name])
            corners.append((x, again))
            if name in back.back_x:
                corners += [(left + back.back_x[name], again), (left + back.back_x[name], enter)]
            elif not way.beside:
                corners.append((x, enter))
    corners.append((left if way.beside else grid.card_left[way.target.column], enter))
    return corners


def link_item(way: Way, corners: Sequence[Point], setting: Setting) -> Item:
    """Return the picture of a link, its place counted from where its corners are counted from."""
    theme = setting.theme
    colour, arrow = theme.colour["link"], theme.link["arrow"]
    x = min(corner[0] for corner in corners) - REACH
    y = min(corner[1] for corner in corners) - REACH
    width = max(corner[0] for corner in corners) + REACH - x
    height = max(corner[1] for corner in corners) + REACH - y
    own = [(corner_x - x, corner_y - y) for corner_x, corner_y in corners]
    tip_x, tip_y = own[-1]
    toward = 1.0 if own[-1][0] > own[-2][0] else -1.0
    base = tip_x - toward * arrow
    line = rounded([*own[:-1], (base + toward, tip_y)], theme.link["radius"])
    head: tuple[Segment, ...] = (
        ("M", tip_x - toward * 0.5, tip_y),
        ("L", base, tip_y - ARROW_HALF),
        ("L", base, tip_y + ARROW_HALF),
        ("Z",),
    )
    shapes: list[Shape] = [
        Path(line, stroke=colour, stroke_width=theme.link["width"], dash=DASHES.get(way.link.kind, ())),
        Path(head, colour),
    ]
    return Item("link", way.link.id, x, y, setting.piece(width, height, shapes, colour), LINK)


def label_item(way: Way, piece: Piece, grid: Grid) -> Item:
    """Return the placed label of a way."""
    out = grid.gutters[way.out_gutter]
    x = grid.gutter_left[way.out_gutter] + out.label_x - piece.width / 2
    y = grid.tops[way.source.row] + out.pass_y[way.link.id] - piece.height / 2
    return Item("label", way.link.id, x, y, piece, LABEL)


def rounded(corners: Sequence[Point], radius: float) -> tuple[Segment, ...]:
    """Return a line through right-angled corners with the corners rounded, as far as the stretches are long enough."""
    kept = [corners[0]]
    for here, after in zip(corners[1:], [*corners[2:], None], strict=True):
        straight = after is not None and (kept[-1][0] == here[0] == after[0] or kept[-1][1] == here[1] == after[1])
        if here != kept[-1] and not straight:
            kept.append(here)
    segments: list[Segment] = [("M", *kept[0])]
    for before, here, after in zip(kept, kept[1:], kept[2:], strict=False):
        reach = min(radius, hypot(here[0] - before[0], here[1] - before[1]) / 2)
        reach = min(reach, hypot(after[0] - here[0], after[1] - here[1]) / 2)
        start, end = _toward(here, before, reach), _toward(here, after, reach)
        # 0.45 of the way from the corner: a quarter circle (the usual 0.5523 of the radius from its start).
        first, second = _toward(here, before, reach * 0.4477), _toward(here, after, reach * 0.4477)
        segments += [("L", *start), ("C", *first, *second, *end)]
    segments.append(("L", *kept[-1]))
    return tuple(segments)


def _toward(start: Point, goal: Point, length: float) -> Point:
    whole = hypot(goal[0] - start[0], goal[1] - start[1])
    part = length / whole if whole else 0.0
    return start[0] + (goal[0] - start[0]) * part, start[1] + (goal[1] - start[1]) * part
