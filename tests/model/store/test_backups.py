"""Backups: the last published versions of a file, fewer the older they are, private, whole, and checked."""

import errno
import json
import logging
import os
import stat
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from model.project import OpenProject, read_project
from model.store import backups
from model.store.opening import hash_of
from model.store.problems import ProjectFileProblem
from tests.model.store.crash import count_up, number_of
from tests.model.store.support import as_first_version, until, write

MINUTE, HOUR, DAY, WEEK = 60_000, 3_600_000, 86_400_000, 604_800_000


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "documents" / "map.masar"
    path.parent.mkdir()
    return path


@pytest.fixture
def clock(monkeypatch):
    """The time in ms, which stands still until it is set."""
    now = [1_700_000_000_000]
    monkeypatch.setattr(time, "time_ns", lambda: now[0] * 1_000_000)
    return now


def publish(target, content):
    """Write a file and keep a backup of it."""
    target.write_bytes(content)
    backups.keep(target, target)


def contents(target):
    return [each.path.read_bytes() for each in backups.of(target)]


def test_what_was_published_is_kept_newest_first(target):
    for content in (b"one", b"two", b"three"):
        publish(target, content)
    assert contents(target) == [b"three", b"two", b"one"]
    assert backups.of(target)[0].hash == hash_of(target)


def test_the_same_bytes_published_again_are_kept_once(target):
    for content in (b"one", b"one", b"two", b"two"):
        publish(target, content)
    assert contents(target) == [b"two", b"one"]


def test_ten_are_kept_and_the_newest_always(target, clock):
    for number in range(40):
        clock[0] += 10_000
        publish(target, str(number).encode())
        assert len(contents(target)) == min(number + 1, 10)
        assert contents(target)[0] == str(number).encode()
    assert contents(target)[-1] == b"0"


def test_a_clock_that_was_put_back_hides_no_newer_version(target, clock):
    publish(target, b"one")
    clock[0] -= DAY
    publish(target, b"two")
    assert contents(target) == [b"two", b"one"]


gaps = some.lists(
    some.one_of(some.integers(1, MINUTE), some.integers(1, 10 * HOUR), some.integers(1, 3 * WEEK)), max_size=60
)


@given(gaps)
def test_thinning_keeps_at_most_ten_of_them_the_newest_and_the_oldest(steps):
    now, kept = 0, []
    for step in steps:
        now += step
        kept.append(now)
        before = list(kept)
        for gone in backups.surplus(kept, now):
            kept.remove(gone)
        assert set(kept) <= set(before)
        assert len(kept) == min(len(before), backups.MOST)
        assert now in kept
        assert min(before) in kept


@given(gaps)
def test_thinning_never_leaves_an_age_without_what_it_had(steps):
    now, kept = 0, []
    for step in steps:
        now += step
        kept.append(now)
        ages = {part(now - each) for each in kept[:-1]}
        for gone in backups.surplus(kept, now):
            kept.remove(gone)
        assert {part(now - each) for each in kept[:-1]} == ages


def part(age):
    return sum(age >= each for each in backups.AGES)


def test_work_of_weeks_leaves_versions_minutes_hours_days_and_weeks_apart():
    now, kept = 0, []
    for _ in range(30_000):
        now += 2 * MINUTE
        kept.append(now)
        for gone in backups.surplus(kept, now):
            kept.remove(gone)
    ages = sorted(now - each for each in kept)
    assert ages[0] == 0
    for least, most in ((MINUTE, HOUR), (HOUR, DAY), (DAY, WEEK), (WEEK, 8 * WEEK)):
        assert [age for age in ages if least <= age < most], ages


