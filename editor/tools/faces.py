"""Dragging an emotion's face: up and down its lane it scores, sideways it changes places."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from editor.canvas.hit import Hit
from editor.canvas.marks import Ghost, Mark, Trace
from editor.canvas.selected import main_part
from editor.tools.drag import DragCards, veils
from editor.tools.tool import Pointer
from model.edits.cards import set_score
from model.layout.curve import Curve
from model.layout.shapes import Path, Placed
from model.layout.sheet import Sheet
from model.records import Card

if TYPE_CHECKING:
    from editor.canvas.view import MapView

CURVE_COLOUR = "#8a63c9"


class DragFace(DragCards):
    """The first pixels decide: a drag that begins upwards or downwards scores, one that begins sideways moves."""

    def __init__(self, view: "MapView", hit: Hit) -> None:
        super().__init__(view, hit)
        self._scoring = False
        self._score = 0.0

    def decide(self, x: float, y: float) -> None:
        """Decide which of the two it is."""
        self._scoring = abs(y) >= abs(x)
        self.cursor = Qt.CursorShape.SizeVerCursor if self._scoring else Qt.CursorShape.ClosedHandCursor

    def drag(self, pointer: Pointer) -> None:
        """Bend the curve as it would run, or light the place between the faces."""
        if self._scoring:
            self._bend(pointer)
        else:
            super().drag(pointer)

    def _bend(self, pointer: Pointer) -> None:
        assert self.begun is not None
        sheet = self.view.sheet
        card = self.view.document.get(Card, self.hit.id)
        placed = main_part(sheet, card.id)
        top, bottom = scale_of(sheet, card.lane)
        if placed is None or top == bottom:
            return
        step = (bottom - top) / 4
        wanted = card.score - (pointer.y - self.begun.y) / step
        self._score = max(-2.0, min(2.0, round(wanted * 2) / 2))
        moved = (card.score - self._score) * step
        marks: list[Mark] = veils([placed])
        curve = curve_with(sheet, card.lane, card.id, moved)
        if curve is not None:
            marks.append(Trace(curve, CURVE_COLOUR, 2.0))
        self.view.mark([*marks, Ghost(placed, 0, moved)])

    def drop(self, pointer: Pointer) -> None:
        """Set the score, or move the card."""
        if self._scoring:
            self.view.session.apply(set_score(self.view.document, self.hit.id, self._score))
        else:
            super().drop(pointer)


def scale_of(sheet: Sheet, lane_id: str) -> tuple[float, float]:
    """Return the heights of the scores +2 and -2 in an emotion lane; both 0 where it is none."""
    return sheet.emotion_scales.get(lane_id, (0.0, 0.0))


def faces_of(sheet: Sheet, lane_id: str) -> list[Placed]:
    """Return the faces of a lane from left to right."""
    found = (each for column in sheet.columns for each in sheet.cell(column.id, lane_id) if each.part == "face")
    return sorted(found, key=lambda each: each.x)


def curve_with(sheet: Sheet, lane_id: str, card_id: str, moved: float) -> Path | None:
    """Return the lane's curve with one face moved downwards by some points; None for a single face.

    Only the stretch that bends is drawn: slopes look no further than two faces away.
    """
    faces = faces_of(sheet, lane_id)
    at = next((index for index, each in enumerate(faces) if each.id == card_id), None)
    if at is None or len(faces) < 2:
        return None
    points = [
        (
            each.x + each.piece.width / 2,
            each.y + each.piece.height / 2 + (moved if index == at else 0.0),
        )
        for index, each in enumerate(faces)
    ]
    near = points[max(0, at - 3) : at + 4]
    shown = points[max(0, at - 2) : at + 3]
    return Path(Curve(near).segments(shown[0][0], shown[-1][0]))
