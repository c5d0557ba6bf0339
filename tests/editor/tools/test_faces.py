"""Dragging the faces of emotions: up and down scores, sideways changes places, the first pixels decide."""

from PySide6.QtCore import QPointF, Qt

from editor.canvas.marks import Dim, Ghost, Trace
from model.edits.fields import set_fields
from model.records import Card


def score(view, identity="s1e0"):
    return view.document.get(Card, identity).score


def one_score(view):
    top, bottom = view.sheet.emotion_scales["emotions"]
    return (bottom - top) / 4 * view.zoom


def test_a_face_dragged_upwards_scores_in_halves_and_is_undone(view, hands, untouched):
    start = hands.middle("s1e0")
    hands.drag(start, start - QPointF(0, one_score(view) * 0.9))
    assert score(view) == 1.5
    view.session.undo()
    assert untouched()


def test_scores_stop_at_two(view, hands):
    start = hands.middle("s1e0")
    hands.drag(start, start + QPointF(0, 600))
    assert score(view) == -2


def test_a_face_is_dimmed_with_its_quote_while_it_is_dragged_and_the_curve_runs_over_both(view, hands):
    view.session.apply(set_fields(view.document, "s1e0", title="At last"))
    start = hands.middle("s1e0")
    hands.pull(start, start - QPointF(0, one_score(view)))
    kinds = [type(mark) for mark in view.marking.of_tool]
    assert kinds[:3] == [Dim, Dim, Trace]


def test_the_curve_bends_while_the_face_is_dragged(view, hands, untouched):
    start = hands.middle("s1e0")
    hands.pull(start, start - QPointF(0, one_score(view)))
    face = view.sheet.placed["face", "s1e0"]
    middle = face.y + face.piece.height / 2 - one_score(view)
    heights = [
        segment[-1] for mark in view.marking.of_tool if isinstance(mark, Trace) for segment in mark.path.segments
    ]
    assert any(abs(height - middle) < 0.01 for height in heights)
    ghost = next(mark for mark in view.marking.of_tool if isinstance(mark, Ghost) and not mark.solid)
    assert ghost.y == -one_score(view)
    hands.key(Qt.Key.Key_Escape)
    assert untouched()


def test_sideways_a_face_changes_places_and_keeps_its_score(view, hands, ids, untouched):
    start, other = hands.middle("s0e0"), hands.middle("s0e1")
    away = 14 if other.x() > start.x() else -14
    hands.drag(start, QPointF(other.x() + away, start.y() + 30))
    assert ids("s0", "emotions") == ["s0e1", "s0e0"] and score(view, "s0e0") == 0.5
    view.session.undo()
    assert untouched()


def test_what_begins_upwards_stays_a_score_however_far_it_goes_sideways(view, hands, ids):
    start = hands.middle("s0e0")
    hands.press(start)
    hands.move(start - QPointF(1, 7))
    hands.move(hands.middle("s2e0") - QPointF(0, one_score(view)))
    hands.release(hands.middle("s2e0") - QPointF(0, one_score(view)))
    assert ids("s0", "emotions") == ["s0e0", "s0e1"] and score(view, "s0e0") == 1.5


def test_a_face_goes_to_another_stage(view, hands, ids):
    start, goal = hands.middle("s0e0"), hands.cell("s3", "emotions")
    hands.press(start)
    hands.move(start + QPointF(8 if goal.x() > start.x() else -8, 0))
    hands.move(goal)
    hands.release(goal)
    assert ids("s3", "emotions") == ["s0e0"]
