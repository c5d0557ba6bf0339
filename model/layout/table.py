"""The table of a map: its stages and lanes, and what is measured of each cell before anything has a place."""

from collections.abc import Iterable, Set

from model.document import Document
from model.layout.cells import Cell, Pieces, Spot, stacked, unstacked
from model.layout.emotions import least_width
from model.layout.setting import Setting
from model.layout.trays import Key
from model.records import STAGE_WIDTH, Lane, Stage

MOODS = "emotions"
"""The kind of lane whose cards are faces on a curve."""


class Table:
    """Stages, lanes and measured cells of one map; `measure` brings it up to date where it is told to look.

    widths: each stage's own width by index. places: column and row of each card that stands as a box; spots: its top
    and height in the row. content: the height that the cards of each lane need. counts: touchpoints by stage.
    """

    def __init__(self, document: Document, map_id: str, setting: Setting) -> None:
        """Start empty."""
        self._document = document
        self._map = map_id
        self._setting = setting
        self._pieces = Pieces(setting)
        self.stages: tuple[Stage, ...] = ()
        self.lanes: tuple[Lane, ...] = ()
        self.widths: list[float] = []
        self.cells: dict[Key, Cell] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.spots: dict[str, Spot] = {}
        self.content: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self.moved: set[str] = set()
        self.replaced: set[str] = set()
        self._read_anew = True
        self._columns: dict[str, int] = {}
        self._rows: dict[str, int] = {}

    def rename(self) -> set[Key]:
        """Read stages and lanes anew where none came, went or changed its place; return the cells of other widths."""
        self.stages = tuple(self._document.stages(self._map))
        self.lanes = tuple(self._document.shown_lanes(self._map))
        widths, self.widths = self.widths, [self._width(stage) for stage in self.stages]
        changed = [stage for stage, old, new in zip(self.stages, widths, self.widths, strict=True) if old != new]
        return {(lane.id, stage.id) for stage in changed for lane in self.lanes}

    def read(self) -> set[Key]:
        """Read stages and lanes anew; return the keys (lane, stage) of the cells that are not measured yet.

        A lane of faces that comes or goes can change a column's width, and then the whole column is measured again.
        """
        widths = {stage.id: width for stage, width in zip(self.stages, self.widths, strict=True)}
        self.stages = tuple(self._document.stages(self._map))
        self.lanes = tuple(self._document.shown_lanes(self._map))
        self._columns = {stage.id: column for column, stage in enumerate(self.stages)}
        self._rows = {lane.id: row for row, lane in enumerate(self.lanes)}
        self._read_anew = True
        every = {(lane.id, stage.id) for lane in self.lanes for stage in self.stages}
        kept = {key: cell for key, cell in self.cells.items() if key in every}
        self.cells = kept
        self.spots = {card: spot for cell in kept.values() for card, spot in cell.spots.items()}
        self.places = {
            card: (self._columns[stage], self._rows[lane])
            for (lane, stage), cell in kept.items()
            for card in cell.spots
        }
        self.widths = [self._width(stage) for stage in self.stages]
        resized = {
            stage.id for stage, width in zip(self.stages, self.widths, strict=True) if widths.get(stage.id) != width
        }
        return {key for key in every if key not in kept or key[1] in resized}

    def measure(self, dirty: Iterable[Key]) -> set[Key]:
        """Measure the cells (lane, stage) named, and others where a column's width changes; return all that were.

        Afterwards `moved` holds the cards whose spot is another, and `replaced` those that came, went or changed
        their place in the table.
        """
        todo = {key for key in dirty if key[0] in self._rows and key[1] in self._columns}
        for stage in {stage for _, stage in todo}:
            column = self._columns[stage]
            width = self._width(self.stages[column])
            if width != self.widths[column]:
                self.widths[column] = width
                todo |= {(lane.id, stage) for lane in self.lanes}
        spots: dict[str, Spot] = {}
        places: dict[str, tuple[int, int]] = {}
        for key in todo & self.cells.keys():
            for card in self.cells[key].spots:
                spots[card] = self.spots.pop(card)
                places[card] = self.places.pop(card)
        found: dict[str, tuple[int, int]] = {}
        for key in todo:
            place = self._columns[key[1]], self._rows[key[0]]
            cell = self.cells[key] = self._cell(key, place)
            self.spots.update(cell.spots)
            found.update(dict.fromkeys(cell.spots, place))
        self.places.update(found)
        self.moved = {card for card in found if spots.get(card) != self.spots[card]}
        self.replaced = {card for card in places.keys() | found.keys() if places.get(card) != found.get(card)}
        self._sum_up(self.cells.keys() if self._read_anew else todo)
        self._read_anew = False
        self._pieces.forget(2 * len(self.spots) + 2_000)
        return todo

    def _width(self, stage: Stage) -> float:
        width = stage.width or STAGE_WIDTH
        moods = (self._document.cell(stage.id, lane.id) for lane in self.lanes if lane.kind == MOODS)
        return max(width, *(least_width(cards, self._setting) for cards in moods), 0.0)

    def _cell(self, key: Key, place: tuple[int, int]) -> Cell:
        cards = tuple(self._document.cell(key[1], key[0]))
        if self.lanes[place[1]].kind == MOODS:
            return unstacked(cards)
        padding = self._setting.theme.space["cell_padding"]
        return stacked(cards, self.widths[place[0]] - 2 * padding, self._pieces, self._setting)

    def _sum_up(self, measured: Set[Key]) -> None:
        """Bring the heights of lanes and the counts of stages up to date after cells were measured."""
        if self._read_anew:
            self.content, self.counts = {}, {}
        for lane in {lane for lane, _ in measured}:
            self.content[lane] = max((self.cells[lane, stage.id].height for stage in self.stages), default=0.0)
        for stage in {stage for _, stage in measured}:
            self.counts[stage] = sum(self.cells[lane.id, stage].touchpoints for lane in self.lanes)
