"""Resizing stages and lanes by their edges."""

from PySide6.QtCore import QPointF, Qt

from editor.canvas.marks import Guide
from model.records import Lane, Stage


def edge_of_stage(view, identity):
    middle = view.sheet.header.start + view.sheet.header.length / 2
    return view.camera.to_view(view.sheet.column_edge(identity), middle)


def edge_of_lane(view, identity):
    middle = view.sheet.title_column.start + view.sheet.title_column.length / 2
    return view.camera.to_view(middle, view.sheet.row_edge(identity))


def outward(view, points):
    return QPointF(points if view.sheet.direction == "ltr" else -points, 0)


def test_a_stage_is_made_wider_by_its_trailing_edge_and_undone(view, hands, untouched):
    before = next(band.length for band in view.sheet.columns if band.id == "s1")
    edge = edge_of_stage(view, "s1")
    hands.drag(edge, edge + outward(view, 63))
    assert view.document.get(Stage, "s1").width == round((before + 63) / 10) * 10
    view.session.undo()
    assert untouched()


def test_a_stage_stays_wide_enough_to_read(view, hands):
    edge = edge_of_stage(view, "s1")
    hands.drag(edge, edge - outward(view, 400))
    assert view.document.get(Stage, "s1").width == 110


def test_a_lane_is_made_higher_by_its_lower_edge_and_undone(view, hands, untouched):
    before = next(band.length for band in view.sheet.rows if band.id == "pain_points")
    edge = edge_of_lane(view, "pain_points")
    hands.drag(edge, edge + QPointF(0, 57))
    assert view.document.get(Lane, "pain_points").height == round((before + 57) / 10) * 10
    view.session.undo()
    assert untouched()


def test_the_edge_follows_the_pointer_and_escape_leaves_no_trace(view, hands, untouched):
    for edge in (edge_of_stage(view, "s1"), edge_of_lane(view, "pain_points")):
        hands.pull(edge, edge + outward(view, 63) + QPointF(0, 57))
        assert any(isinstance(mark, Guide) for mark in view.marking.of_tool)
        hands.key(Qt.Key.Key_Escape)
        assert untouched()


def test_the_pointer_says_that_an_edge_can_be_pulled(view, hands):
    hands.move(edge_of_stage(view, "s1"), button=Qt.MouseButton.NoButton)
    assert view.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
    hands.move(edge_of_lane(view, "touchpoints"), button=Qt.MouseButton.NoButton)
    assert view.viewport().cursor().shape() == Qt.CursorShape.SplitVCursor
