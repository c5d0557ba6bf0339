"""Selecting by rubber band, and panning: the gestures on empty ground."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from editor.canvas.hit import Hit
from editor.canvas.marks import Rubber
from editor.tools.tool import DECIDED_AFTER, Pointer, Tool

if TYPE_CHECKING:
    from editor.canvas.view import MapView


class RubberBand(Tool):
    """Selects the cards that a rectangle touches. Shift adds them to the selection, Ctrl turns them about."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: "MapView", hit: Hit) -> None:
        super().__init__(view, hit)
        self._before: tuple[str, ...] = ()
        self._begun: Pointer | None = None
        self._stretched = False

    def start(self, pointer: Pointer) -> None:
        """Hold one corner."""
        self._begun, self._before = pointer, self.view.session.selection.ids

    def move(self, pointer: Pointer) -> None:
        """Stretch the band to the pointer and select what it touches."""
        assert self._begun is not None
        gone = pointer.view - self._begun.view
        self._stretched = self._stretched or max(abs(gone.x()), abs(gone.y())) >= DECIDED_AFTER
        if not self._stretched:
            return
        x, y = min(self._begun.x, pointer.x), min(self._begun.y, pointer.y)
        width, height = abs(pointer.x - self._begun.x), abs(pointer.y - self._begun.y)
        found = (each for each in self.view.sheet.within(x, y, width, height) if each.part in ("card", "face"))
        touched = list(dict.fromkeys(each.id for each in found))
        selection = self.view.session.selection
        if pointer.modifiers & Qt.KeyboardModifier.ControlModifier:
            before, inside = set(self._before), set(touched)
            turned = [each for each in self._before if each not in inside]
            selection.choose(*turned, *(each for each in touched if each not in before))
        elif pointer.modifiers & Qt.KeyboardModifier.ShiftModifier:
            selection.choose(*self._before, *touched)
        else:
            selection.choose(*touched)
        self.view.marking.show((Rubber(x, y, width, height),))

    def finish(self, pointer: Pointer) -> None:
        """Keep the selection; a mere click on empty ground lets go of it."""
        if not self._stretched and not pointer.adds:
            self.view.session.selection.clear()
        self.view.marking.show(())

    def cancel(self) -> None:
        """Select again what was selected before."""
        self.view.session.selection.choose(*self._before)
        super().cancel()


class Pan(Tool):
    """Moves the map with the hand."""

    scrolls = False
    cursor = Qt.CursorShape.ClosedHandCursor

    def start(self, pointer: Pointer) -> None:
        """Take hold."""
        self._begun: QPointF = pointer.view
        self._from = (self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value())

    def move(self, pointer: Pointer) -> None:
        """Drag the map along; counted from the start, so that no part of a pixel is lost on the way."""
        gone = pointer.view - self._begun
        self.view.horizontalScrollBar().setValue(round(self._from[0] - gone.x()))
        self.view.verticalScrollBar().setValue(round(self._from[1] - gone.y()))
