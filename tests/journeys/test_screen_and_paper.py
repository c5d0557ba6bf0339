"""What prints is what was seen: the screen's painter and the PDF put the same ink in the same places."""

from io import BytesIO

import numpy
import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPainter

from editor.canvas.paint import paint_placed
from export.pdf import write_pdf
from export.poster import compose
from model.ids import seeded
from model.layout.lay_out import lay_out
from model.layout.shapes import Text
from model.records import LANGUAGES
from model.templates import sample
from tests.journeys.moment import MOMENT

SCALE = 4.0
"""Pixels per point in both pictures, so that a quarter of a point can be told."""


def on_screen(page):
    """Return the page's layers as grey values, drawn by the screen's painter."""
    image = QImage(round(page.width * SCALE), round(page.height * SCALE), QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(SCALE, SCALE)
    for layer in page.layers:
        painter.save()
        painter.translate(layer.x, layer.y)
        painter.scale(layer.scale, layer.scale)
        paint_placed(painter, layer.placed)
        painter.restore()
    painter.end()
    rows = numpy.frombuffer(image.constBits(), numpy.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def on_paper(document, width, height):
    """Return the first page of the PDF as grey values."""
    target = BytesIO()
    write_pdf(document, target, paper="own", moment=MOMENT)
    picture = pypdfium2.PdfDocument(target.getvalue())[0].render(scale=SCALE, grayscale=True).to_numpy()
    return picture.reshape(picture.shape[0], picture.shape[1])[:height, :width].astype(int)


def ink_box(picture, left, top, right, bottom):
    """Return the bounds of what is darker than its ground within a rectangle of pixels, or None."""
    part = picture[int(top) : int(bottom), int(left) : int(right)]
    ink = part < part.max() - 70
    if not ink.any():
        return None
    rows, columns = numpy.flatnonzero(ink.any(axis=1)), numpy.flatnonzero(ink.any(axis=0))
    return columns[0], rows[0], columns[-1], rows[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_text_has_its_ink_where_the_screen_has_it(qapp, language):
    with seeded(f"paper {language}"):
        document = sample("louise", language)
    home = document.maps()[0].id
    page = compose(document, home, paper="own", findings=(), today=MOMENT.date())[0]
    screen = on_screen(page)
    paper = on_paper(document, screen.shape[1], screen.shape[0])
    compared = 0
    for layer in page.layers:
        for placed in layer.placed:
            for text in (shape for shape in placed.piece.shapes if isinstance(shape, Text)):
                for line in text.block.lines:
                    if not line.width:
                        continue
                    size = text.block.style.size
                    x = layer.x + layer.scale * (placed.x + text.x + line.x)
                    y = layer.y + layer.scale * (placed.y + text.y + line.baseline)
                    within = (x - 1, y - size * 0.9, x + layer.scale * line.width + 1, y + size * 0.3)
                    pixels = [each * SCALE for each in within]
                    seen, printed = ink_box(screen, *pixels), ink_box(paper, *pixels)
                    assert (seen is None) == (printed is None), text.block.text
                    if seen is not None:
                        compared += 1
                        apart = max(abs(a - b) for a, b in zip(seen, printed, strict=True)) / SCALE
                        assert apart <= 0.5, (text.block.text, seen, printed)
    assert compared > 60


def test_the_sheet_on_the_poster_is_the_sheet_on_screen():
    document = sample("louise", "ar")
    home = document.maps()[0].id
    sheet = lay_out(document, home)
    page = compose(document, home, paper="A3", findings=(), today=MOMENT.date())[0]
    drawn = {(each.key, each.x, each.y) for layer in page.layers for each in layer.placed}
    assert {(each.key, each.x, each.y) for each in sheet.placed.values()} <= drawn
