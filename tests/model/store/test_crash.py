"""kill -9 at any moment: what was called kept is there, and the person's file is whole. MASAR_KILLS: how many times."""

import os
import random
import time

import pytest

from model.project import OpenProject, read_project
from model.store.strays import strays
from tests.model.store.crash import (
    STEPS,
    be_killed_at,
    fill_up_and_make_room,
    number_of,
    start,
    told,
    work_until_killed,
)
from tests.model.store.support import write

KILLS = int(os.environ.get("MASAR_KILLS", "12"))


def test_a_program_killed_again_and_again_loses_nothing_that_was_kept(tmp_path):
    path = tmp_path / "documents" / "map.masar"
    path.parent.mkdir()
    write(path)
    kept = published = 0
    for _ in range(KILLS):
        process, pipe = start(work_until_killed, str(path))
        opened = pipe.recv()
        time.sleep(random.uniform(0.02, 0.3))
        process.kill()
        process.join()
        assert opened >= kept
        kept = max([opened, *told(pipe)])
        in_file = number_of(read_project(path))
        assert in_file >= published
        published = in_file
    assert kept > KILLS
    assert published > 0
    again = OpenProject.open(path)
    assert number_of(again.document) >= kept
    assert again.close()
    assert number_of(read_project(path)) >= kept
    assert [each.name for each in path.parent.iterdir() if not each.name.startswith(".")] == ["map.masar"]


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
