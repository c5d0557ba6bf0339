"""kill -9 at any moment: what was called kept is there, and the person's file is whole."""

import random
import sqlite3
import time
from contextlib import suppress
from typing import NamedTuple

import pytest

from model.project import OpenProject, read_project
from model.store.strays import strays
from tests.model.store.crash import (
    STEPS,
    be_killed_at,
    cards_of,
    fill_up_and_make_room,
    number_of,
    start,
    told,
    work_until_killed,
)
from tests.model.store.support import as_first_version, write
from tests.torture import tally, times


class Work(NamedTuple):
    """What programs are killed at. rounds: cards that are added before closing. save_every: how many."""

    rounds: int
    save_every: int
    longest: float
    older: bool = False
    people: tuple[str, ...] = ("ours",)


WORK = {
    "editing": Work(100_000, 5, 0.3),
    "publishing": Work(100_000, 1, 0.3),
    "recovering": Work(1, 2, 0.2),
    "migrating": Work(1, 1, 0.2, older=True),
    "merging": Work(3, 1, 0.4, people=("ours", "theirs")),
}
CYCLES = times(40, long=1_000)


@pytest.mark.parametrize("what", WORK)
def test_programs_killed_again_and_again_lose_nothing_that_was_kept(tmp_path, monkeypatch, what):
    work, path = WORK[what], tmp_path / "documents" / "map.masar"
    path.parent.mkdir()
    write(path)
    kept = dict.fromkeys(work.people, 0)
    for cycle in range(CYCLES):
        for who, heard in kill(path, work, tmp_path, monkeypatch, at_first=cycle == 0).items():
            found = next((cards.get(who, 0) for what, cards in heard if what == "found"), kept[who])
            assert found >= kept[who], "what was kept was not there when the file was opened again"
            kept[who] = max([kept[who], *(cards.get(who, 0) for _, cards in heard)])
        cards_of(read_project(path))
        tally("kill cycles", 1)
    for who in work.people:
        monkeypatch.setenv("MASAR_HOME", str(tmp_path / who))
        assert OpenProject.open(path).close()
        assert strays() == []
    in_file = cards_of(read_project(path))
    assert all(in_file[who] >= kept[who] > 0 for who in work.people), (in_file, kept)
    assert [each.name for each in path.parent.iterdir() if not each.name.startswith(".")] == ["map.masar"]


def kill(path, work, folder, monkeypatch, *, at_first):
    """Start a program for each person, each on a computer of its own, kill them, and return what each told.

    at_first: let them keep something before.
    """
    started = {}
    for who in work.people:
        monkeypatch.setenv("MASAR_HOME", str(folder / who))
        if work.older:
            make_older(path, folder / who)
        started[who] = start(work_until_killed, str(path), who, work.rounds, work.save_every)
    heard = {who: [] for who in started}
    for who, (process, pipe) in started.items():
        while at_first and not any(what == "kept" for what, _ in heard[who]):
            heard[who].append(pipe.recv())
        if random.random() < 0.7:
            pipe.poll(20)
        time.sleep(random.uniform(0.0, work.longest))
        process.kill()
    for who, (process, pipe) in started.items():
        process.join()
        assert process.exitcode == -9, "a program ended by itself"
        heard[who] += told(pipe)
    return heard


def make_older(path, home):
    """Turn the file, and work that was left behind, into what the first version of Masar wrote."""
    for each in (path, *(home / "working").glob("*.working")):
        with suppress(sqlite3.Error):  # older already, or nothing in it yet
            as_first_version(each)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_program_killed_at_any_step_loses_nothing(tmp_path, step, when):
    path = tmp_path / "map.masar"
    write(path)
    process, pipe = start(be_killed_at, str(path), step, when)
    process.join(30)
    assert process.exitcode == -9
    kept = max(told(pipe), default=0)
    assert number_of(read_project(path)) <= 2
    again = OpenProject.open(path)
    assert number_of(again.document) >= kept
    assert again.close()
    assert number_of(read_project(path)) >= kept
    assert strays() == []
    assert [each.name for each in tmp_path.glob("*.masar")] == ["map.masar"]


def test_a_disk_that_is_full_loses_nothing_and_is_used_again_once_there_is_room(tmp_path):
    path = tmp_path / "map.masar"
    before = write(path)
    process, pipe = start(fill_up_and_make_room, str(path))
    assert pipe.recv() in ("file.no_space", "file.no_space_here", "file.cannot_keep")
    assert path.read_bytes() == before
    assert pipe.recv() in ("file.no_space_here", "file.cannot_keep")
    last = pipe.recv()
    process.join(30)
    assert process.exitcode == 0
    assert number_of(read_project(path)) == last > 0
