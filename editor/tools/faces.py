"""Dragging an emotion's face: up and down its lane it scores, sideways it changes places."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from editor.canvas.hit import Hit
from editor.canvas.marks import Ghost, Mark, Trace
from editor.canvas.selected import main_part
from editor.tools.drag import DragCards, veils
from editor.tools.tool import Pointer
from model.edits.cards import set_score
from model.layout.cards import face_colour
from model.layout.curve import Curve
from model.layout.glyphs import face
from model.layout.shapes import Path, Piece, Placed
from model.layout.sheet import Sheet
from model.layout.theme import theme
from model.records import Card

if TYPE_CHECKING:
    from editor.canvas.view import MapView

FADED = "#f7f5f9"
"""What the curve as it was is painted over with, while it is bent."""
NEIGHBOURHOOD = 1200.0
"""Points to either side in which faces are drawn over the bent curve."""


class DragFace(DragCards):
    """The first pixels decide: a drag that begins upwards or downwards scores, one that begins sideways moves."""

    def __init__(self, view: "MapView", hit: Hit) -> None:
        super().__init__(view, hit)
        self._scoring = False
        self._score = 0.0

    def decide(self, x: float, y: float) -> None:
        """Decide which of the two it is."""
        super().decide(x, y)
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
        quote = sheet.placed.get(("quote", card.id))
        marks: list[Mark] = veils([placed, quote] if quote else [placed])
        for offset, colour, width in ((0.0, FADED, 4.0), (moved, theme().emotion["curve"], 2.0)):
            curve = curve_with(sheet, card.lane, card.id, offset)
            marks += [Trace(curve, colour, width * self.view.zoom)] if curve else []
        others = (each for each in faces_of(sheet, card.lane) if each.id != card.id)
        marks += [Ghost(each, 0, 0, solid=True) for each in others if abs(each.x - placed.x) < NEIGHBOURHOOD]
        self.view.marking.show([*marks, Ghost(replace(placed, piece=face_piece(placed.piece, self._score)), 0, moved)])

    def drop(self, pointer: Pointer) -> None:
        """Set the score, or move the card."""
        if self._scoring:
            self.view.session.apply(set_score(self.view.document, self.hit.id, self._score))
        else:
            super().drop(pointer)


def face_piece(like: Piece, score: float) -> Piece:
    """Return the face of a score, as large as another face."""
    look = theme()
    colour = face_colour(score, look)
    middle = like.width / 2
    return Piece(like.width, like.height, tuple(face(score, middle, middle, look.size["face"], colour)), colour)


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
