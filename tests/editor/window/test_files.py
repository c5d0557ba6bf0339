"""Files: opened, saved, copied, reverted, dropped, raised, refused with a sentence; closing loses nothing."""

import os
import shutil
from errno import ENOSPC

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from editor.app import begin
from editor.dialogs.ask import Ask
from model.edits.fields import set_fields
from model.project import OpenProject, open_projects, read_project, write_new
from tests.editor.window.desk import settled, small_document, wait_for, write


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "home.masar"
    write_new(path, small_document())
    return path


def rename(window, title="Asks"):
    window.session.apply(set_fields(window.session.document, "t1", title=title))


def test_a_file_is_opened_in_the_place_of_an_untouched_window(window, shell, saved):
    window.files.open(saved)
    assert len(shell.windows) == 1
    assert shell.windows[0].project.path == saved
    assert shell.settings.recent() == [saved]


def test_a_window_in_which_something_was_done_stays(window, shell, saved):
    rename(window)
    window.files.open(saved)
    assert len(shell.windows) == 2


def test_a_file_that_is_open_comes_to_the_front(shell, saved):
    first = shell.open_file(saved)
    rename(first)
    shell.show_document(small_document())
    assert shell.open_file(saved) is first
    assert len(shell.windows) == 2


def test_a_file_that_grows_too_large_is_said_once(window, tmp_path, monkeypatch):
    monkeypatch.setattr("model.store.header.ADVISABLE_FILE", 4096)
    said = []
    monkeypatch.setattr(window.banner, "show_sentence", lambda sentence, **_: said.append(sentence()))
    for title in ("One", "Two"):
        rename(window, title)
        window.files.save_as(tmp_path / "new.masar")
        wait_for(lambda title=title: (tmp_path / "new.masar").exists())
        wait_for(lambda title=title: read_project(tmp_path / "new.masar").records["t1"].title == title)
    wait_for(lambda: said)
    assert said == [window.voice.say("file.heavy", name="new.masar", size="0", most="256")]


def test_saving_is_said_in_title_and_status(window, tmp_path):
    target = tmp_path / "new.masar"
    rename(window)
    window.files.save_as(target)
    wait_for(lambda: window.top.status.full == window.voice.say("status.saved", name="new.masar"))
    assert window.windowTitle() == "Home – Masar"
    assert read_project(target).records["t1"].title == "Asks"
    wait_for(lambda: window.files.recent() == [target])


def test_save_asks_for_a_name_while_there_is_none(window, tmp_path):
    window.files.save()
    dialog = window.findChild(QFileDialog)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert dialog.selectedFiles()[0].endswith("Home.masar")
    dialog.fileSelected.emit(str(tmp_path / "asked.masar"))
    wait_for((tmp_path / "asked.masar").exists)
    dialog.close()


def test_a_copy_without_history_is_said(window, tmp_path):
    window.files.save_copy(tmp_path / "copy.masar")
    wait_for(lambda: window.status_line.said.text() == window.voice.say("file.copy_saved", name="copy.masar"))
    assert read_project(tmp_path / "copy.masar").records.keys() == window.session.document.records.keys()


def test_what_cannot_be_saved_is_said_with_a_way_out(window, tmp_path):
    gone = tmp_path / "gone" / "x.masar"
    window.files.save_as(gone)
    wait_for(lambda: not window.banner.isHidden())
    assert "gone" in window.banner.words.text()
    assert [button.text() for button in window.banner.buttons] == [window.voice.say("act.save_as")]
    assert window.files.recent() == []
    window.files.save_as(tmp_path / "here.masar")
    wait_for(lambda: window.banner.isHidden())


def test_saving_over_a_file_of_another_window_is_refused(window, shell, saved):
    other = shell.open_file(saved, None)
    rename(window)
    window.files.save_as(saved)
    assert window.banner.words.text() == window.voice.say("file.open_elsewhere", name=saved.name)
    assert other.project.path == saved


