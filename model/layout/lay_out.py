"""`lay_out` turns a map into its Sheet; a `Layouter` does so again and again, and redoes only what a change touched."""

from collections.abc import Sequence

from model.change import ChangeSet
from model.document import Document
from model.layout.cells import Cell, Pieces, stacked
from model.layout.frame import (
    edge_piece,
    ground_piece,
    lane_height,
    lane_piece,
    line_piece,
    rule_piece,
    stage_blocks_height,
    stage_piece,
)
from model.layout.layers import EDGE, GROUND, HEADER, ROW_GROUND, RULE
from model.layout.setting import Setting
from model.layout.sheet import Band, Sheet
from model.layout.theme import Theme
from model.layout.theme import theme as shipped_theme
from model.layout.trays import Item, Key, Placements, Tray
from model.records import LANE_KINDS, STAGE_WIDTH, Lane, Stage

LEAST_HEADER = 44.0
EMPTY_STAGES, EMPTY_LANES = 3, 3
"""How many stages wide and lanes high the sheet of an empty map is."""


def lay_out(document: Document, map_id: str, theme: Theme | None = None) -> Sheet:
    """Return the Sheet of a map. theme: the shipped one unless given. Raise KeyError where there is no such map."""
    return Layouter(document, map_id, theme).sheet


class Layouter:
    """Keeps what was measured of one map, so that laying it out after a change costs little. `sheet` is the newest."""

    def __init__(self, document: Document, map_id: str, theme: Theme | None = None) -> None:
        """Lay the map out from cold; raise KeyError where there is no such map."""
        self.document = document
        self.map_id = map_id
        self.theme = theme or shipped_theme()
        self._start()
        self.sheet = self._lay_out()

    def _start(self) -> None:
        document, map_id = self.document, self.map_id
        self._setting = Setting(self.theme, document.language(map_id), document.direction(map_id))
        self._pieces = Pieces(self._setting)
        self._cells: dict[Key, Cell] = {}

    def update(self, changes: ChangeSet) -> Sheet:
        """Return the Sheet after the document applied a ChangeSet, sharing with the last one what did not change."""
        self._start()
        self.sheet = self._lay_out()
        return self.sheet

    def _lay_out(self) -> Sheet:
        setting, space = self._setting, self.theme.space
        stages, lanes = self.document.stages(self.map_id), self.document.lanes(self.map_id)
        padding = space["cell_padding"]
        widths = [stage.width or STAGE_WIDTH for stage in stages]
        counts = {stage.id: self._touchpoints(stage, lanes) for stage in stages}
        heights = [stage_blocks_height(s.title, counts[s.id], w, setting) for s, w in zip(stages, widths, strict=True)]
        header = max(LEAST_HEADER, *heights, 0.0)
        title_column = space["title_column"]
        starts, x = [], title_column
        for width in widths:
            starts.append(x)
            x += width
        sheet_width = x if stages else title_column + EMPTY_STAGES * STAGE_WIDTH
        trays: dict[Key, Tray] = {}
        rows: list[Band] = []
        y = header
        for lane in lanes:
            height = lane_height(lane, setting)
            for stage, width in zip(stages, widths, strict=True):
                cards = tuple(self.document.cell(stage.id, lane.id))
                cell = stacked(cards, width - 2 * padding, self._pieces, setting)
                height = max(height, cell.height)
                trays[lane.id, stage.id] = Tray(cell.items)
            rows.append(Band(lane.id, y, height))
            trays[lane.id, ""] = Tray(self._row_items(lane, title_column, sheet_width, height))
            y += height
        sheet_height = y if lanes else y + EMPTY_LANES * self.theme.size["least_row"]
        for index, stage in enumerate(stages):
            piece = stage_piece(stage.title, counts[stage.id], index, len(stages), widths[index], header, setting)
            rule = rule_piece(1, sheet_height - header, setting)
            items = [Item("stage", stage.id, 0, 0, piece, HEADER), Item("rule", stage.id, 0, header, rule, RULE)]
            trays["", stage.id] = Tray(items)
        trays["", ""] = Tray(
            [
                Item("ground", "", 0, 0, ground_piece(sheet_width, sheet_height, setting), GROUND),
                Item("rule", "", 0, 0, edge_piece(sheet_width, sheet_height, setting), EDGE),
            ]
        )
        rtl = setting.direction == "rtl"

        def band(identity: str, start: float, length: float) -> Band:
            return Band(identity, sheet_width - start - length if rtl else start, length)

        pairs = list(zip(stages, starts, widths, strict=True))
        where = {(item.part, item.id): key for key, tray in trays.items() for item in tray.items}
        return Sheet(
            map=self.map_id,
            direction=setting.direction,
            width=sheet_width,
            height=sheet_height,
            columns=tuple(band(stage.id, start, width) for stage, start, width in pairs),
            rows=tuple(rows),
            title_column=band("", 0, title_column),
            header=Band("", 0, header),
            placed=Placements(
                trays,
                where,
                {stage.id: start for stage, start, _ in pairs},
                {row.id: row.start for row in rows},
                sheet_width if rtl else None,
            ),
            card_columns=tuple(band(s.id, start + padding, width - 2 * padding) for s, start, width in pairs),
        )

    def _touchpoints(self, stage: Stage, lanes: Sequence[Lane]) -> int:
        return sum(card.kind == "touchpoint" for lane in lanes for card in self.document.cell(stage.id, lane.id))

    def _row_items(self, lane: Lane, left: float, width: float, height: float) -> list[Item]:
        setting = self._setting
        items = [Item("lane", lane.id, 0, 0, lane_piece(lane, height, setting), HEADER)]
        items.append(Item("rule", lane.id, 0, 0, rule_piece(width, 1, setting), RULE))
        if LANE_KINDS[lane.kind].is_line:
            items.append(Item("line", lane.id, left, 0, line_piece(width - left, height, setting), ROW_GROUND))
        return items
