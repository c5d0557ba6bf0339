"""Backups and rescued copies: opened beside what they come from, under a name that says so, never over the file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.dialogs.backups import BackupsDialog
from editor.dialogs.lost import LostDialog
from model.edits.fields import set_fields
from model.project import open_projects, read_project, write_new
from model.store import backups
from resources.words.times import written_moment
from tests.editor.window.desk import press, settled, small_document, wait_for


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "home.masar"
    write_new(made, small_document())
    return made


@pytest.fixture
def kept(shell, path):
    """A window on a file that was saved twice, with a backup of each time."""
    window = settled(shell.open_file(path))
    for count, title in enumerate(("First", "Second"), 1):
        window.session.apply(set_fields(window.session.document, "t1", title=title))
        window.files.save()
        wait_for(lambda count=count: len(backups.of(path)) == count)
    return window


def dialog_of(window, kind=BackupsDialog):
    wait_for(lambda: [each for each in window.findChildren(kind) if each.isVisible()])
    return next(each for each in window.findChildren(kind) if each.isVisible())


def damage(path):
    """Spoil the file where the title of a card stands."""
    data = bytearray(path.read_bytes())
    place = data.index(b"Remember")
    data[place : place + 40] = b"\xff" * 40
    path.write_bytes(bytes(data))


def test_the_backups_of_the_open_file_are_listed_newest_first(kept, path):
    kept.menus.actions["restore_backup"].trigger()
    dialog = dialog_of(kept)
    top = dialog.tree.topLevelItem(0)
    assert top.text(0).startswith("Home · ")
    assert str(path) in top.text(0)
    assert top.isExpanded()
    times = [each.time for each in backups.of(path)]
    assert [top.child(n).text(0) for n in range(top.childCount())] == [written_moment(time, "en") for time in times]
    assert all("KB" in top.child(n).text(1) for n in range(top.childCount()))


def test_a_backup_opens_as_a_document_of_its_own_and_the_file_stays(kept, shell, path):
    kept.files.ask_backup()
    dialog = dialog_of(kept)
    older = dialog.tree.topLevelItem(0).child(1)
    dialog.tree.setCurrentItem(older)
    QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    opened = shell.windows[-1]
    assert opened is not kept
    assert opened.session.document.records["t1"].title == "First"
    assert opened.project.path is None
    assert opened.files.title() == f"home, as of {older.text(0)}"
    assert opened.windowTitle().startswith("home, as of")
    assert read_project(path).records["t1"].title == "Second"
    assert not shell.is_untouched(opened)


def test_the_chosen_backup_opens_with_enter_and_says_its_name_in_arabic(kept, shell):
    shell.choose_language("ar")
    kept.files.ask_backup()
    dialog = dialog_of(kept)
    dialog.tree.setFocus()
    press(dialog.tree, Qt.Key.Key_Return)
    opened = shell.windows[-1]
    assert opened is not kept
    assert "كما كان في" in opened.files.title()


def test_a_backup_keeps_its_name_only_until_it_has_a_file(kept, shell, tmp_path):
    kept.files.ask_backup()
    dialog_of(kept).open_chosen()
    opened = shell.windows[-1]
    opened.files.save_as(tmp_path / "again.masar")
    assert opened.files.title() == "Home"


def test_without_backups_the_list_says_so(shell):
    window = settled(shell.show_document(small_document()))
    window.files.ask_backup()
    dialog = dialog_of(window)
    assert dialog.said.text() == window.voice.say("backups.none")
    assert not dialog.open_button.isEnabled()


def test_a_damaged_backup_is_refused_with_a_sentence(kept, shell, path):
    newest = backups.of(path)[0]
    damage(newest.path)
    kept.files.ask_backup()
    dialog_of(kept).open_chosen()
    assert shell.windows == [kept]
    assert not kept.banner.isHidden()


def test_of_a_damaged_file_what_can_be_rescued_is_opened_as_a_copy(shell, path):
    window = settled(shell.show_document(small_document()))
    window.session.apply(set_fields(window.session.document, "t1", title="Busy"))
    damage(path)
    spoiled = path.read_bytes()
    assert shell.open_file(path, window) is None
    (button,) = window.banner.buttons
    assert button.text() == window.voice.say("rescue.open")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened = shell.windows[-1]
    assert opened is not window
    assert opened.project.path is None
    assert opened.files.title() == "Rescued copy of home"
    assert opened.session.document.maps()
    assert path.read_bytes() == spoiled
    dialog = dialog_of(opened, LostDialog)
    assert not dialog.isModal()
    assert dialog.text.isReadOnly()
    assert dialog.text.toPlainText().strip()
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.text.toPlainText()
    assert not dialog.others.isVisible()
    dialog.close()


def test_a_damaged_file_that_has_backups_offers_them(kept, shell, path):
    kept.close()
    assert open_projects() == ()
    damage(path)
    window = settled(shell.show_document(small_document()))
    shell.open_file(path, window)
    words = [button.text() for button in window.banner.buttons]
    assert words == [window.voice.say("rescue.open"), window.voice.say("backups.show")]
    QTest.mouseClick(window.banner.buttons[1], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window)
    assert dialog.tree.topLevelItem(0).isExpanded()
    dialog.open_chosen()
    assert shell.windows[-1].session.document.records["t1"].title == "Second"


def test_what_is_no_project_at_all_is_refused_once_more_when_a_rescue_is_tried(shell, tmp_path):
    stranger = tmp_path / "letter.masar"
    stranger.write_bytes(b"Dear Noa, " * 1_000)
    window = settled(shell.show_document(small_document()))
    shell.open_file(stranger, window)
    first = window.banner.words.text()
    for button in window.banner.buttons:
        button.click()
    assert window.banner.words.text() == first
    assert shell.windows == [window]
