"""The window as a whole: parts reached by key, panels shown and hidden, what is remembered, faults survived."""

import shutil
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle

from editor.window.faults import Faults
from model.edits.fields import set_fields
from tests.editor.window.desk import press, settled, small_document, wait_for


def holder(window):
    """Return the part of the window that has the focus."""
    focus = QApplication.focusWidget()
    return next((name for name, dock in window.docks.items() if dock.isAncestorOf(focus)), "view")


def test_f6_goes_through_the_parts_and_back(window):
    window.activateWindow()
    window.view.setFocus()
    seen = []
    for _ in range(5):
        press(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(holder(window))
    assert seen == ["palette", "outline", "inspector", "checks", "view"]
    press(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert holder(window) == "checks"


def test_f6_passes_over_what_is_hidden(window):
    window.activateWindow()
    window.view.setFocus()
    window.toggle_panel("palette")
    window.toggle_panel("outline")
    press(window.view, Qt.Key.Key_F6)
    assert holder(window) == "inspector"


def test_a_panel_is_hidden_and_shown(window):
    action = window.menus.actions["panel.checks"]
    assert action.isChecked()
    window.docks["checks"].cross.click()
    QApplication.processEvents()
    assert window.docks["checks"].isHidden()
    assert not action.isChecked()
    action.trigger()
    assert not window.docks["checks"].isHidden()


def test_place_and_panels_are_remembered(window, shell):
    window.resize(1100, 700)
    window.toggle_panel("outline")
    window.files.discard_on_close()
    window.close()
    again = shell.show_document(small_document())
    assert again.docks["outline"].isHidden()
    assert not again.docks["palette"].isHidden()
    assert again.height() == 700


def test_the_zoom_is_shown_and_set(window):
    window.view.fit()
    window.menus.actions["actual_size"].trigger()
    assert window.top.zoom.text() == "100%"
    window.view.zoom_in()
    assert window.top.zoom.text() != "100%"
    window.top.zoom.click()
    assert window.view.zoom == pytest.approx(1.0)


def test_what_was_said_fades(window):
    window.status_line._rest.setInterval(10)
    window.session.said.emit("Done")
    assert window.status_line.said.text() == "Done"
    wait_for(lambda: window.status_line.said.text() == "")


def test_the_brief_says_whose_journey_it_is(window):
    assert window.brief.name.full == "Louise"
    assert window.brief.avatar.letter == "L"
    window.session.apply(set_fields(window.session.document, "m", scenario="Finds a home"))
    assert window.brief.parts["scenario"][1].full == "Finds a home"
    window.session.selection.choose("t1")
    QTest.mouseClick(window.brief, Qt.MouseButton.LeftButton)
    assert window.session.selection.ids == ()
    window.session.show_map("n")
    assert window.brief.isHidden()


def test_a_card_offers_its_menu(window):
    window.session.selection.choose("t1")
    texts = [action.objectName() for action in window.context_menu("t1").actions() if not action.isSeparator()]
    assert texts[:6] == ["edit_words", "cut", "copy", "paste", "duplicate", "delete"]
    assert "link" in texts
    paste, _, insert = window.context_menu("").actions()
    assert paste.objectName() == "paste"
    offered = [action.objectName() for action in insert.menu().actions()]
    assert {"insert.stage", "insert.touchpoint"} <= set(offered)


def test_a_right_click_on_the_map_opens_the_menu(window, monkeypatch):
    opened = []
    monkeypatch.setattr(window, "offer", lambda identity, place: opened.append(identity))
    window.view.context_requested.disconnect()
    window.view.context_requested.connect(lambda identity, place: window.offer(identity, place))
    spot = QPoint(20, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, window.view.mapToGlobal(spot))
    QApplication.sendEvent(window.view.viewport(), event)
    assert len(opened) == 1


def test_what_the_menu_of_an_empty_cell_inserts_goes_into_that_cell(window):
    window.session.selection.choose("t1")
    view, sheet = window.view, window.session.sheet
    column, row = sheet.columns[-1], sheet.rows[0]
    spot = view.camera.to_view(column.start + column.length / 2, row.end - 3).toPoint()
    stage, lane = column.id, row.id
    before = [card.id for card in window.session.document.cell(stage, lane)]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    assert window.session.selection.ids == ("t1",)
    menu = QApplication.activePopupWidget()
    menu.close()
    window.menus.actions["insert.touchpoint"].trigger()
    after = [card.id for card in window.session.document.cell(stage, lane)]
    assert len(after) == len(before) + 1
    wait_for(lambda: view.pointed is None)
    press(view.in_place.field, Qt.Key.Key_Escape)


def test_delete_in_a_field_does_not_delete_the_card(window):
    window.activateWindow()
    window.session.selection.choose("t1")
    box = window.inspector.sections[0].fields["role"].box
    box.setFocus()
    press(box, Qt.Key.Key_Delete)
    dots = window.palette_panel.entries["stage"]
    dots.setFocus()
    press(dots, Qt.Key.Key_Delete)
    assert "t1" in window.session.document
    window.view.setFocus()
    press(window.view, Qt.Key.Key_Delete)
    assert "t1" not in window.session.document


def test_a_fault_is_written_down_said_and_survived(window, shell, tmp_path):
    faults = Faults(shell, tmp_path)
    before = sys.excepthook
    faults.watch()
    try:
        records = dict(window.session.document.records)
        try:
            raise RuntimeError("an edit that fails")
        except RuntimeError as fault:
            sys.excepthook(type(fault), fault, fault.__traceback__)
        wait_for(lambda: not window.banner.isHidden())
    finally:
        faults.stop()
    assert sys.excepthook is before
    assert "an edit that fails" in faults.path.read_text(encoding="utf-8")
    assert str(faults.path) in window.banner.words.text()
    assert dict(window.session.document.records) == records
    assert window.session.apply(set_fields(window.session.document, "t1", title="Still here"))


def test_ctrl_c_ends_the_program_kindly(shell, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(shell, "quit", lambda: asked.append(1))
    Faults(shell, tmp_path).take(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert asked == [1]
    assert not (tmp_path / "masar.log").exists()


def test_a_long_title_does_not_push_the_buttons_out(window):
    window.session.apply(set_fields(window.session.document, "p", title="A very long title " * 40))
    window.resize(900, 700)
    settled(window)
    right = window.top.export.mapTo(window, window.top.export.rect().topRight()).x()
    assert right <= window.width()
    assert window.top.title.text().endswith("…")


def test_nothing_is_clipped_in_the_top_bar(window):
    for language in ("en", "ar", "he"):
        window.shell.choose_language(language)
        settled(window)
        for button in (window.top.export, *window.top._words_of.values(), window.top.zoom):
            assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()


def test_a_fault_in_saying_so_is_written_down_and_not_said_for_ever(window, shell, tmp_path, monkeypatch):
    def fail(_):
        raise RuntimeError("a gesture that fails")

    faults = Faults(shell, tmp_path)
    with faults.survived():
        raise RuntimeError("an edit that fails")
    with monkeypatch.context() as for_now:  # not while the window closes, which calls it too
        for_now.setattr(type(window.view.gestures), "cancel", fail)
        for _ in range(20):
            QApplication.processEvents()
    faults.stop()
    assert window.banner.isVisible()
    assert faults.path.read_text(encoding="utf-8").count("RuntimeError: ") == 2


def test_a_fault_is_written_elsewhere_where_its_folder_cannot_be(shell, tmp_path):
    (tmp_path / "file").touch()
    faults = Faults(shell, tmp_path / "file")
    with faults.survived():
        raise RuntimeError("an edit that fails")
    faults.stop()
    assert "an edit that fails" in faults.path.read_text(encoding="utf-8")
    shutil.rmtree(faults.path.parent)


def test_a_first_window_leaves_room_for_its_frame(shell):
    window = shell.show_sample()
    room = window.screen().availableGeometry()
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    assert room.height() < 900, "else this test shows nothing"
    assert title > 0
    assert window.height() <= room.height() - title
