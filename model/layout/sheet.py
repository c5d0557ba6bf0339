"""The Sheet: everything a map shows, placed; with the questions that canvas, paper and keyboard ask of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from model.layout.shapes import Placed
from model.layout.trays import Item, Key, Placements, Tray

ROUTES = "~routes"
"""Stands for the column in the key of the tray that holds the links of a row (or of the whole sheet)."""
BACKDROP = frozenset({"ground", "rule", "curve"})
"""Parts whose id names no record of its own: they lie behind what can be clicked."""
REACH = 4.0
"""How near to a link, in points, a click must be to mean it."""
MARGIN = 4.0
"""How far, in points, strokes may stand out of their cell."""

Rectangle = tuple[float, float, float, float]


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
    """A place to drop a card: the cell, the index among its cards, and where to draw the insertion mark.

    x, y, width: of the mark, a line across the cell; among faces it stands upright in the row, and the width is 0.
    lane: None where no lane takes the card, so that a new one must be made for it.
    """

    stage: str
    lane: str | None
    index: int
    x: float
    y: float
    width: float


@dataclass(frozen=True, eq=False)
class Sheet:
    """A laid out map. `columns` run in stage order (so from the right in a right-to-left map), `rows` from the top.

    title_column: x and width of the column of lane titles. header: y and height of the stage headers' row.
    placed: everything by part and id; what it holds is made when it is asked for. card_columns: where in each
    column cards stand (the rest is gutter). emotion_scales: for each emotion lane the y of scores +2 and -2.
    """

    map: str
    direction: str
    width: float
    height: float
    columns: tuple[Band, ...]
    rows: tuple[Band, ...]
    title_column: Band
    header: Band
    placed: Mapping[Key, Placed]
    card_columns: tuple[Band, ...] = ()
    emotion_scales: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @cached_property
    def _placements(self) -> Placements:
        if isinstance(self.placed, Placements):
            return self.placed
        tray = Tray(Item(each.part, each.id, each.x, each.y, each.piece, each.layer) for each in self.placed.values())
        return Placements({("", ""): tray}, dict.fromkeys(self.placed, ("", "")), {}, {}, None)

    @cached_property
    def _columns_by_x(self) -> list[Band]:
        return sorted(self.columns, key=lambda band: band.start)

    # What is where

    def within(self, x: float, y: float, width: float, height: float) -> list[Placed]:
        """Return what touches a rectangle, in paint order."""
        right, bottom = x + width, y + height
        placements = self._placements
        found = [
            each
            for row in ("", *(band.id for band in _touching(self.rows, y, bottom)))
            for column in ("", ROUTES, *(band.id for band in _touching(self._columns_by_x, x, right)))
            for each in placements.between((row, column), x, right)
            if each.x < right and each.right > x and each.y < bottom and each.bottom > y
        ]
        found.sort(key=lambda placed: placed.layer)
        return found

    def at(self, x: float, y: float, parts: Iterable[str] | None = None) -> Placed | None:
        """Return the topmost thing at a point that draws a record (of the given parts, where given), or None.

        A link counts only within `REACH` of its line.
        """
        wanted = None if parts is None else frozenset(parts)
        for each in reversed(self.within(x - REACH, y - REACH, 2 * REACH, 2 * REACH)):
            if not each.id or (each.part in BACKDROP if wanted is None else each.part not in wanted):
                continue
            if each.near(x, y, REACH) if each.part == "link" else each.contains(x, y):
                return each
        return None

    def column_at(self, x: float) -> Band | None:
        """Return the stage column at x, or None beside the columns."""
        return next((band for band in self.columns if band.start <= x < band.end), None)

    def row_at(self, y: float) -> Band | None:
        """Return the lane row at y, or None above and below the rows."""
        return next((band for band in self.rows if band.start <= y < band.end), None)

    def cell(self, stage_id: str, lane_id: str) -> tuple[Placed, ...]:
        """Return what stands in one cell, in order: cards, or faces with their quotes and curve."""
        return self._placements.of((lane_id, stage_id))

    # What the keyboard and the tools ask

    @cached_property
    def reading_order(self) -> tuple[Key, ...]:
        """The keys of all cards and faces, stage by stage and within a stage lane by lane from the top."""
        trays = self._placements.trays
        cells = (trays.get((row.id, column.id)) for column in self.columns for row in self.rows)
        return tuple(
            (item.part, item.id) for tray in cells if tray for item in tray.items if item.part in ("card", "face")
        )

    def card(self, card_id: str) -> Placed | None:
        """Return the box, or in an emotion lane the face, of a card; None where the map does not show it."""
        return self.placed.get(("card", card_id)) or self.placed.get(("face", card_id))

    def port(self, card_id: str) -> tuple[float, float] | None:
        """Return the point from which a link is drawn out of a card: the middle of its trailing edge."""
        card = self.card(card_id)
        if card is None:
            return None
        return (card.right if self.direction == "ltr" else card.x, card.y + card.piece.height / 2)

    def stage_index_at(self, x: float) -> int:
        """Return the index at which a stage dropped at x is put in."""
        if self.direction == "ltr":
            return sum(x > band.start + band.length / 2 for band in self.columns)
        return sum(x < band.start + band.length / 2 for band in self.columns)

    def lane_index_at(self, y: float) -> int:
        """Return the index at which a lane dropped at y is put in."""
        return sum(y > band.start + band.length / 2 for band in self.rows)

    def column_edge(self, stage_id: str) -> float:
        """Return the x of the edge by which a stage is resized: the trailing one. Raise KeyError for no such stage."""
        for band in self.columns:
            if band.id == stage_id:
                return band.end if self.direction == "ltr" else band.start
        raise KeyError(stage_id)

    def row_edge(self, lane_id: str) -> float:
        """Return the y of the edge by which a lane is resized: the lower one. Raise KeyError for no such lane."""
        for band in self.rows:
            if band.id == lane_id:
                return band.end
        raise KeyError(lane_id)

    # What changed

    def diff(self, other: "Sheet") -> list[Rectangle]:
        """Return rectangles (x, y, width, height) that cover everything in which this sheet differs from another.

        Cells whose tray and origin are the same are passed over, so that a small change is found at once.
        """
        if (self.width, self.height, self.direction) != (other.width, other.height, other.direction):
            return [(0.0, 0.0, max(self.width, other.width), max(self.height, other.height))]
        mine, theirs = self._placements, other._placements
        moved = [
            key
            for key in {**mine.trays, **theirs.trays}
            if mine.trays.get(key) is not theirs.trays.get(key) or mine.origin(key) != theirs.origin(key)
        ]
        dirty: dict[str, Rectangle] = {}
        for key in moved:
            old = {(each.part, each.id, each.x, each.y, each.piece): each for each in mine.of(key)}
            new = {(each.part, each.id, each.x, each.y, each.piece): each for each in theirs.of(key)}
            for same in old.keys() & new.keys():
                del old[same], new[same]
            for each in (*old.values(), *new.values()):
                box = (each.x, each.y, each.right, each.bottom)
                dirty[key[0]] = _joined(dirty.get(key[0], box), box)
        return [(left, top, right - left, bottom - top) for left, top, right, bottom in dirty.values()]


def _joined(first: Rectangle, second: Rectangle) -> Rectangle:
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )


def _touching(bands: "list[Band] | tuple[Band, ...]", start: float, end: float) -> "list[Band] | tuple[Band, ...]":
    first = bisect_left(bands, start - MARGIN, key=lambda band: band.end)
    last = bisect_right(bands, end + MARGIN, key=lambda band: band.start)
    return bands[first:last]
