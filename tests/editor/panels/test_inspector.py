"""The inspector: every field of every record, applied at once, one step of undo a stay, texts that stay texts."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from editor.panels.field import MIXED, LineField, ListField, TextField, WordsField
from editor.panels.field_choice import ChoiceField, FlagField, ReferenceField
from editor.panels.field_date import DateField
from editor.panels.field_number import DurationField, NumberField, RatingField, ScoreField, read_number
from editor.panels.forms import FIELDS, card_fields
from model.records import CARD_FIELDS, CARD_KINDS, COMMON_CARD_FIELDS, KINDS, Card, JourneyMap, Persona, Project, rules
from tests.editor.window.desk import press, settled, write

UNSHOWN = {"id", "order", "map", "muted_checks"}
"""What is not edited as a field: the checks panel mutes, dragging orders."""
ELSEWHERE = ("card", "comment", "version", "conflict")
"""Kinds whose fields are looked at otherwise: a card's below, the others have panels of their own."""


def field(window, name, section=0):
    return window.inspector.sections[section].fields[name]


def choose(window, *ids):
    window.session.selection.choose(*ids)


def record(window, identity):
    return window.session.document.records[identity]


# Which fields there are


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ELSEWHERE])
def test_every_field_of_a_record_is_in_the_inspector(kind):
    wanted = set(rules(KINDS[kind])) - UNSHOWN - ({"kind"} if kind == "lane" else set())
    assert set(FIELDS[kind]) == wanted


def test_every_field_of_a_card_is_in_the_inspector():
    shown = set().union(*(card_fields(kind) for kind in CARD_KINDS))
    assert shown == set(rules(Card)) - UNSHOWN - {"kind"}


@pytest.mark.parametrize("kind", CARD_KINDS)
def test_a_card_shows_what_its_kind_has_and_no_more(kind):
    assert set(card_fields(kind)) == {*COMMON_CARD_FIELDS, *CARD_FIELDS.get(kind, ()), "stage", "lane"}


def test_each_kind_of_value_has_its_widget(window):
    wanted = {
        "t1": {"title": TextField, "channels": WordsField, "role": ChoiceField, "duration": DurationField},
        "b1": {"severity": RatingField, "about": ReferenceField, "owner": LineField},
        "e1": {"score": ScoreField},
        "s1": {"width": NumberField},
    }
    for identity, kinds in wanted.items():
        choose(window, identity)
        assert {name: type(field(window, name)) for name in kinds} == kinds
    choose(window, "t1")
    assert isinstance(field(window, "moment_of_truth"), FlagField)
    window.session.selection.clear()
    assert isinstance(field(window, "goals", 1), ListField)
    assert isinstance(field(window, "review_date", 2), DateField)


def test_with_nothing_selected_map_persona_and_project_are_shown(window):
    assert [set(section.fields) for section in window.inspector.sections] == [
        set(FIELDS["map"]),
        set(FIELDS["persona"]),
        set(FIELDS["project"]),
    ]
    assert field(window, "name", 1).value() == "Louise"
    window.session.show_map("n")
    assert len(window.inspector.sections) == 2


# Editing


def test_typing_is_applied_at_once_and_is_one_step(window):
    choose(window, "t1")
    edit = field(window, "title").edit
    edit.setFocus()
    edit.selectAll()
    write(edit, "Asks")
    assert record(window, "t1").title == "Asks"
    window.session.undo()
    assert record(window, "t1").title == "Searches"
    assert edit.toPlainText() == "Searches"
    window.session.redo()
    assert edit.toPlainText() == "Asks"


def test_another_stay_in_a_field_is_another_step(window):
    choose(window, "t1")
    owner, source = field(window, "owner").edit, field(window, "source").edit
    window.activateWindow()
    for text in ("An", "na"):
        owner.setFocus()
        press(owner, Qt.Key.Key_End)
        write(owner, text)
        source.setFocus()
        window.inspector.sections[0].fields["owner"].left.emit()
    assert record(window, "t1").owner == "Anna"
    window.session.undo()
    assert record(window, "t1").owner == "An"