def test_revert_is_a_step_that_can_be_undone(window):
    window.files.revert()
    assert window.status_line.said.text() == window.voice.say("files.as_opened")
    rename(window)
    window.files.revert()
    assert window.session.document.records["t1"].title == "Searches"
    window.session.undo()
    assert window.session.document.records["t1"].title == "Asks"


@pytest.mark.parametrize(
    ("name", "content"), [("empty.masar", b""), ("text.masar", b"hello"), ("bad.json", b"{"), ("bad.mmd", b"graph TD")]
)
def test_what_cannot_be_opened_is_said_in_the_window(window, shell, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    window.files.open(path)
    assert shell.windows == [window]
    assert not window.banner.isHidden()
    assert len(window.banner.words.text()) > 20
    assert path.read_bytes() == content
    english = window.banner.words.text()
    shell.choose_language("ar")
    assert window.banner.words.text() != english
    assert path not in shell.settings.recent()


def test_a_missing_file_named_on_the_command_line_is_said_over_the_sample(shell, tmp_path):
    begin(shell, [str(tmp_path / "nothing.masar")])
    assert len(shell.windows) == 1
    assert "nothing.masar" in shell.windows[0].banner.words.text()


def test_a_mermaid_journey_opens_untitled_with_its_remarks(window, shell, tmp_path):
    path = tmp_path / "day.mmd"
    path.write_text("journey\n  title Day\n  section Go\n    Walk: 9: Me\n", encoding="utf-8")
    window.files.open(path)
    opened = shell.windows[0]
    assert opened.project.path is None
    assert opened.session.document.maps()[0].title or opened.session.document.project.title
    assert "day.mmd" in opened.banner.words.text()
    assert opened.banner.property("bad") is False


def test_a_file_is_dropped_on_the_window(window, shell, saved):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(saved))])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, Qt.MouseButton.LeftButton, none))
    assert shell.windows[0].project.path == saved


def test_text_dragged_over_the_window_is_not_a_file(window):
    data = QMimeData()
    data.setText("hello")
    assert window.files.dropped(data) == []


# Closing


def test_an_untouched_window_closes_without_a_question(window, shell):
    window.close()
    assert shell.windows == []
    assert open_projects() == ()


def test_untitled_work_is_asked_about_and_cancel_keeps_the_window(window, shell):
    rename(window)
    window.close()
    ask = window.findChild(Ask)
    assert ask is not None
    ask.answers["dialog.cancel"].click()
    assert shell.windows == [window]
    assert window.isVisible()


def test_work_kept_here_is_found_at_the_next_start(window, shell):
    rename(window)
    window.close()
    window.findChild(Ask).answers["files.close_keep"].click()
    assert shell.windows == []
    shell.recover()
    again = shell.windows[0]
    assert again.session.document.records["t1"].title == "Asks"
    assert again.banner.words.text() == again.voice.say("file.recovered")


def test_discarded_work_is_gone(window, shell):
    rename(window)
    window.close()
    window.findChild(Ask).answers["files.close_discard"].click()
    assert shell.windows == []
    shell.recover()
    assert shell.windows == []


def test_saving_from_the_question_closes_the_window(window, shell, tmp_path):
    rename(window)
    window.close()
    window.findChild(Ask).answers["files.close_save"].click()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "kept.masar"))
    dialog.close()
    wait_for(lambda: shell.windows == [])
    assert read_project(tmp_path / "kept.masar").records["t1"].title == "Asks"


def test_closing_writes_the_file(shell, saved):
    window = shell.open_file(saved)
    rename(window, "Last words")
    window.close()
    assert shell.windows == []
    assert read_project(saved).records["t1"].title == "Last words"


