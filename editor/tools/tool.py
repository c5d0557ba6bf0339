"""What every tool is: a gesture from its start to its finish, or to its cancelling, which leaves no trace."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from editor.canvas.hit import Hit

if TYPE_CHECKING:
    from editor.canvas.view import MapView

DECIDED_AFTER = 6.0
"""Pixels after which a press is a drag, and which way it goes is decided."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is: `view` in the viewport's pixels, x and y on the Sheet in points."""

    view: QPointF
    x: float
    y: float
    modifiers: Qt.KeyboardModifier

    @property
    def adds(self) -> bool:
        """Whether Shift or Ctrl is held: what is picked joins the selection."""
        return bool(self.modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))


class Tool:
    """One gesture. The view is left as it was unless `finish` does something."""

    scrolls = True
    """Whether the map scrolls by itself while the pointer is held near the window's edge."""
    cursor = Qt.CursorShape.ArrowCursor
    """The pointer's shape during the gesture."""

    def __init__(self, view: "MapView", hit: Hit) -> None:
        """Begin on what was hit."""
        self.view = view
        self.hit = hit

    def start(self, pointer: Pointer) -> None:
        """Begin at the pointer."""

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer, or the map that scrolled beneath it."""

    def finish(self, pointer: Pointer) -> None:
        """Do what the gesture meant."""

    def cancel(self) -> None:
        """Leave no trace."""
        self.view.marking.show(())


class Press(Tool):
    """A press on a record: a click picks it; what a drag does, subclasses say."""

    def __init__(self, view: "MapView", hit: Hit) -> None:
        super().__init__(view, hit)
        self.dragging = False
        self._before: tuple[str, ...] = ()
        self._was_selected = False
        self.begun: Pointer | None = None

    def start(self, pointer: Pointer) -> None:
        """Pick at once what was not selected, so that a drag takes it along."""
        selection = self.view.session.selection
        self.begun, self._before = pointer, selection.ids
        self._was_selected = self.hit.id in selection
        if not self._was_selected:
            if pointer.adds:
                selection.add((self.hit.id,))
            else:
                selection.choose(self.hit.id)

    def move(self, pointer: Pointer) -> None:
        """Become a drag when the pointer has gone far enough."""
        assert self.begun is not None
        if not self.dragging:
            gone = pointer.view - self.begun.view
            if max(abs(gone.x()), abs(gone.y())) < DECIDED_AFTER:
                return
            self.dragging = True
            self.decide(gone.x(), gone.y())
        self.drag(pointer)

    def finish(self, pointer: Pointer) -> None:
        """Drop, or let a click on what was already selected narrow the selection to it (Shift, Ctrl: leave it out)."""
        if self.dragging:
            self.drop(pointer)
            self.view.marking.show(())
        elif self._was_selected:
            selection = self.view.session.selection
            if pointer.adds:
                selection.toggle(self.hit.id)
            else:
                selection.choose(self.hit.id)

    def cancel(self) -> None:
        """Select again what was selected before."""
        self.view.session.selection.choose(*(each for each in self._before if each in self.view.document))
        super().cancel()

    def decide(self, x: float, y: float) -> None:
        """Take note of which way the first pixels of the drag went."""

    def drag(self, pointer: Pointer) -> None:
        """Show what dropping here would do."""

    def drop(self, pointer: Pointer) -> None:
        """Do it."""
