"""Marks over the map: what is seen of them when only parts of the window are painted anew."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from editor.canvas.marks import SELECTED, Ghost, Insertion
from editor.canvas.overlay import area_of, paint_marks
from tests.editor.hands import Hands


def painted(view, region: QRegion) -> QImage:
    """Return the viewport's picture of a region; beyond it the picture is empty."""
    image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    view.viewport().render(image, region.boundingRect().topLeft(), region)
    return image


def pull_a_lane_to_the_top(view) -> None:
    title, lane = view.sheet.title_column, next(row for row in view.sheet.rows if row.id == "emotions")
    across = title.start + title.length / 2
    start = view.camera.to_view(across, lane.start + lane.length / 2)
    Hands(view).pull(start, view.camera.to_view(across, view.sheet.rows[0].start + 10))
    view.settle()


def test_a_mark_stays_whole_when_another_area_of_the_same_tile_is_painted_after_it(view):
    pull_a_lane_to_the_top(view)
    line = next(mark for mark in view.marking.marks if isinstance(mark, Insertion))
    above = area_of(line, view.camera)
    below = QRect(above.left(), above.bottom() + 1, 40, 30)
    image = painted(view, QRegion(above) + QRegion(below))
    for column in view.sheet.columns:
        assert image.pixelColor(view.camera.to_view(column.start + 20, line.y1).toPoint()).name() == SELECTED


def test_words_under_the_ghost_of_a_lane_do_not_show_through_it(view):
    pull_a_lane_to_the_top(view)
    ghost = next(mark for mark in view.marking.marks if isinstance(mark, Ghost))
    image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("black"))
    painter = QPainter(image)
    paint_marks(painter, [ghost], view.camera, image.rect())
    painter.end()
    placed = ghost.placed
    at = view.camera.to_view(placed.x + ghost.x + 20, placed.y + ghost.y + placed.piece.height - 10)
    assert image.pixelColor(at.toPoint()).lightness() > 200
