"""The writer: commits every change to the working file and publishes it, on threads of its own.

Nobody waits for it. Calls put a message in its inbox and return; what came of them is told through `report`, which
is called on the writer's threads. Commits and `VACUUM INTO` run here, checking and copying on the copier, so that
a slow share never delays a commit.
"""

import logging
import math
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.change import ChangeSet
from model.store import attachment as attachments
from model.store.attachment import Attachment
from model.store.copier import Copier
from model.store.messages import Answer, Farewell, Pending, Sitting
from model.store.placing import Outcome, put
from model.store.problems import ProjectFileProblem, cannot_keep
from model.store.publish import Placed
from model.store.reports import Kept, KeptCopy, KeptHere, Report, Saved, Saving, Unkept
from model.store.schedule import QUIET, Schedule

if TYPE_CHECKING:
    from model.store.working import WorkingFile

PUBLISHED_SUFFIX = ".publish"
_PREPARE_AFTER = 1.0
_TRY_TO_KEEP_AGAIN = 2.0
_log = logging.getLogger("masar.store")


class Writer:
    """The writer of one open project. Public methods may be called from any thread and never wait for the disk."""

    def __init__(
        self,
        start: "Callable[[], WorkingFile]",
        attachment: Attachment,
        sitting: Sitting,
        report: Callable[[Report], None],
        *,
        unpublished: bool = False,
        quiet: float = QUIET,
    ) -> None:
        """Start the threads. start: makes or hands over the working file, and is called on the writer's thread.

        unpublished: the working file holds work that its target does not. quiet: seconds without a change before
        publishing.
        """
        self._start, self._attachment, self._sitting, self._listener = start, attachment, sitting, report
        self._working: WorkingFile | None = None
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._waiting: deque[Pending] = deque()
        self._committed = 0
        self._published = -1 if unpublished else 0
        self._sealed = 0
        self._schedule = Schedule(quiet)
        self._alone = True
        self._replacing_anything = False
        self._before_save_as: tuple[Attachment, bool] | None = None
        self._in_flight = self._troubled = self._noted = False
        self._after: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._farewell: Farewell | None = None
        self._ended = False
        self._prepare_at = time.monotonic() + _PREPARE_AFTER
        self._keep_again_at = math.inf
        if unpublished:
            self._schedule.changed(time.monotonic())
        self._copier = Copier("masar copier")
        self._thread = threading.Thread(target=self._run, name="masar writer", daemon=True)
        self._thread.start()

    # Called from outside

    @property
    def sealed_through(self) -> int:
        """The number of the newest change that was or is being published: it is never joined with a later one."""
        return self._sealed

    def change(self, number: int, changes: ChangeSet, *, squash: bool) -> None:
        """Keep a change. Numbers rise by one; squash: it is one step with the one before."""
        self._inbox.put(partial(self._on_change, Pending(number, changes, squash, time.time_ns() // 1_000_000)))

    def save(self) -> None:
        """Publish now, also when nothing has changed."""
        self._inbox.put(partial(self._publish, explicit=True))

    def save_as(self, path: Path) -> None:
        """Publish at another path, over whatever is there, and make it the document's."""
        self._inbox.put(partial(self._on_save_as, path))

    def soon(self) -> None:
        """Publish now if anything is unpublished."""
        self._inbox.put(lambda: self._schedule.soon(time.monotonic()))

    def on_copier(self, job: Callable[[], None]) -> None:
        """Do a job, which raises nothing, on the copying thread."""
        self._copier.do(job)

    def settle(self, timeout: float) -> bool:
        """Wait until all changes so far were tried to be kept, and whether they are; False after the timeout (s)."""
        answer = Answer()
        self._inbox.put(lambda: answer.give(not self._waiting))
        return answer.wait(timeout)

    def close(self, timeout: float, *, discard: bool = False, leave: bool = True) -> bool:
        """Publish what is unpublished, let go of the working file, and end; return whether that is done.

        The working file is removed when its target holds all of it, or with `discard`; else it stays, to be found at
        the next start, if it may (`leave`). False: the writer is still at work, since the disk did not answer within
        `timeout` seconds, a change cannot be kept, or work that may not stay is in no file.
        """
        farewell = Farewell(discard, leave)
        self._inbox.put(partial(self._on_close, farewell))
        if not farewell.answer.wait(timeout):
            with self._lock:
                farewell.cancelled = not farewell.ended
            if farewell.cancelled:
                return False
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
                self._troubled = True
                self._report(Unkept(ProjectFileProblem("file.fault")))
                self._keep_again_at = time.monotonic() + _TRY_TO_KEEP_AGAIN

    def _report(self, report: Report) -> None:
        """Tell what happened. A fault of who listens is not to end the thread that keeps the work."""
        try:
            self._listener(report)
        except Exception:
            _log.exception("a listener met a fault of the program")

    def _pause(self) -> float | None:
        due = self._schedule.due if self._may_publish() else math.inf
        next_at = min(due, self._keep_again_at, self._prepare_at)
        return None if next_at == math.inf else max(0.0, next_at - time.monotonic())

    def _may_publish(self) -> bool:
        """Whether to publish without being asked: there is work, a target, and nobody else's work was met there."""
        unpublished = self._committed > self._published
        return self._alone and unpublished and bool(self._attachment.target) and not self._in_flight

    def _look_at_the_clock(self) -> None:
        now = time.monotonic()
        if now >= self._prepare_at or now >= self._keep_again_at:
            self._prepare_at = self._keep_again_at = math.inf
            self._commit()
        if not self._ended and self._may_publish() and now >= self._schedule.due:
            self._publish(explicit=False)

    def _ready(self) -> "WorkingFile":
        """Return the working file, made at the first need. Raises ProjectFileProblem."""
        if self._working is None:
            working = self._start()
            head = working.head
            opened = self._attachment.opened or head
            published = self._attachment.published or (head if self._attachment.target else "")
            self._attachment = replace(self._attachment, opened=opened, published=published)
            self._working = working
            self._prepare_at = math.inf
        if not self._noted:
            self._note(self._working)
        return self._working

    def _note(self, working: "WorkingFile") -> None:
        """Write down what the working file belongs to; raise ProjectFileProblem."""
        try:
            attachments.save(working.path, self._attachment)
        except OSError as error:
            raise cannot_keep(error) from error
        self._noted = True

    def _on_change(self, pending: Pending) -> None:
        self._waiting.append(pending)
        self._commit()

    def _commit(self) -> None:
        """Commit what waits, in its order, and tell how far it came."""
        before = self._committed
        try:
            working = self._ready()
            while self._waiting:
                first = self._waiting[0]
                sitting = self._sitting
                working.append(
                    first.changes,
                    author=sitting.author,
                    session=sitting.session,
                    time=first.time,
                    squash=first.squash,
                )
                self._waiting.popleft()
                self._committed = first.number
        except ProjectFileProblem as problem:
            self._troubled = True
            self._keep_again_at = time.monotonic() + _TRY_TO_KEEP_AGAIN
            self._report(Unkept(problem))
            return
        if self._committed > before:
            self._schedule.changed(time.monotonic())
        if self._committed > before or self._troubled:
            self._troubled = False
            self._report(Kept(self._committed))

    def _on_save_as(self, path: Path) -> None:
        if self._in_flight:
            self._after = partial(self._on_save_as, path)
            return
        self._before_save_as = self._before_save_as or (self._attachment, self._alone)
        self._attachment = replace(self._attachment, target=str(path), known=())
        self._replacing_anything = self._alone = True
        self._publish(explicit=True)

    def _publish(self, *, explicit: bool) -> None:
        """Copy everything out of the working file and let the copier put it in its place."""
        if self._in_flight:
            if explicit and self._after is None:
                self._after = partial(self._publish, explicit=True)
            return
        if self._waiting:
            self._commit()
        target = self._attachment.path
        if target is None:
            return
        if self._waiting:
            self._schedule.failed(time.monotonic())
            return
        self._report(Saving())
        self._schedule.started(time.monotonic())
        try:
            working = self._ready()
            file = working.path.with_suffix(PUBLISHED_SUFFIX)
            self._sealed = self._committed
            self._attachment = self._attachment.about_to_hold(working.copy_out(file))
            self._note(working)
        except ProjectFileProblem as problem:
            self._failed(problem)
            return
        known = None if self._replacing_anything else self._attachment.known
        self._in_flight = True
        finish = partial(self._placed, self._committed, working.head)
        self._copier.do(lambda: self._inbox.put(partial(finish, put(file, target, known, explicit=explicit))))

    def _placed(self, number: int, head: str, outcome: Outcome) -> None:
        """Take note of what came of publishing."""
        self._in_flight = False
        if isinstance(outcome, ProjectFileProblem):
            self._failed(outcome)
        else:
            self._succeeded(number, head, outcome.placed, kept_copy=outcome.kept_copy)
        after, self._after = self._after, None
        if after is not None and not (self._farewell and self._farewell.discard):
            after()
        elif not isinstance(outcome, ProjectFileProblem):
            self._publish_the_rest()
        self._end_if_closing()

    def _succeeded(self, number: int, head: str, placed: Placed, *, kept_copy: bool) -> None:
        self._schedule.ended(time.monotonic())
        self._published = number
        self._before_save_as, self._replacing_anything = None, False
        target = self._attachment.path
        assert target is not None and self._working is not None
        path = placed.path if kept_copy else target
        self._attachment = replace(self._attachment, target=str(path), known=(placed.hash,), published=head)
        with suppress(ProjectFileProblem):  # it still names what was about to be published
            self._note(self._working)
        if kept_copy:
            self._alone = False
            self._report(KeptCopy(target, path, number))
        else:
            self._report(Saved(path, number))

    def _failed(self, problem: ProjectFileProblem) -> None:
        self._schedule.failed(time.monotonic())
        if self._before_save_as is not None:
            self._attachment, self._alone = self._before_save_as
            self._before_save_as, self._replacing_anything = None, False
            if self._working is not None:
                with suppress(ProjectFileProblem):  # it names the place that failed, and nothing lies there
                    self._note(self._working)
        self._report(KeptHere(problem, self._attachment.path))

    def _on_close(self, farewell: Farewell) -> None:
        self._farewell = farewell
        if self._published < 0:  # what was taken up is let go of by its working file
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
        if wanted and self._committed > self._published and not self._waiting:
            self._publish(explicit=False)

    def _end_if_closing(self) -> None:
        """End once nothing is on its way to the target any more, unless nobody waits for it any longer."""
        farewell, working = self._farewell, self._working
        if farewell is None or self._in_flight:
            return
        stuck = self._waiting or (self._committed > self._published and not farewell.leave)
        if stuck and not farewell.discard:
            self._farewell = None
            farewell.answer.give(False)
            return
        with self._lock:
            if farewell.cancelled:
                self._farewell = None
                return
            farewell.ended = self._ended = True
        if working is not None and (farewell.discard or self._committed <= self._published):
            working.discard()
            attachments.remove(working.path)
        elif working is not None:
            working.close()
        farewell.answer.give(True)


def _nothing() -> None:
    """Do nothing: the clock is looked at after every message."""
