"""Dropping something from the palette onto the map."""

from typing import TYPE_CHECKING

from editor.canvas.hit import Hit
from editor.canvas.marks import Insertion, Lit, Mark, NewLane
from editor.canvas.speech import speak
from editor.tools.faces import scale_of
from editor.tools.kinds import family, lane_kind, put
from editor.tools.targets import Target, lane_gap, on_sheet, row_of, stage_gap, target_of
from editor.tools.tool import Pointer, Tool
from model.edits.cards import lane_for
from model.edits.draft import created
from model.layout.sheet import Sheet
from model.records import LANE_KINDS, LANE_OF_CARD
from resources.words import say

if TYPE_CHECKING:
    from editor.canvas.view import MapView

GHOST_HEIGHT = 52.0
"""Points of the ghost of a lane that the drop would make."""


class PaletteDrop(Tool):
    """Shows where a stage, card or lane would go, and puts it there."""

    def __init__(self, view: "MapView", name: str) -> None:
        super().__init__(view, Hit("ground"))
        self.name = name
        self._family = family(name)
        self._target: Target | None = None

    def move(self, pointer: Pointer) -> None:
        """Show the place under the pointer."""
        sheet = self.view.sheet
        self._target = None
        if not on_sheet(sheet, pointer.x, pointer.y):
            self.view.marking.show(())
        elif self._family == "stage":
            self.view.marking.show((stage_gap(sheet, pointer.x)[1],))
        elif self._family == "lane":
            self.view.marking.show(self._new_lane(lane_kind(self.name), lane_gap(sheet, pointer.y)[1].y1))
        else:
            self._target = target_of(sheet, self.view.document, self.name, pointer.x, pointer.y)
            self.view.marking.show(self._marks_of_card(self._target))

    def _marks_of_card(self, target: Target | None) -> list[Mark]:
        sheet, kind = self.view.sheet, LANE_OF_CARD[self.name]
        if target is not None and target.lane is not None:
            return list(target.marks)
        home = lane_for(self.view.document, sheet.map, self.name)
        row = row_of(sheet, home.id) if home else None
        if row is not None:
            start = sheet.title_column.end if sheet.direction == "ltr" else 0.0
            return [Lit(start, row.start, sheet.width - sheet.title_column.length, row.length)]
        marks = self._new_lane(kind, usual_place(self.view, kind))
        if target is not None:
            column = next(band for band in sheet.columns if band.id == target.stage)
            marks.append(Lit(column.start, column_top(marks), column.length, GHOST_HEIGHT))
        return marks

    def _new_lane(self, kind: str, y: float) -> list[Mark]:
        sheet = self.view.sheet
        width = sheet.width
        words = speak("canvas.new_lane", lane=say(f"layout.lane.{kind}", self.view.document.language(sheet.map)))
        return [Insertion(0, y, width, y), NewLane(0, y, width, GHOST_HEIGHT, words)]

    def finish(self, pointer: Pointer) -> None:
        """Put it there, select it, and begin to write in it."""
        self.move(pointer)
        view, sheet = self.view, self.view.sheet
        view.marking.show(())
        if not on_sheet(sheet, pointer.x, pointer.y):
            return
        index: int | None = None
        stage = lane = None
        if self._family == "stage":
            index = stage_gap(sheet, pointer.x)[0]
        elif self._family == "lane":
            index = lane_gap(sheet, pointer.y)[0]
        elif self._target is not None:
            stage, lane, index = self._target.stage, self._target.lane, self._target.index
        fields = {"score": score_at(sheet, lane, pointer.y)} if self.name == "emotion" and lane else {}
        changes = put(view.document, sheet.map, self.name, stage, lane, index, **fields)
        view.session.apply(changes, select_new=True)
        view.edit_new(created(changes))


def column_top(marks: list[Mark]) -> float:
    """Return the upper edge of the new lane among marks."""
    return next(mark.y for mark in marks if isinstance(mark, NewLane))


def score_at(sheet: Sheet, lane: str, y: float) -> float:
    """Return the score that a height in an emotion lane stands for, in halves."""
    top, bottom = scale_of(sheet, lane)
    if top == bottom:
        return 0.0
    return max(-2.0, min(2.0, round((2 - 4 * (y - top) / (bottom - top)) * 2) / 2))


def usual_place(view: "MapView", kind: str) -> float:
    """Return the height at which a new lane of a kind would begin: where such a lane usually stands."""
    usual = list(LANE_KINDS)
    rank = usual.index(kind)
    kinds = {lane.id: lane.kind for lane in view.document.shown_lanes(view.sheet.map)}
    above = [row for row in view.sheet.rows if usual.index(kinds[row.id]) <= rank]
    return above[-1].end if above else view.sheet.header.end
