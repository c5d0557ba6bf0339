"""The panel of conflicts: both values, whose they are, deciding for either, and taking that back."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from model.change import Change, change_set
from model.edits.conflicts import PLACE
from model.edits.fields import set_fields
from model.records import Conflict
from tests.editor.window.desk import press, settled

NOON = 1_778_582_400_000


def conflict(identity="x1", record="t1", field="title", kept="Searches", other="Looks", mine="other", **more):
    """A conflict between this window's author and Noa; `mine`: which of the values is this author's."""
    me = {"kept": ("me", "Noa"), "other": ("Noa", "me"), "both": ("me", "me"), "none": ("Noa", "Lev")}[mine]
    values = {"kept": json.dumps(kept), "other": json.dumps(other)} | more
    return Conflict(
        identity,
        record,
        field,
        kept_author=me[0],
        other_author=me[1],
        kept_time=NOON,
        other_time=NOON - 60_000,
        **values,
    )


@pytest.fixture
def panel(window):
    window.conflicts._author = "me"
    return window.conflicts


def meet(window, *conflicts):
    """Let a merge leave conflicts."""
    window.session.apply(change_set("change.merge", (Change(None, each) for each in conflicts)))
    settled(window)


def open_panel(window):
    QTest.mouseClick(window.sharing.badge, Qt.MouseButton.LeftButton)
    settled(window)
    return list(window.conflicts.boxes.values())


def test_conflicts_show_only_as_a_badge_until_somebody_goes_there(window, panel):
    window.activateWindow()
    window.view.setFocus()
    assert window.sharing.badge.isHidden()
    meet(window, conflict(), conflict("x2", field="owner"))
    assert window.sharing.badge.text() == "2 conflicts"
    assert not window.sharing.badge.isHidden()
    assert window.docks["conflicts"].isHidden()
    assert window.view.hasFocus()
    first, _ = open_panel(window)
    assert not window.docks["conflicts"].isHidden()
    assert first.hasFocus()


def test_both_values_are_said_with_who_and_when(window, panel):
    meet(window, conflict())
    (box,) = open_panel(window)
    assert box.values == ["Searches", "Looks"]
    said = box.accessibleName()
    assert "Searches" in said and "Title" in said
    assert box.buttons[False].text() == window.voice.say("conflicts.take_theirs")
    assert box.buttons[True].text() == window.voice.say("conflicts.keep_mine")


@pytest.mark.parametrize(
    ("mine", "words"),
    [
        ("kept", ("conflicts.keep_mine", "conflicts.take_theirs")),
        ("both", ("conflicts.keep_this", "conflicts.take_other")),
        ("none", ("conflicts.keep_this", "conflicts.take_other")),
    ],
)
def test_the_buttons_say_whose_value_is_whose(window, panel, mine, words):
    meet(window, conflict(mine=mine))
    (box,) = open_panel(window)
    assert (box.buttons[False].text(), box.buttons[True].text()) == tuple(map(window.voice.say, words))


def test_a_value_changed_since_is_said_as_it_is_on_the_map_now(window, panel):
    meet(window, conflict(mine="kept"))
    window.session.apply(set_fields(window.session.document, "t1", title="Googles"))
    settled(window)
    (box,) = open_panel(window)
    assert box.values == ["Googles", "Looks"]
    said = [each.text() for each in box.findChildren(QLabel)]
    assert "Changed since" in said
    assert "me" not in said
    assert [box.buttons[each].text() for each in (False, True)] == ["Keep this value", "Take theirs"]


def test_the_other_value_is_taken_as_one_step_that_can_be_undone(window, panel):
    meet(window, conflict())
    (box,) = open_panel(window)
    QTest.mouseClick(box.buttons[True], Qt.MouseButton.LeftButton)
    assert window.session.document.records["t1"].title == "Looks"
    assert window.session.document.conflicts() == []
    assert window.sharing.badge.isHidden()
    assert panel.boxes == {}
    window.session.undo()
    assert window.session.document.records["t1"].title == "Searches"
    assert window.sharing.badge.text() == "1 conflict"


def test_the_value_on_the_map_can_stay(window, panel):
    meet(window, conflict())
    (box,) = open_panel(window)
    QTest.mouseClick(box.buttons[False], Qt.MouseButton.LeftButton)
    assert window.session.document.records["t1"].title == "Searches"
    assert window.session.document.conflicts() == []


def test_conflicts_are_decided_by_key_one_after_the_other(window, panel):
    window.activateWindow()
    meet(window, conflict(), conflict("x2", field="owner", kept="", other="Ann"))
    first, second = open_panel(window)
    press(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    second.buttons[True].setFocus()
    press(second.buttons[True], Qt.Key.Key_Space)
    assert len(panel.boxes) == 1
    (rest,) = panel.boxes.values()
    assert rest.hasFocus()


def test_enter_goes_to_the_card(window, panel):
    meet(window, conflict(record="t2"))
    (box,) = open_panel(window)
    press(box, Qt.Key.Key_Return)
    assert window.session.selection.ids == ("t2",)


@pytest.mark.parametrize(
    ("field", "kept", "other", "said"),
    [
        ("evidence", "observed", "measured", ["observed", "measured"]),
        ("channels", ["web", "phone"], [], ["web, phone", "nothing"]),
        ("duration", 120.0, None, ["120", "nothing"]),
        ("moment_of_truth", True, False, ["yes", "no"]),
        (PLACE, {"stage": "s1", "lane": "l-free"}, {"stage": "s2", "lane": "gone"}, None),
        ("no_such_field", "a", "b", ["a", "b"]),
        ("score", {"not": "a number"}, "x", None),
    ],
)
def test_values_are_said_in_words_whatever_they_are(window, panel, field, kept, other, said):
    if said is not None and field != "no_such_field":
        value = tuple(kept) if isinstance(kept, list) else kept
        window.session.apply(set_fields(window.session.document, "t1", **{field: value}))
    meet(window, conflict(field=field, kept=kept, other=other))
    (box,) = open_panel(window)
    if said is not None:
        assert [each.casefold() for each in box.values] == said
    if field == PLACE:
        assert box.values[0].startswith("Awareness")
        assert window.voice.say("conflicts.gone") in box.values[1]


def test_a_deletion_is_called_one(window, panel):
    meet(window, conflict(field="", kept={"title": "Searches"}, other=None), conflict("x2", record="no such record"))
    boxes = open_panel(window)
    assert len(boxes) == 2
    deletion = window.conflicts.boxes["x1"]
    assert deletion.values[0] == window.voice.say("conflicts.changed")


def test_words_are_shown_as_words_in_arabic_too(window, panel):
    window.shell.choose_language("ar")
    window.session.apply(set_fields(window.session.document, "t1", title="<b>one</b>"))
    meet(window, conflict(kept="<b>one</b>", other="اثنان"))
    (box,) = open_panel(window)
    assert box.values == ["<b>one</b>", "اثنان"]
    assert window.sharing.badge.text() == "تعارض واحد"
