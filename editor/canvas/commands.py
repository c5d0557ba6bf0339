"""What menus and keys ask of the map, in plain names. Each acts on the selection and is one step to undo."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from editor.canvas import clipboard
from editor.canvas.navigate import STEP
from editor.canvas.selected import main_part
from editor.canvas.speech import speak
from editor.canvas.walk import onward
from editor.tools.connect import refusal
from editor.tools.kinds import family, put, put_beside
from editor.tools.palette import PaletteDrop, score_at
from editor.tools.targets import on_sheet, target_of
from editor.tools.tool import Pointer
from model.edits.cards import move_cards
from model.edits.clipboard import duplicate
from model.edits.draft import created
from model.edits.fields import removable, remove
from model.edits.lanes import hide_lanes, move_lane, show_lanes
from model.edits.links import can_connect, connect
from model.edits.scores import add_to_scores
from model.edits.stages import move_stage
from model.records import Card, Lane, Stage

if TYPE_CHECKING:
    from editor.canvas.view import MapView


class Commands:
    """The commands of a MapView, which inherits them."""

    @property
    def _view(self) -> "MapView":
        return cast("MapView", self)

    # Selecting

    def select_all(self) -> None:
        """Select all cards of the map."""
        self._view.session.selection.choose(*(identity for _, identity in self._view.sheet.reading_order))

    def walk(self, direction: str) -> None:
        """Select what lies "left", "right", "up" or "down" of the primary selection."""
        self._view.keys.walk(direction)

    def reveal(self, identity: str, *, flash: bool = True) -> None:
        """Scroll a record into view, and light it for a moment; one of another map brings that map to the front."""
        view = self._view
        record = view.document.find(identity)
        if record is None:
            return
        home = view.document.map_of(record)
        if home and home != view.session.map_id:
            view.session.show_map(home)
        placed = main_part(view.sheet, identity)
        if placed is None:
            return
        view.navigator.bring(QRectF(placed.x, placed.y, placed.piece.width, placed.piece.height))
        if flash:
            view.marking.flash(identity)

    # Changing what is selected

    def remove_selected(self) -> None:
        """Remove what is selected; a stage or lane goes with its cards."""
        view = self._view
        view.session.apply(remove(view.document, removable(view.document, view.session.selection.ids)))

    def duplicate_selected(self) -> None:
        """Copy the selected cards and stages in place, and select the copies."""
        view = self._view
        changes = duplicate(view.document, view.session.selection.ids)
        if view.session.apply(changes):
            self._choose_new(created(changes))

    def _choose_new(self, fresh: Sequence[str]) -> None:
        """Select new cards and stages, but not the links and lanes that came with them."""
        view = self._view
        records = {each: view.document.find(each) for each in fresh}
        stages = [each for each, record in records.items() if isinstance(record, Stage)]
        cards = [each for each, record in records.items() if isinstance(record, Card) and record.stage not in stages]
        view.session.selection.choose(*stages, *cards)

    def link_selected(self) -> None:
        """Link the selected touchpoints in the order in which they were chosen, one alone to the next touchpoint."""
        view = self._view
        document = view.document
        chosen = [each for each in view.session.selection.ids if _is_touchpoint(document.find(each))]
        if len(chosen) == 1:
            rest = [card.id for card in document.reading_order(view.session.map_id) if card.kind == "touchpoint"]
            chosen += rest[rest.index(chosen[0]) + 1 :][:1]
        if len(chosen) < 2:
            view.session.said.emit(speak("canvas.connect.choose"))
            return
        changes = None
        for source, target in pairwise(chosen):
            if can_connect(document, source, target):
                made = connect(document, source, target)
                changes = changes.squash(made) if changes else made
            else:
                view.session.said.emit(speak(refusal(document, source, target)))
        if changes:
            view.session.apply(changes)

    def change_score(self, step: float) -> None:
        """Add to the scores of the selected emotions, within -2 to +2."""
        view = self._view
        view.session.apply(add_to_scores(view.document, view.session.selection.ids, step))

    def move_selected(self, direction: str) -> None:
        """Move what is selected "left", "right", "up" or "down" on screen.

        Cards go to the stage beside theirs, or change places in their cell; faces change places sideways and score
        up and down; stages and lanes change places.
        """
        view = self._view
        record = view.document.find(view.session.selection.primary)
        step = onward(view.sheet, direction)
        along = direction in ("left", "right")
        match record:
            case Stage() if along:
                at = view.document.stages(record.map).index(record)
                if at + step >= 0:
                    view.session.apply(move_stage(view.document, record.id, at + 2 if step > 0 else at - 1))
            case Lane(hidden=False) if not along:
                at = view.document.shown_lanes(record.map).index(record)
                if at + step >= 0:
                    view.session.apply(move_lane(view.document, record.id, at + 2 if step > 0 else at - 1))
            case Card(kind="emotion") if not along:
                self.change_score(-0.5 * step)
            case Card():
                self._move_cards(record, step, in_cell=along == (record.kind == "emotion"))
        if record is not None:
            self.reveal(record.id, flash=False)

    def _move_cards(self, card: Card, step: int, *, in_cell: bool) -> None:
        view = self._view
        document = view.document
        cell = list(document.cell(card.stage, card.lane))
        chosen = [each for each in view.session.selection.ids if isinstance(document.find(each), Card)]
        places = [place for place, each in enumerate(cell) if each.id in chosen]
        edge = max(places) + 1 if step > 0 else min(places) - 1
        if in_cell and 0 <= edge < len(cell):
            view.session.apply(move_cards(document, chosen, card.stage, card.lane, edge + (step > 0)))
            return
        if in_cell and card.kind != "emotion":
            return
        stages = [stage.id for stage in document.stages(card.map)]
        at = stages.index(card.stage) + step
        if 0 <= at < len(stages):
            index = (0 if step > 0 else None) if card.kind == "emotion" else min(places)
            view.session.apply(move_cards(document, chosen, stages[at], card.lane, index))

    def hide_lanes(self) -> None:
        """Hide the selected lanes."""
        view = self._view
        view.session.apply(hide_lanes(view.document, self._chosen_lanes(hidden=False)))

    def show_lanes(self) -> None:
        """Show the hidden lanes that are selected again, or all of the map where none is."""
        view = self._view
        every = [lane.id for lane in view.document.hidden_lanes(view.session.map_id)]
        chosen = self._chosen_lanes(hidden=True) or every
        if view.session.apply(show_lanes(view.document, chosen)):
            view.session.selection.choose(*chosen)
            self.reveal(chosen[0])

    def _chosen_lanes(self, *, hidden: bool) -> list[str]:
        found = (self._view.document.find(each) for each in self._view.session.selection.ids)
        return [lane.id for lane in found if isinstance(lane, Lane) and lane.hidden == hidden]

    # Clipboard

    def copy(self) -> None:
        """Put the selected cards and stages on the clipboard."""
        mime = clipboard.to_mime(self._view.document, self._view.session.selection.ids)
        if mime is not None:
            QApplication.clipboard().setMimeData(mime)

    def cut(self) -> None:
        """Copy the selected cards and stages and remove them."""
        view = self._view
        mime = clipboard.to_mime(view.document, view.session.selection.ids)
        if mime is not None:
            QApplication.clipboard().setMimeData(mime)
            chosen = [each for each in view.session.selection.ids if _can_be_copied(view.document.find(each))]
            view.session.apply(remove(view.document, chosen))

    def paste(self) -> None:
        """Paste cards and stages, or lines of plain text as cards, beside the primary selection."""
        view = self._view
        mime = QApplication.clipboard().mimeData()
        changes = clipboard.from_mime(view.document, view.session.map_id, mime, view.session.selection.primary)
        if not changes:
            view.session.said.emit(speak("canvas.paste.nothing"))
        elif view.session.apply(changes):
            self._choose_new(created(changes))
            self.reveal(view.session.selection.primary or "", flash=False)
            if clipboard.is_cut(mime):
                view.session.said.emit(speak("canvas.paste.cut"))

    # Adding and writing

    pointed: QPointF | None = None
    """Where on the viewport a menu was opened with nothing under it: what that menu inserts goes there."""

    def insert(self, name: str) -> None:
        """Add what a palette name stands for, where a menu points or beside the selection, and begin to write in it."""
        view = self._view
        if not family(name):
            return
        if self.pointed is not None and on_sheet(view.sheet, *(place := view.camera.to_sheet(self.pointed))):
            PaletteDrop(view, name).finish(Pointer(self.pointed, *place, Qt.KeyboardModifier.NoModifier))
            return
        changes = put_beside(view.document, view.session.map_id, name, view.session.selection.primary)
        view.session.apply(changes)
        self.edit_new(created(changes))

    def edit_new(self, fresh: Sequence[str]) -> None:
        """Select what was just made and begin to write in it: the card, else the stage or lane."""
        view = self._view
        records = [record for each in fresh if (record := view.document.find(each)) is not None]
        for cls in (Card, Stage, Lane):
            made = next((record for record in records if isinstance(record, cls)), None)
            if made is not None:
                view.session.selection.choose(made.id)
                self.reveal(made.id, flash=False)
                if not isinstance(made, Lane):
                    view.in_place.edit(made.id, new=True)
                return

    def edit_selected(self) -> None:
        """Edit the words of the primary selection in place."""
        primary = self._view.session.selection.primary
        if primary:
            self._view.in_place.edit(primary)

    def open_at(self, point: QPointF) -> None:
        """Edit what lies under a point of the viewport; in an empty place of a cell, add a card and write in it."""
        view = self._view
        found = view.under(point)
        if found.id:
            view.session.selection.choose(found.id)
            view.in_place.edit(found.id)
            return
        if view.session.read_only:
            return
        kind = clipboard.kind_of_lane(view.document, view.session.map_id, found.lane) if found.zone == "cell" else None
        if kind is None:
            return
        x, y = view.camera.to_sheet(point)
        target = target_of(view.sheet, view.document, kind, x, y)
        if target is not None:
            fields = {"score": score_at(view.sheet, found.lane, y)} if kind == "emotion" else {}
            changes = put(view.document, view.session.map_id, kind, target.stage, target.lane, target.index, **fields)
            view.session.apply(changes)
            self.edit_new(created(changes))

    # Zoom

    def zoom_in(self) -> None:
        """Show the map larger."""
        self._view.navigator.zoom_to(self._view.zoom * STEP)

    def zoom_out(self) -> None:
        """Show the map smaller."""
        self._view.navigator.zoom_to(self._view.zoom / STEP)

    def fit(self) -> None:
        """Show the whole map."""
        self._view.navigator.fit()

    def actual_size(self) -> None:
        """Show the map at 100 %."""
        self._view.navigator.zoom_to(1.0)


def _is_touchpoint(record: object) -> bool:
    return isinstance(record, Card) and record.kind == "touchpoint"


def _can_be_copied(record: object) -> bool:
    return isinstance(record, Card | Stage)
