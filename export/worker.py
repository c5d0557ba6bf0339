"""Exports made in a helper process, so that whoever asks never waits: the newest of each target wins.

The helper makes the bytes; they are put into their place here, on a thread that waits for the disk. So a helper that
is ended, for whatever reason, leaves the target as it was and nothing beside it.
"""

import pickle
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from operator import is_
from pathlib import Path

from export.helper import Answer, Picture, Request, serve
from export.mermaid_losses import Loss
from export.problem import ExportProblem
from export.target import write_whole
from model.checks.wire import row
from model.errands import Errands
from model.helper_process import HelperProcess
from model.records import Record

_REST, _PREVIEW = "rest", "preview"


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What is to be exported: records as they are now, one of their maps (all where `map_id` is None), and where to.

    target: None for a picture of the first page, `picture` pixels wide and high at most. review: with open comments.
    """

    records: tuple[Record, ...]
    target: Path | None
    map_id: str | None
    paper: str
    orientation: str
    moment: datetime
    picture: tuple[int, int] = (0, 0)
    review: bool = False

    @property
    def key(self) -> str:
        """What a newer job replaces this one by."""
        return _PREVIEW if self.target is None else f"to {self.target}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: it was written, with losses; or there is a picture; or a problem of the world; or a fault.

    fault: the trace of a fault of ours in the helper.
    """

    job: Job
    losses: tuple[Loss, ...] = ()
    picture: Picture | None = None
    problem: ExportProblem | None = None
    fault: str = ""


class Exporter:
    """Makes jobs one after another and tells what became of each, from a thread of its own."""

    def __init__(self, deliver: Callable[[Outcome], None]) -> None:
        """Start nothing yet. deliver: as for `Errands`: it should do no more than emit a queued signal."""
        self._helper = HelperProcess("export", serve)
        self._errands: Errands[Job | None, Outcome] = Errands("export", self._answer, lambda _, each: deliver(each))
        self._guard = threading.Lock()
        self._wanted: dict[str, Job] = {}
        self._held: tuple[Record, ...] = ()

    def ask(self, job: Job) -> None:
        """Have a job made, in place of an earlier one for the same target."""
        with self._guard:
            self._wanted[job.key] = job
        self._errands.ask(job.key, job)

    def cancel(self) -> None:
        """Make nothing of what was asked so far, and tell nothing of it. A file that is being put in place stays."""
        with self._guard:
            keys = tuple(self._wanted)
            self._wanted.clear()
        for key in keys:
            self._errands.drop(key)
        self._helper.interrupt()

    def rest(self) -> None:
        """End the helper when all is made; the next job starts another."""
        self._errands.ask(_REST, None)

    def close(self) -> None:
        """Cancel everything and end helper and thread. Closing twice does no harm."""
        self._errands.end()
        with self._guard:
            self._wanted.clear()
        self._helper.stop()
        self._errands.join()
        self._helper.discard()

    # On the thread

    def _answer(self, job: Job | None) -> Outcome | None:
        if job is None:
            self._let_go()
            return None
        try:
            return self._made(job)
        except Exception:  # whoever waits for the job is to hear of it, and the thread goes on
            return Outcome(job, fault=traceback.format_exc())

    def _made(self, job: Job) -> Outcome | None:
        for _ in range(2):
            if not self._is_wanted(job):
                return None
            try:
                connection = self._helper.connect()
                if connection is None:
                    return None
                connection.send_bytes(self._request(job))
                answer: Answer = pickle.loads(connection.recv_bytes())
                return self._outcome(job, answer)
            except (EOFError, OSError):
                self._let_go()
        return Outcome(job, problem=ExportProblem("export.stopped")) if self._is_wanted(job) else None

    def _is_wanted(self, job: Job) -> bool:
        with self._guard:
            return self._wanted.get(job.key) is job

    def _let_go(self) -> None:
        self._helper.discard()
        self._held = ()

    def _request(self, job: Job) -> bytes:
        """Return what is sent: the records only where the helper does not hold them already."""
        known = len(job.records) == len(self._held) and all(map(is_, job.records, self._held))
        self._held = job.records
        rows = None if known else [row(each) for each in job.records]
        name = job.target.name if job.target else ""
        request = Request(rows, name, job.map_id, job.paper, job.orientation, job.moment, job.picture, job.review)
        return pickle.dumps(tuple(request), protocol=5)

    def _outcome(self, job: Job, answer: Answer) -> Outcome | None:
        """Put the bytes in their place, unless a newer job or nobody wants them there."""
        if not self._is_wanted(job):
            return None
        outcome = Outcome(job, answer.losses, answer.picture, _problem(answer), answer.fault)
        if job.target is not None and not (outcome.problem or outcome.fault):
            try:
                write_whole(job.target, lambda file: file.write(answer.data))
            except ExportProblem as problem:
                outcome = Outcome(job, problem=problem)
        with self._guard, suppress(KeyError):
            if self._wanted[job.key] is job:
                del self._wanted[job.key]
        return outcome


def _problem(answer: Answer) -> ExportProblem | None:
    if answer.problem is None:
        return None
    key, values = answer.problem
    return ExportProblem(key, **values)
