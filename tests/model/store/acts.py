"""What is done with files while faults strike: with what it begins, what is done, and what is told of it."""

import json
import os
import secrets
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from model.change import Change, change_set
from model.project import OpenProject, open_projects, read_project, write_new
from model.store import backups
from model.store.problems import ProjectFileProblem
from model.store.reports import KeptHere, Met, Unkept
from model.store.rescue import rescue as rescue_of
from model.store.strays import strays
from tests.model.store.crash import add_card, cards_of
from tests.model.store.support import as_first_version, small_document, tamper, write

PATIENCE = 20.0
ENDS = ("saved", "kept_here", "kept_copy", "not_kept", "untitled")
"""The states in which a project is once what was asked for is done or cannot be done."""


class World:
    """The folders of one case, and what a program told in it: what it kept and saved, problems, and how it ended."""

    def __init__(self, folder, told_to=None):
        self.folder = Path(folder)
        self.home, self.path = self.folder / "home", self.folder / "documents" / "map.masar"
        self.theirs = self.folder / "colleague" / "map.masar"
        self.who = "ours"
        self._told_to = told_to
        self._met = deque()
        os.environ["MASAR_HOME"] = str(self.home)
        tempfile.tempdir = str(self.folder / "tmp")

    def tell(self, what, value):
        if self._told_to is not None:
            os.write(self._told_to, (json.dumps([what, value]) + "\n").encode())

    def follow(self, opened):
        """Tell of the problems of a project, and note what of others' is met."""

        def heard(report):
            match report:
                case Unkept(problem) | KeptHere(problem, _):
                    self.tell("problem", problem.key)
                case Met(plan):
                    self._met.append((opened, plan))

        opened.listen(heard)
        return opened

    def open(self):
        return self.follow(OpenProject.open(self.path, quiet=3600.0))

    def change(self, opened):
        """Add a card, and tell if it is kept."""
        add_card(opened, self.who)
        if opened.settle():
            self.tell("kept", cards_of(opened.document))

    def save(self, opened, path=None):
        """Save, wait for what comes of it, taking in what others have published, and tell if it is saved."""
        if path is None:
            opened.save()
        else:
            opened.save_as(path)
        self.wait(lambda: opened.status.state in ENDS)
        if opened.status.state == "saved":
            self.tell("saved", cards_of(opened.document))

    def wait(self, condition):
        """Wait until a condition holds, taking in what others have published."""
        deadline = time.monotonic() + PATIENCE
        while self._met or not condition():
            if self._met:
                opened, plan = self._met.popleft()
                if opened in open_projects():
                    opened.take(plan)
                continue
            assert time.monotonic() < deadline, "it never came true"
            time.sleep(0.001)

    def finish(self):
        """End what goes on after a fault: once the disk is whole again, everything is kept and published."""
        for opened in open_projects():
            self.wait(lambda: opened.settle() and opened.status.state not in ("not_kept", "keeping"))  # noqa: B023
            opened.save()
            self.wait(lambda: opened.status.state == "saved" or opened.path is None)  # noqa: B023
            assert opened.close()


# What is done, and what it is done with


def a_file(world):
    write(world.path)


def an_older_file(world):
    write(world.path)
    as_first_version(world.path)


def a_file_and_work_left_behind(world):
    """Lay out a file, and two changes of it that a program which was killed had kept."""
    write(world.path)
    leave_work_behind(world)


def an_older_file_and_older_work_left_behind(world):
    """Lay out a file of the first version, and work on it that a program of that version left behind."""
    an_older_file(world)
    leave_work_behind(world)
    (opened,) = open_projects()
    opened._writer._working.close()
    (left,) = (world.home / "working").glob("*.working")
    as_first_version(left)


def leave_work_behind(world):
    world.who = "left"
    opened = world.open()
    for _ in range(2):
        world.change(opened)


def a_file_with_backups(world):
    """Lay out a file that was published twice, of which both versions are kept."""
    write(world.path)
    world.who = "left"
    opened = world.open()
    for _ in range(2):
        world.change(opened)
        world.save(opened)
    assert opened.close()


def a_file_and_a_colleague(world):
    """Lay out a file, and what a colleague made of it meanwhile on another computer."""
    write(world.path)
    shutil.copyfile(world.path, world.theirs)
    opened = OpenProject.open(world.theirs, quiet=3600.0)
    add_card(opened, "theirs")
    assert opened.close()


