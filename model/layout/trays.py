"""Trays: what one cell of the grid holds, placed against the cell's own origin.

When a row grows, every cell beneath it moves; their trays stay as they are and only their origins differ. Placed
objects are made when they are asked for, and a tray whose origin did not change hands out the same ones again.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from model.layout.shapes import Piece, Placed

Key = tuple[str, str]


class Item(NamedTuple):
    """A Piece in a tray, at x, y from the tray's origin; as in a left-to-right map. part, id, layer: see Placed."""

    part: str
    id: str
    x: float
    y: float
    piece: Piece
    layer: int


BUCKET = 400.0
"""The width in points of the strips in which a tray of many things keeps what is where."""


class Tray:
    """Items about one origin, never changed once made. left, right, top, bottom: their bounds from the origin."""

    __slots__ = ("_buckets", "_index", "_origin", "_placed", "bottom", "items", "left", "right", "top")

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self.left = min((each.x for each in self.items), default=0.0)
        self.top = min((each.y for each in self.items), default=0.0)
        self.right = max((each.x + each.piece.width for each in self.items), default=0.0)
        self.bottom = max((each.y + each.piece.height for each in self.items), default=0.0)
        self._origin: tuple[float, float, float | None] | None = None
        self._placed: tuple[Placed, ...] = ()
        self._index: dict[Key, int] = {}
        self._buckets: dict[int, list[Placed]] = {}

    def placed(self, x: float, y: float, mirror: float | None) -> tuple[Placed, ...]:
        """Return the items placed for an origin. mirror: the width of a right-to-left sheet, None for left-to-right."""
        if self._origin != (x, y, mirror):
            self._origin = (x, y, mirror)
            self._buckets = {}
            if mirror is None:
                self._placed = tuple(
                    Placed(part, identity, x + left, y + top, piece, layer)
                    for part, identity, left, top, piece, layer in self.items
                )
            else:
                self._placed = tuple(
                    Placed(part, identity, mirror - x - left - piece.width, y + top, piece, layer)
                    for part, identity, left, top, piece, layer in self.items
                )
        return self._placed

    def between(self, x: float, y: float, mirror: float | None, left: float, right: float) -> Iterable[Placed]:
        """Return those placed items that may touch the strip from `left` to `right` of the sheet."""
        placed = self.placed(x, y, mirror)
        if len(placed) < 32:
            return placed
        if not self._buckets:
            for each in placed:
                for number in range(int(each.x // BUCKET), int(each.right // BUCKET) + 1):
                    self._buckets.setdefault(number, []).append(each)
        found: dict[int, Placed] = {}
        for number in range(int(left // BUCKET), int(right // BUCKET) + 1):
            for each in self._buckets.get(number, ()):
                found[id(each)] = each
        return found.values()

    def index(self, key: Key) -> int:
        """Return the place of an item among the items; raise KeyError where the tray does not hold it."""
        if not self._index:
            self._index = {(each.part, each.id): number for number, each in enumerate(self.items)}
        return self._index[key]


class Placements(Mapping[Key, Placed]):
    """Everything on a Sheet by part and id, made from the trays when it is asked for."""

    def __init__(
        self,
        trays: dict[Key, Tray],
        where: dict[Key, Key],
        columns: dict[str, float],
        rows: dict[str, float],
        mirror: float | None,
    ) -> None:
        """Hold trays by (row, column). where: which tray has what. columns, rows: origins by id; "" is 0."""
        self.trays = trays
        self.where = where
        self._columns = columns
        self._rows = rows
        self.mirror = mirror

    def origin(self, cell: Key) -> tuple[float, float]:
        """Return the origin of a tray, as in a left-to-right map."""
        return self._columns.get(cell[1], 0.0), self._rows.get(cell[0], 0.0)

    def of(self, cell: Key) -> tuple[Placed, ...]:
        """Return what one tray holds, placed."""
        tray = self.trays.get(cell)
        return tray.placed(*self.origin(cell), self.mirror) if tray else ()

    def between(self, cell: Key, left: float, right: float) -> Iterable[Placed]:
        """Return what of one tray may touch the strip from `left` to `right`."""
        tray = self.trays.get(cell)
        return tray.between(*self.origin(cell), self.mirror, left, right) if tray else ()

    def __getitem__(self, key: Key) -> Placed:
        cell = self.where[key]
        return self.of(cell)[self.trays[cell].index(key)]

    def __contains__(self, key: object) -> bool:
        return key in self.where

    def __iter__(self) -> Iterator[Key]:
        return iter(self.where)

    def __len__(self) -> int:
        return len(self.where)
