"""The law of gestures: whatever hands do, undoing all of it is the beginning, and doing it again is the end."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from tests.editor.hands import ALT, CTRL, MIDDLE, NONE, SHIFT, Hands, journey, shown

SPOTS = st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
HELD = st.sampled_from([NONE, SHIFT, CTRL])
NAMES = st.sampled_from(["stage", "touchpoint", "emotion", "need", "lane:metrics", "line:line_of_interaction"])
ARROWS = st.sampled_from([Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down])
COMMANDS = st.sampled_from(
    ["select_all", "remove_selected", "duplicate_selected", "copy", "cut", "paste", "link_selected", "edit_selected"]
)
GESTURES = st.one_of(
    st.tuples(st.just("drag"), SPOTS, SPOTS, HELD),
    st.tuples(st.just("drag"), SPOTS, SPOTS, HELD),
    st.tuples(st.just("abandon"), SPOTS, SPOTS),
    st.tuples(st.just("pan"), SPOTS, SPOTS),
    st.tuples(st.just("click"), SPOTS, HELD),
    st.tuples(st.just("double"), SPOTS, st.sampled_from(["words", "שלום", "12%"]), st.booleans()),
    st.tuples(st.just("palette"), NAMES, SPOTS, st.booleans()),
    st.tuples(st.just("arrow"), ARROWS, st.sampled_from([NONE, SHIFT, ALT | SHIFT])),
    st.tuples(st.just("type"), st.sampled_from(["a", "+", " ", "ب"])),
    st.tuples(st.just("command"), COMMANDS),
    st.tuples(st.just("wheel"), SPOTS, st.sampled_from([-240, 240]), HELD),
    st.tuples(st.just("undo")),
)


def perform(view, hands, gesture):
    def at(spot):
        room = view.viewport().rect()
        return QPointF(spot[0] * room.width(), spot[1] * room.height())

    match gesture:
        case ("drag", start, end, held):
            hands.drag(at(start), at(end), held)
        case ("abandon", start, end):
            hands.pull(at(start), at(end))
            hands.key(Qt.Key.Key_Escape, to=view)
            hands.release(at(end))
        case ("pan", start, end):
            hands.drag(at(start), at(end), button=MIDDLE)
        case ("click", spot, held):
            hands.click(at(spot), held)
        case ("double", spot, words, keeps):
            hands.double_click(at(spot))
            hands.type(words)
            hands.key(Qt.Key.Key_Return if keeps else Qt.Key.Key_Escape)
        case ("palette", name, spot, drops):
            hands.carry(name, at(spot))
            hands.put_down(at(spot)) if drops else hands.carry_away()
        case ("arrow", key, held):
            hands.key(key, held)
        case ("type", letter):
            hands.type(letter)
        case ("command", name):
            getattr(view, name)()
        case ("wheel", spot, turned, held):
            hands.wheel(at(spot), down=turned, held=held)
        case ("undo",):
            view.session.undo()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestures=st.lists(GESTURES, min_size=1, max_size=10))
def test_undoing_all_gestures_is_the_beginning_and_redoing_them_the_end(qtbot, direction, gestures):
    document = journey(direction)
    beginning = dict(document.records)
    view = shown(qtbot, document=document, size=(1000, 700))
    hands = Hands(view)
    for gesture in gestures:
        perform(view, hands, gesture)
        assert not view.gestures.busy and not view.marking.of_tool
    view.in_place.commit()
    end = dict(document.records)
    while view.session.history.undoable:
        view.session.undo()
    assert document.records == beginning
    while view.session.history.redoable:
        view.session.redo()
    # What was undone on the way and nothing was done after is done again too.
    if ("undo",) not in gestures:
        assert document.records == end
    view.close()
    view.deleteLater()
