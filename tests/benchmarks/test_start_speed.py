"""Target 10: the first paint of a file of 1,000 cards, beside a bare window and the rivals."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from export.files import export_file
from model.project import write_new
from tests.benchmarks.conftest import median
from tests.synthetic import synthetic_document

pytestmark = pytest.mark.bench

ROOT = Path(__file__).resolve().parents[2]
RIVALS = {
    "inkscape": lambda svg, out: ["inkscape", str(svg), "--export-type=png", "--export-filename", str(out / "a.png")],
    "soffice": lambda svg, out: ["soffice", "--headless", "--convert-to", "png", "--outdir", str(out), str(svg)],
}


def spent(command, folder):
    """Return the CPU milliseconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "MASAR_HOME": str(folder)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@pytest.fixture(scope="module")
def first_paint(tmp_path_factory):
    """Return a file of 1,000 cards, and the CPU of its first paint and of a bare window's."""
    folder = tmp_path_factory.mktemp("start")
    file = folder / "thousand.masar"
    write_new(file, synthetic_document(1_000))
    program = [sys.executable, "-m", "tests.benchmarks.first_paint"]
    pairs = [
        (spent(program, folder / f"bare{each}"), spent([*program, str(file)], folder / f"own{each}"))
        for each in range(5)
    ]
    return median([own / bare for bare, own in pairs]), median([own for _, own in pairs])


def test_the_first_paint_beside_a_bare_window(first_paint, target):
    ratio, own = first_paint
    target(
        "10", "first paint of 1,000 cards in 3 bare windows", f"{ratio:.1f} bare windows, {own:.0f} ms CPU", ratio <= 3
    )


@pytest.mark.timeout(900)
@pytest.mark.parametrize("rival", RIVALS)
def test_the_first_paint_beside_a_rivals(first_paint, rival, target, tmp_path):
    _, own = first_paint
    goal = f"first paint of 1,000 cards in 1/5 of {rival}'s CPU to draw the same"
    if shutil.which(rival) is None:
        target("10", goal, f"{own:.0f} ms CPU; {rival} is not installed", None)
        return
    drawing = tmp_path / "drawing.svg"
    export_file(synthetic_document(1_000), drawing, paper="own")
    theirs = spent(RIVALS[rival](drawing, tmp_path), tmp_path)
    target("10", goal, f"{own:.0f} ms against {theirs:.0f} ms: 1/{theirs / own:.1f}", theirs >= 5 * own)
