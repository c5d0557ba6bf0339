"""Assembly: from what was measured and planned to the Sheet, keeping every tray that is as it was."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import ceil

from model.layout.emotions import Mood, rise
from model.layout.frame import (
    edge_piece,
    emotion_ground,
    ground_piece,
    lane_height,
    lane_piece,
    line_piece,
    rule_piece,
    stage_piece,
)
from model.layout.layers import EDGE, GROUND, HEADER, ROW_GROUND, RULE
from model.layout.lengths import Lengths
from model.layout.network import ACROSS, Network
from model.layout.routes import Grid
from model.layout.setting import Setting
from model.layout.sheet import ROUTES, Band, Sheet
from model.layout.table import MOODS, Table
from model.layout.trays import Item, Key, Placements, Tray
from model.records import LANE_KINDS, Lane

EMPTY_LANES = 3
"""How many lanes high the sheet of a map without lanes is."""
Moods = dict[str, dict[str, Mood]]
"""What emotion lanes show, by lane and stage."""


class Assembly:
    """Builds the sheets of one map, one after the other."""

    def __init__(self, map_id: str, setting: Setting) -> None:
        """Start with nothing kept."""
        self._map = map_id
        self._setting = setting
        self._kept: dict[Key, tuple[object, Tray]] = {}
        self._where: dict[Key, Key] = {}

    def sheet(self, table: Table, network: Network, columns: Lengths, moods: Moods, header: float) -> Sheet:
        """Return the sheet. header: the height of the stages' row in points."""
        rows, corridors, zeros = self._rows(table, network, moods, header)
        bottom = rows[-1].end if rows else header + EMPTY_LANES * self._setting.theme.size["least_row"]
        if table.lanes and table.lanes[-1].kind == MOODS:
            bottom += self._setting.theme.radius["sheet"]
        size = (columns.width, bottom)
        grid = Grid(
            network.gutters,
            columns.gutters,
            columns.cards,
            [row.start for row in rows],
            corridors,
            self._setting.theme.link["channel"],
        )
        trays: dict[Key, tuple[object, Tray]] = {}
        self._frame(trays, size, header, table, columns)
        self._cells(trays, table, moods, zeros)
        for row, lane in enumerate(table.lanes):
            self._row(trays, lane, rows[row].length, columns.width, zeros.get(lane.id))
        for row, tray in network.draw(grid).items():
            trays["" if row == ACROSS else table.lanes[row].id, ROUTES] = (tray, tray)
        self._file(trays)
        return self._placed(table, columns, rows, size, header, zeros)

    def _keep(
        self,
        trays: dict[Key, tuple[object, Tray]],
        key: Key,
        made_of: object,
        build: Callable[[], Iterable[Item]],
    ) -> None:
        """Put a tray into `trays`: the one kept, if it was made of the same, else a new one."""
        kept = self._kept.get(key)
        trays[key] = kept if kept is not None and kept[0] == made_of else (made_of, Tray(build()))

    def _rows(
        self, table: Table, network: Network, moods: Moods, header: float
    ) -> tuple[list[Band], list[float], dict[str, float]]:
        """Return the rows, the tops of their corridors, and by lane how far beneath its row's top score 0 lies."""
        labels, channel = network.label_heights(), self._setting.theme.link["channel"]
        margin = self._setting.theme.size["emotion_margin"]
        rows: list[Band] = []
        corridors: list[float] = []
        zeros: dict[str, float] = {}
        top = header
        for index, lane in enumerate(table.lanes):
            content = max(table.content.get(lane.id, 0.0), labels.get(index, 0.0))
            if lane.kind == MOODS:
                reach = 2 * rise(lane.height, self._setting) + margin
                cells = moods[lane.id].values()
                zeros[lane.id] = float(ceil(max(reach, *(mood.above + 4 for mood in cells), 0.0)))
                content = max(content, zeros[lane.id] + ceil(max(reach, *(mood.below + 4 for mood in cells), 0.0)))
            corridors.append(top + content)
            tracks = network.tracks.get(index, 0)
            under = tracks * channel + 3 if tracks else 0.0
            height = max(lane_height(lane, self._setting), float(ceil(content + under)))
            rows.append(Band(lane.id, top, height))
            top += height
        return rows, corridors, zeros

    def _frame(
        self,
        trays: dict[Key, tuple[object, Tray]],
        size: tuple[float, float],
        header: float,
        table: Table,
        columns: Lengths,
    ) -> None:
        setting = self._setting

        def ground() -> Iterable[Item]:
            yield Item("ground", "", 0.0, 0.0, ground_piece(*size, setting), GROUND)
            yield Item("rule", "", 0.0, 0.0, edge_piece(*size, setting), EDGE)

        self._keep(trays, ("", ""), size, ground)
        for at, stage in enumerate(table.stages):
            left, width = columns.starts[at] - columns.origins[at], columns.starts[at + 1] - columns.starts[at]
            made_of = (stage.id, stage.title, table.counts.get(stage.id, 0), at, len(table.stages), table.widths[at])

            def head(
                made_of: tuple[str, str, int, int, int, float] = made_of, left: float = left, width: float = width
            ) -> Iterable[Item]:
                name, title, count, index, of, room = made_of
                piece = stage_piece(title, count, (index, of), (width, header), room, setting)
                yield Item("stage", name, left, 0.0, piece, HEADER)
                yield Item("rule", name, left, header, rule_piece(1.0, size[1] - header, setting), RULE)

            self._keep(trays, ("", stage.id), (*made_of, left, width, header, size[1]), head)

    def _cells(
        self, trays: dict[Key, tuple[object, Tray]], table: Table, moods: Moods, zeros: dict[str, float]
    ) -> None:
        for key, cell in table.cells.items():
            if key[0] not in zeros:
                kept = self._kept.get(key)
                trays[key] = kept if kept is not None and kept[0] is cell else (cell, Tray(cell.items))
        for lane, zero in zeros.items():
            for stage, mood in moods[lane].items():
                kept = self._kept.get((lane, stage))
                if kept is None or not isinstance(kept[0], tuple) or kept[0][0] is not mood or kept[0][1] != zero:
                    items = (item._replace(y=item.y + zero) for item in mood.items)
                    kept = ((mood, zero), Tray(items))
                trays[lane, stage] = kept

    def _row(
        self,
        trays: dict[Key, tuple[object, Tray]],
        lane: Lane,
        height: float,
        width: float,
        zero: float | None,
    ) -> None:
        setting = self._setting
        left = setting.theme.space["title_column"]

        def row() -> Iterable[Item]:
            if zero is not None:
                yield Item(
                    "ground", lane.id, left, 0.0, emotion_ground(width - left, height, zero, setting), ROW_GROUND
                )
            if LANE_KINDS[lane.kind].is_line:
                yield Item("line", lane.id, left, 0.0, line_piece(width - left, height, setting), ROW_GROUND)
            yield Item("lane", lane.id, 0.0, 0.0, lane_piece(lane, height, setting), HEADER)
            yield Item("rule", lane.id, 0.0, 0.0, rule_piece(width, 1.0, setting), RULE)

        self._keep(trays, (lane.id, ""), (lane.kind, lane.title, height, width, zero), row)

    def _file(self, trays: dict[Key, tuple[object, Tray]]) -> None:
        """Note which tray holds what, for those trays that are not the ones kept."""
        where = self._where = self._where.copy()
        old = [(key, kept[1]) for key, kept in self._kept.items() if key not in trays or trays[key][1] is not kept[1]]
        new = [
            (key, tray) for key, (_, tray) in trays.items() if key not in self._kept or self._kept[key][1] is not tray
        ]
        for key, tray in old:
            for item in tray.items:
                if where.get((item.part, item.id)) == key:
                    del where[item.part, item.id]
        for key, tray in new:
            for item in tray.items:
                where[item.part, item.id] = key
        self._kept = trays

    def _placed(
        self,
        table: Table,
        columns: Lengths,
        rows: list[Band],
        size: tuple[float, float],
        header: float,
        zeros: dict[str, float],
    ) -> Sheet:
        rtl = self._setting.direction == "rtl"

        def band(name: str, start: float, length: float) -> Band:
            return Band(name, size[0] - start - length if rtl else start, length)

        stages = [stage.id for stage in table.stages]
        tops = {row.id: row.start for row in rows}
        origins = dict(zip(stages, columns.origins, strict=True))
        trays = {key: tray for key, (_, tray) in self._kept.items()}
        moods = [(lane, tops[lane.id] + zeros[lane.id]) for lane in table.lanes if lane.id in zeros]
        reach = {lane.id: 2 * rise(lane.height, self._setting) for lane, _ in moods}
        return Sheet(
            map=self._map,
            direction=self._setting.direction,
            width=size[0],
            height=size[1],
            columns=tuple(
                band(stage, start, end - start)
                for stage, (start, end) in zip(stages, pairwise(columns.starts), strict=True)
            ),
            rows=tuple(rows),
            title_column=band("", 0.0, self._setting.theme.space["title_column"]),
            header=Band("", 0.0, header),
            placed=Placements(trays, self._where, origins, tops, size[0] if rtl else None),
            card_columns=tuple(
                band(stage, start, width)
                for stage, start, width in zip(stages, columns.cards, columns.card_widths, strict=True)
            ),
            emotion_scales={lane.id: (zero - reach[lane.id], zero + reach[lane.id]) for lane, zero in moods},
        )
