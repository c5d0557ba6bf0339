"""Walking through every step of what is done with files, with a fault at one step after the other.

Each case is a process of its own, forked from one that has everything loaded: what a fault leaves behind in memory
ends with it, and it can be killed. A case ends with a check, made by a program that meets no fault: the file is whole,
what was called kept is there, a problem was told, nothing half lies about, and the next attempt succeeds.
"""

import json
import logging
import os
import random
import select
import shutil
import signal
import time
import traceback
from pathlib import Path

from model.project import OpenProject, read_project
from model.store import backups, filling, working, writer  # loaded before the fork
from model.store.problems import ProjectFileProblem
from model.store.strays import strays
from tests.model.store.acts import PATIENCE, WALKS, World, restore
from tests.model.store.crash import cards_of
from tests.model.store.faults import READING, WRITING, Disk, Fault
from tests.torture import SIZE

LOADED = (filling, working)
KINDS = ("broken", "full", "crash")


def in_a_fork(folder, work):
    """Run work(world) in a fork; return what it told, and how it ended: its exit code, or minus the signal."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            world = World(folder, writing)
            try:
                work(world)
                code = 0
            except BaseException:
                world.tell("failed", traceback.format_exc(limit=-6))
        finally:
            os._exit(code)
    os.close(writing)
    heard, deadline = b"", time.monotonic() + 3 * PATIENCE
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            os.kill(child, signal.SIGKILL)
            heard += json.dumps(["failed", "it hangs"]).encode() + b"\n"
        chunk = os.read(reading, 65536)
        if not chunk:
            break
        heard += chunk
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return [json.loads(line) for line in heard.splitlines()], os.waitstatus_to_exitcode(status)


def try_it(walk, fault):
    """Return work that does what is walked through, with the fault or, without one, telling its steps."""

    def work(world):
        watch_for_faults_of_the_program(world)
        writer._TRY_TO_KEEP_AGAIN = 0.02
        disk = Disk(world.folder)
        disk.begin(fault)
        try:
            walk.act(world)
        except ProjectFileProblem as problem:
            world.tell("problem", problem.key)
        disk.mend()
        world.tell("struck", disk.struck)
        if fault is None:
            world.tell("steps", disk.steps)
        world.finish()

    return work


def watch_for_faults_of_the_program(world):
    class Handler(logging.Handler):
        def emit(self, record):
            if record.levelno >= logging.ERROR:
                world.tell("failed", self.format(record))

    logging.getLogger("masar.store").addHandler(Handler())


def check(walk, told, theirs, *, crashed):
    """Return work that checks what a case left behind, and that the next attempt succeeds."""
    problems = [value for what, value in told if what == "problem"]
    kept, saved = most(told, "kept"), most(told, "saved")
    restoring = walk.act is restore

    def work(world):
        watch_for_faults_of_the_program(world)
        assert "file.fault" not in problems
        if walk.saves and not crashed and not problems:
            assert saved["ours"] == kept["ours"], "it was not saved, and nobody was told"
        assert_holds(look_at_files(world), {} if restoring else saved)
        left = strays()
        world.tell("left", len(left))
        for stray in left:
            opened = world.follow(OpenProject.recover(stray, quiet=3600.0))
            if opened.path is None:
                opened.save_as(world.path)
            world.finish()
        found = look_at_files(world)
        for backup in backups.of(world.path) if restoring else ():
            found = most([("", found), ("", cards_of(read_project(backup.path)))], "")
        assert_holds(found, kept)
        assert strays() == []
        world.who = "ours"
        walk.act(world)
        world.finish()
        assert strays() == []
        assert_holds(look_at_files(world), {} if restoring else kept)
        assert len(backups.of(world.path)) <= backups.MOST
        assert not world.theirs.exists() or world.theirs.read_bytes() == theirs, "a file was changed that was only read"

    return work


def most(told, wanted):
    """Return the most that each was told of."""
    found = {}
    for what, value in told:
        if what == wanted:
            found = {who: max(value.get(who, 0), found.get(who, 0)) for who in {**found, **value}}
    return found


def assert_holds(found, wanted):
    assert all(found.get(who, 0) >= number for who, number in wanted.items()), (found, wanted)


def look_at_files(world):
    """Return the cards of each in the file; whatever is named like a file or a backup is whole."""
    found = {path: cards_of(read_project(path)) for path in world.path.parent.glob("*.masar")}
    assert set(found) <= {world.path}, found
    for _, kept in backups.all_of():
        for backup in kept:
            backups.check(backup)
            read_project(backup.path)
    return found.get(world.path, {})


def walk_through(pipe, _home, folder, name, kind, one_in, seed):
    """Walk through something with a kind of fault at every n-th step, from a random first; tell how it went."""
    logging.disable(logging.WARNING)
    walk, folder = WALKS[name], Path(folder)
    case, template = fresh(folder / "case"), folder / "template"
    before, _ = in_a_fork(case, walk.before)
    failures = [each for each in before if each[0] == "failed"]
    shutil.copytree(case, template)
    theirs = b"".join(path.read_bytes() for path in (case / "colleague").iterdir())
    told, code = in_a_fork(case, try_it(walk, None))
    failures += [each for each in told if each[0] == "failed" or (each[0] == "problem")]
    steps = next((value for what, value in told if what == "steps"), [])
    cases = [Fault(number, when, kind) for number in worth_it(steps, kind) for when in ("before", "after")]
    begin = random.Random(seed).randrange(one_in)
    tried = 0
    for fault in cases[begin::one_in]:
        world = put_back(template, case)
        told, code = in_a_fork(world, try_it(walk, fault))
        crashed = code == -signal.SIGKILL and kind == "crash"
        wrong = [value for what, value in told if what == "failed"]
        if not wrong:
            after, _ = in_a_fork(world, check(walk, before + told, theirs, crashed=crashed))
            wrong = [value for what, value in after if what == "failed"]
        tried += 1
        if wrong:
            failures.append((fault, steps[fault.step - 1], wrong[0], told))
    shutil.rmtree(folder, ignore_errors=True)
    pipe.send((steps, tried, failures))
    pipe.close()


def worth_it(steps, kind):
    """Return the numbers of the steps to fail: all in the long profile, else those where something else can come of it.

    These are the first and the last call that each line of the program makes; only those that need room, for a full
    disk, and that change anything, for a crash.
    """
    first = {step: number for number, step in reversed([*enumerate(steps, start=1)])}
    last = {step: number for number, step in enumerate(steps, start=1)}
    for number, step in enumerate(steps, start=1):
        name = step.partition(" from ")[0]
        matters = {"broken": True, "full": name in WRITING, "crash": name not in READING}[kind]
        if SIZE == "long" or (matters and number in (first[step], last[step])):
            yield number


def fresh(folder):
    for each in ("documents", "home", "tmp", "colleague"):
        (folder / each).mkdir(parents=True)
    return folder


def put_back(template, case):
    """Make the folder of a case what it was at first. It is the same for every case: paths are part of what is kept."""
    shutil.rmtree(case, ignore_errors=True)
    shutil.copytree(template, case)
    return case
