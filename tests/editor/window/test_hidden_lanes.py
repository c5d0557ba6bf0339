"""Hiding lanes and showing them again: by menu, by key, from the outline; and what the window says of it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.canvas.marks import Aside, Hint
from editor.style import colours
from model.edits.lanes import hide_lanes
from model.records import Lane
from tests.editor.hands import Hands
from tests.editor.window.desk import press

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def is_hidden(window, lane):
    return window.session.document.get(Lane, lane).hidden


def asides(window):
    return [mark.words for mark in window.view.marking.marks if isinstance(mark, Aside)]


def rows(window):
    model = window.outline.model
    QApplication.processEvents()
    return [model.index(row, 0) for row in range(model.rowCount())]


def names_in(menu):
    return [action.objectName() for action in menu.actions() if action.objectName()]


def test_the_menu_of_a_lanes_header_hides_it_and_undo_shows_it_again(window):
    window.view.session.selection.choose("l-pain_points")
    menu = window.context_menu("l-pain_points")
    assert "hide_lanes" in names_in(menu) and "show_lanes" not in names_in(menu)
    window.menus.actions["hide_lanes"].trigger()
    assert is_hidden(window, "l-pain_points")
    assert window.view.sheet.card("b1") is None
    assert asides(window) == ["1 hidden lane"]
    window.session.undo()
    assert not is_hidden(window, "l-pain_points") and not asides(window)
    assert window.view.sheet.card("b1") is not None


def test_a_right_click_on_the_header_chooses_the_lane_and_asks_for_its_menu(window):
    asked = []
    window.view.context_requested.disconnect()
    window.view.context_requested.connect(lambda identity, place: asked.append(identity))
    at = Hands(window.view).middle("l-emotions").toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, window.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(window.view.viewport(), event)
    assert asked == ["l-emotions"] and window.session.selection.ids == ("l-emotions",)


def test_a_key_hides_the_lanes_selected_and_another_shows_them_again(window):
    window.activateWindow()
    window.view.setFocus()
    QTest.qWaitForWindowActive(window)
    window.session.selection.choose("l-emotions", "l-pain_points")
    press(window.view, Qt.Key.Key_H, HELD)
    assert is_hidden(window, "l-emotions") and is_hidden(window, "l-pain_points")
    assert window.menus.actions["undo"].text().replace("&", "") == "Undo hiding of 2 lanes"
    press(window.view, Qt.Key.Key_L, HELD)
    assert not is_hidden(window, "l-emotions") and not is_hidden(window, "l-pain_points")


def test_with_nothing_chosen_all_hidden_lanes_come_back(window):
    document = window.session.document
    window.session.apply(hide_lanes(document, ["l-emotions", "l-free"]))
    window.session.selection.clear()
    assert "show_lanes" in names_in(window.context_menu(""))
    window.menus.actions["show_lanes"].trigger()
    assert not document.hidden_lanes("m")
    assert set(window.session.selection.ids) == {"l-emotions", "l-free"}
    assert not window.menus.actions["show_lanes"].isEnabled()


def test_cards_that_can_no_longer_be_seen_are_let_go(window):
    window.session.selection.choose("t1", "b1", "k1", "l-pain_points")
    window.session.apply(hide_lanes(window.session.document, ["l-pain_points"]))
    assert window.session.selection.ids == ("t1", "k1", "l-pain_points")
    window.session.apply(hide_lanes(window.session.document, ["l-touchpoints"]))
    assert window.session.selection.ids == ("l-pain_points",)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left):
        press(window.view, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_X])
def test_keys_on_a_hidden_lane_do_no_harm(window, key):
    window.session.apply(hide_lanes(window.session.document, ["l-emotions"]))
    before = dict(window.session.document.records)
    window.session.selection.choose("l-emotions")
    window.view.setFocus()
    press(window.view, key)
    press(window.view, key, Qt.KeyboardModifier.AltModifier)
    window.view.in_place.commit()
    assert window.session.document.records == before


def test_the_outline_lists_hidden_lanes_greyed_and_shows_one_again(window):
    window.session.apply(hide_lanes(window.session.document, ["l-pain_points"]))
    model = window.outline.model
    last = rows(window)[-1]
    assert model.data(last) == "Pain points (hidden)" and model.rowCount(last) == 0
    assert model.data(last, Qt.ItemDataRole.ForegroundRole).color().name() == colours()["grey"]
    assert model.data(last, Qt.ItemDataRole.EditRole) == ""
    assert model.data(rows(window)[0], Qt.ItemDataRole.ForegroundRole) is None
    asked = []
    window.outline.context_requested.disconnect()
    window.outline.context_requested.connect(lambda identity, place: asked.append(identity))
    window.outline.tree.customContextMenuRequested.emit(window.outline.tree.visualRect(last).center())
    assert asked == ["l-pain_points"] and window.session.selection.ids == ("l-pain_points",)
    assert "show_lanes" in names_in(window.context_menu("l-pain_points"))
    window.menus.actions["show_lanes"].trigger()
    assert "Pain points (hidden)" not in [model.data(index) for index in rows(window)]
    assert not is_hidden(window, "l-pain_points")


def test_the_outlines_menu_opens_in_empty_space_for_nothing(window):
    asked = []
    window.outline.context_requested.connect(lambda identity, place: asked.append(identity))
    window.outline.tree.customContextMenuRequested.emit(QPoint(5, window.outline.tree.height() + 500))
    assert asked == []


def test_going_to_a_hidden_lane_says_how_to_bring_it_back(window):
    said = []
    window.session.said.connect(said.append)
    window.session.apply(hide_lanes(window.session.document, ["l-emotions"]))
    last = rows(window)[-1]
    window.outline.tree.setCurrentIndex(last)
    press(window.outline.tree, Qt.Key.Key_Return)
    assert said == ["This lane is hidden. “Show hidden lanes again” brings it back."]


def test_the_inspector_hides_and_shows_a_lane_too(window):
    window.session.selection.choose("l-emotions")
    box = window.inspector.sections[0].fields["hidden"].box
    box.click()
    assert is_hidden(window, "l-emotions") and window.session.selection.ids == ("l-emotions",)
    window.inspector.sections[0].fields["hidden"].box.click()
    assert not is_hidden(window, "l-emotions")


def test_the_status_line_counts_what_is_shown(window):
    assert window.status_line.counts.text().startswith("2 touchpoints")
    window.session.apply(hide_lanes(window.session.document, ["l-touchpoints"]))
    assert window.status_line.counts.text().startswith("0 touchpoints")


def test_an_empty_map_with_hidden_lanes_says_so_in_place_of_how_to_begin(window):
    lanes = [lane.id for lane in window.session.document.lanes("m")]
    window.session.apply(hide_lanes(window.session.document, lanes))
    marks = window.view.marking.marks
    assert asides(window) == ["5 hidden lanes"] and not any(isinstance(mark, Hint) for mark in marks)
    tip = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(window.view.viewport(), tip)
    window.grab()


def test_a_card_added_beside_a_hidden_lane_does_not_show_it(window):
    window.session.apply(hide_lanes(window.session.document, ["l-pain_points"]))
    window.session.selection.choose("t1")
    window.insert("pain_point")
    window.view.in_place.commit()
    assert is_hidden(window, "l-pain_points")
    shown = [lane for lane in window.session.document.shown_lanes("m") if lane.kind == "pain_points"]
    assert len(shown) == 1
