"""The panel of comments: who said what about which card, answering, resolving, taking back, and finding."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.change import Change, change_set
from model.edits.comments import add_comment, reply, resolve
from model.edits.fields import set_fields
from model.records import Comment
from model.threads import threads
from tests.editor.window.desk import press, settled, write

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def panel(window):
    window.activateWindow()
    window.docks["comments"].show()
    settled(window)
    return window.comments


def say(window, card, text, author="Noa", time=1_000, answer_to=None):
    """Let somebody say something, as when it comes from another computer; return its id."""
    document = window.session.document
    if answer_to:
        changes = reply(document, answer_to, text, author=author, time=time)
    else:
        changes = add_comment(document, card, text, author=author, time=time)
    window.session.apply(changes)
    settled(window)
    return changes.changes[0].id


def only(window):
    (box,) = window.comments.boxes.values()
    return box


def comments(window):
    return window.session.document.all_comments()


def test_a_comment_is_written_on_the_selected_card_by_key(window, panel):
    window.docks["comments"].hide()
    window.session.selection.choose("t1")
    window.view.setFocus()
    press(window.view, Qt.Key.Key_M, CTRL_ALT)
    assert panel.composer.edit.hasFocus()
    write(panel.composer.edit, "Why so slow?")
    press(panel.composer.edit, Qt.Key.Key_Return)
    (comment,) = comments(window)
    assert (comment.card, comment.text, comment.author) == ("t1", "Why so slow?", window.project.author)
    assert comment.time > 1_700_000_000_000
    assert panel.composer.text() == ""
    assert only(window).texts[comment.id].text() == "Why so slow?"
    window.session.undo()
    assert comments(window) == []
    settled(window)
    assert panel.boxes == {}


def test_shift_enter_breaks_the_line_and_blanks_are_not_sent(window, panel):
    window.session.selection.choose("t1")
    settled(window)
    press(panel.composer.edit, Qt.Key.Key_Return)
    write(panel.composer.edit, " ")
    assert not panel.composer.button.isEnabled()
    press(panel.composer.edit, Qt.Key.Key_Return)
    assert comments(window) == []
    write(panel.composer.edit, "a")
    press(panel.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write(panel.composer.edit, "b")
    QTest.mouseClick(panel.composer.button, Qt.MouseButton.LeftButton)
    assert [each.text for each in comments(window)] == ["a\nb"]


def test_a_reply_joins_its_thread_and_is_one_step_to_undo(window, panel):
    first = say(window, "t1", "Why?")
    window.session.selection.choose("t1")
    settled(window)
    QTest.mouseClick(only(window).buttons["reply", first], Qt.MouseButton.LeftButton)
    _, _, composer = only(window)._writing
    assert composer.edit.hasFocus()
    write(composer.edit, "Because.")
    press(composer.edit, Qt.Key.Key_Return)
    (thread,) = threads(comments(window))
    assert [each.text for each in thread.comments] == ["Why?", "Because."]
    assert only(window).unsent() is None
    window.session.undo()
    assert len(comments(window)) == 1


def test_a_thread_is_resolved_and_opened_again(window, panel):
    first = say(window, "t1", "Why?")
    window.session.selection.choose("t1")
    settled(window)
    QTest.mouseClick(only(window).buttons["resolve", first], Qt.MouseButton.LeftButton)
    assert comments(window)[0].resolved
    assert only(window).property("muted") is True
    QTest.mouseClick(only(window).buttons["reopen", first], Qt.MouseButton.LeftButton)
    assert not comments(window)[0].resolved


def test_only_ones_own_comment_can_be_changed_or_removed(window, panel):
    own = say(window, "t1", "Mine", author=window.project.author)
    theirs = say(window, "t1", "Theirs", answer_to=own)
    window.session.selection.choose("t1")
    settled(window)
    box = only(window)
    assert ("edit", own) in box.buttons and ("edit", theirs) not in box.buttons
    assert ("remove", own) in box.buttons and ("remove", theirs) not in box.buttons
    QTest.mouseClick(box.buttons["edit", own], Qt.MouseButton.LeftButton)
    _, _, composer = box._writing
    assert composer.text() == "Mine"
    write(composer.edit, "!")
    press(composer.edit, Qt.Key.Key_Return)
    assert window.session.document.records[own].text == "Mine!"
    QTest.mouseClick(only(window).buttons["remove", own], Qt.MouseButton.LeftButton)
    assert comments(window) == []
    window.session.undo()
    assert {each.id for each in comments(window)} == {own, theirs}


def test_escape_gives_up_a_reply_and_then_leads_to_the_map(window, panel):
    first = say(window, "t1", "Why?")
    window.session.selection.choose("t1")
    settled(window)
    QTest.mouseClick(only(window).buttons["reply", first], Qt.MouseButton.LeftButton)
    press(only(window)._writing[2].edit, Qt.Key.Key_Escape)
    assert only(window).unsent() is None
    assert only(window).hasFocus()
    press(only(window), Qt.Key.Key_Escape)
    assert window.view.hasFocus()
    assert len(comments(window)) == 1


def test_what_is_being_written_outlives_what_others_say_meanwhile(window, panel):
    first = say(window, "t1", "Why?")
    window.session.selection.choose("t1")
    settled(window)
    QTest.mouseClick(only(window).buttons["reply", first], Qt.MouseButton.LeftButton)
    write(only(window)._writing[2].edit, "Half a sen")
    say(window, "t1", "Indeed, why?", author="Lev", answer_to=first)
    assert len(only(window).thread.replies) == 1
    unsent = only(window).unsent()
    assert (unsent.what, unsent.text, unsent.focused) == ("reply", "Half a sen", True)


def test_what_was_begun_about_a_card_is_there_when_it_is_selected_again(window, panel):
    window.session.selection.choose("t1")
    settled(window)
    write(panel.composer.edit, "Half")
    window.session.selection.choose("t2")
    settled(window)
    assert panel.composer.text() == ""
    window.session.selection.choose("t1")
    settled(window)
    assert panel.composer.text() == "Half"


def test_without_a_selection_all_threads_are_listed_the_open_ones_first(window, panel):
    old = say(window, "t1", "Old", time=1)
    done = say(window, "t2", "Done", time=3)
    fresh = say(window, "b1", "Fresh", time=2)
    window.session.apply(resolve(window.session.document, done))
    settled(window)
    assert list(panel.boxes) == [fresh, old]
    panel.state.setCurrentIndex(panel.state.findData("all"))
    assert list(panel.boxes) == [fresh, old, done]
    panel.state.setCurrentIndex(panel.state.findData("resolved"))
    assert list(panel.boxes) == [done]
    panel.state.setCurrentIndex(panel.state.findData("all"))
    write(panel.find, "fre")
    assert list(panel.boxes) == [fresh]
    assert panel.composer is None
    write(panel.find, "zzz")
    assert panel.summary.text() == window.voice.say("comments.none_found")


def test_a_thread_leads_to_its_card(window, panel):
    first = say(window, "t2", "Here")
    only(window).setFocus()
    press(only(window), Qt.Key.Key_Return)
    assert window.session.selection.ids == ("t2",)
    settled(window)
    assert list(panel.boxes) == [first]
    QTest.mouseClick(panel.everything, Qt.MouseButton.LeftButton)
    settled(window)
    assert window.session.selection.ids == ()
    QTest.mouseClick(only(window).buttons["go", first], Qt.MouseButton.LeftButton)
    assert window.session.selection.ids == ("t2",)


def test_threads_can_be_walked_by_key(window, panel):
    say(window, "t1", "One", time=1)
    say(window, "t2", "Two", time=2)
    settled(window)
    panel.focus_first()
    first, second = panel.boxes.values()
    assert first.hasFocus()
    press(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    press(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_tab_goes_through_the_panel_as_it_is_read(window, panel):
    window.session.selection.choose("t1")
    window.parts.comment()
    say(window, "t1", "Who answers this?", author=window.project.author)
    panel.refresh()
    box = only(window)
    assert panel.composer.edit.hasFocus()
    press(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    seen = [QApplication.focusWidget()]
    while seen[-1] is not box and len(seen) < 9:
        press(seen[-1], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        seen.append(QApplication.focusWidget())
    assert seen[-1] is box
    assert [each.text() for each in seen[:2]] == ["Resolve", "Reply"]
    assert len(seen) == 5, "those two, what one may do with one's own comment, and the thread"


def test_a_renamed_card_is_renamed_here(window, panel):
    first = say(window, "t1", "One")
    window.session.apply(set_fields(window.session.document, "t1", title="Asks & waits"))
    settled(window)
    assert only(window).buttons["go", first].text() == "Asks && waits"


@pytest.mark.parametrize("hostile", ["<b>bold</b><img src=x>", "\u202eevil", "a" * 5_000])
def test_words_are_shown_as_words(window, panel, hostile):
    first = say(window, "t1", hostile, author="<i>N</i>")
    settled(window)
    shown = only(window).texts[first]
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == hostile
    assert shown.width() <= panel.width()


def test_arabic_runs_from_the_right_in_an_english_window_and_the_other_way_round(window, panel):
    say(window, "t1", "لماذا البطء؟")
    assert only(window).texts[comments(window)[0].id].layoutDirection() == Qt.LayoutDirection.RightToLeft
    window.shell.choose_language("ar")
    settled(window)
    window.session.selection.choose("t1")
    settled(window)
    assert panel.composer.edit.placeholderText() == window.voice.say("comments.write")
    say(window, "t1", "Why?", time=9_000)
    texts = [text for box in panel.boxes.values() for text in box.texts.values()]
    assert [each.layoutDirection() for each in texts] == [
        Qt.LayoutDirection.RightToLeft,
        Qt.LayoutDirection.LeftToRight,
    ]


def test_very_many_threads_are_cut_and_counted(window, panel):
    many = [Comment(id=f"c{n}", card="t1", time=n, text=str(n)) for n in range(130)]
    window.session.apply(change_set("change.other", (Change(None, each) for each in many)))
    settled(window)
    assert len(panel.boxes) == 100
    assert panel.summary.text() == window.voice.say("comments.more", count=30)


def test_a_hidden_panel_waits(window):
    say(window, "t1", "One")
    assert window.comments.boxes == {}
    window.toggle_panel("comments")
    assert len(window.comments.boxes) == 1