def a_file_with_a_log(world):
    """Lay out a file whose log has two changes."""
    write(world.path)
    opened = OpenProject.open(world.path, quiet=3600.0)
    for _ in range(2):
        add_card(opened, "left")
    assert opened.close()


def a_damaged_file(world):
    """Lay out a file elsewhere whose content is not what its digest says."""
    a_file_with_a_log(world)
    world.path.replace(world.theirs)
    tamper(world.theirs, "UPDATE lane SET title='x'", redigest=False)


def many_backups(world):
    """Lay out a file of which as many versions are kept as there may be."""
    for _ in range(backups.MOST):
        write_another(world)
        backups.keep(world.path, world.path)


def nothing(world):
    pass


def edit(world):
    opened = world.open()
    for _ in range(3):
        world.change(opened)


def publish(world):
    opened = world.open()
    for _ in range(2):
        world.change(opened)
        world.save(opened)
    opened.close()


def open_and_close(world):
    read_project(world.path)
    world.open().close()


def publish_anew(world):
    """Save a project without a file under a new name."""
    opened = world.follow(OpenProject.new(small_document().records.values(), quiet=3600.0))
    world.change(opened)
    world.save(opened, world.path)
    opened.close()


def recover(world):
    with suppress(OSError):
        strays()
    opened = world.open()
    world.change(opened)
    world.save(opened)
    opened.close()


def merge(world):
    """Publish onto what a colleague has put there meanwhile."""
    opened = world.open()
    world.change(opened)
    shutil.copyfile(world.theirs, world.path)
    world.tell("kept", {"theirs": 1})
    world.save(opened)
    opened.close()


def restore(world):
    """Put the older of two backups in the place of the file."""
    kept = backups.of(world.path)
    if not kept:
        raise ProjectFileProblem("no backups are listed")
    backups.restore(kept[-1], world.path, replace=True)


def write_whole(world):
    """Write a document over a file, as the command line does."""
    document = read_project(world.path)
    changed = replace(document.project, client="somebody")
    document.apply(change_set("change.set_field", [Change(document.project, changed)]))
    write_new(world.path, document, replace=True)


def go_back(world):
    """Return to an earlier state by the log, and forget what was before."""
    opened = world.open()
    before = opened.timeline().head
    add_card(opened, "ours")
    opened.restore(before)
    world.change(opened)
    world.save(opened)
    opened.forget_before(before)
    world.change(opened)
    world.save(opened)
    opened.close()


def rescue(world):
    """Take what can be read of a damaged file into a project of its own, and save that."""
    opened = world.follow(OpenProject.new(rescue_of(world.theirs).records, quiet=3600.0))
    world.change(opened)
    world.save(opened, world.path)
    opened.close()


def keep_another(world):
    """Keep one more version of a file than there may be."""
    write_another(world)
    backups.keep(world.path, world.path)


def write_another(world):
    """Write a file that differs from any before."""
    document = small_document()
    changed = replace(document.project, client=secrets.token_hex())
    document.apply(change_set("change.set_field", [Change(document.project, changed)]))
    write_new(world.path, document, replace=True)


class Walk(NamedTuple):
    """Something that is done: with what, and how. saves: unless a problem is told, all that was made is saved."""

    before: Callable[[World], None]
    act: Callable[[World], None]
    saves: bool = True


WALKS = {
    "edit": Walk(a_file, edit, saves=False),
    "publish": Walk(a_file, publish),
    "publish anew": Walk(nothing, publish_anew),
    "open": Walk(a_file, open_and_close, saves=False),
    "migrate": Walk(an_older_file, publish),
    "migrate work left behind": Walk(an_older_file_and_older_work_left_behind, recover),
    "recover": Walk(a_file_and_work_left_behind, recover),
    "go back": Walk(a_file_with_a_log, go_back),
    "rescue": Walk(a_damaged_file, rescue),
    "back up": Walk(many_backups, keep_another, saves=False),
    "merge": Walk(a_file_and_a_colleague, merge),
    "restore": Walk(a_file_with_backups, restore, saves=False),
    "write": Walk(a_file, write_whole, saves=False),
}
