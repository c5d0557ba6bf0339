"""The palette: nine entries with keys, the others under "More", dragged, clicked or reached by key."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.panels.entries import CARDS, FIRST, LANES, LINES, MIME
from model.records import CARD_KINDS, LANE_KINDS, Card, Lane
from tests.editor.window.desk import press

NAMES = ["stage", "touchpoint", "action", "thought", "pain_point", "emotion", "need", "opportunity", "backstage"]


def test_the_palette_offers_everything_a_map_can_hold():
    assert [entry.name for entry in FIRST] == NAMES
    assert {entry.name for entry in (*FIRST, *CARDS)} == {"stage", *CARD_KINDS}
    assert {entry.name.split(":")[1] for entry in (*LANES, *LINES)} == set(LANE_KINDS)
    assert [entry.key for entry in FIRST] == [f"Alt+{place}" for place in range(1, 10)]


@pytest.mark.parametrize("entry", FIRST[1:], ids=lambda entry: entry.name)
def test_a_click_puts_a_card_on_the_map(window, entry):
    before = len(window.session.document.cards("m"))
    QTest.mouseClick(window.palette_panel.entries[entry.name], Qt.MouseButton.LeftButton)
    cards = window.session.document.cards("m")
    assert len(cards) == before + 1
    assert cards[-1].kind == entry.name
    assert window.session.selection.ids == (cards[-1].id,)


def test_lanes_and_lines_are_put_on_the_map_too(window):
    window.palette_panel.more.click()
    for name in ("lane:needs", "line:line_of_visibility"):
        QTest.mouseClick(window.palette_panel.entries[name], Qt.MouseButton.LeftButton)
    kinds = {lane.kind for lane in window.session.document.lanes("m") if isinstance(lane, Lane)}
    assert {"needs", "line_of_visibility"} <= kinds


def test_alt_and_a_digit_insert(window):
    window.activateWindow()
    window.view.setFocus()
    before = len(window.session.document.stages("m"))
    press(window.view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert len(window.session.document.stages("m")) == before + 1


def test_the_palette_can_be_used_with_the_keyboard_alone(window):
    window.activateWindow()
    window.palette_panel.focus_first()
    first = window.palette_panel.entries["stage"]
    assert first.hasFocus()
    press(first, Qt.Key.Key_Down)
    second = window.palette_panel.entries["touchpoint"]
    assert second.hasFocus()
    before = len(window.session.document.cards("m"))
    press(second, Qt.Key.Key_Return)
    assert len(window.session.document.cards("m")) == before + 1


def test_an_entry_is_dragged_under_its_name(window):
    drag = window.palette_panel.entries["pain_point"].drag()
    assert bytes(drag.mimeData().data(MIME)).decode() == "pain_point"
    assert not drag.pixmap().isNull()


@pytest.mark.parametrize("language", ["en", "he"])
def test_what_is_dragged_lies_beside_the_pointer_and_does_not_cover_the_mark_of_its_place(window, language):
    window.voice.speak(language)
    drag = window.palette_panel.entries["need"].drag()
    size, spot = drag.pixmap().deviceIndependentSize(), drag.hotSpot()
    assert spot.y() < 0
    assert spot.x() > size.width() if language == "he" else spot.x() < 0


def test_what_is_dropped_on_the_map_lands_there(window):
    window.view.fit()
    band, row = window.session.sheet.columns[1], window.session.sheet.rows[0]
    spot = window.view.camera.to_view(band.start + band.length / 2, row.start + row.length - 6)
    data = QMimeData()
    data.setData(MIME, b"touchpoint")
    where = QPointF(spot)
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    viewport = window.view.viewport()
    enter = QDragEnterEvent(where.toPoint(), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(viewport, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(viewport, QDropEvent(where, copy, data, Qt.MouseButton.LeftButton, none))
    fresh = [card for card in window.session.document.cards("m") if card.id not in ("t1", "t2")]
    assert any(isinstance(card, Card) and card.kind == "touchpoint" and card.stage == "s2" for card in fresh)


def test_the_other_entries_are_folded_away_until_wanted(window):
    assert window.palette_panel.others.isHidden()
    window.palette_panel.more.click()
    assert not window.palette_panel.others.isHidden()
    assert window.palette_panel.more.text() == window.voice.say("palette.fewer")


def test_words_and_keys_fit_their_buttons(window):
    for language in ("en", "ar", "he"):
        window.shell.choose_language(language)
        QApplication.processEvents()
        for entry in FIRST:
            button = window.palette_panel.entries[entry.name]
            words = button.words
            assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width(), (language, entry.name)


def test_a_press_that_does_not_move_is_a_click_and_not_a_drag(window):
    button = window.palette_panel.entries["need"]
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    QTest.mouseMove(button, QPoint(22, 11))
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(22, 11))
    assert any(card.kind == "need" for card in window.session.document.cards("m"))


def test_unfolding_the_others_scrolls_to_them(window):
    palette = window.palette_panel
    first = palette.entries["channel"]
    for _ in range(2):
        QTest.mouseClick(palette.more, Qt.MouseButton.LeftButton)
        assert first.visibleRegion().boundingRect().height() == first.height()
        QTest.mouseClick(palette.more, Qt.MouseButton.LeftButton)
        assert palette.entries["stage"].visibleRegion().boundingRect().height() == first.height()
