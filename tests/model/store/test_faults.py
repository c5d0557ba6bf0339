"""Disk full, I/O error and crash, before and after every step: all is whole, what was kept is there, it is told."""

import random
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.model.store.acts import WALKS
from tests.model.store.crash import start
from tests.model.store.walk import KINDS, walk_through
from tests.torture import SIZE, tally

ONE_IN = 10 if SIZE == "" else 1
"""Of the steps, `make test` walks a tenth, another each time; the long run walks every call of a line."""
MEMORY = Path("/dev/shm")
"""A disk in memory where there is one: what a flush does for the disk cannot be seen by being killed."""


@pytest.fixture
def place():
    folder = Path(tempfile.mkdtemp(prefix="masar-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", WALKS)
def test_a_fault_at_any_step_loses_nothing_and_is_told(place, name, kind):
    process, pipe = start(walk_through, str(place), name, kind, ONE_IN, random.randrange(1_000_000))
    steps, tried, failures = pipe.recv()
    process.join()
    tally("faults walked", tried, len(failures))
    assert not failures, "\n".join(map(str, failures[:3]))
    assert tried > 0
    assert len(steps) > 50


def test_the_walk_goes_through_the_calls_of_sqlite_itself(place):
    process, pipe = start(walk_through, str(place), "publish", "full", 1_000, 0)
    steps, _, failures = pipe.recv()
    process.join()
    steps = {step.partition(" from ")[0] for step in steps}
    if not any(step.startswith("sqlite") for step in steps):
        pytest.skip("this SQLite cannot be reached")
    assert not failures
    assert {"sqlite write", "sqlite open", "sqlite read"} <= steps
    assert {"commit", "fsync", "replace", "open to write", "write", "unlink"} <= steps
