"""Pages of a poster painted by Qt: for the preview of an export and for the printer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from editor.canvas.paint import paint_placed
from export.page import Page


def paint_page(painter: QPainter, page: Page) -> None:
    """Draw a page; the painter's unit is a point and its origin the page's top left corner."""
    for layer in page.layers:
        painter.save()
        painter.translate(layer.x, layer.y)
        painter.scale(layer.scale, layer.scale)
        paint_placed(painter, layer.placed)
        painter.restore()


def fit_page(painter: QPainter, page: Page, room: QRectF) -> None:
    """Draw a page as large as fits into a rectangle, in its middle."""
    scale = min(room.width() / page.width, room.height() / page.height)
    painter.save()
    painter.translate(room.center().x() - page.width * scale / 2, room.center().y() - page.height * scale / 2)
    painter.scale(scale, scale)
    paint_page(painter, page)
    painter.restore()


def picture_of(page: Page, width: int, height: int, ratio: float = 1.0) -> QPixmap:
    """Return a page on white, as large as fits into width and height in logical pixels."""
    scale = min(width / page.width, height / page.height)
    wide, high = round(page.width * scale * ratio), round(page.height * scale * ratio)
    made = QPixmap(max(1, wide), max(1, high))
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fit_page(painter, page, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
