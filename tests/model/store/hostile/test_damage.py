"""Damage done at random: nothing opens with silently wrong content, crashes, takes long or takes much memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import torture
from tests.model.store.hostile.damage import BLIND, MUTANTS
from tests.model.store.hostile.probe import MEMORY

REPO = Path(__file__).resolve().parents[4]
BATCH = 2_000
TIMES = {
    "bit flips": torture.times(500, 10_000),
    "truncations": torture.times(50, 500),
    "zeroed pages": torture.times(50, 500),
    "swapped pages": torture.times(50, 500),
    MUTANTS: torture.times(2_000, 100_000),
}
pytestmark = pytest.mark.torture


def damaged(kind, seed, count, home):
    """Damage a file so many times in a process of its own; return what came of it."""
    home.mkdir(exist_ok=True)
    result = subprocess.run(
        [sys.executable, "-m", "tests.model.store.hostile.damage", kind, str(seed), str(count)],
        capture_output=True,
        text=True,
        cwd=REPO,
        env={**os.environ, "MASAR_HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(REPO)},
        timeout=1_800,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert not list(home.rglob("*")), "something was left lying about"
    return json.loads(result.stdout)


@pytest.mark.parametrize("kind", TIMES)
def test_damage_is_refused_or_opens_as_what_the_rows_say(tmp_path, kind):
    assert {*BLIND, MUTANTS} == set(TIMES)
    done = refused = 0
    faults = []
    while done < TIMES[kind]:
        count = min(BATCH, TIMES[kind] - done)
        told = damaged(kind, done, count, tmp_path / "home")
        assert told["memory"] <= MEMORY
        faults += told["faults"]
        refused += sum(told["refused"].values())
        done += count
    torture.tally(kind, done, len(faults))
    assert faults == []
    assert refused > 0
