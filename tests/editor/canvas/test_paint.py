"""Shapes to pixels: ink where the Sheet has it, at every scale and resolution."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QRawFont

from editor.canvas.glyphs import raw_font, runs_of
from editor.canvas.kept import Kept
from editor.canvas.paint import paint_piece
from editor.canvas.sprites import Sprites
from model.layout.shapes import Box, Ellipse, Gradient, Path, Piece, Placed, Text
from model.text import set_text
from model.text.block import TextStyle
from model.text.faces import FACES

WORDS = ["Waits 12 hours", "تنتظر الرد ١٢ ساعة", "מחכה 12 שעות", "مَعْلَمٌ", "שָׁלוֹם", "😀 ✓"]


def painted(shapes, scale=1.0, ratio=1.0, size=(200, 60)) -> QImage:
    image = QImage(int(size[0] * scale * ratio), int(size[1] * scale * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    paint_piece(painter, Piece(*size, tuple(shapes)))
    painter.end()
    return image


def ink(image: QImage) -> tuple[float, float, float, float] | None:
    """Return the box of what is not white, in points of a picture scaled by its width over 200."""
    dark = [
        (x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).lightness() < 140
    ]
    if not dark:
        return None
    unit = image.width() / 200
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return min(xs) / unit, min(ys) / unit, (max(xs) + 1) / unit, (max(ys) + 1) / unit


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("scale, ratio", [(6.0, 1.0), (1.0, 2.0), (3.0, 2.0)])
def test_text_has_the_same_ink_at_every_scale_and_resolution(words, scale, ratio):
    block = set_text(words, TextStyle(24.0))
    text = Text(10, 10, block, "#000000")
    small, large = ink(painted([text])), ink(painted([text], scale, ratio))
    assert small is not None and large is not None
    assert all(abs(one - other) < 1.5 for one, other in zip(small, large, strict=True))


@pytest.mark.parametrize("face", range(len(FACES)), ids=lambda face: FACES[face].name)
def test_each_face_is_the_very_file_that_the_text_engine_measured(face):
    ours = QRawFont(str(FACES[face].path), 12)
    assert bytes(raw_font(face).fontTable("head").data()) == bytes(ours.fontTable("head").data())


@pytest.mark.parametrize("words", WORDS)
def test_every_glyph_stands_where_the_text_engine_put_it(words):
    block = set_text(words, TextStyle(20.0))
    runs = [(line, run) for line in block.lines for run in line.runs]
    for (line, run), (at, made) in zip(runs, runs_of(block), strict=True):
        unit = 20.0 / FACES[run.face].units_per_em
        assert made.glyphIndexes() == list(run.glyphs)
        for x, y, position in zip(run.xs, run.ys, made.positions(), strict=True):
            there = (at + position) * 20.0 / 1000
            assert there.x() == pytest.approx(line.x + run.x + x * unit, abs=1e-3)
            assert there.y() == pytest.approx(line.baseline - y * unit, abs=1e-3)


def test_a_halo_lies_about_the_glyphs_and_beneath_them():
    block = set_text("Halo", TextStyle(24.0))
    ground = Box(0, 0, 200, 60, fill="#0000ff")
    plain = painted([ground, Text(10, 10, block, "#000000")])
    haloed = painted([ground, Text(10, 10, block, "#000000", halo="#ffffff")])
    white = sum(haloed.pixelColor(x, y).name() == "#ffffff" for y in range(60) for x in range(200))
    black = [
        sum(image.pixelColor(x, y).lightness() < 20 for y in range(60) for x in range(200)) for image in (plain, haloed)
    ]
    assert white > 100 and abs(black[0] - black[1]) < 0.3 * black[0]


def test_boxes_ellipses_paths_and_gradients_fill_what_they_say():
    square = (("M", 10.0, 10.0), ("L", 30.0, 10.0), ("L", 30.0, 30.0), ("L", 10.0, 30.0), ("Z",))
    image = painted(
        [
            Gradient(0, 0, 200, 60, ("#ff0000", "#ffffff", "#00ff00")),
            Path((*square, *square), fill="#000000"),
            Ellipse(60, 20, 10, 5, fill="#0000ff"),
            Box(100, 10, 20, 20, fill="#000000", opacity=0.5),
            Path((("M", 0.0, 50.0), ("L", 200.0, 50.0)), stroke="#000000", stroke_width=4.0, dash=(10.0, 10.0)),
        ]
    )
    assert image.pixelColor(20, 20).name() == "#000000", "wound twice, a path is still filled"
    assert image.pixelColor(60, 20).name() == "#0000ff" and image.pixelColor(60, 27).name() != "#0000ff"
    assert 90 < image.pixelColor(110, 20).red() < 140
    assert image.pixelColor(199, 0).red() > 240 and image.pixelColor(199, 59).green() > 240
    assert image.pixelColor(199, 59).red() < 30
    dashes = [image.pixelColor(x, 50).lightness() < 60 for x in (5, 15, 25, 35)]
    assert dashes == [True, False, True, False]


def test_nothing_is_drawn_for_an_empty_colour():
    assert painted([Box(10, 10, 50, 30), Path((("M", 0.0, 0.0), ("L", 90.0, 40.0)))]) == painted([])


@pytest.mark.parametrize("zoom", [0.5, 1.0, 1.37])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_sprite_stands_where_its_shapes_would(zoom, ratio):
    block = set_text("Waits", TextStyle(20.0))
    piece = Piece(120, 40, (Box(0.5, 0.5, 119, 39, fill="#ffe0e0", stroke="#000000"), Text(8, 6, block, "#000000")))
    placed = Placed("card", "one", 31.3, 12.7, piece, 0)
    images = []
    for sprites in (Sprites(), None):
        image = QImage(int(300 * ratio), int(120 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(zoom, zoom)
        if sprites is None or not sprites.put(painter, placed, zoom):
            painter.translate(placed.x, placed.y)
            paint_piece(painter, piece)
        painter.end()
        images.append(image)
    differences = [
        abs(images[0].pixelColor(x, y).lightness() - images[1].pixelColor(x, y).lightness())
        for y in range(images[0].height())
        for x in range(images[0].width())
    ]
    assert sum(differences) / len(differences) < 2.0 and sum(value > 90 for value in differences) < 0.005 * len(
        differences
    )


def test_sprites_are_capped(monkeypatch):
    from editor.canvas import sprites as module

    monkeypatch.setattr(module, "MOST_PIXELS", 40_000)
    kept = Sprites()
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for _ in range(20):
        kept.put(painter, Placed("card", "", 0, 0, Piece(90, 40, ()), 0), 1.0)
    painter.end()
    assert 0 < len(kept) < 10


def test_what_is_kept_is_made_once_and_the_unused_goes_first():
    made = []
    kept = Kept(lambda point: made.append(point) or len(made), 2)
    first, second, third = QPointF(1, 1), QPointF(2, 2), QPointF(3, 3)
    assert kept(first) == kept(first) == 1
    kept(second)
    kept(first)
    kept(third)
    assert len(kept) == 2 and kept(first) == 1 and kept(second) == 4
