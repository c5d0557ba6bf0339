"""The history in the window, by hand and by key: shown, scrubbed, named, compared, restored, and never changed."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from editor.dialogs.ask import Ask
from editor.dialogs.version import VersionDialog
from editor.history import travel as travelling
from editor.history.rows import Row
from model.change import Change, ChangeSet, Label
from model.document import Document
from model.edits.cards import move_cards
from model.edits.fields import remove, set_fields
from model.project import OpenProject, read_project, write_new
from model.records import Card, Comment, Lane
from tests.editor.hands import ALT, CTRL, SHIFT, Hands
from tests.editor.window.desk import press, settled, small_document, wait_for, write


def work(window):
    """Do four steps: a title, a move, a deletion, a new card."""
    session = window.session
    document = session.document
    for step in (
        lambda: set_fields(document, "t1", title="Searches again"),
        lambda: move_cards(document, ["t2"], "s1", None),
        lambda: remove(document, ["b1"]),
    ):
        session.history.seal()
        session.apply(step())
    window.view.insert("opportunity")
    window.settle()


@pytest.fixture(params=["en", "ar"])
def past(request, window):
    """A window in which something was done, its history open, in English and in Arabic."""
    window.shell.choose_language(request.param)
    work(window)
    press(window, Qt.Key.Key_H, CTRL)
    wait_for(lambda: len(order(window)) > 1)
    window.activateWindow()
    return window


def order(window):
    return list(window.history.travel.timeline.entries)


def shown(window):
    """Return the document of the canvas that is shown."""
    return window.history.canvas.document


def listed(window):
    model = window.history_panel.model
    return [model.row_at(model.index(row)) for row in range(model.rowCount())]


def click(widget, place: QPoint) -> None:
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        at, there = QPointF(place), QPointF(widget.mapToGlobal(place))
        pressed = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        QApplication.sendEvent(
            widget, QMouseEvent(kind, at, there, Qt.MouseButton.LeftButton, pressed, Qt.KeyboardModifier.NoModifier)
        )


def click_on(window, row: Row) -> None:
    panel = window.history_panel
    index = panel.model.index(listed(window).index(row))
    panel.list.scrollTo(index)
    click(panel.list.viewport(), panel.list.visualRect(index).center())


# Going there


def test_the_key_opens_the_history_and_goes_into_it(past):
    assert past.history_panel.list.hasFocus()
    assert [row.kind for row in listed(past)] == ["now", "head", *["step"] * 5]


def test_a_click_on_an_entry_shows_the_map_as_it_was(past):
    now = dict(past.session.document.records)
    click_on(past, Row("step", order(past)[0]))
    assert past.history.away
    assert past.view.isHidden() or not past.view.isVisible()
    assert shown(past).get(Card, "t1").title == "Searches"
    assert "b1" in shown(past)
    assert past.session.document.records == now


def test_the_arrows_and_the_slider_scrub(past):
    panel, entries = past.history_panel, order(past)
    press(panel.list, Qt.Key.Key_Down)
    assert past.history.travel.at == entries[-1]
    press(panel.list, Qt.Key.Key_Down)
    assert past.history.travel.at == entries[-2]
    assert panel.slider.value() == len(entries) - 2
    panel.slider.setFocus()
    press(panel.slider, Qt.Key.Key_Home)
    assert past.history.travel.at == entries[0]
    assert panel.row == Row("step", entries[0])
    press(panel.slider, Qt.Key.Key_End)
    assert not past.history.away
    assert past.view.isVisible()


def test_keys_step_through_time_from_the_list_and_from_the_map(past):
    entries = order(past)
    press(past.history_panel.list, Qt.Key.Key_Down, ALT)
    assert past.history.travel.at == entries[-1]
    past.history.canvas.setFocus()
    press(past.history.canvas, Qt.Key.Key_Down, ALT)
    assert past.history.travel.at == entries[-2]
    press(past.history.canvas, Qt.Key.Key_Up, ALT)
    press(past.history.canvas, Qt.Key.Key_Up, ALT)
    assert not past.history.away
    assert past.view.hasFocus()


def test_escape_returns_from_the_map_and_from_the_list(past):
    for widget in (lambda: past.history.canvas, lambda: past.history_panel.list):
        past.history.travel.go(order(past)[1])
        widget().setFocus()
        press(widget(), Qt.Key.Key_Escape)
        assert not past.history.away
        assert past.view.isVisible()


def test_the_bar_says_which_moment_it_is_and_by_whom(past):
    past.history.travel.go(order(past)[1])
    said = past.history.past.bar.words.full
    assert past.project.author in said
    assert past.history.past.bar.details.full.rstrip("»”").endswith(past.voice.say("field.title")) or (
        "Searches again" in past.history.past.bar.details.full or "Searches" in past.history.past.bar.details.full
    )


def test_the_same_map_is_shown_at_the_same_place(past):
    past.session.show_map("n")
    past.session.show_map("m")
    past.view.navigator.zoom_to(1.5)
    past.view.horizontalScrollBar().setValue(120)
    kept = past.view.zoom, past.view.horizontalScrollBar().value()
    past.history.travel.go(order(past)[2])
    canvas = past.history.canvas
    assert canvas is not past.view
    assert (canvas.zoom, canvas.horizontalScrollBar().value()) == kept


# What is lit


def lit(window):
    canvas = window.history.canvas
    return {mark.how for mark in canvas.marking.marks if type(mark).__name__ == "Differing"}


def test_what_the_entry_did_is_lit_and_counted(past):
    entries, legend = order(past), past.history.past.bar.legend
    expected = {1: {"changed"}, 2: {"moved"}, 3: {"changed"}, 4: {"added"}}
    for place, hows in expected.items():
        past.history.travel.go(entries[place])
        assert lit(past) == hows, place
        seen = {how for how, words in legend.counts.items() if words.isVisible()}
        assert hows <= seen
    past.history.travel.go(entries[3])
    assert legend.removed.full == "Slow"
    assert legend.counts["removed"].isVisible()


def test_each_way_of_differing_has_its_own_line_and_sign():
    from editor.canvas.differing import LOOKS

    assert len({look.line for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.strokes for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.colour for look in LOOKS.values()}) == len(LOOKS)


def test_marks_are_painted_over_what_differs(past):
    past.history.travel.go(order(past)[4])
    canvas = past.history.canvas
    canvas.settle()
    mark = next(mark for mark in canvas.marking.marks if type(mark).__name__ == "Differing")
    picture = canvas.viewport().grab().toImage()
    area = canvas.camera.rectangle(mark.x, mark.y, mark.width, mark.height).toRect()
    edge = picture.pixelColor(area.center().x(), area.top() - 2)
    assert edge.green() > edge.red() + 40


# Nothing can be changed


def test_no_tool_key_drop_or_writing_changes_anything(past):
    past.history.travel.go(order(past)[0])
    canvas, document = past.history.canvas, shown(past)
    canvas.setFocus()
    before, now = dict(document.records), dict(past.session.document.records)
    hands = Hands(canvas)
    hands.drag(hands.middle("t1"), hands.cell("s2", "l-touchpoints"))
    hands.drag(hands.middle("e1"), hands.middle("e1") + QPointF(0, 60))
    hands.drag(hands.middle("s1"), hands.middle("s2"))
    hands.drag(hands.port("t1"), hands.middle("b1"))
    edge = canvas.sheet.column_edge("s1")
    grip = canvas.camera.to_view(edge, canvas.sheet.header.start + 10)
    hands.drag(grip, grip + QPointF(80, 0))
    hands.double_click(hands.middle("t1"))
    hands.double_click(hands.cell("s2", "l-free"))
    assert not canvas.in_place.edited
    assert not hands.carry("touchpoint", hands.cell("s2", "l-touchpoints"))
    hands.put_down(hands.cell("s2", "l-touchpoints"))
    canvas.session.selection.choose("t1")
    hands.type("abc")
    hands.compose("ع")
    for key, held in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_X, CTRL),
        (Qt.Key.Key_V, CTRL),
        (Qt.Key.Key_D, CTRL),
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_L, CTRL),
        (Qt.Key.Key_1, ALT),
        (Qt.Key.Key_Right, ALT | SHIFT),
    ):
        press(canvas, key, held)
    canvas.session.selection.choose("e1")
    hands.type("+")
    assert document.records == before
    assert past.session.document.records == now
    assert past.history.away


def test_what_would_change_the_map_is_grey_in_the_past_and_comes_back(past):
    past.session.selection.choose("t1")
    actions, dock = past.menus.actions, past.docks["inspector"].widget()
    past.history.travel.go(order(past)[0])
    names = ("undo", "insert.touchpoint", "delete", "paste", "add_map", "export", "revert")
    assert not any(actions[name].isEnabled() for name in names)
    assert not dock.isEnabled()
    assert actions["restore"].isEnabled()
    assert actions["zoom_in"].isEnabled()
    past.history.back_to_now()
    assert all(actions[name].isEnabled() for name in names)
    assert dock.isEnabled()
    assert not actions["restore"].isEnabled()


def test_zooming_zooms_the_map_that_is_shown(past):
    past.history.travel.go(order(past)[0])
    live, before = past.view.zoom, past.history.canvas.zoom
    press(past, Qt.Key.Key_Plus, CTRL)
    assert past.history.canvas.zoom > before
    assert past.view.zoom == live


def test_what_is_being_written_is_kept_before_the_past_is_shown(past):
    past.history.back_to_now()
    past.view.in_place.edit("f1")
    past.view.in_place.field.setPlainText("Kept")
    past.history.travel.go(order(past)[0])
    assert past.session.document.get(Card, "f1").title == "Kept"
    assert shown(past).get(Card, "f1").title == "Remember"
    past.history.back_to_now()
    past.view.in_place.edit("f1")
    past.view.in_place.field.setPlainText("Written on")
    past.history.compare(order(past)[0], "")
    assert any("Written on" in field for _, _, fields in lines(past) for field in fields)


def test_f6_goes_only_where_something_can_be_done(past):
    past.history.travel.go(order(past)[0])
    past.history.canvas.setFocus()
    press(past, Qt.Key.Key_F6)
    assert past.history_panel.list.hasFocus()
    press(past, Qt.Key.Key_F6)
    assert past.history.canvas.hasFocus()


# Others meanwhile


def test_what_others_did_meanwhile_does_not_throw_the_view_out(past, tmp_path):
    mine, theirs = tmp_path / "Mine.masar", tmp_path / "Theirs.masar"
    past.files.save_as(mine)
    wait_for(lambda: past.project.status.state == "saved")
    theirs.write_bytes(mine.read_bytes())
    other = OpenProject.open(theirs, author="Bea")
    other.document.apply(ChangeSet(Label("change.other"), (Change(None, card_of("theirs")),)))
    assert other.close()
    past.session.apply(set_fields(past.session.document, "f1", title="Mine"))
    entries = order(past)
    past.history.travel.go(entries[1])
    past.project.merge_file(theirs)
    wait_for(lambda: len(order(past)) > len(entries) + 1)
    assert past.history.travel.at == entries[1]
    assert "theirs" not in shown(past)
    assert past.history_panel.row == Row("step", entries[1])
    past.history.travel.go(entries[0])
    assert shown(past).get(Card, "t1").title == "Searches"
    past.history.back_to_now()
    assert "theirs" in shown(past)


def card_of(identity: str) -> Card:
    return Card(id=identity, map="m", stage="s1", lane="l-free", order="z9", kind="note", title="Theirs")


def test_live_edits_are_listed_as_they_are_made(past):
    before = len(order(past))
    past.session.apply(set_fields(past.session.document, "t2", title="Reads on"))
    wait_for(lambda: len(order(past)) == before + 1)
    assert "Reads on" in past.history_panel.model.index(2).data() or "Reads" in past.history_panel.model.index(2).data()


def test_a_far_journey_lets_the_window_go_on_and_the_newest_wish_wins(past, monkeypatch):
    monkeypatch.setattr(travelling, "AT_ONCE_S", 0.0)
    monkeypatch.setattr(travelling, "SLICE_S", 0.0)
    entries, travel = order(past), past.history.travel
    travel.go(entries[0])
    assert not travel.away
    travel.go(entries[2])
    wait_for(lambda: travel.at)
    assert travel.at == entries[2]
    assert shown(past).records == past.project.records_at(entries[2])


# Restoring


def test_restoring_is_one_step_that_can_be_undone(past):
    now, entries = dict(past.session.document.records), order(past)
    past.history.travel.go(entries[1])
    QTest.mouseClick(past.history.past.bar.restore, Qt.MouseButton.LeftButton)
    assert not past.history.away
    document = past.session.document
    assert document.get(Card, "t1").title == "Searches again"
    assert "b1" in document
    assert document.get(Card, "t2").stage == "s2"
    press(past, Qt.Key.Key_Z, CTRL)
    assert document.records == now


# Named versions


def dialog(window) -> VersionDialog:
    return next(each for each in window.findChildren(VersionDialog) if each.isVisible())


def test_a_version_is_named_renamed_and_let_go_by_keys(past):
    press(past, Qt.Key.Key_N, CTRL | SHIFT)
    asked = dialog(past)
    assert asked.title.text()
    assert asked.focusWidget() is asked.title
    asked.title.clear()
    write(asked.title, "Sent to Acme")
    press(asked.title, Qt.Key.Key_Tab)
    write(asked.note, "They wait")
    press(asked.note, Qt.Key.Key_Return, CTRL)
    version = past.session.document.versions()[0]
    assert (version.title, version.note, version.entry) == ("Sent to Acme", "They wait", order(past)[4])
    assert version.author == past.project.author
    rows = listed(past)
    at = rows.index(Row("version", version.entry, version.id))
    assert rows[at + 1].kind == "note"
    panel = past.history_panel
    panel.list.setCurrentIndex(panel.model.index(at))
    panel.list.setFocus()
    press(panel.list, Qt.Key.Key_F2)
    dialog(past).title.setText("Sent to client")
    press(dialog(past).title, Qt.Key.Key_Return)
    assert past.session.document.versions()[0].title == "Sent to client"
    panel.list.setCurrentIndex(panel.model.index(listed(past).index(rows[at])))
    press(panel.list, Qt.Key.Key_Delete)
    assert past.session.document.versions() == []
    press(past, Qt.Key.Key_Z, CTRL)
    assert past.session.document.versions()[0].title == "Sent to client"


def test_the_state_that_is_shown_is_the_one_that_is_named(past):
    entries = order(past)
    past.history.travel.go(entries[2])
    past.menus.actions["name_version"].trigger()
    dialog(past).accept()
    assert past.session.document.versions()[0].entry == entries[2]
    assert past.history.travel.at == entries[2]


def test_a_version_without_a_name_is_not_made(past):
    past.menus.actions["name_version"].trigger()
    asked = dialog(past)
    asked.title.setText("  ")
    assert not asked.save.isEnabled()
    asked.accept()
    assert asked.isVisible()
    press(asked, Qt.Key.Key_Escape)
    assert past.session.document.versions() == []


# Comparing


def lines(window):
    model, found = window.history_panel.compare.model, []
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        found.append((model.difference(top).kind, top.data(), [model.index(n, 0, top).data() for n in range(9)]))
    return [(kind, title, [each for each in fields if each]) for kind, title, fields in found]


def test_two_states_are_compared_card_by_card_and_field_by_field(past):
    past.history.compare("", order(past)[0])
    told = lines(past)
    assert [kind for kind, _, _ in told] == ["added", "changed", "changed", "moved", "removed"]
    changed = next(fields for _, title, fields in told if "Searches again" in title)
    assert len(changed) == 1
    assert "Searches" in changed[0]
    assert "Searches again" in changed[0]
    assert past.voice.say("field.title") in changed[0]
    moved = next(fields for kind, _, fields in told if kind == "moved")
    assert "Interest" in moved[0]
    assert "Awareness" in moved[0]
    assert lit(past) == {"added", "changed", "moved"}
    assert past.history_panel.comparing


def test_a_line_shows_its_card_and_what_was_removed_where_it_was(past):
    past.history.compare(order(past)[0], "")
    tree = past.history_panel.compare.tree
    tree.setFocus()
    press(tree, Qt.Key.Key_End)
    assert past.history.past.bar.shows_before
    assert "b1" in shown(past)
    assert past.history.canvas.session.selection.ids == ("b1",)
    assert "removed" in lit(past)
    click(tree.viewport(), tree.visualRect(tree.model().index(1, 0)).center())
    assert not past.history.past.bar.shows_before
    assert past.history.canvas.session.selection.ids == ("t1",)
    press(tree, Qt.Key.Key_Escape)
    assert not past.history.away
    assert not past.history_panel.comparing


def test_an_entry_is_compared_with_another_that_is_chosen(past):
    entries, panel = order(past), past.history_panel
    act = past.voice.say("history.compare_other")
    next(each for each in past.history.menu(Row("step", entries[1])).actions() if each.text() == act).trigger()
    assert panel.hint.isVisible()
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index_of(entries[3]))
    press(panel.list, Qt.Key.Key_Down)
    assert not past.history.away
    press(panel.list, Qt.Key.Key_Return)
    assert [kind for kind, _, _ in lines(past)] == ["moved"]
    press(panel.compare.tree, Qt.Key.Key_Escape)
    panel.pick(entries[1])
    panel.list.setFocus()
    press(panel.list, Qt.Key.Key_Escape)
    assert not panel.hint.isVisible()
    click_on(past, Row("step", entries[3]))
    assert past.history.travel.at == entries[3]


def test_an_entry_is_compared_with_the_named_version_before_it(past):
    entries = order(past)
    assert past.voice.say("history.compare_named") not in menu_of(past, entries[3])
    past.history.name_version(entries[1])
    dialog(past).title.setText("First")
    dialog(past).accept()
    menu_of(past, entries[3])[past.voice.say("history.compare_named")].trigger()
    assert "First" in past.history_panel.compare.heading.text()
    assert [kind for kind, _, _ in lines(past)] == ["changed", "moved", "removed"]


def menu_of(window, entry):
    return {action.text(): action for action in window.history.menu(Row("step", entry)).actions() if action.text()}


def test_the_map_is_compared_with_a_file(past, tmp_path):
    target = tmp_path / "Other.masar"
    write_new(target, small_document())
    past.menus.actions["compare_file"].trigger()
    asked = next(each for each in past.findChildren(QFileDialog) if each.isVisible())
    asked.fileSelected.emit(str(target))
    asked.close()
    assert "Other.masar" in past.history_panel.compare.heading.text()
    assert [kind for kind, _, _ in lines(past)] == ["added", "changed", "changed", "moved", "removed"]


def test_a_file_that_cannot_be_read_is_said_in_the_banner(past, tmp_path):
    broken = tmp_path / "broken.masar"
    broken.write_bytes(b"no project")
    past.history.compare_file(broken)
    assert past.banner.isVisible()
    assert not past.history.away


def test_states_that_do_not_differ_say_so(past):
    past.history.compare(order(past)[-1], "")
    assert lines(past) == []
    assert past.history_panel.compare.none.isVisible()
    QTest.mouseClick(past.history_panel.compare.done, Qt.MouseButton.LeftButton)
    assert not past.history.away


# Forgetting, and copies for others


def test_forgetting_is_asked_about_and_leaves_the_later_steps(past):
    entries = order(past)
    act = past.voice.say("history.forget")
    assert act not in menu_of(past, entries[0])
    menu_of(past, entries[2])[act].trigger()
    asked = next(each for each in past.findChildren(Ask) if each.isVisible())
    press(asked, Qt.Key.Key_Escape)
    assert order(past) == entries
    menu_of(past, entries[2])[act].trigger()
    asked = next(each for each in past.findChildren(Ask) if each.isVisible())
    QTest.mouseClick(asked.answers["history.forget_do"], Qt.MouseButton.LeftButton)
    assert order(past) == entries[2:]
    assert past.status_line.said.text() == past.voice.say("history.forgotten", count=2)


def test_a_place_that_is_forgotten_is_left(past):
    entries = order(past)
    past.history.travel.go(entries[0])
    past.history.forget_before(entries[2])
    assert not past.history.away


def test_a_clean_copy_holds_no_history_comments_authors_or_hidden_lanes(window, tmp_path):
    document = window.session.document
    window.session.apply(set_fields(document, "p", authors=("Amal",)))
    window.session.apply(set_fields(document, "l-free", hidden=True))
    comment = Comment(id="said", card="t1", author="Bea", text="Hm")
    window.session.apply(ChangeSet(Label("change.other"), (Change(None, comment),)))
    target = tmp_path / "clean.masar"
    window.files.save_clean(target)
    wait_for(target.exists)
    wait_for(lambda: window.status_line.said.text())
    copy = read_project(target)
    assert copy.project.authors == ()
    assert not copy.all_comments()
    assert not any(isinstance(record, Lane) and record.hidden for record in copy.records.values())
    assert "f1" not in copy
    assert "f1" in document


# Across sittings


def test_the_log_of_an_older_sitting_is_listed_and_shown(shell, tmp_path):
    target = tmp_path / "Home.masar"
    write_new(target, small_document())
    project = OpenProject.open(target, author="Bea")
    project.document.apply(set_fields(project.document, "t1", title="By Bea"))
    assert project.close()
    window = settled(shell.open_file(target))
    window.history.show()
    wait_for(lambda: len(order(window)) > 1)
    assert any("Bea" in str(window.history_panel.model.index(row).data()) for row in range(4))
    window.history.travel.go(order(window)[0])
    assert shown(window).get(Card, "t1").title == "Searches"


def test_undo_reaches_back_into_an_older_sitting(shell, tmp_path):
    target = tmp_path / "Home.masar"
    write_new(target, small_document())
    project = OpenProject.open(target)
    project.document.apply(set_fields(project.document, "t1", title="Yesterday"))
    assert project.close()
    window = settled(shell.open_file(target))
    assert not window.menus.actions["undo"].isEnabled()
    wait_for(window.menus.actions["undo"].isEnabled)
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.session.document.get(Card, "t1").title == "Searches"


def test_a_state_that_cannot_be_shown_is_refused_in_a_sentence(past):
    records = dict(past.session.document.records)
    del records["p"]
    assert not past.history.past.show_records(records, [], "m")
    past.history.travel.go("nowhere")
    assert not past.history.away
    assert past.status_line.said.text() == past.voice.say("history.cannot_tell")
    assert isinstance(past.session.document, Document)


def test_the_past_behind_the_map_takes_no_room_from_the_panels(window):
    settled(window)
    asked = window.history.past.minimumSizeHint().width()
    assert window.centralWidget().minimumSizeHint().width() < asked
