"""The Sheet: everything a map shows, placed; with the questions that canvas, paper and keyboard ask of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from model.layout.shapes import Placed


@dataclass(frozen=True, slots=True)
class Band:
    """The space of one stage (x and width of its column) or of one lane (y and height of its row), in points."""

    id: str
    start: float
    length: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to drop a card: the cell, the index among its cards, and where to draw the insertion mark (a line)."""

    stage: str
    lane: str
    index: int
    x: float
    y: float
    width: float


TILE = 256.0
"""Side of the squares, in points, in which the Sheet keeps what is where."""


@dataclass(frozen=True)
class Sheet:
    """A laid out map. `columns` run in stage order (so from the right in a right-to-left map), `rows` from the top.

    title_column: x and width of the column of lane titles. header: y and height of the stage headers' row.
    """

    map: str
    direction: str
    width: float
    height: float
    columns: tuple[Band, ...]
    rows: tuple[Band, ...]
    title_column: Band
    header: Band
    placed: dict[tuple[str, str], Placed]

    @cached_property
    def _squares(self) -> dict[tuple[int, int], list[Placed]]:
        squares: dict[tuple[int, int], list[Placed]] = {}
        for each in sorted(self.placed.values(), key=lambda placed: placed.layer):
            for row in range(int(each.y // TILE), int(each.bottom // TILE) + 1):
                for column in range(int(each.x // TILE), int(each.right // TILE) + 1):
                    squares.setdefault((column, row), []).append(each)
        return squares

    def within(self, x: float, y: float, width: float, height: float) -> list[Placed]:
        """Return what touches a rectangle, in paint order."""
        found: dict[int, Placed] = {}
        for row in range(int(y // TILE), int((y + height) // TILE) + 1):
            for column in range(int(x // TILE), int((x + width) // TILE) + 1):
                for each in self._squares.get((column, row), ()):
                    if each.x < x + width and each.right > x and each.y < y + height and each.bottom > y:
                        found[id(each)] = each
        return sorted(found.values(), key=lambda placed: placed.layer)

    def at(self, x: float, y: float, parts: Iterable[str] | None = None) -> Placed | None:
        """Return the topmost thing at a point that draws a record (of the given parts, where given), or None."""
        wanted = None if parts is None else frozenset(parts)
        for each in reversed(self._squares.get((int(x // TILE), int(y // TILE)), [])):
            if each.id and each.contains(x, y) and (wanted is None or each.part in wanted):
                return each
        return None

    def column_at(self, x: float) -> Band | None:
        """Return the stage column at x, or None beside the columns."""
        return next((band for band in self.columns if band.start <= x < band.end), None)

    def row_at(self, y: float) -> Band | None:
        """Return the lane row at y, or None above and below the rows."""
        return next((band for band in self.rows if band.start <= y < band.end), None)
