"""Target 10: the first paint of a file of 1,000 cards, beside a bare window and the rivals."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from export.files import export_file
from model.project import write_new
from tests.benchmarks.conftest import median
from tests.benchmarks.screen import screen
from tests.synthetic import synthetic_document

pytestmark = pytest.mark.bench

ROOT = Path(__file__).resolve().parents[2]
CARDS = 1_000
TIMES = 5
RIVAL_TIMES = 3


def environment(home):
    """Return the environment of a program that keeps its bytecode, as it does wherever it is started twice."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"MASAR_HOME": str(home), "PYTHONPYCACHEPREFIX": str(home.parent / "bytecode")}


def until_painted(home, *arguments):
    """Return the CPU milliseconds that a process tells it has spent up to its first paint."""
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", *map(str, arguments)]
    given = environment(home) | {"QT_QPA_PLATFORM": "offscreen"}
    return float(subprocess.run(command, cwd=ROOT, env=given, check=True, capture_output=True, timeout=600).stdout)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A file of 1,000 cards."""
    made = tmp_path_factory.mktemp("start") / "thousand.masar"
    write_new(made, synthetic_document(CARDS))
    return made


def test_the_first_paint_beside_a_bare_window(file, target, tmp_path):
    home = tmp_path / "home"
    until_painted(home)
    until_painted(home, file)
    pairs = [(until_painted(home), until_painted(home, file)) for _ in range(TIMES)]
    ratio, own, bare = median([own / bare for bare, own in pairs]), *(median([p[at] for p in pairs]) for at in (1, 0))
    target(
        "10",
        "first paint of 1,000 cards in 3 bare windows",
        f"{ratio:.1f} bare windows, {own:.0f} ms CPU against {bare:.0f}",
        ratio <= 3,
    )


# Beside the rivals: each opens its window with the same map on a screen of its own, until the map is to be seen.


def masar(folder, file):
    """Return Masar's command for a file, in a folder of its own."""
    return [sys.executable, str(ROOT / "main.py"), str(shutil.copy(file, folder / file.name))]


def inkscape(folder, drawing):
    return ["inkscape", str(shutil.copy(drawing, folder / drawing.name))]


def soffice(folder, drawing):
    """Return LibreOffice Draw's command; a profile is made ahead, as a first start takes much longer than others."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    draw = shutil.copy(drawing, folder / drawing.name)
    make = ["soffice", profile, "--norestore", "--headless", "--convert-to", "png", "--outdir", str(folder), str(draw)]
    subprocess.run(make, check=True, capture_output=True, timeout=300)
    assert (folder / drawing.name).with_suffix(".png").stat().st_size > 100_000, "it cannot read the drawing"
    return ["soffice", profile, "--norestore", "--nologo", "--draw", str(draw)]


def until_shown(make, drawing, folder):
    """Return the median of the CPU milliseconds until a program's window shows a map; None if it never did."""
    spent = []
    for turn in range(RIVAL_TIMES):
        place = folder / f"{make.__name__}{turn}"
        place.mkdir(parents=True)
        given = environment(folder / "home") | {"QT_QPA_PLATFORM": "xcb", "INKSCAPE_PROFILE_DIR": str(folder / "ink")}
        command = make(place, drawing)
        with screen(place / "screen") as its:
            spent.append(its.cpu_until_shown(command, given))
    return None if None in spent else median(spent)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("rival", [inkscape, soffice], ids=lambda rival: rival.__name__)
def test_the_first_paint_beside_a_rivals(file, rival, target, tmp_path):
    name = rival.__name__
    goal = f"first paint of 1,000 cards on a screen in 1/5 of {name}'s CPU for the same drawing"
    for needed in ("Xvfb", name):
        if shutil.which(needed) is None:
            target("10", goal, f"{needed} is not installed", None)
            return
    drawing = tmp_path / "drawing.svg"
    export_file(synthetic_document(CARDS), drawing, paper="own")
    own, theirs = until_shown(masar, file, tmp_path), until_shown(rival, drawing, tmp_path)
    if own is None or theirs is None:
        target("10", goal, f"the map never came to be seen (Masar {own}, {name} {theirs} ms)", None)
        return
    target("10", goal, f"{own:.0f} ms against {theirs:.0f} ms: 1/{theirs / own:.1f}", theirs >= 5 * own)
