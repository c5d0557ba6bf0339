"""Notices: badges of findings and bubbles of comments, which lie on the map but are no part of it and never print."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from editor.canvas.badges import Badges
from editor.canvas.remarks import Remarks
from editor.canvas.selected import main_part
from editor.canvas.speech import sentence, speak
from model.change import ChangeSet
from model.layout.shapes import Placed
from model.records import Comment
from model.threads import open_threads, threads

if TYPE_CHECKING:
    from editor.canvas.view import MapView

BLEED = 22.0
"""Points by which a notice may lie beyond what it is about."""
MOST_TOLD = 3
"""So many threads of a card are told in its tip."""


class Notices:
    """Follows findings and comments of one view's session, and has the view paint anew what looks different."""

    def __init__(self, view: "MapView") -> None:
        """Take what there is now."""
        self._view = view
        self.badges, self.remarks = Badges(), Remarks()
        session = view.session
        self.badges.become(session.findings)
        self.remarks.become(open_threads(session.document))
        session.findings_changed.connect(self._findings_changed)
        session.changed.connect(self._heard)

    def _findings_changed(self) -> None:
        self._spoil(self.badges.become(self._view.session.findings))

    def _heard(self, changes: ChangeSet) -> None:
        if any(isinstance(change.record, Comment) for change in changes.changes):
            self._spoil(self.remarks.become(open_threads(self._view.document)))

    def _spoil(self, changed: Iterable[str]) -> None:
        view = self._view
        areas = []
        for identity in changed:
            placed = main_part(view.sheet, identity)
            if placed is not None:
                area = QRectF(placed.x, placed.y, placed.piece.width, placed.piece.height)
                areas.append(area.adjusted(-BLEED, -BLEED, BLEED, BLEED))
        view.picture.spoil(areas, view.sheet.width, view.sheet.height)
        view.viewport().update()

    def paint(self, painter: QPainter, placed: Sequence[Placed], direction: str, zoom: float) -> None:
        """Draw the notices of these pieces; the painter is in the Sheet's coordinates."""
        self.remarks.paint(painter, placed, direction, zoom)
        self.badges.paint(painter, placed, direction, zoom)

    def paint_over(self, painter: QPainter) -> None:
        """Draw those of what is selected once more, over its outline; the painter is in the viewport's pixels."""
        view = self._view
        self.remarks.paint_over(painter, view.sheet, view.session.selection.ids, view.camera)
        self.badges.paint_over(painter, view.sheet, view.session.selection.ids, view.camera)

    def commented_at(self, point: QPointF) -> str:
        """Return the id of the card whose bubble lies at a point of the viewport; empty where there is none."""
        return self.remarks.at(self._view.sheet, *self._view.camera.to_sheet(point), self._view.zoom)

    def tip(self, point: QPointF) -> str:
        """Return what a notice at a point of the viewport says; empty where there is none."""
        view = self._view
        findings = self.badges.at(view.sheet, *view.camera.to_sheet(point), view.zoom)
        if findings:
            return "\n".join(map(sentence, findings))
        card = self.commented_at(point)
        if not card:
            return ""
        told = [each.first for each in threads(view.document.comments(card)) if each.is_open]
        lines = [f"{each.author or speak('comments.nobody')}: {each.text}" for each in told[:MOST_TOLD]]
        return "\n".join([speak("count.comment", count=len(told)), *lines])
