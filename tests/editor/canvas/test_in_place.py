"""Editing in place: every way to begin, to commit and to cancel."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from model.edits.fields import set_fields
from model.edits.maps import add_map
from model.records import Card, Lane, Link, Stage
from tests.editor.hands import ALT, CTRL, NONE, SHIFT, shown

ENTER = Qt.Key.Key_Return


def title(view, identity="s0t0"):
    return view.document.get(Card, identity).title


def test_a_double_click_edits_the_words_and_enter_commits_as_one_step(view, hands):
    hands.double_click(hands.middle("s0t0"))
    assert view.in_place.edited == "s0t0" and view.in_place.field.text() == "Touch s0t0"
    hands.key(Qt.Key.Key_End)
    hands.type(" twice")
    hands.key(ENTER)
    assert title(view) == "Touch s0t0 twice" and not view.in_place.edited
    view.session.undo()
    assert title(view) == "Touch s0t0" and view.session.history.undoable is None


@pytest.mark.parametrize(
    "identity, cls, field", [("s1", Stage, "title"), ("pain_points", Lane, "title"), ("link", Link, "condition")]
)
def test_headers_titles_and_link_labels_are_edited_where_they_stand(view, hands, identity, cls, field):
    part = "label" if identity == "link" else None
    hands.double_click(hands.middle(identity, part))
    hands.key(Qt.Key.Key_A, CTRL)
    hands.type("New words")
    hands.key(ENTER)
    assert getattr(view.document.get(cls, identity), field) == "New words"
    view.session.undo()
    assert getattr(view.document.get(cls, identity), field) != "New words"


def test_typing_on_a_selected_card_replaces_its_words_and_undo_restores_them(view, hands):
    hands.click(hands.middle("s0t0"))
    hands.type("Abc")
    assert view.in_place.field.text() == "Abc"
    hands.key(ENTER)
    assert title(view) == "Abc"
    view.session.undo()
    assert title(view) == "Touch s0t0"


def test_the_edit_command_keeps_the_words(view, hands):
    hands.click(hands.middle("s0t0"))
    view.edit_selected()
    assert view.in_place.field.text() == "Touch s0t0"


def test_space_never_starts_typing_and_shortcuts_neither(view, hands):
    hands.click(hands.middle("s0t0"))
    hands.key(Qt.Key.Key_Space, NONE, " ")
    hands.key(Qt.Key.Key_B, CTRL, "\x02")
    hands.key(Qt.Key.Key_1, ALT, "1")
    hands.key(Qt.Key.Key_F5, NONE, "")
    assert not view.in_place.edited


def test_without_a_selection_typing_does_nothing(view, hands):
    hands.type("Abc")
    assert not view.in_place.edited


@pytest.mark.parametrize("written", ["é", "ש", "你好"])
def test_dead_keys_and_input_methods_start_writing(view, hands, written):
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    hands.click(hands.middle("s0t0"))
    assert view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    hands.compose(written)
    hands.compose(written)
    hands.key(ENTER)
    assert title(view) == written * 2


def test_an_input_method_that_writes_a_space_starts_nothing(view, hands):
    hands.click(hands.middle("s0t0"))
    hands.compose(" ")
    assert not view.in_place.edited


def test_shift_enter_breaks_the_line(view, hands):
    hands.double_click(hands.middle("s0t0"))
    hands.key(Qt.Key.Key_A, CTRL)
    hands.type("one")
    hands.key(ENTER, SHIFT)
    hands.type("two")
    hands.key(ENTER)
    assert title(view) == "one\ntwo"


def test_a_stage_has_one_line_so_shift_enter_commits(view, hands):
    hands.double_click(hands.middle("s1"))
    hands.type("One line")
    hands.key(ENTER, SHIFT)
    assert view.document.get(Stage, "s1").title == "One line"


def test_escape_cancels(view, hands):
    hands.double_click(hands.middle("s0t0"))
    hands.type("gone")
    hands.key(Qt.Key.Key_Escape)
    assert title(view) == "Touch s0t0" and not view.in_place.edited
    assert view.session.history.undoable is None and view.session.selection.ids == ("s0t0",)


def test_losing_the_focus_commits_but_a_menu_does_not(view, hands):
    hands.double_click(hands.middle("s0t0"))
    hands.type("kept")
    field = view.in_place.field
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert view.in_place.edited
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert title(view) == "kept"


def test_a_click_elsewhere_commits(view, hands):
    hands.double_click(hands.middle("s0t0"))
    hands.type("kept")
    hands.click(hands.middle("pain"))
    assert title(view) == "kept" and view.session.selection.ids == ("pain",)


def test_tab_commits_and_goes_on_to_the_next_card(view, hands):
    hands.double_click(hands.middle("s0t0"))
    hands.type("kept")
    hands.key(Qt.Key.Key_Tab)
    assert title(view) == "kept" and view.session.selection.ids == ("s0t1",)
    hands.double_click(hands.middle("s0t1"))
    hands.key(Qt.Key.Key_Backtab, SHIFT)
    assert view.session.selection.ids == ("s0t0",)


def test_nothing_written_makes_no_step(view, hands):
    hands.double_click(hands.middle("s0t0"))
    hands.key(ENTER)
    assert view.session.history.undoable is None


def test_a_double_click_on_an_empty_place_adds_a_card_of_the_lanes_kind(view, hands):
    hands.double_click(hands.cell("s3", "pain_points"))
    (card,) = view.document.cell("s3", "pain_points")
    assert card.kind == "pain_point" and view.in_place.edited == card.id
    hands.type("New pain")
    hands.key(ENTER)
    assert title(view, card.id) == "New pain"
    hands.double_click(hands.cell("s3", "free"))
    assert view.document.cell("s3", "free")[0].kind == "note"


def test_escape_takes_a_card_away_that_was_made_just_now_and_never_written(view, hands):
    before = dict(view.document.records)
    hands.double_click(hands.cell("s3", "pain_points"))
    hands.key(Qt.Key.Key_Escape)
    assert view.document.records == before


def test_a_double_click_on_a_blueprint_lines_cell_adds_nothing(view, hands):
    before = dict(view.document.records)
    hands.double_click(hands.cell("s3", "line_of_visibility", down=0.9))
    view.in_place.cancel()
    assert view.document.records == before


def blocks(view):
    block = view.in_place.field.document().firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def test_each_paragraph_runs_as_its_first_strong_letter_does(view, hands):
    hands.double_click(hands.middle("s0t0"))
    hands.key(Qt.Key.Key_A, CTRL)
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    hands.type("12% ")
    map_direction = right if view.sheet.direction == "rtl" else left
    assert [block.blockFormat().layoutDirection() for block in blocks(view)] == [map_direction]
    hands.type("שלום")
    hands.key(ENTER, SHIFT)
    hands.type("12 hours")
    assert [block.blockFormat().layoutDirection() for block in blocks(view)] == [right, left]
    side = Qt.AlignmentFlag.AlignRight if view.sheet.direction == "rtl" else Qt.AlignmentFlag.AlignLeft
    assert all(block.blockFormat().alignment() & side for block in blocks(view))


def test_the_field_grows_with_its_text_and_is_never_smaller_than_at_100_per_cent(view, hands):
    view.navigator.zoom_to(0.5)
    hands.double_click(hands.middle("s0t0"))
    field = view.in_place.field
    assert field.font().pixelSize() == 12 and field.width() >= view.sheet.placed["card", "s0t0"].piece.width
    before = field.height()
    for _ in range(5):
        hands.key(ENTER, SHIFT)
    assert field.height() > before + 60
    view.in_place.commit()
    view.navigator.zoom_to(2.0)
    view.reveal("s0t0")
    hands.double_click(hands.middle("s0t0"))
    assert field.font().pixelSize() == 24


def test_the_field_lies_over_its_card_and_follows_it(view, hands):
    hands.double_click(hands.middle("s0t0"))
    field = view.in_place.field
    assert field.geometry().contains(hands.middle("s0t0").toPoint())
    view.navigator.zoom_to(1.4, QPointF(hands.middle("s0t0")))
    view.navigator.scroll(0, 6)
    assert field.geometry().contains(hands.middle("s0t0").toPoint())


def test_a_card_that_goes_while_it_is_edited_closes_the_field(view, hands):
    hands.double_click(hands.middle("s0t0"))
    view.session.selection.choose("s0t0")
    view.remove_selected()
    assert not view.in_place.edited and not view.in_place.field.isVisible()


def test_pasted_text_is_plain(view, hands):
    hands.double_click(hands.middle("s0t0"))
    field = view.in_place.field
    field.moveCursor(QTextCursor.MoveOperation.End)
    assert not field.acceptRichText()
    field.insertPlainText("a\u2028b")
    hands.key(ENTER)
    assert title(view).endswith("a\nb")


def test_what_is_pasted_by_mistake_is_cut_to_what_a_card_holds(view, hands):
    mime = QMimeData()
    mime.setText("word " * 200_000)
    hands.double_click(hands.middle("s1"))
    view.in_place.field.insertFromMimeData(mime)
    assert len(view.in_place.field.text()) == 2_000
    hands.key(Qt.Key.Key_Escape)


def test_showing_another_map_commits_what_is_written(view, hands):
    view.session.apply(add_map(view.document, "Other"))
    hands.double_click(hands.middle("s0t0"))
    hands.type("kept")
    view.session.show_map(view.document.maps()[1].id)
    assert title(view) == "kept" and not view.in_place.edited


def test_the_usual_name_of_a_lane_is_not_written_into_it(view, hands):
    hands.double_click(hands.middle("emotions"))
    assert view.in_place.field.text()
    hands.key(ENTER)
    assert view.document.get(Lane, "emotions").title == "" and view.session.history.undoable is None


def test_another_record_can_be_edited_by_the_sessions_wish(view):
    view.session.edit_wanted.emit("pain")
    assert view.in_place.edited == "pain"


def test_a_card_of_very_many_lines_opens_without_laying_out_all_of_them_for_each(qtbot):
    view = shown(qtbot)
    lines = "\n" * 20_000
    view.session.apply(set_fields(view.document, "s0t0", title=lines))
    laid_out = []
    layout = view.in_place.field.document().documentLayout()
    layout.documentSizeChanged.connect(laid_out.append)
    assert view.in_place.edit("s0t0")
    assert len(laid_out) < 50
    view.in_place.commit()
    assert view.document.get(Card, "s0t0").title == lines
