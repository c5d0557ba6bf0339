"""What lies at the target, seen from here: whether it changed, and how what is there is taken in.

All of it runs on the copier's thread, but for what is said of the target (`begin`, `knows`).
"""

import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from model.store.files import Whole, read_whole
from model.store.messages import Plan
from model.store.opening import hash_of
from model.store.problems import ProjectFileProblem, is_passing
from model.store.reports import Behind, Met

PATIENCE = (0.1, 0.3, 0.6)
"""Seconds to wait before reading again what cannot be read: a sync client may be half-way through writing it."""
_MOST_TRIES = 5
"""How often what cannot be read is looked at again while its time and size stay the same."""
_LASTING = frozenset({"file.newer", "file.too_large"})


class Encounter(NamedTuple):
    """A project that was met at the target, and how it would be taken in.

    is_older: all that is in it is part of the state that was to be put in its place.
    """

    whole: Whole
    plan: Plan
    is_older: bool


class Planned(NamedTuple):
    """A plan, and whether their newest entry is part of one of ours that was asked about."""

    plan: Plan
    contained: bool


_Stamp = tuple[int, int, int]


class Watch:
    """An eye on the target."""

    def __init__(self, target: Path | None, known: Collection[str], plan: Callable[[Whole, str], Planned]) -> None:
        """Watch a target that may hold what has one of these hashes. plan: plans to take in what was read, given an
        entry of ours to compare it with; it is called on the copier's thread."""
        self._target, self._known, self._plan = target, tuple(known), plan
        self._seen: _Stamp | None = None
        self._tries = 0

    def begin(self, target: Path, known: Collection[str]) -> None:
        """Watch another target."""
        self._target, self._known, self._seen = target, tuple(known), None

    def knows(self, known: Collection[str]) -> None:
        """The target may hold what has one of these hashes: that is nothing new."""
        self._known = tuple(known)

    def forget(self) -> None:
        """Look again at what was seen already."""
        self._seen = None

    def look(self, head: str) -> Met | Behind | None:
        """Return what is new at the target, if anything is; head: the entry that it is to hold. It raises nothing.

        What cannot be read is looked at again the next time, in silence. So is what is not there.
        """
        target = self._target
        stamp = _stamp(target) if target else None
        if target is None or stamp is None or stamp == self._seen:
            return None
        try:
            if hash_of(target) in self._known:
                self._seen, self._tries = stamp, 0
                return None
            met = self._meet(read_whole(target), head)
        except (ProjectFileProblem, OSError):
            self._tries += 1
            if self._tries >= _MOST_TRIES:
                self._seen, self._tries = stamp, 0
            return None
        self._seen, self._tries = stamp, 0
        if met.plan.kind != "none":
            return Met(met.plan, target, met.whole.hash)
        return Behind(target, met.whole.hash) if met.whole.timeline.head != head else None

    def meet(self, target: Path, head: str) -> Encounter | None:
        """Return the project that lies at the target; None where what is there is none that can be read.

        Raise ProjectFileProblem where that may only be so for now.
        """
        for pause in (*PATIENCE, None):
            try:
                return self._meet(read_whole(target), head)
            except ProjectFileProblem as problem:
                if is_passing(problem):
                    raise
                if pause is None or problem.key in _LASTING:
                    return None
                time.sleep(pause)
        raise AssertionError("the last pause is none")

    def _meet(self, whole: Whole, head: str) -> Encounter:
        planned = self._plan(whole, head)
        return Encounter(whole, planned.plan, is_older=planned.plan.kind == "none" and planned.contained)


def _stamp(path: Path) -> _Stamp | None:
    """Return what changes when a file is written or replaced; None where there is none to be seen."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
