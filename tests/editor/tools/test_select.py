"""Selecting by click and rubber band, and panning."""

from PySide6.QtCore import QPointF, Qt

from editor.canvas.marks import Outline, Rubber
from tests.editor.hands import CTRL, MIDDLE, SHIFT


def chosen(view):
    return view.session.selection.ids


def test_a_click_picks_and_a_click_on_empty_ground_lets_go(view, hands, untouched):
    hands.click(hands.middle("s0t0"))
    assert chosen(view) == ("s0t0",)
    hands.click(hands.middle("s1"))
    assert chosen(view) == ("s1",)
    hands.click(hands.middle("pain_points"))
    assert chosen(view) == ("pain_points",)
    hands.click(hands.cell("s3", "touchpoints"))
    assert chosen(view) == () and untouched()


def test_shift_and_ctrl_add_and_take_away(view, hands):
    hands.click(hands.middle("s0t0"))
    hands.click(hands.middle("s1t0"), SHIFT)
    hands.click(hands.middle("s0e0"), CTRL)
    assert chosen(view) == ("s0t0", "s1t0", "s0e0")
    hands.click(hands.middle("s1t0"), CTRL)
    assert chosen(view) == ("s0t0", "s0e0")


def test_a_click_on_one_of_several_narrows_the_selection_to_it(view, hands):
    view.session.selection.choose("s0t0", "s1t0")
    hands.click(hands.middle("s0t0"))
    assert chosen(view) == ("s0t0",)


def test_a_rubber_band_selects_the_cards_it_touches(view, hands, untouched):
    view.session.selection.choose("pain")
    hands.pull(hands.cell("s3", "touchpoints", down=0.98), hands.middle("s1t1"))
    assert set(chosen(view)) == {"s1t1"}
    assert isinstance(view.marking.of_tool[-1], Rubber)
    hands.move(hands.middle("s1t0"))
    assert set(chosen(view)) == {"s1t0", "s1t1", "s2t0"}
    hands.release(hands.middle("s1t0"))
    assert set(chosen(view)) == {"s1t0", "s1t1", "s2t0"} and untouched()


def test_with_ctrl_a_rubber_band_turns_the_selection_about(view, hands):
    view.session.selection.choose("s2t0", "pain")
    hands.drag(hands.cell("s3", "touchpoints", down=0.98), hands.cell("s2", "touchpoints", down=0.02), CTRL)
    assert chosen(view) == ("pain",)
    hands.drag(hands.cell("s3", "touchpoints", down=0.98), hands.cell("s2", "touchpoints", down=0.02), SHIFT)
    assert chosen(view) == ("pain", "s2t0")


def test_escape_selects_again_what_was_selected(view, hands, untouched):
    view.session.selection.choose("pain")
    hands.pull(hands.cell("s3", "touchpoints", down=0.98), hands.cell("s1", "touchpoints", down=0.02))
    assert chosen(view) != ("pain",)
    hands.key(Qt.Key.Key_Escape)
    assert chosen(view) == ("pain",) and untouched()


def test_hovering_outlines_and_leaves_nothing_behind(view, hands):
    hands.move(hands.middle("pain"), button=Qt.MouseButton.NoButton)
    card = view.sheet.placed["card", "pain"]
    assert any(isinstance(mark, Outline) and mark.x == card.x for mark in view.marking.marks)
    hands.move(hands.cell("s3", "touchpoints"), button=Qt.MouseButton.NoButton)
    assert view.marking.marks == []


def test_the_middle_button_pans(view, hands, untouched):
    view.navigator.zoom_to(3.0)
    view.navigator.scroll(-9000, -9000)
    view.navigator.scroll(300, 200)
    at = QPointF(500, 400)
    before = view.camera.to_sheet(at)
    hands.drag(at, at + QPointF(-120, -90), button=MIDDLE)
    after = view.camera.to_sheet(at + QPointF(-120, -90))
    assert abs(after[0] - before[0]) < 0.5 and abs(after[1] - before[1]) < 0.5 and untouched()


def test_the_space_bar_pans_and_never_types(view, hands, untouched, qtbot):
    view.navigator.zoom_to(3.0)
    view.navigator.scroll(300, 300)
    view.session.selection.choose("s0t0")
    qtbot.keyPress(view, Qt.Key.Key_Space)
    assert view.viewport().cursor().shape() == Qt.CursorShape.OpenHandCursor
    before = view.horizontalScrollBar().value()
    hands.drag(QPointF(500, 400), QPointF(440, 400))
    assert view.horizontalScrollBar().value() == before + 60
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert not view.gestures.hand and not view.in_place.edited
    assert chosen(view) == ("s0t0",) and untouched()
