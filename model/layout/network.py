"""The network: all links of a map, planned gutter by gutter and drawn; replanned only where cards or links changed."""

from collections.abc import Collection, Iterable, Sequence

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
        self._planned: list[list[Way]] = []
        self._labels: dict[str, Piece] = {}
        self._pieces: dict[str, Piece] = {}
        self._drawn: dict[str, tuple[tuple[Way, list[Point], Piece | None], tuple[Item, ...]]] = {}
        self._trays: dict[int, Tray] = {}

    def read(self, links: Iterable[Link], table: Table) -> None:
        """Take in all links anew, and what they need of the table."""
        found, self.tracks = ways(links, table.places, table.spots)
        self._ways = {way.link.id: way for way in found}
        self._of_card, self._labels = {}, {}
        self._of_gutter = [[] for _ in range(len(table.stages) + 1)]
        for way in found:
            name = way.link.id
            for card in {way.source.card, way.target.card}:
                self._of_card.setdefault(card, []).append(name)
            for gutter in {way.out_gutter, way.in_gutter}:
                self._of_gutter[gutter].append(name)
            text = words_of(way.link, self._setting)
            if text:
                if text not in self._pieces:
                    self._pieces[text] = label_piece(text, self._setting)
                self._labels[name] = self._pieces[text]
        self._plan(range(len(self._of_gutter)))

    def shift(self, moved: Collection[str], table: Table) -> None:
        """Replan the gutters beside cards whose spot in their cell is another."""
        gutters: set[int] = set()
        for card in moved:
            for name in self._of_card.get(card, ()):
                way = self._ways[name]
                source, target = _end(way.source, table), _end(way.target, table)
                self._ways[name] = Way(way.link, source, target, way.corridor, way.track)
                gutters |= {way.out_gutter, way.in_gutter}
        self._plan(sorted(gutters))

    def _plan(self, numbers: Iterable[int]) -> None:
        count = len(self._of_gutter)
        if len(self.gutters) != count:
            self.gutters, self._planned = [Gutter()] * count, [[]] * count
        for number in numbers:
            found = [self._ways[name] for name in self._of_gutter[number]]
            if found == self._planned[number] and not found:
                self.gutters[number] = Gutter()
                continue
            labels = {name: self._labels[name] for name in self._of_gutter[number] if name in self._labels}
            sizes = {name: (piece.width, piece.height) for name, piece in labels.items()}
            self.gutters[number] = plan(number, found, sizes, self._setting.theme)
            self._planned[number] = found

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
        inner = Grid(grid.gutters, grid.gutter_left, grid.card_left, [0.0] * len(tops), under, grid.channel)
        rows: dict[int, list[Item]] = {}
        drawn = {}
        for name, way in self._ways.items():
            same_row = way.source.row == way.target.row
            its_grid = inner if same_row else grid
            corners = points(way, its_grid)
            label = self._labels.get(name)
            kept = self._drawn.get(name)
            if kept is None or kept[0] != (way, corners, label):
                items = [link_item(way, corners, self._setting)]
                if label is not None:
                    items.append(label_item(way, label, its_grid))
                kept = ((way, corners, label), tuple(items))
            drawn[name] = kept
            rows.setdefault(way.source.row if same_row else ACROSS, []).extend(kept[1])
        self._drawn = drawn
        self._trays = {row: _tray(items, self._trays.get(row)) for row, items in rows.items()}
        return self._trays


def _end(end: End, table: Table) -> End:
    return End(end.card, end.column, end.row, *table.spots[end.card])


def _tray(items: Sequence[Item], old: Tray | None) -> Tray:
    same = (
        old is not None and len(old.items) == len(items) and all(a is b for a, b in zip(old.items, items, strict=True))
    )
    return old if same and old is not None else Tray(items)
