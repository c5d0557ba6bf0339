"""The network: all links of a map, planned gutter by gutter and drawn; replanned only where cards or links changed."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from model.layout.gutters import Gutter, plan
from model.layout.routes import Grid, Point, label_item, label_piece, link_item, points, words_of
from model.layout.setting import Setting
from model.layout.shapes import Piece
from model.layout.table import Table
from model.layout.trays import Item, Tray
from model.layout.ways import End, Way, ways
from model.records import Link

ACROSS = -1
"""Stands for a row where links run from one row to another."""


class Network:
    """The links of one map. gutters: their plans by number. tracks: how many each row's corridor needs, by index."""

    def __init__(self, setting: Setting) -> None:
        """Start with no links; the setting holds for all of them."""
        self._setting = setting
        self.gutters: list[Gutter] = []
        self.tracks: dict[int, int] = {}
        self._ways: dict[str, Way] = {}
        self._of_card: dict[str, list[str]] = {}
        self._of_gutter: list[list[str]] = []
        self._planned: list[list[tuple[Way, Piece | None]]] = []
        self._labels: dict[str, Piece] = {}
        self._pieces: dict[str, Piece] = {}
        self._drawn: dict[str, Picture] = {}
        self._grids: tuple[Grid | None, Grid | None] = (None, None)
        self._trays: dict[int, Tray] = {}

    def joins(self, cards: Collection[str]) -> bool:
        """Whether any of the cards has links."""
        return any(card in self._of_card for card in cards)

    def read(self, links: Iterable[Link], table: Table) -> None:
        """Take in all links anew, and what they need of the table."""
        links = list(links)
        found, self.tracks = ways(links, table.places, table.spots, self._ways)
        self._ways = {way.link.id: way for way in found}
        self._of_card, self._labels = {}, {}
        for link in links:
            for card in (link.source, link.target):
                self._of_card.setdefault(card, []).append(link.id)
        self._of_gutter = [[] for _ in range(len(table.stages) + 1)]
        for way in found:
            self._of_gutter[way.out_gutter].append(way.link.id)
            if way.in_gutter != way.out_gutter:
                self._of_gutter[way.in_gutter].append(way.link.id)
            self._label(way.link)
        self._plan(range(len(self._of_gutter)))

    def rename(self, links: Iterable[Link]) -> None:
        """Take in links whose ends are as they were."""
        gutters: set[int] = set()
        for link in links:
            way = self._ways.get(link.id)
            if way is not None:
                self._ways[link.id] = replace(way, link=link)
                self._label(link)
                gutters |= {way.out_gutter, way.in_gutter}
        self._plan(sorted(gutters))

    def _label(self, link: Link) -> None:
        """Set a link's label, or forget it where it says nothing."""
        text = words_of(link, self._setting)
        if not text:
            self._labels.pop(link.id, None)
            return
        if text not in self._pieces:
            self._pieces[text] = label_piece(text, self._setting)
        self._labels[link.id] = self._pieces[text]

    def shift(self, moved: Collection[str], table: Table) -> None:
        """Replan the gutters beside cards whose spot in their cell is another."""
        gutters: set[int] = set()
        for card in moved:
            for name in self._of_card.get(card, ()):
                way = self._ways.get(name)
                if way is not None:
                    source, target = _end(way.source, table), _end(way.target, table)
                    self._ways[name] = Way(way.link, source, target, way.corridor, way.track)
                    gutters |= {way.out_gutter, way.in_gutter}
        self._plan(sorted(gutters))

    def _plan(self, numbers: Iterable[int]) -> None:
        count = len(self._of_gutter)
        if len(self.gutters) != count:
            self.gutters = [Gutter()] * count
            self._planned = [[] for _ in range(count)]
        for number in numbers:
            made_of = [(self._ways[name], self._labels.get(name)) for name in self._of_gutter[number]]
            if made_of != self._planned[number]:
                sizes = {way.link.id: (label.width, label.height) for way, label in made_of if label is not None}
                self.gutters[number] = plan(number, [way for way, _ in made_of], sizes, self._setting.theme)
                self._planned[number] = made_of

    def label_heights(self) -> dict[int, float]:
        """Return the least height that each row's labels need, by the row's index."""
        heights: dict[int, float] = {}
        for gutter in self.gutters:
            for row, height in gutter.heights.items():
                heights[row] = max(heights.get(row, 0.0), height)
        return heights

    def draw(self, grid: Grid) -> dict[int, Tray]:
        """Return a tray of links for each row by index, and for `ACROSS`: the last ones where all is as it was.

        A row's links are counted from the row's top, those across rows from the sheet's.
        """
        tops, under = grid.tops, [corridor - top for corridor, top in zip(grid.corridors, grid.tops, strict=True)]
        inner = Grid(list(grid.gutters), grid.gutter_left, grid.card_left, [0.0] * len(tops), under, grid.channel)
        outer = replace(grid, gutters=inner.gutters)
        shifts = _shift(self._grids[0], inner), _shift(self._grids[1], outer)
        rows: dict[int, list[Item]] = {}
        drawn = {}
        for name, way in self._ways.items():
            across = way.source.row != way.target.row
            kept = self._drawn.get(name)
            label = self._labels.get(name)
            shift = shifts[across](way) if kept is not None and kept.way is way else None
            if kept is None or shift is None:
                kept = self._picture(way, label, outer if across else inner, kept)
            elif shift:
                kept = kept.shifted(shift)
            drawn[name] = kept
            rows.setdefault(ACROSS if across else way.source.row, []).extend(kept.items)
        self._drawn, self._grids = drawn, (inner, outer)
        self._trays = {row: _tray(items, self._trays.get(row)) for row, items in rows.items()}
        return self._trays

    def _picture(self, way: Way, label: Piece | None, grid: Grid, kept: "Picture | None") -> "Picture":
        """Return the items that draw a way; where its shape is as it was, the same pieces in another place."""
        corners = points(way, grid)
        x, y = corners[0]
        shape = [(corner_x - x, corner_y - y) for corner_x, corner_y in corners]
        if kept is not None and kept.shape == shape and kept.way.link.kind == way.link.kind:
            link = kept.items[0]._replace(x=kept.items[0].x + x - kept.start[0], y=kept.items[0].y + y - kept.start[1])
        else:
            link = link_item(way, corners, self._setting)
        items = (link,) if label is None else (link, label_item(way, label, grid))
        return Picture(way, (x, y), shape, items)


