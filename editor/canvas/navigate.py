"""Zoom and scrolling of the map: one camera, kept in step with the scroll bars."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from editor.canvas.camera import Camera, within_limits

if TYPE_CHECKING:
    from editor.canvas.view import MapView

MARGIN = 24
"""Pixels left free about the Sheet."""
STEP = 1.25
"""What one step of zooming in multiplies the zoom by."""


class Navigator:
    """Knows the zoom; turns it and the scroll bars into a camera. A map narrower than the window is centred."""

    def __init__(self, view: "MapView") -> None:
        """Steer this view."""
        self._view = view
        self.zoom = 1.0
        self._begun: tuple[float, int, int] | None = None
        self._beginning = False

    @property
    def camera(self) -> Camera:
        """The camera of this moment."""
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        x = MARGIN - across.value()
        if not across.maximum():
            x = max(MARGIN, round((self._view.viewport().width() - self._view.sheet.width * self.zoom) / 2))
        y = MARGIN - down.value()
        step = _whole_pixels(self._view.devicePixelRatioF())
        return Camera(self.zoom, x - x % step, y - y % step)

    def measure(self) -> None:
        """Set the scroll bars to the size of Sheet and window."""
        view, sheet = self._view.viewport(), self._view.sheet
        for bar, length, room in (
            (self._view.horizontalScrollBar(), sheet.width, view.width()),
            (self._view.verticalScrollBar(), sheet.height, view.height()),
        ):
            bar.setRange(0, max(0, round(length * self.zoom) + 2 * MARGIN - room))
            bar.setPageStep(room)
            bar.setSingleStep(40)

    def zoom_to(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom to a number of pixels a point, keeping the Sheet's point beneath `about` (px) where it is."""
        zoom = within_limits(zoom)
        if zoom == self.zoom:
            return
        view = self._view
        about = about or QRectF(view.viewport().rect()).center()
        x, y = self.camera.to_sheet(about)
        view.about_to_zoom()
        self.zoom = zoom
        self.measure()
        view.horizontalScrollBar().setValue(round(MARGIN + x * zoom - about.x()))
        view.verticalScrollBar().setValue(round(MARGIN + y * zoom - about.y()))
        view.zoomed()

    def pinched(self, event: QEvent) -> bool:
        """Zoom about the middle of a pinch, on a touchpad or a screen; return whether the event was one."""
        match event:
            case QNativeGestureEvent() if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_to(self.zoom * (1 + event.value()), event.position())
                return True
            case QGestureEvent() if isinstance(pinch := event.gesture(Qt.GestureType.PinchGesture), QPinchGesture):
                # The first finger came as a press of the mouse, which is not what was meant.
                self._view.gestures.cancel()
                centre = self._view.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoom_to(self.zoom * pinch.scaleFactor(), QPointF(centre))
                return True
        return False

    def fit(self, highest: float = 4.0) -> None:
        """Zoom so that the whole Sheet shows."""
        view, sheet = self._view.viewport(), self._view.sheet
        across = (view.width() - 2 * MARGIN) / max(1.0, sheet.width)
        down = (view.height() - 2 * MARGIN) / max(1.0, sheet.height)
        self.zoom_to(min(across, down, highest))

    def begin(self) -> None:
        """Show a map for the first time: at its real size, or smaller so that all stages show, from its beginning."""
        view, sheet = self._view.viewport(), self._view.sheet
        self._beginning = True
        self.zoom = max(0.6, min(1.0, (view.width() - 2 * MARGIN) / max(1.0, sheet.width)))
        self.measure()
        across = self._view.horizontalScrollBar()
        across.setValue(across.maximum() if sheet.direction == "rtl" else 0)
        self._view.verticalScrollBar().setValue(0)
        self._beginning = False
        self._begun = self._place()
        self._view.zoom_changed.emit(self.zoom)

    def _place(self) -> tuple[float, int, int]:
        return self.zoom, self._view.horizontalScrollBar().value(), self._view.verticalScrollBar().value()

    def sheet_changed(self) -> None:
        """Follow the Sheet's size; who has begun to work keeps the zoom, even when scroll bars come and go."""
        self._begun = None
        self.measure()

    def resized(self) -> None:
        """Follow the window's size. A map not yet moved or changed begins anew: panels come after the first size."""
        if self._begun == self._place() and not self._beginning:
            self.begin()
        else:
            self.measure()

    def scroll(self, x: float, y: float) -> None:
        """Move the window over the map by pixels, to the right and downwards."""
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() + round(x))
        down.setValue(down.value() + round(y))

    def bring(self, area: QRectF) -> None:
        """Scroll a rectangle of the Sheet (points) into view, as little as that takes; large ones by their start."""
        room = QRectF(self._view.viewport().rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        shown = self.camera.rectangle(area.x(), area.y(), area.width(), area.height())
        x = _least_move(shown.left(), shown.right(), room.left(), room.right())
        y = _least_move(shown.top(), shown.bottom(), room.top(), room.bottom())
        self.scroll(x, y)


def _whole_pixels(ratio: float) -> int:
    """Return the step of scrolling that keeps tiles on whole device pixels, where a pixel is 1.25 or 1.5 of them."""
    return next((step for step in (1, 2, 4) if (ratio * step).is_integer()), 1)


def _least_move(start: float, end: float, first: float, last: float) -> float:
    """Return how far to scroll so that start to end comes between first and last; where it is too long, its start."""
    if start < first or end - start > last - first:
        return start - first
    return max(0.0, end - last)
