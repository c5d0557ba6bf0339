"""Tabs: switch, add, rename in place, delete, put in order, by mouse and by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from model.edits.fields import set_fields
from tests.editor.window.desk import press, write


def titles(window):
    return [journey.title for journey in window.session.document.maps()]


def texts(window):
    bar = window.tabs.bar
    return [bar.tabText(place) for place in range(bar.count())]


def test_a_tab_for_each_map_in_order(window):
    assert texts(window) == ["Now", "Then"]
    assert window.tabs.bar.currentIndex() == 0


def test_a_click_shows_another_map(window):
    bar = window.tabs.bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert window.session.map_id == "n"
    assert window.inspector.sections[0].fields["title"].value() == "Then"


def test_the_keys_go_round_the_maps(window):
    window.activateWindow()
    window.view.setFocus()
    held = Qt.KeyboardModifier.ControlModifier
    press(window.view, Qt.Key.Key_PageDown, held)
    assert window.session.map_id == "n"
    press(window.view, Qt.Key.Key_PageDown, held)
    assert window.session.map_id == "m"
    press(window.view, Qt.Key.Key_PageUp, held)
    assert window.session.map_id == "n"


def test_the_plus_adds_a_map_and_names_it_in_place(window):
    QTest.mouseClick(window.tabs.plus, Qt.MouseButton.LeftButton)
    assert window.tabs.editor is not None
    window.tabs.editor.selectAll()
    write(window.tabs.editor, "Later")
    press(window.tabs.editor, Qt.Key.Key_Return)
    assert titles(window) == ["Now", "Then", "Later"]
    assert window.session.document.get(type(window.session.document.maps()[2]), window.session.map_id).title == "Later"
    window.session.undo()
    window.session.undo()
    assert titles(window) == ["Now", "Then"]


def test_a_double_click_renames_and_escape_does_not(window):
    bar = window.tabs.bar
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    write(window.tabs.editor, "x")
    press(window.tabs.editor, Qt.Key.Key_Escape)
    assert titles(window)[0] == "Now"
    window.activateWindow()
    bar.setFocus()
    press(bar, Qt.Key.Key_F2)
    edit = window.tabs.editor
    edit.selectAll()
    write(edit, "الآن")
    assert edit.layoutDirection() == Qt.LayoutDirection.RightToLeft
    window.view.setFocus()
    QApplication.processEvents()
    assert titles(window)[0] == "الآن"
    window.session.undo()
    assert texts(window)[0] == "Now"


def test_the_line_to_rename_lies_over_the_new_tab(window):
    QTest.mouseClick(window.tabs.plus, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    tabs = window.tabs
    tab = tabs.bar.tabRect(2)
    tab.moveTopLeft(tabs.bar.mapTo(tabs, tab.topLeft()))
    assert tab.adjusted(-2, -2, 2, 2).contains(tabs.editor.geometry().topLeft())
    assert tabs.rect().contains(tabs.editor.geometry())


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_the_focus_goes_back_to_the_map_after_renaming_by_key(window, key):
    window.activateWindow()
    window.view.setFocus()
    window.tabs.rename_map()
    assert window.tabs.editor.hasFocus()
    press(window.tabs.editor, key)
    assert window.view.hasFocus()


def test_a_very_long_title_is_shortened_at_its_end(window):
    title = "Future state of the journey with a really very long title"
    window.session.apply(set_fields(window.session.document, "m", title=title))
    shown = texts(window)[0]
    assert shown.endswith("…") and title.startswith(shown[:-1]) and len(shown) > 20
    bar = window.tabs.bar
    assert bar.tabRect(0).width() >= bar.fontMetrics().horizontalAdvance(shown)
    assert bar.tabToolTip(0) == title
    assert not bar.tabToolTip(1)


def test_a_map_is_deleted_without_a_question_and_undo_brings_it_back(window):
    records = dict(window.session.document.records)
    window.tabs.delete_map()
    assert texts(window) == ["Then"]
    assert window.session.map_id == "n"
    assert not window.menus.actions["delete_map"].isEnabled()
    window.session.undo()
    assert dict(window.session.document.records) == records
    assert texts(window) == ["Now", "Then"]


def test_the_last_map_stays(window):
    window.tabs.delete_map()
    window.tabs.delete_map()
    assert titles(window) == ["Then"]


def test_a_dragged_tab_moves_its_map(window):
    window.tabs.add_map()
    press(window.tabs.editor, Qt.Key.Key_Return)
    window.tabs.bar.moveTab(2, 0)
    assert titles(window) == ["New map", "Now", "Then"]
    window.tabs.bar.moveTab(0, 1)
    assert titles(window) == ["Now", "New map", "Then"] == texts(window)
    window.session.undo()
    assert titles(window) == ["New map", "Now", "Then"] == texts(window)


def test_a_copy_of_a_map_is_shown(window):
    window.tabs.duplicate_map()
    assert titles(window) == ["Now", "Now, copy", "Then"]
    assert window.tabs.bar.currentIndex() == 1
    assert len(window.session.document.cards(window.session.map_id)) == 7


def test_a_tab_offers_what_can_be_done_with_it(window):
    bar = window.tabs.bar
    bar.customContextMenuRequested.emit(bar.tabRect(1).center())
    assert window.session.map_id == "n"
    menu = next(each for each in window.tabs.findChildren(QMenu) if each.actions())
    names = ("rename_map", "duplicate_map", "delete_map")
    assert [action.text() for action in menu.actions()] == [window.voice.say(f"act.{name}") for name in names]
    menu.close()


def test_an_ampersand_in_a_title_is_shown_as_one(window):
    window.tabs.rename_map()
    window.tabs.editor.setText("Now & then")
    press(window.tabs.editor, Qt.Key.Key_Return)
    assert texts(window)[0] == "Now && then"