def test_enter_in_a_title_ends_the_stay_and_shift_enter_breaks_the_line(window):
    choose(window, "t1")
    edit = field(window, "title").edit
    edit.selectAll()
    write(edit, "Two")
    press(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write(edit, "lines")
    assert record(window, "t1").title == "Two\nlines"
    press(edit, Qt.Key.Key_Return)
    write(edit, "!")
    window.session.undo()
    assert record(window, "t1").title == "Two\nlines"


@pytest.mark.parametrize(
    ("identity", "name", "act", "value"),
    [
        ("t1", "note", lambda each: write(each.edit, "Why?"), "Why?"),
        ("t1", "source", lambda each: write(each.edit, "Interview"), "Interview"),
        ("t1", "channels", lambda each: write(each.edit, "web, phone,web"), ("web", "phone")),
        ("t1", "tags", lambda each: write(each.edit, "\u0623\u060c\u0628"), ("\u0623", "\u0628")),
        ("t1", "evidence", lambda each: _pick(each, "measured"), "measured"),
        ("t1", "role", lambda each: _pick(each, "goal"), "goal"),
        ("t1", "duration", lambda each: write(each.edit, "90"), 90.0),
        ("t1", "moment_of_truth", lambda each: each.box.click(), True),
        ("b2", "severity", lambda each: press(each.dots, Qt.Key.Key_5), 5),
        ("b1", "severity", lambda each: press(each.dots, Qt.Key.Key_Delete), None),
        ("b1", "frequency", lambda each: press(each.dots, Qt.Key.Key_Right), 1),
        ("b1", "about", lambda each: _pick(each, "t2"), "t2"),
        ("b1", "about", lambda each: _pick(each, None), None),
        ("e1", "score", lambda each: press(each.slider, Qt.Key.Key_Right), 1.5),
        ("o1", "impact", lambda each: press(each.dots, Qt.Key.Key_3), 3),
        ("o1", "effort", lambda each: press(each.dots, Qt.Key.Key_2), 2),
        ("o1", "status", lambda each: _pick(each, "planned"), "planned"),
        ("o1", "stage", lambda each: _pick(each, "s2"), "s2"),
        ("t1", "lane", lambda each: _pick(each, "l-free"), "l-free"),
        ("s1", "title", lambda each: (press(each.edit, Qt.Key.Key_End), write(each.edit, "!")), None),
        ("s1", "width", lambda each: write(each.edit, "240"), 240.0),
        ("l-needs", "title", lambda each: write(each.edit, "Wishes"), "Wishes"),
        ("l-free", "height", lambda each: write(each.edit, "200"), 200.0),
        ("k1", "kind", lambda each: _pick(each, "choice"), "choice"),
        ("k1", "condition", lambda each: write(each.edit, "if open"), "if open"),
        ("k1", "share", lambda each: (each.edit.clear(), write(each.edit, "\u0666\u0660")), 60.0),
        ("k1", "share", lambda each: (each.edit.selectAll(), press(each.edit, Qt.Key.Key_Delete)), None),
    ],
)
def test_each_field_edits_and_undo_takes_it_back(window, identity, name, act, value):
    identity = "l-free" if identity == "l-needs" else identity
    choose(window, identity)
    before = getattr(record(window, identity), name)
    shown = field(window, name)
    window.activateWindow()
    shown.setFocus()
    act(shown)
    after = getattr(record(window, identity), name)
    assert after == (before + "!" if value is None and name == "title" else value)
    assert after != before
    window.session.history.seal()
    while window.session.history.undoable:
        window.session.undo()
    choose(window, identity)
    assert getattr(record(window, identity), name) == before
    assert shown.value() == (pytest.approx(before) if isinstance(before, float) else before)


def _pick(shown, value):
    if isinstance(shown, ReferenceField):
        shown.list_all()
    place = next(place for place in range(shown.box.count()) if shown.box.itemData(place) == (value,))
    shown.box.setCurrentIndex(place)
    shown.box.activated.emit(place)


def test_project_map_and_persona_are_edited_too(window):
    write(field(window, "scenario").edit, "Buys")
    _pick(field(window, "direction"), "rtl")
    write(field(window, "quote", 1).edit, "At last")
    goals = field(window, "goals", 1).edit
    goals.moveCursor(goals.textCursor().MoveOperation.End)
    press(goals, Qt.Key.Key_Return)
    write(goals, "A garden")
    write(field(window, "version", 2).edit, "3")
    document = window.session.document
    journey = document.get(JourneyMap, "m")
    assert (journey.scenario, journey.direction, document.project.version) == ("Buys", "rtl", "3")
    assert document.get(Persona, "louise").goals == ("A home", "A garden")
    assert document.get(Persona, "louise").quote == "At last"


def test_a_persona_is_added_chosen_and_deleted(window):
    window.inspector._new_persona()
    fresh = window.session.document.get(JourneyMap, "m").persona
    assert fresh != "louise"
    write(field(window, "name", 1).edit, "Omar")
    assert window.session.document.get(Persona, fresh).name == "Omar"
    _pick(field(window, "persona"), "louise")
    assert field(window, "name", 1).value() == "Louise"
    window.inspector._delete_persona()
    assert "louise" not in window.session.document
    assert window.session.document.get(JourneyMap, "m").persona is None
    window.session.undo()
    assert window.session.document.get(JourneyMap, "m").persona == "louise"


def test_a_date_is_chosen_from_the_calendar_and_cleared(window):
    shown = field(window, "review_date", 2)
    menu = shown.open_calendar()
    calendar = menu.actions()[0].defaultWidget()
    from PySide6.QtCore import QDate

    calendar.clicked.emit(QDate(2027, 2, 1))
    assert window.session.document.project.review_date == "2027-02-01"
    assert "2027" in shown.button.text()
    shown.clear.click()
    assert window.session.document.project.review_date == ""
    assert not shown.clear.isVisible()


# Several at once


def test_several_of_one_kind_are_edited_together(window):
    choose(window, "b1", "b2")
    assert field(window, "severity").dots.rating is None
    press(field(window, "severity").dots, Qt.Key.Key_2)
    assert (record(window, "b1").severity, record(window, "b2").severity) == (2, 2)
    window.session.undo()
    assert (record(window, "b1").severity, record(window, "b2").severity) == (4, None)


def test_values_that_differ_are_shown_as_several_and_left_alone(window):
    choose(window, "b1", "b2")
    assert field(window, "title").edit.toPlainText() == ""
    assert field(window, "title").edit.placeholderText() == window.voice.say("inspector.mixed")
    field(window, "title").edit.setFocus()
    field(window, "owner").edit.setFocus()
    assert (record(window, "b1").title, record(window, "b2").title) == ("Slow", "Dear")


def test_cards_of_several_kinds_share_the_common_fields(window):
    choose(window, "t1", "b1")
    assert set(window.inspector.sections[0].fields) == {*COMMON_CARD_FIELDS, "stage", "lane"}
    choose(window, "t1", "s1")
    assert window.inspector.sections == []


# What widgets take


def test_what_changes_elsewhere_is_shown_but_not_over_what_is_typed(window):
    choose(window, "t1")
    window.activateWindow()
    edit = field(window, "channels").edit
    edit.setFocus()
    write(edit, "web, ")
    assert edit.text() == "web, "
    window.set_role("goal")
    assert edit.text() == "web, "
    assert field(window, "role").value() == "goal"


def test_a_number_out_of_its_limits_is_marked_and_not_taken(window):
    choose(window, "k1")
    edit = field(window, "share").edit
    edit.clear()
    write(edit, "140")
    assert record(window, "k1").share == 14.0
    assert edit.property("wrong") is True
    assert "0" in edit.toolTip()
    press(edit, Qt.Key.Key_Backspace)
    assert edit.property("wrong") is False


def test_numbers_are_read_in_any_digits():
    assert read_number("\u0661\u0662\u066b\u0665") == 12.5
    assert read_number(" 40 % ") == 40
    assert read_number("\u22121,5") == -1.5
    assert read_number("") is None
    with pytest.raises(ValueError, match="x"):
        read_number("x")


def test_a_duration_is_shown_in_its_largest_whole_unit(window):
    choose(window, "t2")
    shown = field(window, "duration")
    assert (shown.edit.text(), shown.units.currentText()) == ("2", "hours")
    shown.units.setCurrentIndex(shown.units.findText("days"))
    shown.units.activated.emit(shown.units.currentIndex())
    assert record(window, "t2").duration == 2 * 1_440


def test_dots_take_the_mouse_from_the_side_where_reading_begins(window):
    choose(window, "b2")
    dots = field(window, "severity").dots
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, pos=dots.centre(4).toPoint())
    assert record(window, "b2").severity == 4
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, pos=dots.centre(4).toPoint())
    assert record(window, "b2").severity is None
    window.shell.choose_language("ar")
    settled(window)
    dots = field(window, "severity").dots
    assert dots.centre(1).x() > dots.centre(5).x()
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, pos=QPoint(dots.width() - 2, 13))
    assert record(window, "b2").severity == 1


