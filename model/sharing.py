"""One project on several computers: how another version of it is met, planned and taken in.

Planning runs on the copier's thread, on the project as it is at that moment; taking in runs on the project's thread,
and only while the project is still as it was planned on.
"""

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from model.change import ChangeSet, Label
from model.document import Document
from model.entry import entry_of
from model.history import History
from model.records import BadRecord
from model.restoring import difference
from model.store import files, start
from model.store.files import Whole
from model.store.logbook import Logbook, Moment
from model.store.messages import Pending, Plan
from model.store.reports import Met
from model.store.watching import Planned
from model.store.writer import Writer
from model.timeline import Timeline, UnknownState

UNWRITTEN_KEY = "change.unwritten"
_ID_LENGTH = 20
ROUNDS = 5
"""How many versions are taken in while closing, one after the other, before the work is left on this computer."""


def planned(whole: Whole, head: str, logbook: Logbook) -> Planned:
    """Return the plan to take in what was read, and whether an entry of ours, `head`, may replace it. On any thread.

    It may, if nothing is new in it: for the project as it is now, which then is what `head` stands for, or for `head`.
    The newest step is sealed: were typing joined to it, its id would stay, and the plan seem to fit what it does not.
    """
    moment = logbook.whole_moment(seal=True)
    made = _plan(moment, whole)
    known = moment.timeline.known(head)
    contained = head == moment.timeline.head or whole.timeline.head in known.entries | known.absorbed
    return Planned(made, contained)


def _plan(moment: Moment, whole: Whole) -> Plan:
    from model.merge.plan import plan  # seldom wanted, never at the start

    return plan(moment.records, moment.timeline, whole.records, complete(moment, whole))


def complete(moment: Moment, whole: Whole) -> Timeline:
    """Return the log of what was read, with an entry for what somebody changed there without writing it down.

    That shows where its newest entry is one of ours and its records are not what they were then. The entry is the
    same on every computer. moment: of the project that it is to be merged into.
    """
    head = whole.timeline.head
    if head not in moment.timeline.entries:
        return whole.timeline
    try:
        changes = difference(moment.timeline.state(head, moment.records), whole.records)
    except (UnknownState, BadRecord):
        return whole.timeline
    if not changes:
        return whole.timeline
    identity = sha256(f"{head} {whole.contents.digest}".encode()).hexdigest()[:_ID_LENGTH]
    time_of_head = moment.timeline.entries[head].time
    timeline = whole.timeline.copy()
    timeline.add(entry_of(ChangeSet(Label(UNWRITTEN_KEY), changes, id=identity), (head,), "", identity, time_of_head))
    return timeline


class Sharing:
    """Takes other versions of an open project in. Its methods belong to the project's thread."""

    def __init__(
        self,
        document: Document,
        history: History,
        logbook: Logbook,
        writer: Writer,
        keep: Callable[[Pending], None],
        path: Callable[[], Path | None],
    ) -> None:
        """Serve these. keep: hands what was written down to the writer. path: the project's file as it is now."""
        self._document, self._history, self._logbook, self._writer = document, history, logbook, writer
        self._keep, self._path = keep, path
        self._met: Met | None = None
        self.is_taking = False

    def met(self, report: Met) -> None:
        """Remember what was met at the target last, so that taking it in lets it be replaced. On any thread."""
        self._met = report

    def take(self, made: Plan) -> bool:
        """Carry a plan out; False, with nothing done, where the project has moved on, when the target is looked at."""
        met = self._met
        elsewhere = met is not None and met.plan is made and met.path != self._path()
        if elsewhere or made.head != self._logbook.head or not self._joins(made):
            self._writer.look(again=True)
            return False
        through = self._carry_out(made) if made.kind != "none" else self._logbook.made
        if met is not None and met.plan is made:
            self._met = None
            self._writer.took(through, met.hash, forward=made.kind == "forward", head=self._logbook.head)
        return True

    def _joins(self, made: Plan) -> bool:
        """Whether the log still holds what the plan's entries stand on: it may have been compacted since."""
        held = {entry.id for entry in made.entries}
        log = self._logbook.timeline().entries if held else {}
        return all(parent in held or parent in log for entry in made.entries for parent in entry.parents)

    def close(self, timeout: float, *, discard: bool, leave: bool) -> bool:
        """Close the writer (see `Writer.close`), taking in what is met at the target, though not for ever."""
        until = time.monotonic() + timeout
        for turn in range(ROUNDS + 1):
            left = max(0.0, until - time.monotonic())
            closed = self._writer.close(left, discard=discard, leave=leave, merging=turn < ROUNDS)
            if not isinstance(closed, Met):
                return closed
            self.take(closed.plan)
        raise AssertionError("the last turn merges nothing")

    def _carry_out(self, made: Plan) -> int:
        """Apply what is merged in through the document's door, as no step of this person's; return its number."""
        self.is_taking = True
        try:
            with self._history.standing_aside():
                self._document.apply(made.changes)
        finally:
            self.is_taking = False
        pending = self._logbook.merge(made, start.now())
        self._keep(pending)
        return pending.number

    def merge_file(self, path: Path) -> Plan:
        """Take in a file that lies anywhere, as a conflicted copy does; raise ProjectFileProblem as for opening."""
        whole = files.read_whole(path)
        moment = self._logbook.whole_moment()
        made = _plan(moment, whole)
        taken = self.take(made)
        assert taken, "the project moved on while its own thread was merging"
        return made
