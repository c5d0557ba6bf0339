"""Programs that are killed: they run in processes of their own and tell through a pipe what they were promised."""

import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from model.change import Change, change_set
from model.ids import new_id
from model.project import OpenProject
from model.records import Card
from model.store import attachment, placing, publish, working, writer
from model.store.reports import Kept, Met

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["model.project", "model.store.working", "tests.model.store.crash"])

WHO = ("left", "ours", "theirs")
"""In whose names cards are added."""

STEPS = {
    "make": (working.WorkingFile, "create"),
    "append": (working.WorkingFile, "append"),
    "copy out": (working.WorkingFile, "copy_out"),
    "attach": (attachment, "save"),
    "check": (placing, "check_whole"),
    "copy": (publish, "_copy"),
    "look": (publish, "_look"),
    "move": (publish, "_move"),
    "flush": (publish, "flush_folder"),
    "discard": (working.WorkingFile, "discard"),
}
"""The steps of keeping and publishing before or after which a program can be killed."""


def start(act, path, *arguments):
    """Start a program that is to be killed; return its process and the end of the pipe on which it tells."""
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=act, args=(theirs, os.environ["MASAR_HOME"], path, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def told(pipe):
    """Return everything that a program told before it died, in order."""
    heard = []
    with suppress(EOFError, ConnectionResetError):
        while True:
            heard.append(pipe.recv())
    pipe.close()
    return heard


def number_of(document):
    """Return the number of the last change: changes count in the project's version."""
    return int(document.project.version or 0)


def count_up(opened):
    """Make one change, which raises the number by one and grows a field that spans pages."""
    project = opened.document.project
    number = number_of(opened.document) + 1
    changed = replace(project, version=str(number), client=str(number) * 300)
    opened.document.apply(change_set("change.set_field", [Change(project, changed)]))


def add_card(opened, who):
    """Add a card that says in whose name and which number: nobody's numbers have gaps unless something was lost."""
    document = opened.document
    number = cards_of(document).get(who, 0) + 1
    (map_,) = document.maps()
    card = Card(new_id(), map_.id, "s", "t", f"b{number:06d}1", "touchpoint", f"{who} {number}")
    document.apply(change_set("change.set_field", [Change(None, card)]))


def cards_of(document):
    """Return how many cards each has added, having made sure that none between is missing."""
    found = {}
    for card in (card for map_ in document.maps() for card in document.cards(map_.id)):
        who, _, number = card.title.rpartition(" ")
        if who in WHO:
            found.setdefault(who, set()).add(int(number))
    for who, numbers in found.items():
        assert numbers == set(range(1, len(numbers) + 1)), (who, sorted(numbers))
    return {who: len(numbers) for who, numbers in found.items()}


def work_until_killed(pipe, home, path, who, rounds, save_every):
    """Open the file, add cards, save now and then, close after so many rounds, and begin again, without end.

    Tell what is there at first, what was kept and what was saved, as numbers of cards.
    """
    os.environ["MASAR_HOME"] = home
    met = deque()
    while True:
        opened = OpenProject.open(Path(path), quiet=0.01)
        pipe.send(("found", cards_of(opened.document)))
        opened.listen(lambda report: met.append(report.plan) if isinstance(report, Met) else None)
        for turn in range(rounds):
            add_card(opened, who)
            if opened.settle():
                pipe.send(("kept", cards_of(opened.document)))
            if turn % save_every == save_every - 1:
                opened.save()
            while met:
                opened.take(met.popleft())
        document = opened.document
        if opened.close():
            pipe.send(("kept", cards_of(document)))
        met.clear()


def be_killed_at(pipe, home, path, step, when):
    """Change the file ten times, save and close, and be killed at the second coming of one of STEPS."""
    os.environ["MASAR_HOME"] = home
    opened = OpenProject.open(Path(path), quiet=3600.0)
    place, name = STEPS[step]
    ours = getattr(place, name)
    came = [0]

    def deadly(*arguments, **named):
        came[0] += 1
        last = came[0] == (1 if step in ("make", "discard") else 2)
        if last and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = ours(*arguments, **named)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(place, name, deadly)
    opened.listen(lambda report: pipe.send(report.through) if isinstance(report, Kept) else None)
    for _ in range(2):
        count_up(opened)
        opened.settle()
        opened.save()
        while opened.status.state != "saved":
            time.sleep(0.001)
    opened.close()


def fill_up_and_make_room(pipe, home, path):
    """Work while no file may grow past its size, tell what is said of that, make room, and tell what is said then."""
    os.environ["MASAR_HOME"] = home
    opened = OpenProject.open(Path(path), quiet=3600.0)
    opened.settle()
    writer._TRY_TO_KEEP_AGAIN = 0.05
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = Path(path).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, hard))
    opened.save()
    while opened.status.state != "kept_here":
        time.sleep(0.001)
    pipe.send(opened.status.problem.key)
    while opened.status.state != "not_kept":
        count_up(opened)
        opened.settle()
    pipe.send(opened.status.problem.key)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    while opened.status.state not in ("kept", "kept_here"):
        time.sleep(0.001)
    opened.save()
    while opened.status.state != "saved":
        time.sleep(0.001)
    pipe.send(number_of(opened.document))
    opened.close()
    pipe.close()
