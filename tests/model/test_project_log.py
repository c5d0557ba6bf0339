"""The log of an open project: in memory what it is in the file, and the way back to every state in it."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.change import Change, change_set
from model.edits.fields import set_fields
from model.entry import COMPACTED_KEY
from model.project import OpenProject, open_projects
from model.records import Card, Comment, Version
from model.store import files
from model.store.problems import ProjectFileProblem
from model.store.reports import LogRead
from model.store.working import WorkingFile
from tests.model.store.support import small_document, until, write
from tests.torture import times

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
    folder = tmp_path / "documents"
    folder.mkdir()
    write(folder / "map.masar")
    return folder / "map.masar"


def title(opened, words, *, card="c1", coalesce=""):
    record = opened.document.get(Card, card)
    opened.document.apply(
        change_set("change.set_field", [Change(record, replace(record, title=words))], coalesce=coalesce)
    )


def in_file(opened):
    """The log as the working file has it, oldest first."""
    until(lambda: opened.settle() and opened._writer._working)
    return list(opened._writer._working.entries())[::-1]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.sampled_from(["Searches the web", "A", "B"]), st.sampled_from(["c1", "c2"])),
        st.sampled_from([("undo",), ("redo",), ("seal",), ("publish",), ("ask",)]),
    ),
    max_size=14,
)


@settings(deadline=None, max_examples=times(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_the_log_in_memory_is_the_log_in_the_file(acts, path):
    opened = OpenProject.open(path, author="Noa", quiet=NEVER)
    for act, *arguments in acts:
        match act:
            case "type":
                words, card = arguments
                if opened.document.get(Card, card).title != words:
                    title(opened, words, card=card, coalesce=card)
            case "undo":
                opened.history.undo()
            case "redo":
                opened.history.redo()
            case "seal":
                opened.history.seal()
            case "publish":
                opened.save()
                until(lambda: opened.status.state == "saved")
            case "ask":
                assert opened.timeline().head == in_file(opened)[-1].id
    assert list(opened.timeline().entries.values()) == in_file(opened)
    assert opened._logbook.moment().records == opened.document.records
    assert list(opened._logbook.moment().timeline.entries.values()) == in_file(opened)
    for entry in opened.timeline().entries:
        opened.records_at(entry)
    assert opened.close(discard=True)


def test_the_log_of_a_new_project_begins_with_it():
    opened = OpenProject.new(small_document().records.values(), author="Noa")
    title(opened, "Asks")
    first, second = opened.timeline().entries.values()
    assert (first.parents, second.parents, second.author, second.session) == ((), (first.id,), "Noa", opened.session)
    assert opened.records_at(first.id) == small_document().records
    assert [first, second] == in_file(opened)


def test_reading_the_log_in_the_background_is_told(path):
    opened = OpenProject.open(path, quiet=NEVER)
    reports = []
    opened.listen(reports.append)
    opened.read_log()
    until(lambda: LogRead() in reports)
    assert len(opened.timeline()) == 1


def test_undo_reaches_beyond_the_sitting(path):
    for words in ("One", "Two"):
        before = OpenProject.open(path, author="Noa", quiet=NEVER)
        title(before, words)
        assert before.close()
    opened = OpenProject.open(path, author="Noa", quiet=NEVER)
    title(opened, "Three")
    opened.timeline()
    for words in ("Two", "One", "Searches the web"):
        opened.history.undo()
        assert opened.document.get(Card, "c1").title == words
    assert opened.history.undoable is None
    assert opened.close()
    again = OpenProject.open(path, author="Noa", quiet=NEVER)
    again.timeline()
    again.history.redo()
    assert again.document.get(Card, "c1").title == "One"


def test_restoring_is_one_step_that_can_be_undone(path):
    opened = OpenProject.open(path, quiet=NEVER)
    begin = opened.timeline().head
    title(opened, "One")
    title(opened, "Two", card="c2")
    before = dict(opened.document.records)
    changes = opened.restore(begin, "Sent to client")
    assert opened.document.records == small_document().records
    assert (changes.label.key, dict(changes.label.values)) == ("change.restore", {"title": "Sent to client"})
    opened.history.undo()
    assert opened.document.records == before
    assert not opened.restore(opened.timeline().head)


def test_what_is_said_about_the_work_stays_when_the_work_goes_back(path):
    opened = OpenProject.open(path, quiet=NEVER)
    begin = opened.timeline().head
    card = replace(opened.document.get(Card, "c1"), id="c9", order="a9")
    said = [
        Change(None, card),
        Change(None, Comment("k1", "c1", None, "Amal", 1, "Really?")),
        Change(None, Comment("k2", "c1", "k1", "Noa", 2, "Yes")),
        Change(None, Comment("k9", "c9", None, "Noa", 3, "New card")),
        Change(None, Version("v1", begin, "First")),
    ]
    opened.document.apply(change_set("change.add_card", said))
    then = opened.timeline().head
    opened.restore(begin)
    assert {"k1", "k2", "v1"} <= opened.document.records.keys()
    assert not {"c9", "k9"} & opened.document.records.keys()
    opened.restore(then)
    assert {"c9", "k9", "k1", "k2", "v1"} <= opened.document.records.keys()


def test_a_state_that_is_not_in_the_log_is_said_to_be_unknown(path):
    opened = OpenProject.open(path, quiet=NEVER)
    for ask in (opened.records_at, opened.restore, opened.forget_before):
        with pytest.raises(ProjectFileProblem) as caught:
            ask("nothing")
        assert caught.value.key == "file.state_unknown"


def test_what_is_forgotten_is_gone_from_the_bytes(path):
    opened = OpenProject.open(path, author="Noa", quiet=NEVER)
    title(opened, "Secret grudge")
    opened.save()
    until(lambda: opened.status.state == "saved")
    title(opened, "Asks a friend")
    entry = opened.timeline().head
    old = set(opened.timeline().entries)
    title(opened, "Calls")
    after = opened.timeline().head
    assert b"Secret grudge" in path.read_bytes()
    assert opened.forget_before(entry) == 2
    assert list(opened.timeline().entries) == [entry, after]
    assert list(opened.timeline().entries.values()) == in_file(opened)
    assert opened.close()
    assert b"Secret grudge" not in path.read_bytes()
    whole = files.read_whole(path)
    first = whole.timeline.entries[entry]
    assert (first.parents, first.label.key, set(first.absorbed)) == ((), COMPACTED_KEY, old - {entry})
    assert whole.timeline.state(entry, whole.records)["c1"].title == "Asks a friend"
    assert whole.timeline.head == after
    assert all(each in whole.timeline for each in old)


def test_work_goes_on_after_forgetting(path):
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "One")
    entry = opened.timeline().head
    assert opened.forget_before(entry) == 1
    assert opened.forget_before(entry) == 0
    title(opened, "Two")
    assert opened.records_at(entry)["c1"].title == "One"
    opened.history.undo()
    assert list(opened.timeline().entries.values()) == in_file(opened)
    assert opened.close()
    assert files.read(path).entries == 3


def test_a_file_with_a_log_is_written_and_read_whole(path, tmp_path):
    opened = OpenProject.open(path, quiet=NEVER)
    opened.document.apply(set_fields(opened.document, "c1", title="Asks"))
    log = opened.timeline()
    files.write_log(tmp_path / "copy.masar", opened.document.records.values(), log.entries.values())
    whole = files.read_whole(tmp_path / "copy.masar")
    assert (whole.records, whole.timeline.entries) == (opened.document.records, log.entries)
    with pytest.raises(ProjectFileProblem) as caught:
        files.write_log(tmp_path / "copy.masar", opened.document.records.values(), log.entries.values())
    assert caught.value.key == "file.exists"


def test_a_log_that_cannot_be_read_is_neither_merged_nor_written_anew(path, tmp_path, monkeypatch):
    copy = tmp_path / "copy.masar"
    copy.write_bytes(path.read_bytes())
    opened = OpenProject.open(path, quiet=NEVER)
    title(opened, "One")
    assert opened.settle()
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(
            WorkingFile, "log_through", lambda *_: (_ for _ in ()).throw(sqlite3.OperationalError("disk I/O"))
        )
        assert opened.timeline().head == opened._logbook.head
        patch.setattr(WorkingFile, "copy_out", lambda *_: (_ for _ in ()).throw(ProjectFileProblem("file.cannot_keep")))
        opened.save()
        until(lambda: opened.status.state == "kept_here")
    assert path.read_bytes() == before
    for ask in (lambda: opened.merge_file(copy), lambda: opened.forget_before(opened.timeline().head)):
        with pytest.raises(ProjectFileProblem) as caught:
            ask()
        assert caught.value.key == "file.cannot_keep"
    assert opened.close()
    assert files.read(path).entries == 2
