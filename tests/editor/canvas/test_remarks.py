"""Bubbles of comments on the map: seen, counted, hit, never printed."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from editor.canvas.remarks import COLOUR, middle
from model.edits.comments import add_comment, resolve
from model.layout.lay_out import lay_out
from tests.editor.hands import ALT, Hands, shown


def say(view, card="s0t0", text="Why?"):
    changes = add_comment(view.document, card, text, author="Noa", time=1)
    view.session.apply(changes)
    view.settle()
    return changes.changes[0].id


def place_of(view, card="s0t0"):
    """Return the middle of a card's bubble on screen."""
    part = "card" if ("card", card) in view.sheet.placed else "face"
    spot = middle(view.sheet.placed[part, card], view.sheet.direction, view.zoom)
    return view.camera.to_view(spot.x(), spot.y())


def is_bubble_at(view, point):
    """Whether the bubble's colour is seen near its middle (its number is of another)."""
    picture = view.viewport().grab().toImage()
    ratio = view.devicePixelRatioF()
    spots = ((point + QPointF(x, y)) * ratio for x in range(-5, 6) for y in range(-5, 6))
    return any(picture.pixelColor(spot.toPoint()) == QColor(COLOUR) for spot in spots)


@pytest.fixture(params=["ltr", "rtl"])
def view(qtbot, request):
    return shown(qtbot, request.param)


def test_a_card_with_open_threads_wears_a_bubble_until_they_are_resolved(view):
    assert not is_bubble_at(view, place_of(view))
    thread = say(view)
    assert is_bubble_at(view, place_of(view))
    assert view.notices.remarks.of("s0t0") == 1
    view.session.apply(resolve(view.document, thread))
    view.settle()
    assert not is_bubble_at(view, place_of(view))
    view.session.undo()
    view.settle()
    assert is_bubble_at(view, place_of(view))


def test_the_bubble_lies_on_the_card_beside_its_badge(view):
    say(view)
    card = view.sheet.placed["card", "s0t0"]
    x, y = view.camera.to_sheet(place_of(view))
    assert card.x < x < card.right
    trailing = x - card.x if view.sheet.direction == "ltr" else card.right - x
    assert trailing > card.piece.width / 2
    assert abs(y - card.y) < 8


def test_a_click_on_the_bubble_wants_the_comments_and_selects_the_card(view):
    say(view)
    wanted = []
    view.session.comments_wanted.connect(wanted.append)
    Hands(view).click(place_of(view))
    assert wanted == ["s0t0"]
    assert view.session.selection.ids == ("s0t0",)
    Hands(view).click(Hands(view).middle("s0t0"))
    assert wanted == ["s0t0"]


def test_a_drag_by_the_bubble_moves_the_card(view):
    say(view)
    hands, wanted = Hands(view), []
    view.session.comments_wanted.connect(wanted.append)
    hands.drag(place_of(view), hands.cell("s3", "touchpoints"))
    assert view.document.records["s0t0"].stage == "s3"
    assert wanted == []


def test_a_face_wears_its_bubble_too(view):
    say(view, "s0e0")
    assert is_bubble_at(view, place_of(view, "s0e0"))
    assert view.under(place_of(view, "s0e0")).zone == "comment"


def test_the_tip_says_who_said_what(view):
    say(view, text="<b>Why</b>?")
    at = place_of(view).toPoint()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert QToolTip.text() == "1 open comment\nNoa: <b>Why</b>?"
    QToolTip.hideText()
    assert view.notices.tip(QPointF(QPoint(2, 2))) == ""


def test_zoomed_out_the_bubble_is_still_there_and_hit(view):
    say(view)
    view.navigator.zoom_to(0.3)
    view.settle()
    assert view.under(place_of(view)).zone == "comment"
    view.navigator.zoom_to(0.15)
    view.settle()
    assert is_bubble_at(view, place_of(view))


def test_the_bubble_of_what_is_selected_lies_over_its_outline(view):
    say(view)
    view.session.selection.choose("s0t0")
    view.settle()
    assert is_bubble_at(view, place_of(view))


def test_no_bubble_is_part_of_the_sheet(view):
    before, seen = lay_out(view.document, "map"), view.sheet
    say(view)
    assert lay_out(view.document, "map").placed.keys() == before.placed.keys()
    assert view.sheet.diff(seen) == []


def test_letters_held_with_alt_gr_still_write(view):
    """Ctrl+Alt+M is the only one of these that is a key of the window."""
    view.session.selection.choose("s0t0")
    Hands(view).key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | ALT, "€")
    assert view.in_place.field.text() == "€"
