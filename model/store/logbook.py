"""The log of an open project in memory, change by change what the working file's log becomes.

It decides what a change is joined with, so that the file and the memory never differ: a step stays open, and typing
is joined to it, until it is sealed, because it is being published or something was built on it.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from model.change import Change, ChangeSet, Label
from model.entry import COMPACTED_KEY, Entry, entry_of
from model.records import Record
from model.store import log
from model.store.messages import Pending, Plan, Sitting
from model.store.problems import ProjectFileProblem
from model.timeline import Timeline

_NOTHING = ChangeSet(Label(COMPACTED_KEY), ())


@dataclass(slots=True)
class _Step:
    """One entry made since the sitting began, written out when it is first asked for.

    through: the number of the last change in it. ready: the entry, where it is known already.
    """

    changes: ChangeSet
    parents: tuple[str, ...]
    time: int
    through: int
    ready: Entry | None = None

    def entry(self, sitting: Sitting) -> Entry:
        if self.ready is None:
            changes = log.cleaned(self.changes)
            self.ready = entry_of(changes, self.parents, sitting.author, sitting.session, self.time)
        return self.ready


class Moment(NamedTuple):
    """A project as it was at one moment: its records, its log, and the number of the last change in it."""

    records: dict[str, Record]
    timeline: Timeline
    number: int


class Logbook:
    """The records and the log of an open project. Changes are written on one thread; any thread may ask."""

    def __init__(self, records: Iterable[Record], head: str, sitting: Sitting) -> None:
        """Begin with what was opened, whose newest entry is `head`; the entries themselves are given later."""
        self._lock = threading.Lock()
        self._records = {record.id: record for record in records}
        self._sitting = sitting
        self._beginning = head
        self._steps: list[_Step] = []
        self._shown = 0
        self._timeline = Timeline()
        self._given = threading.Event()
        self._made = self._sealed = 0
        self.trouble: ProjectFileProblem | None = None

    # The project's thread

    @property
    def made(self) -> int:
        """The number of the last change."""
        return self._made

    @property
    def head(self) -> str:
        """The id of the newest entry."""
        return _id(self._steps[-1]) if self._steps else self._beginning

    @property
    def beginning(self) -> str:
        """The id of the entry that was the newest when the sitting began, or when the log was last compacted."""
        return self._beginning

    @property
    def is_open(self) -> bool:
        """Whether the newest entry can be joined with what comes next."""
        return bool(self._steps) and self._steps[-1].through > self._sealed

    def write(self, changes: ChangeSet, *, squash: bool, time: int) -> Pending:
        """Write down a change and return what the working file is to do. squash: it goes on with the step before."""
        with self._lock:
            squash = squash and self.is_open
            self._made += 1
            self._apply(changes.changes)
            if not squash:
                self._steps.append(_Step(changes, (self.head,), time, self._made))
                return Pending(self._made, changes, squash, time)
            step = self._steps.pop()
            if self._shown > len(self._steps):
                self._timeline.drop()
                self._shown -= 1
            joined = step.changes.squash(changes)
            if joined:
                self._steps.append(_Step(joined, step.parents, time, self._made))
            return Pending(self._made, changes, squash, time)

    def merge(self, plan: Plan, time: int) -> Pending:
        """Write down what was merged in; nothing is ever joined to what was there before, nor to the merge."""
        with self._lock:
            self._made += 1
            self._sealed = self._made
            self._apply(plan.changes.changes)
            for entry in (*plan.entries, *((plan.entry,) if plan.entry else ())):
                self._steps.append(_Step(plan.changes, entry.parents, entry.time, self._made, entry))
            return Pending(self._made, plan.changes, squash=False, time=time, plan=plan)

    def compact(self, entries: list[Entry], time: int) -> Pending:
        """Put these entries in the place of the whole log, whose head they share."""
        with self._lock:
            self._made += 1
            self._sealed = self._made
            self._timeline = Timeline(entries)
            self._beginning = self._timeline.head
            self._steps, self._shown = [], 0
            return Pending(self._made, _NOTHING, squash=False, time=time, log=tuple(entries))

    def timeline(self) -> Timeline:
        """Return the log up to now, once it was given; it is kept up from call to call and belongs to this thread."""
        with self._lock:
            for step in self._steps[self._shown :]:
                self._timeline.add(step.entry(self._sitting))
            self._shown = len(self._steps)
            return self._timeline

    # Any thread

    @property
    def is_read(self) -> bool:
        """Whether the older entries were given."""
        return self._given.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the older entries were given, at most so many seconds; return whether they were."""
        return self._given.wait(timeout)

    def give(self, entries: Iterable[Entry]) -> None:
        """Hand over the entries up to where the sitting began, oldest first. A second time changes nothing."""
        timeline = Timeline(entries)
        with self._lock:
            if not self.is_read:
                self._timeline = timeline
                self._given.set()

    def give_up(self, trouble: ProjectFileProblem) -> None:
        """Say that the older entries cannot be read: the log in memory then goes back to where the sitting began."""
        self.trouble = trouble
        self.give([Entry(self._beginning, (), "", "", 0, Label(COMPACTED_KEY))])

    def whole_moment(self, *, seal: bool = False) -> Moment:
        """Return the project as it is now with all of its log; raise ProjectFileProblem where that cannot be read.

        seal: as for `moment`.
        """
        if self.trouble is not None:
            raise self.trouble
        return self.moment(seal=seal)

    def moment(self, *, seal: bool = False) -> Moment:
        """Return the project as it is now, for another thread to read; the older entries must have been given.

        seal: join nothing more to what was made so far.
        """
        with self._lock:
            if seal:
                self._sealed = self._made
            records, timeline = dict(self._records), self._timeline.copy()
            steps, number = self._steps[self._shown :], self._made
        for step in steps:
            timeline.add(step.entry(self._sitting))
        return Moment(records, timeline, number)

    def seal(self, through: int) -> bool:
        """Join nothing more to what was made up to this number; False, with nothing sealed, if more was made since."""
        with self._lock:
            if self._made > through:
                return False
            self._sealed = through
            return True

    def _apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if change.after is None:
                del self._records[change.id]
            else:
                self._records[change.id] = change.after


def _id(step: _Step) -> str:
    return step.ready.id if step.ready else step.changes.id
