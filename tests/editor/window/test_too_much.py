"""Far too much, or what no record can hold, typed and pasted into every field: bounded, cut, said."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from model.rules import LINE_LIMIT, TEXT_LIMIT
from tests.editor.window.desk import press, settled, small_document, write

MILLION = 1_000_000
ONE_WORD = "w" * MILLION
NUMBER = 20
"""The most characters in a field for a number, which says itself that a word is none."""


@pytest.fixture
def clipboard(qapp):
    def hold(text):
        data = QMimeData()
        data.setText(text)
        qapp.clipboard().setMimeData(data)

    yield hold
    qapp.clipboard().clear()


def said(window):
    return window.status_line.said.text()


def fields(window):
    found = window.inspector.findChildren(QLineEdit) + window.inspector.findChildren(QPlainTextEdit)
    return [each for each in found if each.isVisibleTo(window.inspector) and each.isEnabled()]


@pytest.mark.parametrize("identity", ["t1", "e1", "s1", "l-free", "k1", ""])
def test_a_million_characters_in_any_field_are_cut_and_said(window, clipboard, identity):
    clipboard(ONE_WORD)
    window.session.selection.choose(*[identity] * bool(identity))
    for field in fields(window):
        window.status_line.said.clear()
        field.setFocus()
        field.selectAll()
        field.paste()
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert len(text) <= TEXT_LIMIT
        assert said(window) or len(text) <= NUMBER, field.accessibleName()
    assert all(len(value) <= TEXT_LIMIT for value in texts(window))


def texts(window):
    for record in window.session.document.records.values():
        for name in record.__slots__:
            value = getattr(record, name)
            if isinstance(value, str):
                yield value


@pytest.mark.parametrize(
    ("identity", "language"), [("t1", "en"), ("s1", "en"), ("l-free", "en"), ("t1", "ar"), ("t1", "he")]
)
def test_a_million_characters_in_place_are_cut_and_said(shell, clipboard, identity, language):
    shell.choose_language(language)
    window = settled(shell.show_document(small_document(language)))
    clipboard(ONE_WORD)
    window.view.in_place.edit(identity)
    field = window.view.in_place.field
    field.paste()
    limit = TEXT_LIMIT if identity == "t1" else LINE_LIMIT
    assert len(field.text()) == limit
    assert said(window) == window.voice.say("edit.cut", limit=window.voice.number(limit))
    window.view.in_place.commit()
    assert len(window.session.document.records[identity].title) == limit


def test_what_goes_beyond_the_limit_beside_what_is_there_is_cut(window, clipboard):
    clipboard("x" * 30)
    window.session.selection.choose("t1")
    title = next(each for each in fields(window) if isinstance(each, QPlainTextEdit))
    title.setPlainText("y" * (TEXT_LIMIT - 10))
    title.moveCursor(title.textCursor().MoveOperation.End)
    title.paste()
    assert title.toPlainText().endswith("y" + "x" * 10)
    assert said(window) == window.voice.say("edit.cut", limit=window.voice.number(TEXT_LIMIT))


def test_what_fits_is_not_worth_a_word(window, clipboard):
    clipboard("Short & <b>plain</b>\tשלום")
    window.session.selection.choose("t1")
    for field in fields(window):
        field.setFocus()
        field.selectAll()
        field.paste()
    window.view.in_place.edit("t1")
    window.view.in_place.field.paste()
    window.view.in_place.commit()
    assert said(window) == ""


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\x7f"])
def test_control_characters_are_left_out_and_said(window, clipboard, letter):
    clipboard(f"Se{letter}arch")
    window.view.in_place.edit("t1")
    window.view.in_place.field.selectAll()
    window.view.in_place.field.paste()
    window.view.in_place.commit()
    assert window.session.document.records["t1"].title in ("Search", "Se")
    assert said(window) == window.voice.say("edit.characters")


def test_a_lone_surrogate_that_is_typed_is_left_out(window):
    window.session.selection.choose("t1")
    window.view.setFocus()
    window.view.in_place.edit("t1")
    window.view.in_place.field.selectAll()
    write(window.view.in_place.field, "A")
    window.view.in_place.field.insertPlainText("\ud800B")
    window.view.in_place.commit()
    title = window.session.document.records["t1"].title
    assert title.encode("utf-8") and "A" in title and "B" in title


def test_a_million_lines_pasted_on_the_map_become_some_cards_and_that_is_said(window, clipboard):
    clipboard("line\n" * (MILLION // 5))
    window.session.selection.choose("t1")
    window.view.paste()
    assert said(window) == window.voice.say("canvas.paste.cut")
    assert len(window.session.document.cards("m")) < 300


def test_a_long_list_is_cut_and_said(window, clipboard):
    clipboard("\n".join(f"goal {each}" for each in range(300)))
    window.session.selection.clear()
    goals = next(each for each in fields(window) if each.accessibleName() == window.voice.say("field.goals"))
    goals.setFocus()
    goals.selectAll()
    goals.paste()
    assert len(window.session.document.records["louise"].goals) == 200
    assert said(window) == window.voice.say("edit.cut_list", limit=window.voice.number(200))


def test_a_tab_is_renamed_with_no_more_than_a_title_holds(window, clipboard):
    clipboard(ONE_WORD)
    window.tabs.rename_map()
    window.tabs.editor.selectAll()
    window.tabs.editor.paste()
    assert said(window) == window.voice.say("edit.cut", limit=window.voice.number(LINE_LIMIT))
    press(window.tabs.editor, Qt.Key.Key_Return)
    assert len(window.session.document.records["m"].title) == LINE_LIMIT
    assert len(window.tabs.bar.tabText(0)) <= 60
    QApplication.processEvents()
