"""Zoom, scrolling, tiles, level of detail, badges: the view itself."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from editor.canvas.badges import COLOURS, corner
from editor.canvas.marks import Hint, Outline
from model.checks.finding import Finding
from model.edits.cards import set_score
from model.edits.fields import set_fields
from resources.words import say
from tests.editor.hands import CTRL, SHIFT, Hands, shown


def picture(view) -> QImage:
    view.settle()
    return view.viewport().grab().toImage()


def colour_at(view, x, y) -> str:
    point = view.camera.to_view(x, y).toPoint()
    return picture(view).pixelColor(point).name()


def test_ctrl_and_wheel_zoom_about_the_pointer(view, hands, qtbot):
    view.navigator.zoom_to(2.0)
    view.navigator.scroll(200, 100)
    at = QPointF(700, 300)
    before = view.camera.to_sheet(at)
    with qtbot.waitSignal(view.zoom_changed) as zoomed:
        hands.wheel(at, down=120, held=CTRL)
    assert zoomed.args[0] == view.zoom > 2.0
    after = view.camera.to_sheet(at)
    assert abs(after[0] - before[0]) < 0.6 and abs(after[1] - before[1]) < 0.6


def test_zoom_stops_at_5_and_800_per_cent(view, hands):
    for _ in range(40):
        hands.wheel(QPointF(400, 300), down=240, held=CTRL)
    assert view.zoom == 8.0
    for _ in range(80):
        hands.wheel(QPointF(400, 300), down=-240, held=CTRL)
    assert view.zoom == 0.05


def test_a_pinch_on_the_touchpad_zooms(view):
    at, device = QPointF(500, 300), QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    pinch = QNativeGestureEvent(kind, device, 2, at, at, at, 0.25, QPointF())
    before = view.zoom
    QApplication.sendEvent(view.viewport(), pinch)
    assert view.zoom == pytest.approx(before * 1.25)


def test_two_fingers_on_the_screen_zoom_and_pick_nothing(view):
    screen, viewport = QTest.createTouchDevice(), view.viewport()
    left, right, before = QPoint(500, 200), QPoint(600, 200), view.zoom
    touch = QTest.touchEvent(viewport, screen, False)
    touch.press(0, left, viewport).press(1, right, viewport)
    touch.commit(True)
    for step in range(1, 12):
        touch = QTest.touchEvent(viewport, screen, False)
        touch.move(0, left - QPoint(10 * step, 0), viewport).move(1, right + QPoint(10 * step, 0), viewport)
        touch.commit(True)
    touch = QTest.touchEvent(viewport, screen, False)
    touch.release(0, left, viewport).release(1, right, viewport)
    touch.commit(True)
    assert view.zoom > 1.5 * before
    assert view.session.selection.ids == () and not view.gestures.busy


def test_fit_shows_the_whole_map_and_actual_size_is_100_per_cent(view):
    view.navigator.zoom_to(3.0)
    view.fit()
    sheet = view.camera.rectangle(0, 0, view.sheet.width, view.sheet.height)
    assert QRectF(view.viewport().rect()).contains(sheet)
    view.actual_size()
    assert view.zoom == 1.0
    view.zoom_in()
    view.zoom_in()
    view.zoom_out()
    assert view.zoom == pytest.approx(1.25)


def test_the_wheel_scrolls_both_ways_and_shift_turns_it_sideways(view, hands):
    view.navigator.zoom_to(4.0)
    view.navigator.scroll(-9000, -9000)
    view.navigator.scroll(300, 300)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    x, y = across.value(), down.value()
    hands.wheel(QPointF(300, 300), down=-120)
    assert (across.value(), down.value()) == (x, y + 60)
    hands.wheel(QPointF(300, 300), across=-120)
    assert (across.value(), down.value()) == (x + 60, y + 60)
    hands.wheel(QPointF(300, 300), down=120, held=SHIFT)
    assert (across.value(), down.value()) == (x, y + 60)


def test_a_map_begins_where_its_journey_begins(qtbot):
    for direction in ("ltr", "rtl"):
        view = shown(qtbot, direction, size=(400, 500))
        bar = view.horizontalScrollBar()
        assert bar.maximum() > 0 and bar.value() == (0 if direction == "ltr" else bar.maximum())
        assert view.layoutDirection() == Qt.LayoutDirection.LeftToRight


def stands_as_begun(view) -> bool:
    """Whether the side at which the journey begins is seen, at a zoom at which all stages show if they can."""
    camera, width = view.camera, view.viewport().width()
    start = camera.x if view.sheet.direction == "ltr" else width - camera.to_view(view.sheet.width, 0).x()
    wanted = max(0.6, min(1.0, (width - 48) / view.sheet.width))
    return view.zoom == pytest.approx(wanted, abs=0.02) and start >= 20


def test_a_map_that_nobody_has_moved_begins_anew_when_the_panels_take_their_place(view):
    for width in (1300, 900, 700, 1100):
        view.resize(width, 700)
        assert stands_as_begun(view)


def test_a_map_that_was_moved_stays_where_it_is_when_the_window_changes(view, hands):
    hands.wheel(QPointF(400, 300), down=120, held=CTRL)
    zoom = view.zoom
    view.resize(900, 700)
    assert view.zoom == zoom


def test_an_edit_that_brings_a_scroll_bar_leaves_the_zoom_as_it_is(view):
    view.resize(round(view.sheet.width) + 60, 700)
    zoom = view.zoom
    assert not view.horizontalScrollBar().maximum()
    view.session.selection.choose("s0")
    view.insert("stage")
    QApplication.processEvents()
    assert view.horizontalScrollBar().maximum() and view.zoom == zoom


def test_an_edit_paints_only_the_tiles_it_touches(view):
    view.settle()
    painted = []
    render = view.picture.tiles._render
    view.picture.tiles._render = lambda *arguments: (painted.append(arguments[1]), render(*arguments))
    view.session.apply(set_fields(view.document, "pain", title="Fast"))
    view.settle()
    card = view.sheet.placed["card", "pain"]
    around = QRectF(card.x, card.y, card.piece.width, card.piece.height)
    assert 1 <= len(painted) <= 4 and any(area.intersects(around) for area in painted)


def test_after_an_edit_the_tiles_show_what_a_fresh_picture_shows(view):
    for changes in (
        set_fields(view.document, "s0t0", title="A very long title that makes its row grow, and then some more"),
        set_score(view.document, "s0e1", -2),
        set_fields(view.document, "s1", width=300),
    ):
        view.settle()
        view.session.apply(changes)
        kept = picture(view)
        view.picture.tiles.clear()
        assert picture(view) == kept


def test_tiles_are_capped(view):
    for step in range(60):
        view.navigator.zoom_to(0.5 + step * 0.07)
        view.settle()
    assert len(view.picture.tiles) <= view.picture.tiles.most


def test_zooming_shows_the_last_picture_at_once_and_sharpens_when_it_rests(view, hands, qtbot):
    view.settle()
    card = view.sheet.placed["card", "pain"]
    hands.wheel(QPointF(600, 300), down=120, held=CTRL)
    blurred = view.viewport().grab().toImage()
    bar = view.camera.to_view(card.x + 2 if view.sheet.direction == "ltr" else card.right - 2, card.y + 30).toPoint()
    assert blurred.pixelColor(bar) != QColor("#ffffff")
    assert not view.picture.sharp(view.camera, view.viewport().size())
    qtbot.waitUntil(lambda: view.picture.sharp(view.camera, view.viewport().size()), timeout=5000)


def test_zooming_far_out_shows_an_overview_before_anything_is_sharp(view, qtbot):
    qtbot.waitUntil(lambda: view.picture._overview is not None and not view.picture._unseen, timeout=5000)
    view.navigator.zoom_to(6.0)
    view.settle()
    view.picture.tiles.clear()
    view.navigator.zoom_to(0.5)
    header = view.sheet.placed["stage", "s3"]
    at = view.camera.to_view(header.x + header.piece.width / 2, header.y + 6).toPoint()
    blurred = view.viewport().grab().toImage().pixelColor(at)
    assert blurred.green() > blurred.red() + 40, "the teal of a header far away from what was shown"


def test_the_scroll_bar_shows_its_handle_where_it_can_be_pulled(view):
    from editor.canvas.bars import HANDLE

    view.navigator.zoom_to(3.0)
    bar = view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    image = bar.grab().toImage()
    row = [image.pixelColor(x, image.height() // 2).name() == HANDLE for x in range(image.width())]
    assert any(row[image.width() // 2 :]) and not all(row)
    assert row.index(True) > image.width() // 8


def test_a_frame_without_time_shows_what_there_is_and_goes_on(view, qtbot):
    view.settle()
    view.picture.tiles.clear()
    view.picture.budget_ms = 0.0
    view.viewport().repaint()
    assert not view.picture.sharp(view.camera, view.viewport().size())
    view.picture.budget_ms = 2.0
    qtbot.waitUntil(lambda: view.picture.sharp(view.camera, view.viewport().size()), timeout=5000)


@pytest.mark.parametrize("zoom", [0.1, 0.3, 1.0, 4.0])
def test_a_card_shows_its_kinds_colour_at_every_level_of_detail(view, zoom):
    view.navigator.zoom_to(zoom)
    view.reveal("pain", flash=False)
    card = view.sheet.placed["card", "pain"]
    bar = card.x + 2 if view.sheet.direction == "ltr" else card.right - 2
    image, middle = picture(view), view.camera.to_view(bar, card.y + card.piece.height / 2).toPoint()
    near = [image.pixelColor(middle + QPoint(off, 0)) for off in (-2, -1, 0, 1, 2)]
    assert any(colour.red() > 190 and colour.green() < 110 for colour in near)


def test_below_40_per_cent_text_is_greeked_and_above_it_is_glyphs(view, monkeypatch):
    drawn = []
    from editor.canvas import paint

    draw = paint.draw_block
    monkeypatch.setattr(paint, "draw_block", lambda *arguments: (drawn.append(1), draw(*arguments)))
    view.navigator.zoom_to(0.39)
    view.picture.tiles.clear()
    view.settle()
    assert not drawn
    view.navigator.zoom_to(0.41)
    view.settle()
    assert drawn


def test_badges_show_the_worst_finding_on_the_trailing_corner(view):
    findings = [
        Finding("J211", "note", "map", ("pain",)),
        Finding("J207", "error", "map", ("pain",)),
        Finding("J106", "warning", "map", ("s0t0",), muted=True),
    ]
    card = view.sheet.placed["card", "pain"]
    middle = corner(card, view.sheet.direction)
    edge = card.right if view.sheet.direction == "ltr" else card.x
    assert abs(middle.x() - edge) <= 2 and abs(middle.y() - card.y) <= 2
    at = (middle.x() + 4, middle.y())
    view.settle()
    before = colour_at(view, *at)
    view.session.show_findings(findings)
    assert colour_at(view, *at) == COLOURS["error"] != before
    muted = corner(view.sheet.placed["card", "s0t0"], view.sheet.direction)
    assert colour_at(view, muted.x(), muted.y() + 4) != COLOURS["warning"]
    view.session.show_findings([])
    assert colour_at(view, *at) == before


def test_a_badge_says_its_findings_when_the_pointer_rests_on_it(view, monkeypatch):
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda point, text, widget: said.append(text))
    view.session.show_findings([Finding(code, "warning", "map", ("pain",)) for code in ("J201", "J202")])
    card = view.sheet.placed["card", "pain"]
    middle = corner(card, view.sheet.direction)
    point = view.camera.to_view(middle.x(), middle.y()).toPoint()
    tip = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), tip)
    assert len(said) == 1 and len(said[0].splitlines()) == 2
    away = QHelpEvent(QEvent.Type.ToolTip, QPoint(3, 3), view.viewport().mapToGlobal(QPoint(3, 3)))
    QApplication.sendEvent(view.viewport(), away)
    assert len(said) == 1


def test_the_context_menu_is_asked_for_with_the_record_under_the_pointer(view, hands, qtbot):
    from PySide6.QtGui import QContextMenuEvent

    point = hands.middle("pain").toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point))
    with qtbot.waitSignal(view.context_requested) as asked:
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args[0] == "pain" and view.session.selection.ids == ("pain",)


def test_selection_is_a_blue_outline_one_point_off(view):
    card = view.sheet.placed["card", "pain"]
    view.session.selection.choose("pain")
    assert colour_at(view, card.x + card.piece.width / 2, card.bottom + 2) == "#2f6fed"
    assert colour_at(view, card.x + card.piece.width / 2, card.bottom + 7) != "#2f6fed"


def test_the_outline_follows_what_is_selected_when_the_map_changes(view):
    view.session.selection.choose("pain")
    view.session.apply(set_fields(view.document, "s0t0", title="A long title that makes its row grow a good deal " * 3))
    card = view.sheet.placed["card", "pain"]
    assert [mark.y for mark in view.marking.marks if isinstance(mark, Outline)] == [card.y]


def test_another_map_is_shown_from_its_beginning_without_what_was_selected(view):
    from model.edits.maps import add_map

    view.session.selection.choose("pain")
    view.session.apply(add_map(view.document, "Empty"))
    view.session.show_map(view.document.maps()[1].id)
    view.settle()
    assert view.sheet.map == view.document.maps()[1].id and view.session.selection.ids == ()


def test_an_empty_map_says_how_to_begin_and_stops_saying_it(view):
    from model.edits.maps import add_map

    view.session.apply(add_map(view.document, "Empty"))
    view.session.show_map(view.document.maps()[1].id)
    assert [mark.words for mark in view.marking.marks] == [say("canvas.begin_stages", "en")]
    view.insert("stage")
    view.in_place.commit()
    assert any(isinstance(mark, Hint) and mark.words == say("canvas.begin_cards", "en") for mark in view.marking.marks)
    view.insert("touchpoint")
    view.in_place.commit()
    assert not any(isinstance(mark, Hint) for mark in view.marking.marks)


def test_an_undo_while_a_card_is_dragged_lets_go_when_the_card_is_gone(view):
    hands = Hands(view)
    view.insert("touchpoint")
    made = view.session.selection.primary
    view.in_place.commit()
    hands.pull(hands.middle(made), hands.middle("s2t0"))
    view.session.undo()
    assert not view.gestures.busy and not view.marking.of_tool


def test_many_selected_cards_are_outlined_in_one_mark(qtbot):
    from tests.synthetic import synthetic_document

    view = shown(qtbot, document=synthetic_document(1_000))
    view.select_all()
    assert len(view.marking.marks) == 1
    view.settle()
