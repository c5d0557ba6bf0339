"""Projects under git: merged by the merge driver, and shown by textconv, as the README sets them up."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from model.document import Document
from model.store import files
from tests.story import Story
from tests.terminal import ROOT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def git(tmp_path):
    """A repository with a project in it, on a branch of Amal's and one of Noa's; returns what runs git there."""
    masar = shlex.join([sys.executable, str(ROOT / "main.py")])
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "amal@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def call(*arguments, code=0):
        done = subprocess.run(
            ["git", *arguments],
            cwd=tmp_path,
            env=environment,
            text=True,
            encoding="utf-8",
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code, done.stderr + done.stdout
        return done.stdout

    call("init", "-q", "-b", "amal")
    call("config", "merge.masar.driver", f"{masar} merge %A %B --name %P")
    call("config", "diff.masar.textconv", f"{masar} dump")
    (tmp_path / ".gitattributes").write_text("*.masar merge=masar diff=masar\n", encoding="utf-8")
    return call


def kept(git, story, path):
    story.write(path)
    git("add", "-A")
    git("commit", "-q", "-m", "Work")


@pytest.fixture
def branches(git, tmp_path):
    """The project on Amal's branch, which is checked out, and on Noa's."""
    path = tmp_path / "buying.masar"
    ours = Story()
    kept(git, ours, path)
    theirs = ours.branch("noa")
    git("checkout", "-q", "-b", "noa")
    return path, ours, theirs


def finish(git, path, ours, theirs):
    kept(git, theirs, path)
    git("checkout", "-q", "amal")
    kept(git, ours, path)


def test_git_merges_the_work_of_two_branches(git, branches):
    path, ours, theirs = branches
    theirs.title("a", "Asks Noa", "Noa", "theirs")
    ours.title("b", "Signs", "Amal", "ours")
    finish(git, path, ours, theirs)
    git("merge", "-q", "noa", "-m", "Merge")
    merged = files.read_whole(path)
    assert (merged.records["a"].title, merged.records["b"].title) == ("Asks Noa", "Signs")
    assert {"noa1", "entry1"} <= set(merged.timeline.entries)
    assert git("status", "--porcelain") == ""


def test_git_keeps_a_file_with_conflicts_for_a_look_and_loses_neither_value(git, branches):
    path, ours, theirs = branches
    theirs.title("a", "Asks Noa", "Noa", "theirs")
    ours.title("a", "Asks Amal", "Amal", "ours")
    finish(git, path, ours, theirs)
    out = git("merge", "noa", "-m", "Merge", code=1)
    assert "CONFLICT" in out
    (conflict,) = Document(files.read(path).records).conflicts()
    assert {conflict.kept, conflict.other} == {'"Asks Noa"', '"Asks Amal"'}
    git("add", "buying.masar")
    git("commit", "-q", "-m", "Merge")
    assert git("status", "--porcelain") == ""


def test_git_shows_what_differs_in_the_words_of_the_field(git, branches):
    path, _, theirs = branches
    theirs.title("b", "Signs", "Noa", "theirs")
    kept(git, theirs, path)
    changed = re.findall(r"^[+-] .*$", git("diff", "amal", "noa", "--", "buying.masar"), re.MULTILINE)
    assert changed == ["-      Touchpoint: Pays", "+      Touchpoint: Signs"]
