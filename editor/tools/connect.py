"""Connecting touchpoints: a line drawn from a port to the touchpoint it leads to."""

from PySide6.QtCore import Qt

from editor.canvas.marks import REFUSED, Mark, Outline, Wire
from editor.canvas.selected import main_part
from editor.canvas.speech import speak
from editor.tools.tool import Pointer, Tool
from model.document import Document
from model.edits.links import can_connect, connect
from model.records import Card


def refusal(document: Document, source_id: str, target_id: str) -> str:
    """Return the key of the sentence that says why two cards cannot be linked."""
    if source_id == target_id:
        return "canvas.connect.itself"
    target = document.find(target_id)
    if not isinstance(target, Card) or target.kind != "touchpoint":
        return "canvas.connect.not_a_touchpoint"
    return "canvas.connect.already"


class Connect(Tool):
    """Draws a link. Touchpoints that can take it light up; others say why not."""

    cursor = Qt.CursorShape.CrossCursor

    def start(self, pointer: Pointer) -> None:
        """Hold the port."""
        port = self.view.sheet.port(self.hit.id)
        assert port is not None
        self._port = port
        self._over = ""
        self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer; snap to the touchpoint under it."""
        found = self.view.under(pointer.view)
        over = found.id if found.zone in ("card", "face", "port") else ""
        target = main_part(self.view.sheet, over) if over else None
        allowed = not over or can_connect(self.view.document, self.hit.id, over)
        marks: list[Mark] = []
        end = (pointer.x, pointer.y)
        if target is not None and over != self.hit.id:
            bounds = (target.x, target.y, target.piece.width, target.piece.height)
            marks.append(Outline(*bounds) if allowed else Outline(*bounds, colour=REFUSED))
            if allowed:
                end = (target.x if self.view.sheet.direction == "ltr" else target.right, target.y + bounds[3] / 2)
        self.view.marking.show([*marks, Wire(*self._port, *end, allowed or over == self.hit.id)])
        if over != self._over:
            self._over = over
            said = "" if allowed or over == self.hit.id else speak(refusal(self.view.document, self.hit.id, over))
            self.view.session.said.emit(said)

    def finish(self, pointer: Pointer) -> None:
        """Make the link, and select it."""
        self.view.marking.show(())
        if self._over and can_connect(self.view.document, self.hit.id, self._over):
            changes = connect(self.view.document, self.hit.id, self._over)
            self.view.session.apply(changes, select_new=True)

    def cancel(self) -> None:
        """Leave no trace."""
        self.view.session.said.emit("")
        super().cancel()
