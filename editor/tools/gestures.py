"""Events of mouse and drag-and-drop to tools: starts the one the table names, feeds it, scrolls, ends it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent

from editor.canvas.hit import Hit
from editor.panels.entries import MIME
from editor.tools.kinds import family
from editor.tools.palette import PaletteDrop
from editor.tools.table import CURSORS, HOVERED, LOOKING, STARTS
from editor.tools.tool import Pointer, Tool

if TYPE_CHECKING:
    from editor.canvas.view import MapView

NEAR_EDGE = 28.0
"""Pixels from the window's edge within which the map scrolls while something is dragged."""
SCROLL_MS = 16


class Gestures:
    """Holds the tool at work, if any."""

    def __init__(self, view: "MapView") -> None:
        """Serve this view."""
        self._view = view
        self.tool: Tool | None = None
        self.hand = False
        self._pointer: Pointer | None = None
        self._scroll = QTimer(view, interval=SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def busy(self) -> bool:
        """Whether a gesture goes on."""
        return self.tool is not None

    def take(self, event: QEvent) -> bool:
        """Take an event of the viewport; return whether it was one for tools."""
        match event:
            case QDropEvent():
                return self._take_drag(event)
            case QDragLeaveEvent():
                self.cancel()
                return True
            case QMouseEvent():
                return self._take_mouse(event)
        return False

    def _take_mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                self._press(event)
            case QEvent.Type.MouseMove:
                self._move(event)
            case QEvent.Type.MouseButtonRelease:
                self._release(event)
            case QEvent.Type.MouseButtonDblClick:
                if event.button() == Qt.MouseButton.LeftButton and not self.hand:
                    self._view.open_at(event.position())
                else:
                    self._press(event)
            case _:
                return False
        return True

    def _at(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Pointer:
        self._pointer = Pointer(position, *self._view.camera.to_sheet(position), modifiers)
        return self._pointer

    def _press(self, event: QMouseEvent) -> None:
        if self.tool is not None:
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        hand = event.button() == Qt.MouseButton.MiddleButton or self.hand
        if not hand and event.button() != Qt.MouseButton.LeftButton:
            return
        found = Hit("hand") if hand else self._view.under(event.position())
        starts = LOOKING if self._view.session.read_only else STARTS
        self._start(starts[found.zone](self._view, found))
        if self.tool is not None:
            self.tool.start(self._at(event.position(), event.modifiers()))

    def _start(self, tool: Tool) -> None:
        self.tool = tool
        self._view.marking.hover("")
        self._view.viewport().setCursor(tool.cursor)
        if tool.scrolls:
            self._scroll.start()

    def _move(self, event: QMouseEvent) -> None:
        if self.tool is not None:
            self.tool.move(self._at(event.position(), event.modifiers()))
            return
        self.look(event.position())

    def look(self, position: QPointF | None = None) -> None:
        """Outline what the pointer is over and shape the pointer to what a press there would do."""
        if position is None:
            position = QPointF(self._view.viewport().mapFromGlobal(QCursor.pos()))
        found = Hit("hand") if self.hand else self._view.under(position)
        self._view.marking.hover(found.id if found.zone in HOVERED else "")
        looks = self._view.session.read_only and found.zone not in HOVERED | {"hand"}
        self._view.viewport().setCursor(CURSORS["ground" if looks else found.zone])

    def _release(self, event: QMouseEvent) -> None:
        tool = self.tool
        if tool is None or event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton):
            return
        self._end()
        tool.finish(self._at(event.position(), event.modifiers()))
        self.look(event.position())

    def _end(self) -> None:
        self.tool = None
        self._scroll.stop()
        self._view.viewport().unsetCursor()

    def cancel(self) -> bool:
        """End the gesture without a trace; return whether there was one."""
        tool = self.tool
        if tool is None:
            return False
        self._end()
        tool.cancel()
        return True

    def sheet_changed(self) -> None:
        """Let go when the map changed under a gesture: what it held may not be there any more."""
        if self.tool is not None and self.tool.hit.id and self.tool.hit.id not in self._view.document:
            self.cancel()

    def scrolled(self) -> None:
        """Tell the tool that another part of the map is under the pointer."""
        if self.tool is not None and self.tool.scrolls and self._pointer is not None:
            self.tool.move(self._at(self._pointer.view, self._pointer.modifiers))

    def _scroll_on(self) -> None:
        if self._pointer is None:
            return
        room, point = self._view.viewport().rect(), self._pointer.view
        x = _push(point.x(), room.width())
        y = _push(point.y(), room.height())
        if (x or y) and self._pulls():
            self._view.navigator.scroll(x, y)

    def _pulls(self) -> bool:
        """Whether the gesture is past its first pixels, so that a mere press near the edge does not scroll."""
        return bool(getattr(self.tool, "dragging", True))

    # Drags from the palette

    def _take_drag(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        name = bytes(data.data(MIME).data()).decode("utf-8", "replace") if data.hasFormat(MIME) else ""
        if not family(name) or self._view.session.read_only:
            event.ignore()
            return event.type() != QEvent.Type.Drop
        pointer = self._at(event.position(), event.modifiers())
        if not isinstance(self.tool, PaletteDrop) or self.tool.name != name:
            self.cancel()
            self._start(PaletteDrop(self._view, name))
        tool = self.tool
        assert tool is not None
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragMoveEvent):
            tool.move(pointer)
        else:
            self._end()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            tool.finish(pointer)
        return True


def _push(value: float, room: float) -> float:
    """Return how many pixels to scroll for a pointer at `value` of `room`: more, the nearer to the edge."""
    if value < NEAR_EDGE:
        return -(NEAR_EDGE - max(value, -NEAR_EDGE)) / 2
    if value > room - NEAR_EDGE:
        return (NEAR_EDGE - max(room - value, -NEAR_EDGE)) / 2
    return 0.0