@pytest.mark.parametrize("text", ["مرحبا 12", "שלום abc", "Hello مرحبا", "12%"])
def test_a_field_follows_the_first_strong_letter(window, text):
    choose(window, "t1")
    right = text[0] in "مש"
    line = field(window, "owner").edit
    line.clear()
    write(line, text)
    assert bool(line.alignment() & Qt.AlignmentFlag.AlignRight) == right
    assert (line.layoutDirection() == Qt.LayoutDirection.RightToLeft) == right
    lines = field(window, "note").edit
    lines.clear()
    write(lines, text)
    option = lines.document().defaultTextOption()
    assert (option.textDirection() == Qt.LayoutDirection.RightToLeft) == right
    assert bool(option.alignment() & Qt.AlignmentFlag.AlignRight) == right


@pytest.mark.parametrize(
    ("chosen", "name", "part"),
    [("e1", "score", "slider"), ("t1", "role", "box"), ("b1", "about", "box"), ("t2", "duration", "units")],
)
def test_the_wheel_scrolls_the_panel_and_never_changes_a_value(window, chosen, name, part):
    choose(window, chosen)
    before = record(window, chosen)
    widget = getattr(field(window, name), part)
    window.activateWindow()
    widget.setFocus()
    assert widget.hasFocus()
    for turn in (120, -240):
        at, none = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, at, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, none, phase, False)
        QApplication.sendEvent(widget, event)
        assert record(window, chosen) == before


