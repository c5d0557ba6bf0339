"""The look: icons, colours, fonts, style sheet."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QIcon, Qt
from PySide6.QtSvg import QSvgRenderer

from editor.icons import icon, pixmap, svg
from editor.panels.entries import CARDS, FIRST, LANES, LINES
from editor.style import base_font, colours, dress, kind_colour, plain, style_sheet
from model.layout.glyphs import SIGNS
from model.records import CARD_KINDS
from resources import ICONS


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_drawn(qapp, path):
    assert QSvgRenderer(str(path)).isValid()
    image = pixmap(path.stem, "#123456", 40).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(40) for y in range(40))


def test_every_kind_has_its_icon_and_its_own_colour(qapp):
    for entry in (*FIRST, *CARDS, *LANES, *LINES):
        assert not icon(entry.icon, kind_colour(entry.tint)).isNull()
    tints = [kind_colour(entry.tint) for entry in (*FIRST, *CARDS)]
    assert len(set(tints)) == len(tints)


@pytest.mark.parametrize("kind", ["stage", *CARD_KINDS])
def test_the_icon_of_a_kind_is_the_sign_its_cards_wear(qapp, kind):
    drawn = svg(f"kind_{kind}", "#123456")
    for outline, _ in SIGNS[kind]:
        circle = 'cx="{}" cy="{}" r="{}"'.format(*outline[1:].split()) if outline[0] == "O" else ""
        assert (circle or outline) in drawn
    image = pixmap(f"kind_{kind}", "#123456", 40).toImage()
    colours_seen = {image.pixelColor(x, y).name() for x in range(40) for y in range(40)}
    assert {"#123456", "#ffffff"} <= colours_seen


def test_an_icon_is_mirrored(qapp):
    left, right = pixmap("undo", "#000000", 20).toImage(), pixmap("undo_rtl", "#000000", 20).toImage()
    assert left != right
    centre = [sum(x for x in range(20) if image.pixelColor(x, 7).alpha() > 128) for image in (left, right)]
    assert centre[0] != centre[1]
    assert "scale(-1 1)" in svg("undo_rtl", "#000000")


def test_the_style_sheet_names_only_colours_that_there_are():
    sheet = style_sheet()
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= set(colours().values())


def test_the_window_is_set_in_rubik(qapp):
    dress(qapp)
    assert QFontInfo(base_font()).family() == "Rubik"
    assert qapp.font().pixelSize() == 13


@pytest.mark.parametrize("text", ["<b>x</b>", "a < b", "plain & simple", "<img src=x>"])
def test_a_tip_shows_its_text_as_it_stands(text):
    from PySide6.QtGui import QTextDocument

    shown = plain(text)
    if Qt.mightBeRichText(shown):
        document = QTextDocument()
        document.setHtml(shown)
        assert document.toPlainText() == text
    else:
        assert shown == text


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_sharp_for_every_screen_and_grey_where_it_is_disabled(qapp, ratio):
    made = icon("add", "#ff0000", "#0000ff")
    drawn = made.pixmap(QSize(20, 20), ratio)
    assert drawn.size() == QSize(20, 20) * ratio
    assert drawn.devicePixelRatio() == ratio
    for mode, part in ((QIcon.Mode.Normal, "red"), (QIcon.Mode.Disabled, "blue")):
        image = made.pixmap(QSize(20, 20), ratio, mode).toImage()
        seen = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        ink = [each for each in seen if each.alpha() == 255]
        assert ink
        assert all(getattr(each, part)() == 255 for each in ink)
    assert made.pixmap(QSize(0, 20), ratio).isNull()
    assert not icon("add", "#ff0000").pixmap(QSize(20, 20), ratio, QIcon.Mode.Disabled).isNull()
