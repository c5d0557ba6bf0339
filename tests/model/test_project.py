"""An open project: what is done to the document reaches the working file and the file, and nothing is lost."""

import errno
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from model import project as module
from model.change import Change, change_set
from model.edits.fields import set_fields
from model.project import OpenProject, find_open, open_projects, read_project, write_new
from model.records import LANGUAGES, Card
from model.store import log, opening, publish, publishing, watching, writer
from model.store.guard import guarded
from model.store.opening import hash_of, open_file
from model.store.problems import ProjectFileProblem
from model.store.reports import CopyFailed, CopySaved, Kept, KeptCopy, KeptHere, Saved, Saving
from model.store.strays import abandon, strays
from model.store.working import WorkingFile
from resources.words import say
from tests.model.store.support import small_document, tamper, until, write

NEVER = 3600.0


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An application-data folder for each test, and no project left open after it."""
    monkeypatch.setenv("MASAR_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    for each in open_projects():
        assert each.close(discard=True)


@pytest.fixture
def path(tmp_path):
    """A file of a person's, in a folder of its own."""
    folder = tmp_path / "documents"
    folder.mkdir()
    write(folder / "map.masar")
    return folder / "map.masar"


def title(opened, words, *, coalesce=""):
    """Give the first card another title, as an edit does."""
    card = opened.document.get(Card, "c1")
    opened.document.apply(change_set("change.set_field", [Change(card, replace(card, title=words))], coalesce=coalesce))


def state(opened, wanted):
    until(lambda: opened.status.state == wanted)


def title_in(path):
    return read_project(path).get(Card, "c1").title


def leave(opened):
    """End a project as a crash would: let go of its files without publishing. Everything committed stays."""
    assert opened.settle()
    opened._writer._inbox.put(lambda: opened._writer._working.close())
    opened._writer._inbox.put(lambda: setattr(opened._writer, "_ended", True))
    opened._writer._thread.join(10)
    opened._writer._copier.finish(10)
    module._open_projects.remove(opened)


def entries(path):
    found = open_file(path, keep=True)
    rows = [log.from_row(row) for row in opening.log_rows(found.private)]
    found.private.unlink()
    return rows


def test_a_new_project_is_untitled_and_kept(home):
    opened = OpenProject.new(small_document().records.values())
    assert (opened.path, opened.status.state, opened.is_only_here) == (None, "untitled", False)
    title(opened, "Asks a friend")
    state(opened, "untitled")
    assert opened.is_only_here
    assert not opened.save()
    assert len(list((home / "working").glob("*.working"))) == 1


def test_saving_under_a_name_writes_a_file_that_opens(path):
    opened = OpenProject.new(small_document().records.values(), author="Noa")
    title(opened, "Asks a friend")
    target = path.with_name("new.masar")
    opened.save_as(target)
    state(opened, "saved")
    assert opened.path == target
    assert title_in(target) == "Asks a friend"
    assert [entry.author for entry in entries(target)] == ["Noa", "Noa"]
    assert opened.close()
    assert OpenProject.open(target).document.records == opened.document.records


def test_the_status_tells_kept_before_saved(path):
    opened = OpenProject.open(path, quiet=NEVER)
    seen = []
    opened.watch(lambda status: seen.append(status.state))
    title(opened, "Asks a friend")
    state(opened, "kept")
    assert title_in(path) == "Searches the web"
    assert opened.save()
    state(opened, "saved")
    assert title_in(path) == "Asks a friend"
    assert list(dict.fromkeys(seen)) == ["keeping", "kept", "saving", "saved"]


def test_kept_is_told_only_once_it_is_committed(path):
    opened = OpenProject.open(path, quiet=NEVER)
    held = []

    def look(report):
        if isinstance(report, Kept):
            working = opened._writer._working
            held.append((report.through, {record.id: record for record in working.records()}["c1"].title))

    opened.listen(look)
    title(opened, "One")
    title(opened, "Two")
    assert opened.settle()
    assert held[-1] == (2, "Two")


def test_it_publishes_by_itself_after_a_while_of_quiet(path):
    opened = OpenProject.open(path, quiet=0.05)
    title(opened, "Asks a friend")
    state(opened, "saved")
    assert title_in(path) == "Asks a friend"