def test_nobody_else_may_look_into_the_backups(target, home):
    publish(target, b"one")
    (backup,) = backups.of(target)
    for folder in (home / "backups", backup.path.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600


def test_a_note_tells_whose_backups_they_are(target):
    write(target)
    backups.keep(target, target)
    ((path, (backup,)),) = backups.all_of()
    assert (path, backup.title) == (target, "Louise finds a home")
    note = json.loads((backup.path.parent / "about.json").read_text())
    assert note == {"target": str(target), "title": "Louise finds a home"}


def test_every_file_has_its_own_however_it_is_named(target, tmp_path):
    publish(target, b"one")
    link = tmp_path / "link.masar"
    link.symlink_to(target)
    publish(link, b"two")
    publish(tmp_path / "other.masar", b"other")
    assert contents(target) == contents(link) == [b"two", b"one"]
    assert {path for path, _ in backups.all_of()} == {target, tmp_path / "other.masar"}


def test_what_is_no_backup_is_not_taken_for_one(target):
    publish(target, b"one")
    folder = backups.of(target)[0].path.parent
    for name in ("tmpx.new", "1-short.masar", "notes.txt"):
        (folder / name).write_bytes(b"x")
    assert contents(target) == [b"one"]


def test_a_backup_is_put_back_whole(target):
    before = write(target)
    backups.keep(target, target)
    target.unlink()
    backups.restore(backups.of(target)[0], target)
    assert target.read_bytes() == before


def test_a_backup_replaces_nothing_unless_told_to_and_then_keeps_that_too(target):
    publish(target, b"one")
    backup = backups.of(target)[0]
    later = write(target)
    with pytest.raises(ProjectFileProblem) as caught:
        backups.restore(backup, target)
    assert caught.value.key == "file.exists"
    assert target.read_bytes() == later
    backups.restore(backup, target, replace=True)
    assert target.read_bytes() == b"one"
    assert later in contents(target)


def test_a_damaged_backup_is_not_restored(target):
    publish(target, b"one")
    backup = backups.of(target)[0]
    backup.path.write_bytes(b"onf")
    with pytest.raises(ProjectFileProblem) as caught:
        backups.restore(backup, target, replace=True)
    assert caught.value.key == "file.backup_damaged"
    assert target.read_bytes() == b"one"


def fail_when(monkeypatch, fails, error=errno.ENOSPC):
    """Let the disk be full, or broken, for the backups while `fails` says so."""
    ours = os.fsync

    def fsync(handle):
        if not stat.S_ISDIR(os.fstat(handle).st_mode) and fails():
            raise OSError(error, os.strerror(error))
        ours(handle)

    monkeypatch.setattr(os, "fsync", fsync)


def test_a_full_disk_drops_the_oldest_backups_of_all_files(target, tmp_path, monkeypatch):
    other = tmp_path / "other.masar"
    for content in (b"1", b"2", b"3"):
        publish(other, content)
    for content in (b"4", b"5", b"6"):
        publish(target, content)
    held = lambda: len(contents(other)) + len(contents(target))  # noqa: E731
    fail_when(monkeypatch, lambda: held() > 3)
    publish(target, b"7")
    assert contents(other) == [b"3"]
    assert contents(target) == [b"7", b"6", b"5"]


def test_a_disk_that_stays_full_costs_no_newest_backup_and_is_only_logged(target, monkeypatch, caplog):
    for content in (b"1", b"2"):
        publish(target, content)
    fail_when(monkeypatch, lambda: True)
    with caplog.at_level(logging.WARNING, "masar.store"):
        publish(target, b"3")
    assert contents(target) == [b"2"]
    assert "no backup of map.masar was kept" in caplog.text
    assert [path.suffix for path in backups.of(target)[0].path.parent.iterdir() if path.suffix == ".new"] == []


def test_a_broken_disk_costs_no_backup(target, monkeypatch):
    for content in (b"1", b"2"):
        publish(target, content)
    with monkeypatch.context() as patch:
        fail_when(patch, lambda: True, errno.EIO)
        publish(target, b"3")
    assert contents(target) == [b"2", b"1"]


def test_a_backup_and_its_name_are_flushed_to_the_disk(target, monkeypatch):
    publish(target, b"1")
    ours, flushed = os.fsync, []

    def fsync(handle):
        flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        ours(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    publish(target, b"2")
    assert flushed == [False, True]


def test_what_was_cut_short_long_ago_is_swept_away(target):
    publish(target, b"1")
    folder = backups.of(target)[0].path.parent
    for name in ("old.new", "young.new"):
        (folder / name).write_bytes(b"half")
    os.utime(folder / "old.new", (0, 0))
    publish(target, b"2")
    assert not (folder / "old.new").exists()
    assert (folder / "young.new").exists()


def test_a_file_without_backups_has_none(tmp_path, home):
    assert backups.of(tmp_path / "map.masar") == []
    assert backups.all_of() == []


def test_publishing_keeps_a_backup_of_each_version(target):
    write(target)
    opened = OpenProject.open(target, quiet=3600.0)
    for _ in range(2):
        count_up(opened)
        opened.settle()
        opened.save()
        until(lambda: opened.status.state == "saved")
    opened.close()
    assert [number_of(read_project(each.path)) for each in backups.of(target)] == [2, 1]


def test_a_file_of_an_older_version_is_kept_before_it_is_published_over(target):
    write(target)
    as_first_version(target)
    older = target.read_bytes()
    opened = OpenProject.open(target, quiet=3600.0)
    count_up(opened)
    assert opened.close()
    newest, first = backups.of(target)
    assert first.path.read_bytes() == older
    assert number_of(read_project(newest.path)) == 1


def test_a_file_that_the_person_chose_to_replace_is_kept(target, tmp_path):
    before = write(target)
    opened = OpenProject.new(read_project(target).records.values(), quiet=3600.0)
    count_up(opened)
    opened.save_as(target)
    until(lambda: opened.status.state == "saved")
    opened.close()
    assert before in contents(target)


def test_what_is_no_file_of_masars_is_not_taken_up(target, tmp_path):
    target.write_bytes(b"a colleague's letter, longer than any header would be" * 3)
    backups.keep_replaced(target, chosen=True)
    os.mkfifo(tmp_path / "pipe")
    backups.keep_replaced(tmp_path / "pipe", chosen=True)
    backups.keep_replaced(tmp_path / "none.masar", chosen=True)
    assert backups.all_of() == []
    assert Path(target).exists()
