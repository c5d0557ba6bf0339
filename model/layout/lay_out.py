"""`lay_out` turns a map into its Sheet; a `Layouter` does so again and again, and redoes only what a change touched."""

from model.change import Change, ChangeSet
from model.document import Document
from model.layout.assembly import Assembly
from model.layout.emotions import Column, Mood, Moods, rise
from model.layout.frame import stage_header_height
from model.layout.lengths import Lengths, lengths
from model.layout.network import Network
from model.layout.setting import Setting
from model.layout.sheet import Sheet
from model.layout.table import MOODS, Table
from model.layout.theme import Theme
from model.layout.theme import theme as shipped_theme
from model.layout.trays import Key
from model.records import Card, JourneyMap, Lane, Link, Project, Stage

LEAST_HEADER = 44.0
"""The least height of the stages' headers, in points."""


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
        self.sheet = self._afresh()

    def _afresh(self) -> Sheet:
        document, map_id = self.document, self.map_id
        self._setting = Setting(self.theme, document.language(map_id), document.direction(map_id))
        self._table = Table(document, map_id, self._setting)
        self._network = Network(self._setting)
        self._moods: dict[str, Moods] = {}
        self._assembly = Assembly(map_id, self._setting)
        return self._lay_out(set(), new_table=True, new_links=True)

    def update(self, changes: ChangeSet) -> Sheet:
        """Return the Sheet after the document applied a ChangeSet, sharing with the last one what did not change.

        Raise KeyError where the map is gone.
        """
        if any(isinstance(change.record, JourneyMap | Project) for change in changes.changes):
            same = Setting(self.theme, self.document.language(self.map_id), self.document.direction(self.map_id))
            if same != self._setting:
                self.sheet = self._afresh()
                return self.sheet
        dirty: set[Key] = set()
        renamed: list[Link] = []
        named = new_table = new_links = False
        for change in changes.changes:
            match change.record:
                case Card():
                    cards = [each for each in (change.before, change.after) if isinstance(each, Card)]
                    dirty |= {(card.lane, card.stage) for card in cards if card.map == self.map_id}
                case Stage() | Lane() if change.record.map == self.map_id:
                    named = True
                    new_table = new_table or not _stays(change)
                case Link() if change.record.map == self.map_id:
                    renamed.append(change.record)
                    new_links = new_links or not _stays(change)
        if dirty or named or renamed:
            if not new_links:
                self._network.rename(renamed)
            if named and not new_table:
                dirty |= self._table.rename()
            self.sheet = self._lay_out(dirty, new_table=new_table, new_links=new_links)
        return self.sheet

    def _lay_out(self, dirty: set[Key], *, new_table: bool, new_links: bool) -> Sheet:
        table, network = self._table, self._network
        if new_table:
            dirty = dirty | table.read()
        table.measure(dirty)
        if new_table or new_links or network.joins(table.replaced):
            network.read(self.document.links(self.map_id), table)
        elif table.moved:
            network.shift(table.moved, table)
        header = max(LEAST_HEADER, *map(self._header, table.stages, table.widths), 0.0)
        columns = lengths(table.widths, network.gutters, self._setting)
        moods = self._set_moods(columns)
        return self._assembly.sheet(table, network, columns, moods, header)

    def _header(self, stage: Stage, width: float) -> float:
        return stage_header_height(stage.title, self._table.counts.get(stage.id, 0), width, self._setting)

    def _set_moods(self, columns: Lengths) -> dict[str, dict[str, Mood]]:
        """Return what the emotion lanes show, by lane and stage."""
        table = self._table
        lanes = [lane for lane in table.lanes if lane.kind == MOODS]
        self._moods = {lane.id: self._moods.get(lane.id) or Moods(lane.id, self._setting) for lane in lanes}
        return {
            lane.id: self._moods[lane.id].row(
                {
                    stage.id: Column(
                        table.cells[lane.id, stage.id].cards,
                        columns.origins[at],
                        table.widths[at],
                        columns.starts[at],
                        columns.starts[at + 1],
                    )
                    for at, stage in enumerate(table.stages)
                },
                rise(lane.height, self._setting),
            )
            for lane in lanes
        }


def _stays(change: Change) -> bool:
    """Whether a changed stage or lane is where it was, of the same kind and as visible; a link joins the same cards."""
    match change.before, change.after:
        case Stage(), Stage():
            return change.before.order == change.after.order
        case Lane(), Lane():
            return _row(change.before) == _row(change.after)
        case Link(), Link():
            return (change.before.source, change.before.target) == (change.after.source, change.after.target)
    return False


def _row(lane: Lane) -> tuple[str, str, bool]:
    """Return what decides of a lane which row it is."""
    return lane.order, lane.kind, lane.hidden