def test_a_window_whose_file_cannot_be_written_stays_once_and_says_why(shell, tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    write_new(folder / "home.masar", small_document())
    window = shell.open_file(folder / "home.masar")
    rename(window)
    shutil.rmtree(folder)
    window.close()
    assert shell.windows == [window]
    assert str(folder) in window.banner.words.text()
    save_as, keep = window.banner.buttons
    assert (save_as.text(), keep.text()) == (window.voice.say("act.save_as"), window.voice.say("files.close_keep"))
    keep.click()
    assert shell.windows == []
    shell.recover()
    assert shell.windows[0].session.document.records["t1"].title == "Asks"


def test_a_window_that_said_so_closes_when_it_is_closed_again(shell, tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    write_new(folder / "home.masar", small_document())
    window = shell.open_file(folder / "home.masar")
    rename(window)
    shutil.rmtree(folder)
    window.close()
    window.close()
    assert shell.windows == []


def test_work_that_cannot_even_be_kept_here_can_be_copied_or_discarded(window, shell, tmp_path, monkeypatch):
    monkeypatch.setattr("model.store.start.new_working_path", lambda: (_ for _ in ()).throw(OSError(ENOSPC, "full")))
    rename(window)
    wait_for(window.banner.isVisible)
    window.close()
    window.findChild(Ask).answers["files.close_keep"].click()
    assert shell.windows == [window]
    assert window.project.status.problem.key == "file.no_space_here"
    copy, discard = window.banner.buttons
    assert copy.text() == window.voice.say("act.save_copy")
    window.files.save_copy(tmp_path / "copy.masar")
    wait_for(lambda: (tmp_path / "copy.masar").exists())
    discard.click()
    assert shell.windows == []


def test_what_cannot_be_saved_from_the_question_keeps_the_window(window, shell, tmp_path):
    rename(window)
    window.close()
    window.findChild(Ask).answers["files.close_save"].click()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "gone" / "kept.masar"))
    dialog.close()
    wait_for(lambda: "gone" in window.banner.words.text())
    assert shell.windows == [window]


def test_a_question_that_leads_to_no_name_ends_quitting(window, shell):
    rename(window)
    shell.quit()
    window.findChild(Ask).answers["files.close_save"].click()
    window.findChild(QFileDialog).reject()
    other = shell.show_document(small_document())
    other.close()
    assert shell.windows == [window]


def test_quit_closes_all_and_stops_at_a_question(window, shell, saved):
    rename(window)
    shell.open_file(saved)
    shell.quit()
    wait_for(lambda: shell.windows == [window])
    window.findChild(Ask).answers["dialog.cancel"].click()
    assert shell.windows == [window]


def test_what_is_being_typed_is_saved_with_the_rest(shell, saved):
    window = settled(shell.open_file(saved))
    window.session.selection.choose("t1")
    window.activateWindow()
    window.view.setFocus()
    window.view.edit_selected()
    write(QApplication.focusWidget(), "Typed")
    window.files.save()
    wait_for(lambda: window.project.status.state == "saved")
    assert read_project(saved).records["t1"].title == "Typed"


def test_losing_the_focus_saves_in_the_background(shell, saved):
    window = shell.open_file(saved)
    rename(window)
    shell._publish(Qt.ApplicationState.ApplicationInactive)
    wait_for(lambda: window.project.status.state == "saved")
    assert read_project(saved).records["t1"].title == "Asks"


def test_start_shows_the_sample_untitled_in_the_language_spoken(shell):
    shell.voice.speak("ar")
    begin(shell, [])
    window = shell.windows[0]
    assert window.project.path is None
    assert window.files.title() == "لويز تبحث عن منزل"
    assert not window.project.is_only_here


def test_a_title_makes_a_name_a_file_can_have(window):
    window.session.apply(set_fields(window.session.document, "p", title='a/b\\c: "d"? ...'))
    assert window.files.file_name() == "a b c d"
    window.session.apply(set_fields(window.session.document, "p", title="//"))
    assert window.files.file_name()


def test_working_files_lie_in_the_home_of_the_test(window):
    assert isinstance(window.project, OpenProject)
    assert os.environ["MASAR_HOME"] in str(window.shell.settings._store.fileName())


def test_a_file_dragged_over_the_map_is_for_the_window(window, shell, saved):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(saved))])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    place = QPointF(60, 60)
    enter = QDragEnterEvent(place.toPoint(), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window.view.viewport(), enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window.view.viewport(), QDropEvent(place, copy, data, Qt.MouseButton.LeftButton, none))
    assert shell.windows[0].project.path == saved
