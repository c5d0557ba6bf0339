"""Resizing a stage by the edge of its header, a lane by the edge of its title."""

from typing import Any

from PySide6.QtCore import Qt

from editor.canvas.marks import Guide
from editor.tools.targets import row_of
from editor.tools.tool import Pointer, Tool
from model.edits.fields import set_fields
from model.records import Lane, Stage, rules

STEP = 10.0
"""Points to which sizes are rounded."""


def _held(cls: type[Any], field: str, wanted: float) -> float:
    """Return a size rounded to a step and held to what the field allows."""
    rule = rules(cls)[field]
    return max(rule.lowest, min(rule.highest, round(wanted / STEP) * STEP))


class ResizeStage(Tool):
    """Sets the width of a stage; the edge follows the pointer in steps."""

    cursor = Qt.CursorShape.SplitHCursor

    def start(self, pointer: Pointer) -> None:
        """Take hold of the edge."""
        sheet = self.view.sheet
        self._begun = pointer.x
        self._band = next(band for band in sheet.columns if band.id == self.hit.id)
        self._width = self._band.length

    def move(self, pointer: Pointer) -> None:
        """Show the edge where it would be."""
        sheet = self.view.sheet
        forward = 1.0 if sheet.direction == "ltr" else -1.0
        self._width = _held(Stage, "width", self._band.length + forward * (pointer.x - self._begun))
        edge = self._band.start + self._width if forward > 0 else self._band.end - self._width
        self.view.marking.show((Guide(edge, sheet.header.start, edge, sheet.height),))

    def finish(self, pointer: Pointer) -> None:
        """Set the width."""
        self.view.marking.show(())
        if self._width != self._band.length:
            self.view.session.apply(set_fields(self.view.document, self.hit.id, width=self._width))


class ResizeLane(Tool):
    """Sets the least height of a lane."""

    cursor = Qt.CursorShape.SplitVCursor

    def start(self, pointer: Pointer) -> None:
        """Take hold of the edge."""
        band = row_of(self.view.sheet, self.hit.id)
        assert band is not None
        self._begun, self._band, self._height = pointer.y, band, band.length

    def move(self, pointer: Pointer) -> None:
        """Show the edge where it would be."""
        self._height = _held(Lane, "height", self._band.length + pointer.y - self._begun)
        edge = self._band.start + self._height
        self.view.marking.show((Guide(0, edge, self.view.sheet.width, edge),))

    def finish(self, pointer: Pointer) -> None:
        """Set the height."""
        self.view.marking.show(())
        if self._height != self._band.length:
            self.view.session.apply(set_fields(self.view.document, self.hit.id, height=self._height))
