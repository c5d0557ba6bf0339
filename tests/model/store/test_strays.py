"""Working files that were left behind: found, swept where nothing is in them, left alone where somebody is."""

import errno
import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from model.change import Change, change_set
from model.records import Card
from model.store import attachment, working
from model.store.attachment import Attachment
from model.store.content import content_digest
from model.store.strays import abandon, new_working_path, stray_of, strays
from model.store.working import NotWhole, WorkingFile
from tests.model.store.support import as_first_version, beginning, small_document


def left_behind(attached=None, time=5):
    """Leave a working file with one change behind, as a crash does; return its path."""
    made = WorkingFile.create(new_working_path(), small_document().records.values(), beginning())
    attachment.save(made.path, replace(attached or Attachment(), opened=made.head))
    card = small_document().get(Card, "c1")
    changes = change_set("change.set_field", [Change(card, replace(card, title="Asks a friend"))])
    made.append(changes, author="Amal", session="s", time=time)
    made.close()
    return made.path


def test_what_was_left_behind_is_found_newest_first():
    paths = [left_behind(time=time) for time in (5, 9, 7)]
    found = strays()
    assert [stray.working for stray in found] == [paths[1], paths[2], paths[0]]
    assert [stray.changed for stray in found] == [9, 7, 5]


def test_it_is_found_by_its_document_however_that_is_named(tmp_path):
    (tmp_path / "map.masar").touch()
    (tmp_path / "link.masar").symlink_to(tmp_path / "map.masar")
    path = left_behind(Attachment(target=str(tmp_path / "map.masar")))
    left_behind(Attachment(target=str(tmp_path / "other.masar")))
    left_behind()
    assert stray_of(tmp_path / "link.masar").working == path
    assert stray_of(tmp_path / "none.masar") is None


def test_a_working_file_whose_making_was_cut_short_is_removed(home):
    path = new_working_path()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert strays() == []
    assert not path.exists()


def test_what_cannot_be_read_is_left_where_it_is():
    path = left_behind()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(NotWhole):
        WorkingFile.reopen(path)
    assert strays() == []
    assert path.exists()


def test_work_without_its_attachment_is_still_found():
    path = left_behind()
    attachment.beside(path).write_text("{ half", encoding="utf-8")
    (stray,) = strays()
    assert (stray.working, stray.attachment) == (path, Attachment())


def test_work_whose_attachment_cannot_be_read_now_is_left_for_later(monkeypatch):
    path = left_behind(Attachment(target="/documents/map.masar"))
    ours = Path.read_text

    def broken(file, *arguments, **named):
        if file == attachment.beside(path):
            raise OSError(errno.EIO, "no")
        return ours(file, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", broken)
        assert strays() == []
    (stray,) = strays()
    assert stray.attachment.target == "/documents/map.masar"


def test_an_attachment_stays_while_its_working_file_does(tmp_path):
    path = left_behind()
    attachment.remove(path)
    assert attachment.load(path) != Attachment()


def test_only_what_is_old_and_belongs_to_nothing_is_swept(home):
    path = left_behind()
    folder = path.parent
    names = ("masar-x.opened", "y.publish", "lonely.json", "young.opened")
    for name in names:
        (folder / name).write_bytes(b"x")
        if not name.startswith("young"):
            os.utime(folder / name, (0, 0))
    os.utime(attachment.beside(path), (0, 0))
    assert len(strays()) == 1
    assert {each.name for each in folder.iterdir()} == {path.name, attachment.beside(path).name, "young.opened"}


def test_an_attachment_comes_back_as_it_was_saved(tmp_path):
    made = Attachment("/ملفات/map.masar", "title", ("a", "b"), "c", "d")
    attachment.save(tmp_path / "w.working", made)
    assert attachment.load(tmp_path / "w.working") == made
    attachment.remove(tmp_path / "w.working")
    assert attachment.load(tmp_path / "w.working") == Attachment()


def test_an_attachment_and_its_name_are_flushed_to_the_disk(tmp_path, monkeypatch):
    ours, flushed = os.fsync, []

    def flush(handle):
        flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        ours(handle)

    monkeypatch.setattr(os, "fsync", flush)
    attachment.save(tmp_path / "w.working", Attachment())
    assert flushed == [False, True]


def test_what_may_lie_at_the_target_grows_until_one_is_there():
    made = Attachment(known=("opened",)).about_to_hold("first").about_to_hold("second").about_to_hold("first")
    assert made.known == ("opened", "first", "second")


def test_abandoned_work_is_gone(home):
    path = left_behind()
    abandon(path)
    assert list((home / "working").iterdir()) == []


def test_work_left_behind_by_an_older_program_is_brought_up_to_date():
    path = left_behind()
    as_first_version(path)
    again = WorkingFile.reopen(path)
    assert {record.id: record for record in again.records()}["c1"].title == "Asks a friend"
    assert again.digest == content_digest(working._driver(again._connection))
    again.discard()
