"""Two people on one file: what the other does comes in while nobody is at work here, and is said in one quiet line."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from model import project as module
from model.edits.comments import add_comment
from model.edits.fields import remove, set_fields
from model.edits.stages import add_stage
from model.project import OpenProject, write_new
from model.store import watching
from model.store.reports import Met
from tests.editor.hands import Hands
from tests.editor.window.desk import settled, small_document, wait_for, write

NEVER = 3600.0


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(watching, "PATIENCE", (0.01,))


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    write_new(folder / "home.masar", small_document())
    return folder / "home.masar"


@pytest.fixture
def window(shell, path):
    """A window on the file."""
    opened = settled(shell.open_file(path))
    opened.activateWindow()
    opened.view.setFocus()
    return opened


class Colleague:
    """A program on another computer that has the same file open."""

    def __init__(self, path, author="Noa"):
        others, module._open_projects[:] = module._open_projects[:], []
        self.project = OpenProject.open(path, author=author, quiet=NEVER)
        module._open_projects[:0] = others
        self.met = []
        self.project.listen(lambda report: self.met.append(report) if isinstance(report, Met) else None)

    def do(self, edit, *arguments, **named):
        self.project.document.apply(edit(self.project.document, *arguments, **named))
        self.project.history.seal()
        return self

    def save(self):
        assert self.project.settle()
        self.project.save()
        wait_for(self._is_saved)
        return self

    def _is_saved(self):
        """Take in what was saved here meanwhile, as a window does; say whether the file holds everything."""
        while self.met:
            self.project.take(self.met.pop().plan)
        return self.project.status.state == "saved"


@pytest.fixture
def noa(window, path):
    made = Colleague(path)
    yield made
    made.project.close(discard=True)


def title(window, card="t1"):
    return window.session.document.records[card].title


def test_what_a_colleague_saved_comes_in_by_itself_and_is_said_in_one_line(window, noa):
    noa.do(set_fields, "t1", title="Asks around").do(set_fields, "t2", title="Compares").save()
    wait_for(lambda: title(window) == "Asks around")
    assert title(window, "t2") == "Compares"
    wait_for(lambda: window.status_line.said.text() == "Noa’s 2 changes came in")
    assert window.banner.isHidden()
    assert window.sharing.badge.isHidden()
    assert window.session.history.undoable is None


def test_it_is_said_in_arabic_too(window, noa):
    window.shell.choose_language("ar")
    noa.do(set_fields, "t1", title="تسأل").save()
    wait_for(lambda: title(window) == "تسأل")
    wait_for(lambda: window.status_line.said.text() == "وصل تغيير واحد من \u2068Noa\u2069")


def test_work_of_both_is_kept_and_reaches_the_file(window, noa, path):
    window.session.apply(set_fields(window.session.document, "t2", title="Mine"))
    noa.do(set_fields, "t1", title="Theirs").save()
    wait_for(lambda: title(window) == "Theirs")
    assert title(window, "t2") == "Mine"
    window.files.save()
    wait_for(lambda: window.project.status.state == "saved")
    again = module.read_project(path).records
    assert (again["t1"].title, again["t2"].title) == ("Theirs", "Mine")


def test_undo_leaves_what_a_colleague_changed_since_and_says_so(window, noa):
    window.session.apply(set_fields(window.session.document, "t2", title="Mine"))
    window.files.save()
    wait_for(lambda: window.project.status.state == "saved")
    noa.project.look()
    wait_for(noa._is_saved)
    noa.do(set_fields, "t2", title="Hers").save()
    wait_for(lambda: title(window, "t2") == "Hers")
    window.menus.actions["undo"].trigger()
    assert title(window, "t2") == "Hers"
    assert window.status_line.said.text() == "1 change was left as it is: somebody else changed the same thing since"
    assert not window.menus.actions["undo"].isEnabled()


def test_selection_and_view_stay(window, noa):
    window.resize(700, 500)
    window.view.navigator.zoom_to(2.0)
    window.session.selection.choose("t2")
    window.view.reveal("t2", flash=False)
    before = Hands(window.view).middle("t2")
    noa.do(add_stage, "m", 0).save()
    wait_for(lambda: len(window.session.document.stages("m")) == 3)
    after = Hands(window.view).middle("t2")
    assert window.session.selection.ids == ("t2",)
    assert (after - before).manhattanLength() <= 2
    assert window.view.zoom == 2.0
    assert window.view.hasFocus()


def test_nothing_comes_in_under_a_drag(window, noa):
    hands = Hands(window.view)
    hands.press(hands.middle("t1"))
    assert window.view.gestures.busy
    noa.do(set_fields, "t1", title="Theirs").save()
    wait_for(lambda: window.sharing._waiting is not None)
    QTest.qWait(600)
    assert title(window) == "Searches"
    hands.release(hands.middle("t1"))
    wait_for(lambda: title(window) == "Theirs")


def test_what_is_written_in_place_is_not_thrown_out(window, noa):
    window.session.selection.choose("t1")
    window.view.in_place.edit("t1", replacing=True)
    write(window.view.in_place.field, "Written here")
    noa.do(set_fields, "t1", title="Theirs").save()
    wait_for(lambda: window.sharing._waiting is not None)
    QTest.qWait(600)
    assert title(window) == "Searches"
    assert window.view.in_place.field.text() == "Written here"
    Hands(window.view).key(Qt.Key.Key_Return)
    assert title(window) == "Written here"
    wait_for(lambda: window.session.document.conflicts())
    (conflict,) = window.session.document.conflicts()
    assert title(window) == "Written here"
    assert (conflict.other_author, conflict.other) == ("Noa", '"Theirs"')
    assert window.sharing.badge.text() == "1 conflict"
    wait_for(lambda: window.status_line.said.text() == "Noa’s 1 change came in · 1 conflict")
    assert window.docks["conflicts"].isHidden()


def test_nothing_comes_in_under_an_open_menu(window, noa):
    menu = QMenu(window)
    menu.addAction("One")
    menu.popup(window.mapToGlobal(window.rect().center()))
    noa.do(set_fields, "t1", title="Theirs").save()
    wait_for(lambda: window.sharing._waiting is not None)
    QTest.qWait(400)
    assert title(window) == "Searches"
    menu.close()
    wait_for(lambda: title(window) == "Theirs")


def test_nothing_comes_in_just_after_something_was_typed(window):
    assert window.sharing.is_idle()
    window.session.apply(set_fields(window.session.document, "t1", title="S"))
    assert not window.sharing.is_idle()
    wait_for(window.sharing.is_idle)


def test_a_card_that_went_is_let_go_of(window, noa):
    window.session.selection.choose("f1")
    noa.do(remove, ["f1"]).save()
    wait_for(lambda: "f1" not in window.session.document)
    assert window.session.selection.ids == ()


def test_a_comment_of_a_colleague_shows_on_the_map(window, noa):
    noa.do(add_comment, "t1", "Why?", author="Noa", time=1).save()
    wait_for(lambda: window.view.notices.remarks.of("t1") == 1)


def test_ones_own_work_from_another_computer_is_called_that(window, path):
    other = Colleague(path, author=window.project.author)
    other.do(set_fields, "t1", title="From home").save()
    wait_for(lambda: title(window) == "From home")
    wait_for(lambda: window.status_line.said.text() == window.voice.say("sharing.own_came_in", count=1))
    other.project.close(discard=True)


def test_a_conflicted_copy_is_offered_merged_in_one_click_and_stays_where_it_is(window, noa, path):
    noa.do(set_fields, "t1", title="Theirs")
    copy = path.with_name("home (Noa's conflicted copy 2026-05-12).masar")
    noa.project.save_as(copy)
    wait_for(copy.exists)
    wait_for(lambda: not window.banner.isHidden())
    assert copy.name in window.banner.words.text()
    (button,) = window.banner.buttons
    bytes_before = copy.read_bytes()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert title(window) == "Theirs"
    assert window.status_line.said.text() == "Noa’s 1 change came in"
    assert copy.read_bytes() == bytes_before
    window.sharing.look()
    QTest.qWait(300)
    assert window.banner.isHidden()


def test_a_copy_that_holds_nothing_new_and_a_strangers_file_are_not_offered(window, path, tmp_path):
    shutil.copy(path, path.with_name("home (1).masar"))
    path.with_name("home (2).masar").write_bytes(b"nothing of ours")
    write_new(path.with_name("home (3).masar"), small_document())
    window.sharing.look()
    wait_for(lambda: len(window.sharing._looked_into) == 3)
    QTest.qWait(500)
    assert window.banner.isHidden()


def test_a_dismissed_offer_is_not_made_again(window, noa, path):
    noa.do(set_fields, "t1", title="Theirs")
    noa.project.save_as(path.with_name("home-PC.masar"))
    wait_for(lambda: not window.banner.isHidden())
    window.banner.dismiss.click()
    window.sharing.look()
    QTest.qWait(400)
    assert window.banner.isHidden()
    assert title(window) == "Searches"


def test_an_offer_is_withdrawn_when_its_copy_is_gone(window, noa, path):
    noa.do(set_fields, "t1", title="Theirs")
    copy = path.with_name("home-PC.masar")
    noa.project.save_as(copy)
    wait_for(lambda: not window.banner.isHidden())
    copy.unlink()
    window.sharing.look()
    wait_for(window.banner.isHidden)


def test_an_offer_is_withdrawn_when_a_colleague_merged_the_copy(window, noa, path):
    copy = path.with_name("home-PC.masar")
    noa.do(set_fields, "t1", title="Theirs").save()
    wait_for(lambda: title(window) == "Theirs")
    shutil.copy(path, path.parent.parent / "aside.masar")
    lina = Colleague(path.parent.parent / "aside.masar", author="Lina")
    lina.do(set_fields, "t2", title="Aside").save().project.close(discard=True)
    shutil.move(path.parent.parent / "aside.masar", copy)
    wait_for(lambda: copy.name in window.banner.words.text() and not window.banner.isHidden())
    noa.project.merge_file(copy)
    noa.save()
    wait_for(lambda: title(window, "t2") == "Aside")
    wait_for(window.banner.isHidden)
    assert copy.exists()


def test_an_offer_waits_until_the_banner_is_free(window, noa, path):
    window.banner.show_sentence(lambda: "Something else")
    noa.do(set_fields, "t1", title="Theirs")
    noa.project.save_as(path.with_name("home-PC.masar"))
    wait_for(lambda: window.sharing._copies)
    assert window.banner.words.text() == "Something else"
    window.banner.dismiss.click()
    window.sharing.look()
    assert "home-PC.masar" in window.banner.words.text()


def test_another_file_is_merged_by_the_menu(window, noa, tmp_path):
    noa.do(set_fields, "t1", title="Theirs")
    elsewhere = tmp_path / "from a stick.masar"
    noa.project.save_as(elsewhere)
    wait_for(elsewhere.exists)
    window.menus.actions["merge_file"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(elsewhere))
    dialog.close()
    assert title(window) == "Theirs"
    window.sharing.merge(elsewhere)
    assert window.status_line.said.text() == window.voice.say("sharing.nothing_new", name=elsewhere.name)


def test_two_projects_with_nothing_in_common_are_put_together_with_a_warning(window, tmp_path):
    other = small_document()
    stranger = tmp_path / "stranger.masar"
    write_new(stranger, other)
    window.sharing.merge(stranger)
    assert window.banner.words.text() == window.voice.say("sharing.union", name=stranger.name)


def test_what_cannot_be_merged_is_said(window, tmp_path):
    broken = tmp_path / "broken.masar"
    broken.write_bytes(b"not at all")
    before = dict(window.session.document.records)
    window.sharing.merge(broken)
    assert "broken.masar" in window.banner.words.text()
    assert window.session.document.records == before


def test_a_window_without_a_file_watches_nothing(shell):
    opened = settled(shell.show_document(small_document()))
    opened.sharing.look()
    assert opened.sharing._watcher.files() == []
    assert opened.sharing._watcher.directories() == []


def test_the_file_is_watched_still_after_saving_under_another_name(window, noa, tmp_path):
    target = tmp_path / "other.masar"
    window.files.save_as(target)
    wait_for(target.exists)
    window.sharing.look()
    assert window.sharing._watcher.files() == [str(target)]
    assert window.sharing._watcher.directories() == [str(tmp_path)]
