"""Computers that share one file: programs with application-data folders of their own, each in its own process."""

import multiprocessing
import os
import queue
import random
import time
from dataclasses import replace
from pathlib import Path

from model.change import Change, change_set
from model.project import OpenProject
from model.records import Card
from model.store.reports import Met

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["model.project", "model.sharing", "model.store.working", "tests.model.computers"])


def start(home, path, author, edits, seed):
    """Start a computer that makes so many edits at once; return its process and the pipe to talk to it."""
    ours, theirs = _context.Pipe()
    process = _context.Process(target=_work, args=(theirs, str(home), str(path), author, edits, seed), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _work(pipe, home, path, author, edits, seed):
    """Edit and let the program save by itself, as a window does; then answer "rest" with the head until "close"."""
    os.environ["MASAR_HOME"] = home
    chance = random.Random(seed)
    opened = OpenProject.open(Path(path), author=author, quiet=0.01)
    mets = queue.SimpleQueue()
    opened.listen(lambda report: mets.put(report.plan) if isinstance(report, Met) else None)
    for number in range(edits):
        _edit(opened, f"{author}{number}", chance)
        _be_idle(opened, mets)
        time.sleep(chance.uniform(0, 0.03))
    pipe.send("edited")
    while pipe.recv() == "rest":
        opened.publish_soon()
        _be_idle(opened, mets)
        while opened.status.state == "saving" or not opened.settle():
            time.sleep(0.005)
        _be_idle(opened, mets)
        pipe.send((opened.timeline().head, opened.status.state))
    pipe.send(opened.close())


def _edit(opened, name, chance):
    """Add a card, and give one that everybody has another title."""
    card = opened.document.get(Card, "c1")
    new = replace(card, id=name, order=f"b{name}", title=name)
    shared = opened.document.get(Card, chance.choice(["c1", "c2"]))
    changes = [Change(None, new), Change(shared, replace(shared, title=f"{shared.title[:40]} {name}"))]
    opened.document.apply(change_set("change.add_card", changes))


def _be_idle(opened, mets):
    """Look at the file, and take in what was met."""
    opened.look()
    while not mets.empty():
        opened.take(mets.get())