def test_losing_the_focus_publishes(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    state(opened, "kept")
    opened.publish_soon()
    state(opened, "saved")
    assert title_in(path) == "Asks a friend"


def test_closing_publishes_and_leaves_nothing_behind(path, home):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    assert opened.close()
    assert title_in(path) == "Asks a friend"
    assert list((home / "working").iterdir()) == []
    assert find_open(path) is None


def test_looking_at_a_file_changes_nothing(path, home):
    before = path.read_bytes(), path.stat().st_mtime_ns
    opened = OpenProject.open(path)
    assert opened.settle()
    assert opened.status.state == "saved"
    assert opened.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list((home / "working").iterdir()) == []


def test_a_file_that_is_open_is_not_opened_twice(path, tmp_path):
    opened = OpenProject.open(path)
    (tmp_path / "link.masar").symlink_to(path)
    assert OpenProject.open(path) is opened
    assert OpenProject.open(tmp_path / "link.masar") is opened
    assert find_open(path) is opened
    other = OpenProject.new(small_document().records.values())
    for act in (other.save_as, other.save_copy_without_history):
        with pytest.raises(ProjectFileProblem) as caught:
            act(path)
        assert caught.value.key == "file.open_elsewhere"


def test_undo_and_redo_are_in_the_log(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    opened.history.undo()
    opened.history.redo()
    opened.close()
    done, undone, redone = entries(path)[-3:]
    assert undone.changes.undoes == done.changes.id
    assert redone.changes.undoes == undone.changes.id
    assert title_in(path) == "Asks a friend"


def test_typing_is_one_step_and_one_entry(path):
    opened = OpenProject.open(path, quiet=NEVER)
    for words in ("A", "As", "Ask"):
        title(opened, words, coalesce="c1.title")
    opened.close()
    assert len(entries(path)) == 2
    assert entries(path)[-1].changes.changes[0].before.title == "Searches the web"


def test_publishing_ends_a_step_of_typing(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "A", coalesce="c1.title")
    opened.publish_soon()
    state(opened, "saved")
    title(opened, "As", coalesce="c1.title")
    opened.history.undo()
    assert opened.document.get(Card, "c1").title == "A"
    opened.close()
    done, more, undone = entries(path)[-3:]
    assert undone.changes.undoes == more.changes.id != done.changes.id


def test_revert_returns_to_what_was_opened_and_can_be_undone(path):
    opened = OpenProject.open(path, quiet=NEVER)
    begun = dict(opened.document.records)
    title(opened, "Asks a friend")
    opened.save()
    state(opened, "saved")
    title(opened, "Calls")
    assert opened.revert().label.key == "change.revert"
    assert opened.document.records == begun
    opened.history.undo()
    assert opened.document.get(Card, "c1").title == "Calls"
    opened.history.redo()
    assert not opened.revert()


def test_work_left_behind_is_on_its_document_at_the_next_start(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    title(opened, "Calls")
    leave(opened)
    assert title_in(path) == "Searches the web"
    again = OpenProject.open(path, quiet=NEVER)
    assert again.recovered
    assert again.document.get(Card, "c1").title == "Calls"
    assert again.status.state == "kept"
    again.revert()
    assert again.document.get(Card, "c1").title == "Searches the web"
    again.history.undo()
    assert again.close()
    assert title_in(path) == "Calls"
    assert strays() == []


def test_untitled_work_left_behind_is_found_and_taken_up():
    opened = OpenProject.new(small_document().records.values())
    title(opened, "Asks a friend")
    leave(opened)
    (stray,) = strays()
    again = OpenProject.recover(stray)
    assert again.document.get(Card, "c1").title == "Asks a friend"
    assert (again.path, again.recovered, again.is_only_here) == (None, True, True)
    assert strays() == []
    assert again.close()
    (stray,) = strays()
    abandon(stray.working)
    assert strays() == []


def test_work_that_a_living_window_holds_is_no_stray(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    assert opened.settle()
    assert strays() == []
    assert opened.close()


def test_a_stray_goes_once_its_file_holds_all_of_it(path, home):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    opened.save()
    state(opened, "saved")
    leave(opened)
    assert len(list((home / "working").glob("*.working"))) == 1
    assert strays() == []
    assert list((home / "working").iterdir()) == []


def test_a_stray_stays_while_its_file_holds_something_else(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    opened.save()
    state(opened, "saved")
    leave(opened)
    path.unlink()
    assert len(strays()) == 1
    write(path)
    assert len(strays()) == 1


def test_a_file_that_is_no_project_any_more_is_never_replaced(path, monkeypatch):
    monkeypatch.setattr(watching, "PATIENCE", (0.01,))
    opened = OpenProject.open(path, quiet=0.05)
    reports = []
    opened.listen(reports.append)
    tamper(path, "UPDATE card SET title='a colleague' WHERE id='c1'", redigest=False)
    theirs = path.read_bytes()
    title(opened, "Asks a friend")
    state(opened, "kept_copy")
    copy = path.with_name("map (kept copy).masar")
    assert path.read_bytes() == theirs
    assert title_in(copy) == "Asks a friend"
    assert opened.path == copy
    assert [report for report in reports if isinstance(report, KeptCopy)] == [KeptCopy(path, copy, 1)]

    savings = reports.count(Saving())
    title(opened, "Calls")
    assert opened.settle()
    opened.publish_soon()
    assert opened.settle()
    assert reports.count(Saving()) == savings
    opened.save()
    state(opened, "saved")
    assert title_in(copy) == "Calls"
    title(opened, "Waits")
    assert opened.close()
    assert title_in(copy) == "Waits"
    assert path.read_bytes() == theirs
    assert len([report for report in reports if isinstance(report, KeptCopy)]) == 1


def test_a_crash_between_publishing_and_noting_it_is_no_conflict(path, monkeypatch):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    state(opened, "kept")
    monkeypatch.setattr(publishing.Publishing, "_succeeded", lambda *_, **__: None)
    opened.save()
    until(lambda: title_in(path) == "Asks a friend" and not opened._writer._publishing.in_flight)
    leave(opened)
    monkeypatch.undo()
    monkeypatch.setenv("MASAR_HOME", str(path.parent.parent / "home"))
    again = OpenProject.open(path, quiet=NEVER)
    assert again.recovered
    title(again, "Calls")
    assert again.close()
    assert title_in(path) == "Calls"
    assert [each.name for each in path.parent.iterdir()] == ["map.masar"]


WRITING = {
    errno.ENOSPC: "file.no_space",
    errno.EROFS: "file.read_only",
    errno.EACCES: "file.unwritable",
    errno.EIO: "file.cannot_write",
}


@pytest.mark.parametrize("error", WRITING)
def test_a_file_that_cannot_be_written_is_untouched_and_the_work_kept(path, monkeypatch, error):
    before = path.read_bytes()
    opened = OpenProject.open(path, quiet=NEVER)
    reports = []
    opened.listen(reports.append)
    title(opened, "Asks a friend")

    def fail(*_):
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_copy", fail)
        opened.save()
        state(opened, "kept_here")
    assert opened.status.problem.key == WRITING[error]
    assert path.read_bytes() == before
    for language in LANGUAGES:
        assert say(opened.status.problem.key, language, **opened.status.problem.values)
        assert say(opened.status.key, language, **opened.status.values)
    assert any(isinstance(report, KeptHere) for report in reports)
    opened.save()
    state(opened, "saved")
    assert title_in(path) == "Asks a friend"


def test_a_folder_that_went_keeps_the_work_here_even_over_a_close(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    path.unlink()
    path.parent.rmdir()
    assert opened.close()
    (stray,) = strays()
    path.parent.mkdir()
    again = OpenProject.recover(stray, quiet=NEVER)
    assert again.document.get(Card, "c1").title == "Asks a friend"
    again.save()
    state(again, "saved")
    assert title_in(path) == "Asks a friend"


def test_a_file_that_was_deleted_comes_back_only_with_save(path):
    opened = OpenProject.open(path, quiet=0.05)
    path.unlink()
    title(opened, "Asks a friend")
    state(opened, "kept_here")
    assert opened.status.problem.key == "file.gone"
    assert not path.exists()
    opened.save()
    state(opened, "saved")
    assert title_in(path) == "Asks a friend"


def no_room(*_):
    raise ProjectFileProblem("file.no_space_here", folder="")


def test_a_full_computer_says_so_and_keeps_trying(path, monkeypatch):
    monkeypatch.setattr(publishing, "compose", no_room)
    opened = OpenProject.open(path, quiet=NEVER)
    assert opened.settle()
    monkeypatch.setattr(writer, "_TRY_TO_KEEP_AGAIN", 0.05)
    full = [True]
    ours = WorkingFile._write

    def write_rows(self, changes):
        if full[0]:
            raise OSError(errno.ENOSPC, "full")
        return ours(self, changes)

    monkeypatch.setattr(WorkingFile, "_write", write_rows)
    title(opened, "Asks a friend")
    state(opened, "not_kept")
    assert opened.status.problem.key == "file.no_space_here"
    assert not opened.close(5)
    title(opened, "Calls")
    full[0] = False
    state(opened, "kept")
    assert opened.close()
    assert title_in(path) == "Calls"


def test_a_working_folder_that_cannot_be_made_says_so(path, home):
    home.write_bytes(b"in the way")
    opened = OpenProject.new(small_document().records.values())
    title(opened, "Asks a friend")
    state(opened, "not_kept")
    assert opened.status.problem.key == "file.cannot_keep"
    home.unlink()
    state(opened, "untitled")


def test_a_computer_that_can_keep_work_again_says_so_before_anything_is_changed(path, home, monkeypatch):
    monkeypatch.setattr(writer, "_PREPARE_AFTER", 0.0)
    monkeypatch.setattr(writer, "_TRY_TO_KEEP_AGAIN", 0.05)
    ours = WorkingFile.create
    full = [True]

    def create(*arguments):
        if full[0]:
            raise ProjectFileProblem("file.no_space_here", folder="")
        return ours(*arguments)

    monkeypatch.setattr(WorkingFile, "create", create)
    opened = OpenProject.open(path, quiet=NEVER)
    state(opened, "not_kept")
    full[0] = False
    state(opened, "saved")


def test_a_full_computer_is_not_kept_busy(path, monkeypatch):
    monkeypatch.setattr(writer, "_TRY_TO_KEEP_AGAIN", 0.2)
    opened = OpenProject.open(path, quiet=0.3)
    title(opened, "One")
    state(opened, "kept")
    tried = []

    def fail(*_):
        tried.append(1)
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "compose", no_room)
        patch.setattr(WorkingFile, "_write", fail)
        title(opened, "Two")
        time.sleep(1.0)
        assert len(tried) < 20
        until(lambda: len(tried) > 1)
    state(opened, "saved")
    assert title_in(path) == "Two"


def test_a_fault_of_the_program_is_told_and_nothing_is_forgotten(path, monkeypatch):
    opened = OpenProject.open(path, quiet=NEVER)
    monkeypatch.setattr(writer, "_TRY_TO_KEEP_AGAIN", 0.05)
    with monkeypatch.context() as patch:
        patch.setattr(WorkingFile, "_write", lambda *_: 1 / 0)
        title(opened, "Asks a friend")
        state(opened, "not_kept")
        assert opened.status.problem.key == "file.fault"
    state(opened, "kept")


def test_a_copy_without_history_holds_what_is_there_now_and_nothing_else(path):
    opened = OpenProject.open(path, quiet=NEVER)
    reports = []
    opened.listen(reports.append)
    title(opened, "a secret that must not leave the house")
    title(opened, "Asks a friend")
    copy = path.with_name("for the client.masar")
    opened.save_copy_without_history(copy)
    until(lambda: CopySaved(copy) in reports)
    assert title_in(copy) == "Asks a friend"
    assert b"a secret" not in copy.read_bytes()
    assert [(entry.author, len(entry.changes.changes)) for entry in entries(copy)] == [("", 0)]
    assert opened.path == path
    opened.close()
    assert b"a secret" in path.read_bytes()


def test_a_copy_that_cannot_be_written_is_told(path):
    opened = OpenProject.open(path, quiet=NEVER)
    reports = []
    opened.listen(reports.append)
    opened.save_copy_without_history(path.parent / "none" / "x.masar")
    until(lambda: any(isinstance(report, CopyFailed) for report in reports))
    assert reports[-1].problem.key == "file.folder_gone"


def test_saving_as_over_another_file_replaces_it_because_the_person_said_so(path):
    other = path.with_name("other.masar")
    other.write_bytes(b"anything")
    opened = OpenProject.open(path, quiet=NEVER)
    before = path.read_bytes()
    title(opened, "Asks a friend")
    opened.save_as(other)
    state(opened, "saved")
    assert title_in(other) == "Asks a friend"
    assert path.read_bytes() == before
    title(opened, "Calls")
    opened.save()
    until(lambda: title_in(other) == "Calls")


@pytest.mark.parametrize("begun", ["from a file", "without one"])
def test_saving_as_where_nothing_can_be_written_leaves_the_project_where_it_was(path, begun):
    titled = begun == "from a file"
    opened = OpenProject.open(path, quiet=NEVER) if titled else OpenProject.new(small_document().records.values())
    before = opened.path
    title(opened, "Asks a friend")
    opened.save_as(path.parent / "none" / "map.masar")
    state(opened, "kept_here")
    assert opened.path == before
    assert opened.status.problem.key == "file.folder_gone"
    assert opened.status.values["name"] == "map.masar"
    if titled:
        path.write_bytes(b"a colleague's drawing")
    assert opened.save() == titled
    if titled:
        state(opened, "kept_copy")
        assert path.read_bytes() == b"a colleague's drawing"


def test_saving_while_saving_saves_again(path):
    opened = OpenProject.open(path, quiet=NEVER)
    reports = []
    opened.listen(reports.append)
    for number in range(5):
        title(opened, f"Try {number}")
        opened.save()
    until(lambda: any(isinstance(report, Saved) and report.through == 5 for report in reports))
    assert title_in(path) == "Try 4"


def test_a_file_with_a_log_goes_on_with_that_log(path):
    for number in range(3):
        opened = OpenProject.open(path, author=f"Author {number}", quiet=NEVER)
        title(opened, f"Try {number}")
        assert opened.close()
    found = entries(path)
    assert [entry.author for entry in found] == ["Amal", "Author 0", "Author 1", "Author 2"]
    assert len({entry.session for entry in found}) == 4
    assert [entry.parents for entry in found[1:]] == [(entry.changes.id,) for entry in found[:-1]]


def test_an_edit_that_leaves_a_reference_to_nothing_is_a_fault_and_kept(path):
    opened = OpenProject.open(path, quiet=NEVER)
    card = opened.document.get(Card, "c2")
    with pytest.raises(AssertionError):
        opened.document.apply(change_set("change.remove", [Change(card, None)]))
    assert opened.settle()
    opened.history.undo()


def test_the_edits_of_the_model_pass_through(path):
    opened = OpenProject.open(path, quiet=NEVER)
    opened.document.apply(set_fields(opened.document, "c1", title="Asks"))
    assert opened.close()
    assert title_in(path) == "Asks"


def test_reading_for_the_command_line_makes_no_working_file(path, home):
    assert read_project(path).records == small_document().records
    assert not home.exists()


def test_a_new_file_is_not_written_over_another(path):
    before = path.read_bytes()
    with pytest.raises(ProjectFileProblem) as caught:
        write_new(path, small_document())
    assert caught.value.key == "file.exists"
    assert path.read_bytes() == before
    write_new(path, small_document(), replace=True)
    assert path.read_bytes() != before
    write_new(path.with_name("new.masar"), small_document())
    assert read_project(path.with_name("new.masar")).records == small_document().records


def test_a_published_file_carries_the_digest_of_its_content(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    opened.close()
    with guarded(path) as connection:
        (written,) = connection.execute("SELECT value FROM meta WHERE key='digest'").fetchone()
    assert open_file(path).digest == written
    assert hash_of(path) == open_file(path).hash


def test_the_person_at_the_computer_is_the_author_unless_another_is_named(monkeypatch, path):
    monkeypatch.setattr("getpass.getuser", lambda: "louise")
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks")
    opened.close()
    assert entries(path)[-1].author == "louise"


def test_a_clock_before_all_time_writes_a_file_that_opens(path, monkeypatch):
    monkeypatch.setattr("model.store.start.time.time_ns", lambda: -(10**18))
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "Asks a friend")
    assert opened.close()
    assert title_in(path) == "Asks a friend"


def test_paths_may_be_in_any_script(tmp_path):
    target = tmp_path / "خريطة #1? לקוח%20.masar"
    opened = OpenProject.new(small_document().records.values())
    opened.save_as(target)
    state(opened, "saved")
    assert opened.close()
    assert Path(OpenProject.open(target).path) == target


def test_a_share_that_does_not_answer_keeps_the_project_open_and_usable(path, monkeypatch):
    opened = OpenProject.open(path, quiet=NEVER)
    answer = threading.Event()
    ours = publish._copy

    def slow(*arguments):
        answer.wait(20)
        ours(*arguments)

    monkeypatch.setattr(publish, "_copy", slow)
    title(opened, "Asks a friend")
    assert not opened.close(0.2)
    title(opened, "Calls")
    assert opened.settle()
    assert opened.status.state == "saving"
    answer.set()
    state(opened, "kept")
    assert title_in(path) == "Asks a friend"
    assert opened.close()
    assert title_in(path) == "Calls"


def test_a_slow_share_never_delays_a_commit(path, monkeypatch):
    opened = OpenProject.open(path, quiet=NEVER)
    answer = threading.Event()
    ours = publish._copy
    monkeypatch.setattr(publish, "_copy", lambda *arguments: (answer.wait(20), ours(*arguments)))
    title(opened, "One")
    opened.save()
    kept = []
    opened.listen(lambda report: kept.append(report) if isinstance(report, Kept) else None)
    title(opened, "Two")
    until(lambda: Kept(2) in kept)
    assert title_in(path) == "Searches the web"
    answer.set()


def test_an_edit_never_waits_for_the_disk(path, monkeypatch):
    opened = OpenProject.open(path, quiet=NEVER)
    answer = threading.Event()
    ours = WorkingFile.append

    def slow(*arguments, **named):
        answer.wait(20)
        ours(*arguments, **named)

    monkeypatch.setattr(WorkingFile, "append", slow)
    for number in range(5):
        title(opened, f"Try {number}")
    assert opened.save()
    opened.publish_soon()
    assert opened.status.state == "keeping"
    assert not answer.is_set()
    answer.set()
    state(opened, "saved")
    assert title_in(path) == "Try 4"


def test_opening_a_file_needs_no_sqlalchemy(path):
    code = (
        "import sys; from pathlib import Path; from model.project import OpenProject, read_project\n"
        "read_project(Path(sys.argv[1])); OpenProject.open(Path(sys.argv[1]))\n"
        "sys.exit('sqlalchemy' in sys.modules)"
    )
    root = Path(module.__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", code, path], cwd=root, check=False).returncode == 0


def test_a_listener_that_fails_takes_nothing_with_it(path):
    opened = OpenProject.open(path, quiet=NEVER)
    opened.watch(lambda status: 1 / 0 if status.state != "keeping" else None)
    opened.listen(lambda report: 1 / 0 if isinstance(report, CopySaved) else None)
    copy = path.with_name("copy.masar")
    opened.save_copy_without_history(copy)
    until(copy.exists)
    title(opened, "Asks a friend")
    assert opened.settle()
    opened.save()
    until(lambda: title_in(path) == "Asks a friend")
    assert opened.close()


def test_a_title_of_a_million_letters_is_kept_as_far_as_a_field_goes(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "ط" * 1_000_000)
    assert opened.close()
    assert title_in(path) == "ط" * 20_000


def test_work_is_attached_to_its_document_before_it_is_called_kept(path, home, monkeypatch):
    monkeypatch.setattr(writer, "_TRY_TO_KEEP_AGAIN", 0.05)
    opened = OpenProject.open(path, quiet=NEVER)
    with monkeypatch.context() as patch:
        patch.setattr(publishing.attachments, "save", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        title(opened, "Asks a friend")
        state(opened, "not_kept")
    state(opened, "kept")
    (attached,) = (home / "working").glob("*.json")
    assert str(path) in attached.read_text(encoding="utf-8")
