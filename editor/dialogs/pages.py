"""Pages of a poster painted by Qt: for the preview of an export and for the printer."""

from collections.abc import Generator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from editor.canvas.paint import paint_placed
from export.page import Page


def fitted(painter: QPainter, page: Page, room: QRectF) -> Generator[None, None, None]:
    """Draw a page as large as fits into a rectangle, in its middle; a step for each piece of the page.

    The painter is as it was once the last step is done, or the generator is closed.
    """
    scale = min(room.width() / page.width, room.height() / page.height)
    left, top = room.center().x() - page.width * scale / 2, room.center().y() - page.height * scale / 2
    before = painter.transform()
    try:
        for layer in page.layers:
            painter.setTransform(before)
            painter.translate(left + layer.x * scale, top + layer.y * scale)
            painter.scale(layer.scale * scale, layer.scale * scale)
            for placed in layer.placed:
                paint_placed(painter, (placed,))
                yield
    finally:
        painter.setTransform(before)


def picture_of(page: Page, width: int, height: int, ratio: float = 1.0) -> QPixmap:
    """Return a page on white, as large as fits into width and height in logical pixels."""
    scale = min(width / page.width, height / page.height)
    wide, high = round(page.width * scale * ratio), round(page.height * scale * ratio)
    made = QPixmap(max(1, wide), max(1, high))
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for _ in fitted(painter, page, QRectF(0, 0, made.width(), made.height())):
        pass
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
