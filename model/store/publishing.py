"""Publishing: when the work is brought to its file, what is met there, and what comes of it.

All of it runs on the writer's thread, but for what the copier does (`model.store.placing`, `model.store.watching`).
"""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from model.store import attachment as attachments
from model.store import header
from model.store.attachment import Attachment
from model.store.files import compose
from model.store.logbook import Logbook, Moment
from model.store.placing import Again, Job, Outcome, Put, put
from model.store.problems import ProjectFileProblem, cannot_keep
from model.store.reports import Behind, Heavy, KeptCopy, KeptHere, Met, Report, Saved, Saving, Unkept
from model.store.schedule import QUIET, Schedule
from model.store.watching import Watch

if TYPE_CHECKING:
    from model.store.working import WorkingFile

PUBLISHED_SUFFIX = ".publish"


class Tools(NamedTuple):
    """What publishing needs of the writer.

    working: the working file, ready. keep: commits what waits and returns the number of the last change kept.
    trouble: why something could not be kept. copier:
    has a job done on the copier. post: has a call done on the writer's thread. read_log: reads the older entries.
    report: tells. done: called after each publishing, with whether it went well.
    """

    working: "Callable[[], WorkingFile]"
    keep: Callable[[], int]
    trouble: Callable[[], ProjectFileProblem | None]
    copier: Callable[[Callable[[], None]], None]
    post: Callable[[Callable[[], None]], None]
    read_log: Callable[[], None]
    report: Callable[[Report], None]
    done: Callable[[Outcome], None]


