"""The writer: commits every change to the working file and publishes it, on threads of its own.

Nobody waits for it. Calls put a message in its inbox and return; what came of them is told through `report`, which
is called on the writer's threads. Commits and `VACUUM INTO` run here, checking and copying on the copier, so that
a slow share never delays a commit.
"""

import logging
import math
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.store.content import slowly
from model.store.copier import Copier
from model.store.files import Whole
from model.store.logbook import Logbook
from model.store.messages import Answer, Farewell, Pending
from model.store.placing import Again, Outcome
from model.store.problems import ProjectFileProblem, cannot_keep
from model.store.publishing import Publishing, Tools
from model.store.reports import Behind, Kept, LogRead, Met, Report, Unkept
from model.store.schedule import QUIET
from model.store.start import Start
from model.store.watching import Planned, Watch

if TYPE_CHECKING:
    from model.store.working import WorkingFile

_PREPARE_AFTER = 1.0
_TRY_TO_KEEP_AGAIN = 2.0
_log = logging.getLogger("masar.store")


class Writer:
    """The writer of one open project. Public methods may be called from any thread and never wait for the disk."""

    def __init__(
        self,
        begun: Start,
        logbook: Logbook,
        report: Callable[[Report], None],
        plan: Callable[[Whole, str], Planned],
        quiet: float = QUIET,
    ) -> None:
        """Make ready, until `begin`. plan: see `Watch`. quiet: seconds without a change before publishing."""
        self._begun, self._logbook, self._listener = begun, logbook, report
        self._working: WorkingFile | None = None
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._waiting: deque[Pending] = deque()
        self._committed = 0
        self._trouble: ProjectFileProblem | None = None
        self._lock = threading.Lock()
        self._farewell: Farewell[bool | Met] | None = None
        self._ended = False
        self._prepare_at = time.monotonic() + _PREPARE_AFTER
        self._keep_again_at = math.inf
        self._copier = Copier("masar copier")
        tools = Tools(
            self._ready, self._keep, lambda: self._trouble, self._copier.do, self._inbox.put, self._read_log,
            self._report, self._published,
        )  # fmt: skip
        self._watch = Watch(begun.attachment.path, begun.attachment.known, plan)
        self._publishing = Publishing(begun.attachment, logbook, self._watch, tools, quiet)
        if begun.recovered:
            self._publishing.published = -1
            self._publishing.changed()
        self._thread = threading.Thread(target=self._run, name="masar writer", daemon=True)

    def begin(self) -> None:
        """Start the writer's own thread: who is told can listen from now on."""
        self._thread.start()

    # Called from outside

    def keep(self, pending: Pending) -> None:
        """Keep a change that the logbook has written down. Numbers rise by one."""
        self._inbox.put(partial(self._on_change, pending))

    def took(self, through: int, file_hash: str, *, forward: bool, head: str) -> None:
        """What lies at the target was merged into the change with this number: see `Publishing.took`."""
        self._inbox.put(partial(self._publishing.took, through, file_hash, forward=forward, head=head))

    def save(self) -> None:
        """Publish now, also when nothing has changed."""
        self._inbox.put(partial(self._publishing.publish, explicit=True))

    def save_as(self, path: Path) -> None:
        """Publish at another path, over whatever is there, and make it the document's."""
        self._inbox.put(partial(self._publishing.save_as, path))

    def soon(self) -> None:
        """Publish now if anything is unpublished."""
        self._inbox.put(lambda: self._publishing.schedule.soon(time.monotonic()))

    def on_copier(self, job: Callable[[], None]) -> None:
        """Do a job, which raises nothing, on the copying thread."""
        self._copier.do(job)

    def look(self, *, again: bool = False) -> None:
        """See whether the target holds something new, and tell it as Met. again: also what was told already."""
        self._copier.do(partial(self._look, again=again))

    def read_log(self) -> None:
        """Read the older entries of the log, and tell that it is done."""
        self._inbox.put(self._read_log)
        self._inbox.put(partial(self._report, LogRead()))

    def settle(self, timeout: float) -> bool:
        """Wait until all changes so far were tried to be kept, and whether they are; False after the timeout (s)."""
        answer: Answer[bool] = Answer()
        self._inbox.put(lambda: answer.give(not self._waiting))
        return answer.wait(timeout) or False

    def close(self, timeout: float, *, discard: bool = False, leave: bool = True, merging: bool = True) -> "bool | Met":
        """Publish what is unpublished, let go of the working file, and end; return whether that is done.

        The working file is removed when its target holds all of it, or with `discard`; else it stays, to be found at
        the next start, if it may (`leave`). False: the writer is still at work, since the disk did not answer within
        `timeout` seconds, a change cannot be kept, or work that may not stay is in no file. Met: it is still at work,
        for there is another version at the target to be taken in first (unless not `merging`).
        """
        farewell: Farewell[bool | Met] = Farewell(discard, leave, merging)
        self._inbox.put(partial(self._on_close, farewell))
        answer = farewell.answer.wait(timeout)
        if answer is None:
            with self._lock:
                farewell.cancelled = not farewell.ended
            if farewell.cancelled:
                return False
        elif answer is not True:
            return answer
        self._thread.join(timeout)
        self._copier.finish(timeout)
        return True

    # On the writer's thread

    def _run(self) -> None:
        while not self._ended:
            try:
                message = self._inbox.get(timeout=self._pause())
            except queue.Empty:
                message = _nothing
            try:
                message()
                self._look_at_the_clock()
            except Exception:
                _log.exception("the writer met a fault of the program")
                self._trouble = ProjectFileProblem("file.fault")
                self._report(Unkept(self._trouble))
                self._keep_again_at = time.monotonic() + _TRY_TO_KEEP_AGAIN
        if not self._logbook.is_read:  # or the copier, where it has met another version, would wait for it for ever
            self._logbook.give_up(ProjectFileProblem("file.fault"))

    def _report(self, report: Report) -> None:
        """Tell what happened. A fault of who listens is not to end the thread that keeps the work."""
        try:
            self._listener(report)
        except Exception:
            _log.exception("a listener met a fault of the program")

    def _pause(self) -> float | None:
        next_at = min(self._publishing.due, self._keep_again_at, self._prepare_at)
        return None if next_at == math.inf else max(0.0, next_at - time.monotonic())

    def _look_at_the_clock(self) -> None:
        now = time.monotonic()
        if now >= self._prepare_at or now >= self._keep_again_at:
            self._prepare_at = self._keep_again_at = math.inf
            self._commit()
        if not self._ended and now >= self._publishing.due:
            self._publishing.publish(explicit=False)

    def _ready(self) -> "WorkingFile":
        """Return the working file, made at the first need. Raises ProjectFileProblem."""
        if self._working is None:
            working = self._begun.working()
            self._publishing.began(working)
            self._working = working
            self._prepare_at = math.inf
        self._publishing.note(self._working, again=False)
        return self._working

    def _on_change(self, pending: Pending) -> None:
        self._waiting.append(pending)
        self._commit()

    def _keep(self) -> int:
        if self._waiting:
            self._commit()
        return self._committed

    def _commit(self) -> None:
        """Commit what waits, in its order, and tell how far it came."""
        before = self._committed
        try:
            working = self._ready()
            while self._waiting:
                self._carry_out(working, self._waiting[0])
                self._committed = self._waiting.popleft().number
        except ProjectFileProblem as problem:
            news = self._trouble is None or self._publishing.is_behind
            self._trouble = problem
            self._keep_again_at = time.monotonic() + _TRY_TO_KEEP_AGAIN
            self._publishing.stuck()
            if news:  # what is in the file, straight from memory, is safe
                self._report(Unkept(problem))
            return
        if self._committed > before:
            self._publishing.changed()
        if self._committed > before or self._trouble:
            self._trouble = None
            self._report(Kept(self._committed))

    def _carry_out(self, working: "WorkingFile", pending: Pending) -> None:
        if pending.log is not None:
            working.replace_log(pending.log)
            self._publishing.compacted()
        elif pending.plan is not None:
            plan = pending.plan
            working.merge(plan.changes, (*plan.entries, *((plan.entry,) if plan.entry else ())))
        else:
            sitting = self._begun.sitting
            working.append(
                pending.changes,
                author=sitting.author,
                session=sitting.session,
                time=pending.time,
                squash=pending.squash,
            )

    def _read_log(self) -> None:
        """Hand the older entries to the logbook."""
        if self._logbook.is_read:
            return
        try:
            working = self._working
            older = self._begun.older() if working is None else working.log_through(self._begun.head)
            self._logbook.give(list(slowly(older)))
        except Exception as error:
            of_the_world = isinstance(error, OSError | sqlite3.Error)
            _log.log(logging.WARNING if of_the_world else logging.ERROR, "the log cannot be read", exc_info=error)
            self._logbook.give_up(cannot_keep(error))

    def _published(self, outcome: Outcome) -> None:
        """Go on after a publishing: with what was asked for meanwhile, or with closing."""
        publishing, farewell = self._publishing, self._farewell
        after, publishing.after = publishing.after, None
        if after is None and isinstance(outcome, Again):
            after = partial(publishing.publish, explicit=False)
        if after is not None and not (farewell and farewell.discard):
            after()
        elif farewell is not None and isinstance(outcome, Met) and farewell.merging and not farewell.discard:
            self._farewell = None
            farewell.answer.give(outcome)
        elif not isinstance(outcome, ProjectFileProblem | Met):
            self._publish_the_rest()
        self._end_if_closing()

    def _on_close(self, farewell: Farewell[bool | Met]) -> None:
        self._farewell = farewell
        if self._begun.recovered:  # what was taken up is let go of by its working file
            with suppress(ProjectFileProblem):
                self._ready()
        if self._waiting and not farewell.discard:
            self._commit()
        self._publish_the_rest()
        self._end_if_closing()

    def _publish_the_rest(self) -> None:
        """Publish before closing, unless there is nothing to publish or it is not wanted."""
        farewell = self._farewell
        wanted = farewell is not None and not farewell.discard and not farewell.cancelled
        if wanted and self._publishing.is_behind:
            self._publishing.publish(explicit=False)

    def _end_if_closing(self) -> None:
        """End once nothing is on its way to the target any more, unless nobody waits for it any longer."""
        farewell, working = self._farewell, self._working
        if farewell is None or self._publishing.in_flight:
            return
        behind = self._publishing.is_behind
        if behind and (self._waiting or not farewell.leave) and not farewell.discard:
            self._farewell = None
            farewell.answer.give(False)
            return
        with self._lock:
            if farewell.cancelled:
                self._farewell = None
                return
            farewell.ended = self._ended = True
        if working is not None and (farewell.discard or not behind):
            working.discard()
            self._publishing.let_go(working)
        elif working is not None:
            working.close()
        farewell.answer.give(True)

    # On the copier's thread

    def _look(self, *, again: bool) -> None:
        if again:
            self._watch.forget()
        found = self._watch.look(self._publishing.attachment.published)
        if isinstance(found, Behind):
            self._inbox.put(partial(self._publishing.fell_behind, found))
        elif found is not None:
            self._report(found)


def _nothing() -> None:
    """Do nothing: the clock is looked at after every message."""
