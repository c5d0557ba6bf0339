"""Which marks lie over the map now: selection, hover, a moment's flash, and those of the tool at work."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer

from editor.canvas.differing import marks_of
from editor.canvas.marks import Mark
from editor.canvas.overlay import area_of
from editor.canvas.selected import hints, hover_marks, selection_marks
from model.layout.sheet import Sheet

if TYPE_CHECKING:
    from editor.canvas.view import MapView

FLASH_MS = 140
"""How long what was gone to is lit."""


def _joined(areas: Iterable[QRect]) -> list[QRect]:
    """Return rectangles that cover the areas; those that meet become one, since many small ones paint slower."""
    joined: list[QRect] = []
    for area in areas:
        apart = []
        for other in joined:
            if area.intersects(other):
                area = area.united(other)
            else:
                apart.append(other)
        joined = [*apart, area]
    return joined


class Marking:
    """Holds the marks of one view, and has it repaint only where they change. marks: all of them, lowest first."""

    def __init__(self, view: "MapView") -> None:
        """Begin with none."""
        self._view = view
        self.marks: list[Mark] = []
        self.of_tool: list[Mark] = []
        self.hovered = ""
        self.flashed = ""
        self._differing: Mapping[str, str] = {}
        self._differs: tuple[Sheet | None, list[Mark]] = (None, [])
        self._kept: tuple[Sheet | None, tuple[str, ...], str, list[Mark]] = (None, (), "", [])

    def show(self, marks: Iterable[Mark]) -> None:
        """Show a tool's marks instead of those it showed before."""
        self.of_tool = list(marks)
        self.refresh()

    def hover(self, identity: str) -> None:
        """Outline what the pointer is over; an empty id outlines nothing."""
        if identity != self.hovered:
            self.hovered = identity
            self.refresh()

    def light(self, differing: Mapping[str, str]) -> None:
        """Light what differs: how, by id (see `editor.canvas.differing`)."""
        self._differing, self._differs = differing, (None, [])
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
        for area in _joined(area_of(mark, camera) for mark in set(before) ^ set(self.marks)):
            viewport.update(area & viewport.rect())

    def _all(self) -> list[Mark]:
        view = self._view
        sheet, document, selection = view.sheet, view.document, view.session.selection
        marks: list[Mark] = hints(sheet, document) + self._of_differing()
        if self.hovered and self.hovered not in selection:
            marks += hover_marks(sheet, document, self.hovered)
        if self.flashed:
            marks += hover_marks(sheet, document, self.flashed)
        return marks + self._of_selection() + self.of_tool

    def _of_differing(self) -> list[Mark]:
        if self._differs[0] is not self._view.sheet:
            self._differs = (self._view.sheet, marks_of(self._view.sheet, self._differing))
        return self._differs[1]

    def _of_selection(self) -> list[Mark]:
        """Return the marks of the selection, the same ones while nothing about it changed: it can be very large."""
        view = self._view
        sheet, chosen, edited = view.sheet, view.session.selection.ids, view.in_place.edited
        if self._kept[0] is not sheet or self._kept[1] is not chosen or self._kept[2] != edited:
            # What is written in has the field's own edge.
            outlined = [each for each in chosen if each != edited]
            self._kept = (sheet, chosen, edited, selection_marks(sheet, view.document, outlined))
        return self._kept[3]