class Publishing:
    """What lies in the person's file, and the work of bringing it up to date."""

    def __init__(self, attachment: Attachment, logbook: Logbook, watch: Watch, tools: Tools, quiet: float = QUIET):
        """Begin with what the working file belongs to. quiet: seconds without a change before publishing."""
        self.attachment = attachment
        self.schedule = Schedule(quiet)
        self.published = 0
        self.in_flight = False
        self.after: Callable[[], None] | None = None
        self._logbook, self._watch, self._tools = logbook, watch, tools
        self._alone = True
        self._replacing_anything = self._insisting = self._noted = self._has_published = False
        self._before_save_as: tuple[Attachment, bool] | None = None

    # When

    @property
    def is_behind(self) -> bool:
        """Whether there is work that the file does not hold."""
        return self._logbook.made > self.published

    @property
    def due(self) -> float:
        """When to publish without being asked; infinity while there is no work, no file, or it is somebody else's."""
        wanted = self._alone and self.is_behind and bool(self.attachment.target) and not self.in_flight
        return self.schedule.due if wanted else math.inf

    def changed(self) -> None:
        """Something was changed, and is published after a while."""
        self.schedule.changed(time.monotonic())

    def stuck(self) -> None:
        """Something cannot be kept on this computer: more reason to have it in its file, at the next occasion."""
        if self.schedule.due == math.inf:
            self.changed()

    # The attachment

    def began(self, working: "WorkingFile") -> None:
        """Take note of the working file that was made or taken up."""
        head = working.head
        opened = self.attachment.opened or head
        published = self.attachment.published or (head if self.attachment.target else "")
        self.attachment = replace(self.attachment, opened=opened, published=published)

    def note(self, working: "WorkingFile", *, again: bool = True) -> None:
        """Write down what the working file belongs to, unless it was and that will do; raise ProjectFileProblem."""
        if self._noted and not again:
            return
        try:
            attachments.save(working.path, self.attachment)
        except OSError as error:
            raise cannot_keep(error) from error
        self._noted = True

    def _note_if_possible(self) -> None:
        with suppress(ProjectFileProblem):  # what stands there may be told from what lies at the target
            self.note(self._tools.working())

    # What

    def save_as(self, path: Path) -> None:
        """Publish at another path, over whatever is there, and make it the document's."""
        if self.in_flight:
            self.after = partial(self.save_as, path)
            return
        self._before_save_as = self._before_save_as or (self.attachment, self._alone)
        self.attachment = replace(self.attachment, target=str(path), known=())
        self._watch.begin(path, ())
        self._replacing_anything = self._alone = True
        self.publish(explicit=True)

    def compacted(self) -> None:
        """The log was shortened: the file is to be replaced even where it has the same newest entry."""
        self._insisting = True

    def took(self, through: int, file_hash: str, *, forward: bool, head: str) -> None:
        """What lies at the target was merged into the change with this number, and may be replaced.

        forward: it holds all that is in this project, so there is nothing to publish.
        """
        known = (file_hash,) if forward else (*self.attachment.known, file_hash)
        self.attachment = replace(self.attachment, known=known)
        self._watch.knows(self.attachment.known)
        if not forward:
            if self.is_behind:
                self.publish(explicit=False)
            return
        self.published = max(self.published, through)
        self.attachment = replace(self.attachment, published=head)
        self._note_if_possible()
        target = self.attachment.path
        assert target is not None
        self._tools.report(Saved(target, through))

    def fell_behind(self, found: Behind) -> None:
        """The target holds an older version than this sitting published: bring it up to date, at the next occasion."""
        if not self._has_published or self.in_flight or found.path != self.attachment.path:
            return
        self.published = -1
        self.attachment = self.attachment.about_to_hold(found.hash)
        self._watch.knows(self.attachment.known)
        self.changed()
        self._tools.report(found)

    def let_go(self, working: "WorkingFile") -> None:
        """Remove what was written down about a working file that is no more."""
        attachments.remove(working.path)

    def publish(self, *, explicit: bool) -> None:
        """Copy everything out of the working file and let the copier put it in its place."""
        if self.in_flight:
            if explicit and self.after is None:
                self.after = partial(self.publish, explicit=True)
            return
        target = self.attachment.path
        kept = self._tools.keep()
        if target is None:
            return
        trouble = self._tools.trouble()
        if trouble is None and not self._logbook.seal(kept):
            # A change is on its way that may belong to the newest entry.
            self._tools.post(partial(self.publish, explicit=explicit))
            return
        self._tools.report(Saving())
        self.schedule.started(time.monotonic())
        try:
            if trouble is not None:
                raise trouble
            working = self._tools.working()
            file = working.path.with_suffix(PUBLISHED_SUFFIX)
            self.attachment = self.attachment.about_to_hold(working.copy_out(file))
            self.note(working)
            self._hand_over(lambda: file, target, kept, working.head, explicit=explicit)
        except ProjectFileProblem as problem:
            self._publish_from_memory(target, problem, explicit=explicit)

    def _publish_from_memory(self, target: Path, problem: ProjectFileProblem, *, explicit: bool) -> None:
        """Write the file from the document: this computer can keep nothing, which is no reason not to save."""
        self._tools.read_log()
        if self._logbook.trouble is not None:  # what cannot be read would be missing from the file
            self._failed(problem)
            return
        moment = self._logbook.moment(seal=True)
        self._hand_over(
            partial(_composed, moment, target, problem), target, moment.number, moment.timeline.head, explicit=explicit
        )

    def _hand_over(self, make: Callable[[], Path], target: Path, number: int, head: str, *, explicit: bool) -> None:
        known = None if self._replacing_anything else self.attachment.known
        self._watch.knows(self.attachment.known)
        job = Job(make, target, known, head, explicit=explicit, insisting=self._insisting)
        self.in_flight = True
        finish = partial(self._placed, number, head)

        def copy() -> None:
            outcome = put(job, self._watch)
            self._tools.post(partial(finish, outcome))

        self._tools.copier(copy)

    def _placed(self, number: int, head: str, outcome: Outcome) -> None:
        """Take note of what came of publishing."""
        self.in_flight = False
        match outcome:
            case Put():
                self._succeeded(number, head, outcome)
            case Met():
                self.schedule.failed(time.monotonic())
                self._tools.report(outcome)
            case Again():
                self.attachment = self.attachment.about_to_hold(outcome.hash)
            case ProjectFileProblem():
                self._failed(outcome)
        self._tools.done(outcome)

    def _succeeded(self, number: int, head: str, put: Put) -> None:
        self.schedule.ended(time.monotonic())
        self.published, self._has_published = number, True
        self._before_save_as, self._replacing_anything, self._insisting = None, False, False
        target = self.attachment.path
        assert target is not None
        path = put.placed.path if put.kept_copy else target
        self.attachment = replace(self.attachment, target=str(path), known=(put.placed.hash,), published=head)
        self._note_if_possible()
        if put.kept_copy:
            self._alone = False
            self._watch.begin(path, self.attachment.known)
            self._tools.report(KeptCopy(target, path, number))
        else:
            self._watch.knows(self.attachment.known)
            self._tools.report(Saved(path, number))
        if put.size > header.ADVISABLE_FILE:
            self._tools.report(Heavy(path, put.size))

    def _failed(self, problem: ProjectFileProblem) -> None:
        self.schedule.failed(time.monotonic())
        unkept = problem is self._tools.trouble()  # neither can the work be kept nor was there room to write it out
        if self._before_save_as is not None:
            unkept = False
            self.attachment, self._alone = self._before_save_as
            self._before_save_as, self._replacing_anything = None, False
            self._note_if_possible()  # it names the place that failed, and nothing lies there
            if self.attachment.path is not None:
                self._watch.begin(self.attachment.path, self.attachment.known)
        self._tools.report(Unkept(problem) if unkept else KeptHere(problem, self.attachment.path))


def _composed(moment: Moment, target: Path, problem: ProjectFileProblem) -> Path:
    """Write what is in memory among temporary files, or beside the target; raise the first problem where neither is."""
    for folder in (None, target.parent):
        with suppress(ProjectFileProblem):
            return compose(moment.records.values(), moment.timeline.entries.values(), folder)
    raise problem
