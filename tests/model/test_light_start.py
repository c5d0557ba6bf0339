"""What is seldom wanted is not loaded when a project is opened: that would make every start wait."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("room", ["model.merge", "model.store.backups", "model.store.rescue", "model.store.conflicted"])
def test_opening_a_project_loads_nothing_that_is_seldom_wanted(room):
    code = f"import sys, model.project; sys.exit(any(name.startswith({room!r}) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
