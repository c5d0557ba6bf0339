"""The working file: what was appended is there, whatever came after."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.change import Change, change_set
from model.document import Document
from model.entry import taken_back
from model.history import History
from model.records import BadRecord, Card, JourneyMap, Link, Project
from model.store import log
from model.store import working as working_module
from model.store.content import measure_if_whole
from model.store.opening import log_rows, open_file
from model.store.problems import ProjectFileProblem
from model.store.working import Held, NotWhole, WorkingFile
from tests.model.store.support import beginning, small_document
from tests.strategies import documents
from tests.torture import times

WHO = {"author": "Amal", "session": "s1"}


@pytest.fixture
def working(tmp_path):
    made = WorkingFile.create(tmp_path / "w.working", small_document().records.values(), beginning())
    yield made
    made.close()


def by_id(records):
    return {record.id: record for record in records}


def titled(before, title, *, coalesce=""):
    return change_set("change.set_field", [Change(before, replace(before, title=title))], coalesce=coalesce)


def reopened(working):
    working.close()
    return WorkingFile.reopen(working.path)


def test_what_was_appended_is_there_after_reopening(working):
    card = small_document().get(Card, "c1")
    working.append(titled(card, "Asks a friend"), time=5, **WHO)
    again = reopened(working)
    entry = next(again.entries())
    assert by_id(again.records())["c1"].title == "Asks a friend"
    assert (entry.author, entry.session, entry.time, entry.changes.label.key) == ("Amal", "s1", 5, "change.set_field")
    again.close()


def test_entries_know_what_they_were_made_on_and_what_they_undo(working):
    card = small_document().get(Card, "c1")
    first = titled(card, "One")
    working.append(first, time=5, **WHO)
    working.append(first.inverse(), time=6, **WHO)
    undo, done, begun = working.entries()
    assert (undo.parents, done.parents, begun.parents) == ((done.changes.id,), (begun.changes.id,), ())
    assert undo.changes.undoes == done.changes.id == first.id


def test_typing_becomes_one_entry(working):
    card = small_document().get(Card, "c1")
    one = titled(card, "A", coalesce="typing")
    two = titled(one.changes[0].after, "As", coalesce="typing")
    working.append(one, time=5, **WHO)
    working.append(two, time=6, squash=True, **WHO)
    entry, _ = working.entries()
    assert entry.changes.id == one.id
    assert entry.changes.changes == (Change(card, two.changes[0].after),)
    assert entry.time == 6


def test_typing_that_was_taken_back_letter_by_letter_leaves_no_entry(working):
    card = small_document().get(Card, "c1")
    one = titled(card, "A", coalesce="typing")
    back = titled(one.changes[0].after, card.title, coalesce="typing")
    head = working.head
    working.append(one, time=5, **WHO)
    working.append(back, time=6, squash=True, **WHO)
    assert working.head == head
    working.append(titled(card, "B"), time=7, **WHO)
    assert len(list(working.entries())) == 2


@pytest.mark.parametrize("seal", ["publish", "reopen"])
def test_typing_never_changes_an_entry_that_was_sealed(working, tmp_path, seal):
    card = small_document().get(Card, "c1")
    one = titled(card, "A", coalesce="typing")
    two = titled(one.changes[0].after, "As", coalesce="typing")
    working.append(one, time=5, **WHO)
    if seal == "publish":
        working.copy_out(tmp_path / "out.masar")
    else:
        working = reopened(working)
    working.append(two, time=6, squash=True, **WHO)
    assert [entry.changes.id for entry in working.entries()][:2] == [two.id, one.id]
    working.close()


def test_a_failed_append_changes_nothing_and_can_be_tried_again(working, monkeypatch):
    card = small_document().get(Card, "c1")
    with monkeypatch.context() as patch:
        patch.setattr(log, "to_row", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(ProjectFileProblem) as caught:
            working.append(titled(card, "A"), time=5, **WHO)
    assert caught.value.key == "file.no_space_here"
    assert by_id(working.records()) == small_document().records
    working.append(titled(card, "A"), time=5, **WHO)
    again = reopened(working)
    assert by_id(again.records())["c1"].title == "A"
    again.close()


def test_text_that_no_file_can_hold_is_cleaned_and_kept(working):
    card = small_document().get(Card, "c1")
    working.append(titled(card, "a\ud800\x00b"), time=5, **WHO)
    working.append(titled(replace(card, title="a\ud800\x00b"), "c"), time=6, **WHO)
    again = reopened(working)
    assert [entry.changes.changes[0].after.title for entry in again.entries() if entry.changes] == ["c", "ab"]
    again.close()


def test_a_working_file_that_is_held_cannot_be_taken(working):
    with pytest.raises(Held):
        WorkingFile.reopen(working.path)
    code = (
        "import sys; from pathlib import Path; from model.store.working import Held, WorkingFile\n"
        "try: WorkingFile.reopen(Path(sys.argv[1]))\n"
        "except Held: sys.exit(7)"
    )
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", code, working.path], cwd=root, check=False).returncode == 7


def test_a_working_file_whose_content_is_not_its_digest_is_not_taken(working):
    working.close()
    content = working.path.read_bytes()
    working.path.write_bytes(content.replace(b"Waits 12 hours", b"Waits 13 hours"))
    with pytest.raises(NotWhole):
        WorkingFile.reopen(working.path)
    working.path.write_bytes(b"not a database at all" * 50)
    with pytest.raises(NotWhole):
        WorkingFile.reopen(working.path)


def test_what_is_copied_out_is_a_whole_file_without_what_was_deleted(working, tmp_path):
    document = small_document()
    secret = Card("c9", "m", "s", "t", "a9", "touchpoint", "a secret that goes " * 20)
    working.append(change_set("change.add_card", [Change(None, secret)], coalesce="x"), time=5, **WHO)
    working.append(change_set("change.remove", [Change(secret, None)], coalesce="x"), time=6, squash=True, **WHO)
    working.copy_out(tmp_path / "out.masar")
    assert b"a secret that goes" not in (tmp_path / "out.masar").read_bytes()
    assert measure_if_whole(tmp_path / "out.masar")
    assert by_id(open_file(tmp_path / "out.masar").records) == document.records


def test_a_change_of_many_records_is_one_commit(working):
    document = small_document()
    many = [Card(f"n{n}", "m", "s", "t", "a5", "touchpoint", f"New {n}") for n in range(1200)]
    added = change_set("change.paste", [Change(None, card) for card in many])
    moved = change_set("change.move_cards", [Change(card, replace(card, order="a7")) for card in many])
    working.append(added, time=5, **WHO)
    working.append(moved, time=6, **WHO)
    assert sum(record.order == "a7" for record in working.records() if isinstance(record, Card)) == 1200
    working.append(moved.inverse(), time=7, **WHO)
    working.append(added.inverse(), time=8, **WHO)
    again = reopened(working)
    assert by_id(again.records()) == document.records
    again.close()


@st.composite
def acts(draw):
    """What a person does, drawn step by step: words for `perform`, with a number that chooses."""
    kinds = ("add", "title", "type", "remove", "link", "undo", "undo", "redo", "seal", "publish", "reopen")
    return draw(st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 50)), max_size=14))


def perform(document, history, act, number):
    """Do one act to a document; return nothing, for whoever listens hears of it."""
    cards = [record for record in document.records.values() if isinstance(record, Card)]
    project = document.project
    match act:
        case "add":
            card = replace(cards[number % len(cards)], id=f"new{len(history._done)}.{number}") if cards else None
            if card is not None and card.id not in document:
                document.apply(change_set("change.add_card", [Change(None, card)]))
        case "title":
            document.apply(change_set("k", [Change(project, replace(project, title=f"Title {number}"))]))
        case "type":
            typed = replace(project, client=("" if number % 7 == 0 else f"client {number}"))
            document.apply(change_set("k", [Change(project, typed)], coalesce="client"))
        case "remove":
            links = [record for record in document.records.values() if isinstance(record, Link)]
            document.apply(change_set("k", [Change(link, None) for link in links[: number % 3]]))
        case "link":
            if len(cards) > 1:
                link = Link(f"lnk{len(history._done)}.{number}", cards[0].map, cards[0].id, cards[-1].id)
                if cards[-1].map == cards[0].map and link.id not in document:
                    document.apply(change_set("k", [Change(None, link)]))
        case "undo":
            history.undo()
        case "redo":
            history.redo()
        case "seal":
            history.seal()


@settings(max_examples=times(400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents(), acts())
def test_whatever_was_done_and_undone_is_in_file_and_log_alike(tmp_path, document, steps):
    path = tmp_path / "law.working"
    out = tmp_path / "law.masar"
    begun = dict(document.records)
    working = WorkingFile.create(path, begun.values(), beginning())
    history = History(document)

    def heard(changes):
        squash = not changes.undoes and history.undoable is not changes
        working.append(changes, time=1, squash=squash, **WHO)

    document.listen(heard)
    for act, number in steps:
        if act == "publish":
            history.seal()
            working.copy_out(out)
        elif act == "reopen":
            history.seal()
            working = reopened(working)
        else:
            perform(document, history, act, number)
    working.copy_out(out)
    working.discard()
    found = open_file(out, keep=True)
    assert by_id(found.records) == document.records
    entries = [log.from_row(row).changes for row in log_rows(found.private)]
    found.private.unlink()
    assert taken_back(document.records, reversed(entries)) == begun
    replayed = Document(begun.values())
    for changes in entries:
        replayed.apply(changes)
    assert replayed.records == document.records


def test_a_log_that_does_not_fit_the_records_is_not_followed_back():
    project = Project("p", title="now")
    other = change_set("k", [Change(Project("p", title="a"), Project("p", title="b"))])
    with pytest.raises(BadRecord):
        taken_back({"p": project}, [other])


def test_a_map_can_be_added_and_taken_away(working):
    extra = JourneyMap("m2", order="a1", title="Later")
    added = change_set("change.add_map", [Change(None, extra)])
    working.append(added, time=5, **WHO)
    assert by_id(working.records())["m2"] == extra
    working.append(added.inverse(), time=6, **WHO)
    assert "m2" not in by_id(working.records())


def test_every_commit_is_flushed_and_the_file_is_held(working):
    driver = working_module._driver(working._connection)
    found = [driver.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode", "locking_mode")]
    assert found == [2, "wal", "exclusive"]
    assert not working.path.with_name(working.path.name + "-shm").exists()


def test_a_commit_is_in_the_file_system_when_append_returns(working, tmp_path):
    working.append(titled(small_document().get(Card, "c1"), "Asks a friend"), time=5, **WHO)
    for suffix in ("", "-wal"):
        beside = working.path.name + suffix
        (tmp_path / f"copy{suffix}").write_bytes(working.path.with_name(beside).read_bytes())
    copy = WorkingFile.reopen(tmp_path / "copy")
    assert by_id(copy.records())["c1"].title == "Asks a friend"
    copy.discard()


def test_a_working_file_is_removed_before_its_log_without_which_it_would_be_older(working, monkeypatch):
    ours, removed = Path.unlink, []

    def unlink(path, **named):
        removed.append(path.name)
        ours(path, **named)

    monkeypatch.setattr(Path, "unlink", unlink)
    working.discard()
    assert removed == [working.path.name + beside for beside in ("", "-wal", "-shm")]


def test_a_working_file_that_a_failing_disk_lets_be_read_only_is_not_taken(working, tmp_path, monkeypatch):
    path = working.path
    working.close()
    connect = sqlite3.connect

    def read_only(path, **how):
        connection = connect(path, **how)
        connection.execute("PRAGMA query_only=ON")
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with pytest.raises(NotWhole):
        WorkingFile.reopen(path)
    monkeypatch.undo()
    WorkingFile.reopen(path).discard()