class Picture(NamedTuple):
    """A drawn way: its items, and what they were drawn from (shape: its corners, counted from its start)."""

    way: Way
    start: Point
    shape: list[Point]
    items: tuple[Item, ...]

    def shifted(self, x: float) -> "Picture":
        """Return the same picture `x` points further on."""
        items = tuple(item._replace(x=item.x + x) for item in self.items)
        return self._replace(start=(self.start[0] + x, self.start[1]), items=items)


def _shift(old: Grid | None, new: Grid) -> Callable[[Way], float | None]:
    """Return what tells how far a way moved on as a whole from an old grid to a new one; None: it must be redrawn."""
    if old is None or len(old.card_left) != len(new.card_left) or old.tops != new.tops:
        return lambda way: None
    planned = [a is not b for a, b in zip(old.gutters, new.gutters, strict=True)]
    under = [a != b for a, b in zip(old.corridors, new.corridors, strict=True)]
    gutters = [b - a for a, b in zip(old.gutter_left, new.gutter_left, strict=True)]
    cards = [b - a for a, b in zip(old.card_left, new.card_left, strict=True)]

    def shift(way: Way) -> float | None:
        first, last = way.out_gutter, way.in_gutter
        if planned[first] or planned[last] or (way.around and under[way.corridor]):
            return None
        along = gutters[first] == gutters[last] and (way.beside or cards[way.target.column] == gutters[last])
        return gutters[first] if along else None

    return shift


def _end(end: End, table: Table) -> End:
    return End(end.card, end.column, end.row, *table.spots[end.card])


def _tray(items: Sequence[Item], old: Tray | None) -> Tray:
    same = (
        old is not None and len(old.items) == len(items) and all(a is b for a, b in zip(old.items, items, strict=True))
    )
    return old if same and old is not None else Tray(items)