def test_enter_in_a_title_keeps_it_and_leaves_the_cursor_where_it_is(window):
    choose(window, "t1")
    window.activateWindow()
    edit = field(window, "title").edit
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    write(edit, " again")
    press(edit, Qt.Key.Key_Return)
    assert record(window, "t1").title == "Searches again"
    assert edit.textCursor().position() == len("Searches again")


def test_undo_in_a_field_is_the_documents(window):
    choose(window, "t1")
    window.activateWindow()
    edit = field(window, "owner").edit
    edit.setFocus()
    write(edit, "Anna")
    press(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert record(window, "t1").owner == ""
    assert edit.text() == ""


def test_limits_of_the_records_hold_in_the_fields(window):
    choose(window, "t1")
    assert field(window, "owner").edit.maxLength() == rules(Card)["owner"].limit
    field(window, "note").edit.setPlainText("x" * 30_000)
    assert len(record(window, "t1").note) == rules(Card)["note"].limit


def test_mixed_is_no_value():
    assert MIXED is not None
    assert Project().title != MIXED


def test_every_field_is_named_for_those_who_cannot_see_it(window):
    for identity in ("t1", "b1", "e1", "o1", "s1", "l-free", "k1", ""):
        window.session.selection.choose(*([identity] if identity else []))
        for section in window.inspector.sections:
            for shown in section.fields.values():
                assert shown.focusProxy().accessibleName()


HOSTILE = '<img src="/etc/passwd"><b>bold</b> <a href="x">y</a> &amp; %s {0} \u202e'


def test_hostile_text_stays_text_everywhere(window):
    from PySide6.QtGui import Qt as GuiQt
    from PySide6.QtWidgets import QLabel

    from model.edits.fields import set_fields, set_fields_of_all

    document = window.session.document
    window.session.apply(set_fields_of_all(document, ["t1", "s1", "l-free", "m", "p"], title=HOSTILE))
    window.session.apply(set_fields(document, "louise", name=HOSTILE))
    window.session.apply(set_fields(document, "m", scenario=HOSTILE))
    window.session.apply(set_fields(document, "k1", condition=HOSTILE))
    for identity in ("t1", "b1", "s1", "l-free", "k1", ""):
        window.session.selection.choose(*([identity] if identity else []))
        settled(window)
        for label in window.findChildren(QLabel):
            assert label.textFormat() == GuiQt.TextFormat.PlainText or not GuiQt.mightBeRichText(label.text())
        for widget in window.findChildren(QLineEdit):
            tip = widget.toolTip()
            assert '<img src="/etc' not in tip
    for widget in [window.tabs.bar, *(each for _, each in window.brief.parts.values())]:
        tip = widget.tabToolTip(0) if hasattr(widget, "tabToolTip") else widget.toolTip()
        assert '<img src="/etc' not in tip
    index = window.outline.model.index(0, 0)
    assert '<img src="/etc' not in window.outline.model.data(index, GuiQt.ItemDataRole.ToolTipRole)
    assert "<img" in window.outline.model.data(index, GuiQt.ItemDataRole.DisplayRole)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("text", ["Finds a home within budget and ", "تجد منزلًا في حدود ميزانيتها "])
def test_a_text_of_several_lines_is_not_cut_at_its_side(window, language, text):
    window.voice.speak(language)
    edit = field(window, "scenario").edit
    edit.setPlainText(text * 5)
    for width in range(180, 240, 7):
        edit.resize(width, 60)
        assert edit.contentOffset().x() == 0
