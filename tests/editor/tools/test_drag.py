"""Dragging cards, stages and lanes."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from editor.canvas.marks import Dim, Ghost, Insertion, Lit
from tests.editor.hands import CTRL


def kinds(view):
    return [type(mark) for mark in view.marking.of_tool]


def test_a_card_is_dragged_to_its_place_in_another_cell_and_undone(view, hands, ids, untouched):
    hands.drag(hands.middle("s0t0"), hands.middle("s1t1") - QPointF(0, 8))
    assert ids("s1") == ["s1t0", "s0t0", "s1t1"]
    assert ids("s0") == ["s0t1", "s0t2"]
    view.session.undo()
    assert untouched()


def test_cards_in_a_cell_change_places(view, hands, ids):
    hands.drag(hands.middle("s0t0"), hands.middle("s0t2") + QPointF(0, 12))
    assert ids("s0") == ["s0t1", "s0t2", "s0t0"]


def test_while_dragging_the_cell_lights_up_a_mark_shows_the_place_and_the_original_is_dimmed(view, hands, untouched):
    hands.pull(hands.middle("s0t0"), hands.middle("s1t1") + QPointF(0, 12))
    lit = next(mark for mark in view.marking.of_tool if isinstance(mark, Lit))
    column = next(band for band in view.sheet.columns if band.id == "s1")
    assert (lit.x, lit.width) == (column.start, column.length)
    mark = next(mark for mark in view.marking.of_tool if isinstance(mark, Insertion))
    last = view.sheet.placed["card", "s1t1"]
    assert mark.y1 > last.bottom and mark.x1 >= last.x - 1 and mark.x2 <= last.right + 1
    assert Dim in kinds(view) and Ghost in kinds(view)
    hands.key(Qt.Key.Key_Escape)
    assert untouched()
    hands.release(hands.middle("s1t1"))
    assert untouched()


def test_escape_selects_again_what_was_selected(view, hands, untouched):
    view.session.selection.choose("pain")
    hands.pull(hands.middle("s0t0"), hands.middle("s1t1"))
    assert view.session.selection.ids == ("s0t0",)
    hands.key(Qt.Key.Key_Escape)
    assert view.session.selection.ids == ("pain",) and untouched()


def test_a_press_that_hardly_moves_is_a_click(view, hands, untouched):
    start = hands.middle("s0t0")
    hands.drag(start, start + QPointF(4, 3))
    assert view.session.selection.ids == ("s0t0",) and untouched()


def test_all_selected_cards_go_along_in_their_order(view, hands, ids, untouched):
    hands.click(hands.middle("s0t2"))
    hands.click(hands.middle("s0t0"), CTRL)
    hands.drag(hands.middle("s0t2"), hands.cell("s3", "touchpoints"))
    assert ids("s3") == ["s0t0", "s0t2"]
    assert set(view.session.selection.ids) == {"s0t0", "s0t2"}
    view.session.undo()
    assert untouched()


def test_over_a_lane_of_another_kind_a_card_only_changes_its_stage(view, hands, ids):
    hands.drag(hands.middle("s0t1"), hands.cell("s3", "pain_points"))
    assert ids("s3") == ["s0t1"]


def test_the_free_lane_takes_any_card(view, hands, ids):
    hands.drag(hands.middle("pain"), hands.cell("s2", "free"))
    assert ids("s2", "free") == ["pain"]


def test_a_card_let_go_beside_the_map_stays(view, hands, untouched):
    hands.drag(hands.middle("s0t0"), QPointF(hands.middle("s0t0").x(), 795))
    assert untouched()


def test_put_down_where_it_was_it_makes_no_step(view, hands):
    start = hands.middle("s0t1")
    hands.pull(start, start + QPointF(40, 0))
    hands.move(start)
    hands.release(start)
    assert view.session.history.undoable is None


@pytest.mark.parametrize("goal, order", [("s0", ["s2", "s0", "s1", "s3"]), ("s3", ["s0", "s1", "s3", "s2"])])
def test_a_stage_is_dragged_by_its_header(view, hands, untouched, goal, order):
    towards = hands.middle(goal) - hands.middle("s2")
    hands.drag(hands.middle("s2"), hands.middle(goal) + QPointF(30 if towards.x() > 0 else -30, 0))
    assert [stage.id for stage in view.document.stages("map")] == order
    view.session.undo()
    assert untouched()


def test_escape_leaves_a_dragged_stage_where_it_was(view, hands, untouched):
    hands.pull(hands.middle("s2"), hands.middle("s0"))
    assert Insertion in kinds(view) and Ghost in kinds(view)
    hands.key(Qt.Key.Key_Escape)
    assert untouched()


def test_a_lane_is_dragged_by_its_title(view, hands, untouched):
    hands.drag(hands.middle("pain_points"), hands.middle("touchpoints") - QPointF(0, 30))
    assert view.document.lanes("map")[0].id == "pain_points"
    view.session.undo()
    assert untouched()


@pytest.mark.parametrize(("held", "part"), [("s0t0", "card"), ("s0", "stage"), ("emotions", "lane")])
def test_what_is_dragged_does_not_cover_the_mark_of_its_place(view, hands, held, part):
    step = QPointF(12, 0 if part == "stage" else 90)
    hands.pull(hands.middle(held, part), hands.middle(held, part) + step)
    shown = kinds(view)
    assert Ghost in shown and shown[-1] is Insertion


def test_escape_leaves_a_dragged_lane_where_it_was(view, hands, untouched):
    hands.pull(hands.middle("pain_points"), hands.middle("touchpoints"))
    hands.key(Qt.Key.Key_Escape)
    assert untouched()


def test_leaving_the_window_in_the_middle_of_a_drag_cancels_it(view, hands, untouched):
    hands.pull(hands.middle("s0t0"), hands.middle("s1t1"))
    left = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(view, left)
    assert untouched()


def test_near_the_edge_the_map_scrolls_by_itself_and_the_drag_goes_on(view, hands, qtbot, ids):
    view.resize(500, 420)
    view.reveal("s0t0", flash=False)
    across = view.horizontalScrollBar()
    start, forward = across.value(), view.sheet.direction == "ltr"
    hands.pull(hands.middle("s0t0"), QPointF(498 if forward else 2, 160))
    qtbot.waitUntil(lambda: across.value() in (0, across.maximum()) and across.value() != start, timeout=5000)
    hands.release(QPointF(498 if forward else 2, 160))
    assert ids("s3") == ["s0t0"]
