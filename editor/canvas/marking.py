"""Which marks lie over the map now: selection, hover, a moment's flash, and those of the tool at work."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from editor.canvas.marks import Mark
from editor.canvas.overlay import area_of
from editor.canvas.selected import hints, hover_marks, selection_marks

if TYPE_CHECKING:
    from editor.canvas.view import MapView

FLASH_MS = 140
"""How long what was gone to is lit."""


class Marking:
    """Holds the marks of one view, and has it repaint only where they change. marks: all of them, lowest first."""

    def __init__(self, view: "MapView") -> None:
        """Begin with none."""
        self._view = view
        self.marks: list[Mark] = []
        self.of_tool: list[Mark] = []
        self.hovered = ""
        self.flashed = ""

    def show(self, marks: Iterable[Mark]) -> None:
        """Show a tool's marks instead of those it showed before."""
        self.of_tool = list(marks)
        self.refresh()

    def hover(self, identity: str) -> None:
        """Outline what the pointer is over; an empty id outlines nothing."""
        if identity != self.hovered:
            self.hovered = identity
            self.refresh()

    def flash(self, identity: str) -> None:
        """Light a record for a moment."""
        self.flashed = identity
        self.refresh()
        QTimer.singleShot(FLASH_MS, self._view, self._end_flash)

    def _end_flash(self) -> None:
        self.flashed = ""
        self.refresh()

    def refresh(self) -> None:
        """Work out the marks anew, and repaint where there was one that is gone and where there is a new one."""
        before, self.marks = self.marks, self._all()
        camera, viewport = self._view.camera, self._view.viewport()
        for mark in set(before) ^ set(self.marks):
            viewport.update(area_of(mark, camera) & viewport.rect())

    def _all(self) -> list[Mark]:
        view = self._view
        sheet, document, selection = view.sheet, view.document, view.session.selection
        marks: list[Mark] = hints(sheet, document)
        if self.hovered and self.hovered not in selection:
            marks += hover_marks(sheet, document, self.hovered)
        if self.flashed:
            marks += hover_marks(sheet, document, self.flashed)
        # What is written in has the field's own edge.
        marks += selection_marks(sheet, document, [each for each in selection.ids if each != view.in_place.edited])
        return marks + self.of_tool
