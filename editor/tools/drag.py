"""Dragging what stands on the map: cards to other cells, stages by their header, lanes by their title."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from editor.canvas.hit import Hit
from editor.canvas.marks import Dim, Ghost, Insertion, Mark
from editor.canvas.selected import main_part
from editor.tools.targets import Target, lane_gap, on_sheet, stage_gap, target_of
from editor.tools.tool import Pointer, Press
from model.edits.cards import move_cards
from model.edits.lanes import move_lane
from model.edits.stages import move_stage
from model.layout.shapes import Placed
from model.records import Card

if TYPE_CHECKING:
    from editor.canvas.view import MapView

MOST_VEILS = 300
"""So many of the dragged things are dimmed where they stand."""
MOST_GHOSTS = 12
"""So many of the dragged things follow the pointer; more would only hide the map."""


def veils(placed: Iterable[Placed]) -> list[Mark]:
    """Return the marks that dim what is being dragged away."""
    return [Dim(each.x, each.y, each.piece.width, each.piece.height) for each in placed]


class DragCards(Press):
    """Moves the selected cards. The cell that would take them lights up and a mark shows the place in it."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: "MapView", hit: Hit) -> None:
        super().__init__(view, hit)
        self._target: Target | None = None
        self._held: list[Placed] = []

    def decide(self, x: float, y: float) -> None:
        """Take hold of the cards as they stand now."""
        super().decide(x, y)
        sheet = self.view.sheet
        self._held = [found for each in self._cards()[:MOST_VEILS] if (found := main_part(sheet, each)) is not None]

    def _cards(self) -> list[str]:
        """Return the cards that go along, the one held first."""
        chosen = (each for each in self.view.session.selection.ids if each != self.hit.id)
        return [self.hit.id, *(each for each in chosen if isinstance(self.view.document.find(each), Card))]

    def drag(self, pointer: Pointer) -> None:
        """Light the target; ghosts of the cards follow the pointer."""
        assert self.begun is not None
        view = self.view
        card = view.document.get(Card, self.hit.id)
        self._target = target_of(view.sheet, view.document, card.kind, pointer.x, pointer.y, card.lane)
        x, y = pointer.x - self.begun.x, pointer.y - self.begun.y
        target = self._target.marks if self._target else ()
        marks: list[Mark] = [*veils(self._held), *(each for each in target if not isinstance(each, Insertion))]
        marks += (Ghost(each, x, y) for each in reversed(self._held[:MOST_GHOSTS]))
        # The line comes last: the ghost lies just where it is, and it says more than the ghost does.
        view.marking.show([*marks, *(each for each in target if isinstance(each, Insertion))])

    def drop(self, pointer: Pointer) -> None:
        """Move the cards."""
        if self._target is not None:
            target = self._target
            changes = move_cards(self.view.document, self._cards(), target.stage, target.lane, target.index)
            self.view.session.apply(changes)


class _DragBand(Press):
    """Moves a stage or a lane to another place among its like; subclasses say which way it goes."""

    cursor = Qt.CursorShape.ClosedHandCursor
    across = True

    def _gap(self, pointer: Pointer) -> tuple[int, Insertion] | None:
        """Return the place under the pointer and its mark, or None beside the Sheet."""
        if not on_sheet(self.view.sheet, pointer.x, pointer.y):
            return None
        return stage_gap(self.view.sheet, pointer.x) if self.across else lane_gap(self.view.sheet, pointer.y)

    def drag(self, pointer: Pointer) -> None:
        """Show between which others it would stand."""
        assert self.begun is not None
        placed = main_part(self.view.sheet, self.hit.id)
        if placed is None:
            return
        x, y = pointer.x - self.begun.x, pointer.y - self.begun.y
        gap = self._gap(pointer)
        ghost = Ghost(placed, x, 0) if self.across else Ghost(placed, 0, y)
        self.view.marking.show([*veils([placed]), ghost, *([gap[1]] if gap else [])])

    def drop(self, pointer: Pointer) -> None:
        """Move it there."""
        gap = self._gap(pointer)
        if gap is not None:
            move = move_stage if self.across else move_lane
            self.view.session.apply(move(self.view.document, self.hit.id, gap[0]))


class DragStage(_DragBand):
    """Moves a stage with its cards to another place in the journey."""


class DragLane(_DragBand):
    """Moves a lane up or down."""

    across = False
