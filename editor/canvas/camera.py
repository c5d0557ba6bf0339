"""Where the Sheet lies under the window: zoom and offset, and the way between the two."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

LOWEST_ZOOM = 0.05
HIGHEST_ZOOM = 8.0


@dataclass(frozen=True, slots=True)
class Camera:
    """zoom: pixels to a point. x, y: whole pixels from the viewport's corner to the Sheet's, so that tiles fit."""

    zoom: float = 1.0
    x: int = 0
    y: int = 0

    def to_sheet(self, point: QPointF) -> tuple[float, float]:
        """Return where a point of the viewport lies on the Sheet, in points."""
        return (point.x() - self.x) / self.zoom, (point.y() - self.y) / self.zoom

    def to_view(self, x: float, y: float) -> QPointF:
        """Return where a point of the Sheet lies in the viewport, in pixels."""
        return QPointF(x * self.zoom + self.x, y * self.zoom + self.y)

    def rectangle(self, x: float, y: float, width: float, height: float) -> QRectF:
        """Return where a rectangle of the Sheet lies in the viewport."""
        zoom = self.zoom
        return QRectF(x * zoom + self.x, y * zoom + self.y, width * zoom, height * zoom)


def within_limits(zoom: float) -> float:
    """Return the zoom, held to 5 % and 800 %."""
    return max(LOWEST_ZOOM, min(HIGHEST_ZOOM, zoom))
