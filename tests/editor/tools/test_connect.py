"""Connecting touchpoints from their port."""

from PySide6.QtCore import QPointF, Qt

from editor.canvas.marks import REFUSED, Outline, Wire
from resources.words import say


def links(view):
    return {(link.source, link.target) for link in view.document.links("map")}


def test_a_link_is_drawn_from_the_port_to_a_touchpoint_and_undone(view, hands, untouched):
    hands.drag(hands.port("s0t1"), hands.middle("s1t1"))
    assert ("s0t1", "s1t1") in links(view)
    new = next(link for link in view.document.links("map") if link.target == "s1t1")
    assert view.session.selection.ids == (new.id,)
    view.session.undo()
    assert untouched()


def test_the_target_lights_up_and_escape_leaves_no_trace(view, hands, untouched):
    hands.pull(hands.port("s0t1"), hands.middle("s1t1"))
    target = view.sheet.placed["card", "s1t1"]
    assert any(isinstance(mark, Outline) and mark.x == target.x for mark in view.marking.of_tool)
    assert any(isinstance(mark, Wire) and mark.allowed for mark in view.marking.of_tool)
    hands.key(Qt.Key.Key_Escape)
    assert untouched()


def test_a_forbidden_target_says_why_and_takes_no_link(view, hands, untouched, qtbot):
    for source, target, word in (("s0t1", "pain", "not_a_touchpoint"), ("s0t0", "s1t0", "already")):
        with qtbot.waitSignal(view.session.said, check_params_cb=bool) as said:
            hands.pull(hands.port(source), hands.middle(target))
        assert said.args[0] == say(f"canvas.connect.{word}", "en")
        assert any(isinstance(mark, Outline) and mark.colour == REFUSED for mark in view.marking.of_tool)
        hands.release(hands.middle(target))
        assert untouched()


def test_let_go_on_empty_ground_it_links_nothing(view, hands, untouched):
    hands.drag(hands.port("s0t1"), hands.cell("s3", "touchpoints"))
    assert untouched()


def test_only_touchpoints_have_a_port(view, hands, untouched):
    hands.drag(hands.port("pain"), hands.middle("s2t0"))
    assert len(links(view)) == 1


def test_the_port_stands_on_the_trailing_edge(view, hands):
    card = view.sheet.placed["card", "s0t0"]
    goes_right = view.sheet.direction == "ltr"
    assert hands.port("s0t0").x() == view.camera.to_view(card.right if goes_right else card.x, 0).x()


def test_a_link_is_picked_by_its_line_and_deleted(view, hands):
    placed = view.sheet.placed["link", "link"]
    line = next(shape for shape in placed.piece.shapes if getattr(shape, "stroke", ""))
    x, y = line.segments[0][-2:]
    forward = 5 if view.sheet.direction == "ltr" else -5
    # Beyond the reach of the port, which lies at the very start of the line.
    hands.click(view.camera.to_view(placed.x + x + 2.4 * forward, placed.y + y))
    assert view.session.selection.ids == ("link",)
    view.remove_selected()
    assert "link" not in view.document


def test_ports_are_left_alone_where_they_are_too_small_to_mean(view, hands, ids):
    view.navigator.zoom_to(0.2)
    hands.drag(
        hands.port("s0t1") - QPointF(1 if view.sheet.direction == "ltr" else -1, 0), hands.cell("s3", "touchpoints")
    )
    assert len(links(view)) == 1 and ids("s3") == ["s0t1"]
