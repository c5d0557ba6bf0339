"""Undo and redo without limit, across sessions. History listens to the document; undo and redo are ChangeSets too.

Others may have changed the document between a step and its undo, when their version was merged in. Then only that is
taken back which still is as the step left it (`model.fitting`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from model.change import ChangeSet
from model.document import Document
from model.entry import Entry
from model.fitting import fit
from model.records import BadRecord
from model.timeline import Timeline

Step = ChangeSet | Entry
"""A step of this sitting, or an older one as it stands in the log, read when its turn comes."""


class History:
    """Two stacks of steps. Undo applies an inverse; typing in one field coalesces until `seal` is called."""

    def __init__(self, document: Document) -> None:
        """Follow the document from now on."""
        self._document = document
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._deaf = 0
        self._sealed = True
        self._went_on = False
        self._left_alone = 0
        document.listen(self._heard)

    def _heard(self, changes: ChangeSet) -> None:
        if self._deaf:
            return
        self._undone.clear()
        self._went_on = True
        last = self._done[-1] if self._done and not self._sealed else None
        if isinstance(last, ChangeSet) and changes.coalesce and last.coalesce == changes.coalesce:
            joined = last.squash(changes)
            self._done[-1:] = [joined] if joined else []
        else:
            self._done.append(changes)
        self._sealed = False

    def seal(self) -> None:
        """End the current step: what is typed next is a step of its own."""
        self._sealed = True

    @contextmanager
    def standing_aside(self) -> Iterator[None]:
        """While this lasts, what is applied is the work of others: it is no step to undo, and ends the current one."""
        self.seal()
        self._deaf += 1
        try:
            yield
        finally:
            self._deaf -= 1

    def remember(self, done: Iterable[Entry], undone: Iterable[Entry]) -> None:
        """Put older steps under those of this sitting, each oldest first, as `older_steps` returns them.

        What had been undone can be done again only as long as nothing new was done.
        """
        self._done[:0] = done
        if not self._went_on:
            self._undone[:0] = undone

    @property
    def undoable(self) -> ChangeSet | None:
        """What undo would take back, or None."""
        return _top(self._done)

    @property
    def redoable(self) -> ChangeSet | None:
        """What redo would do again, or None."""
        return _top(self._undone)

    @property
    def left_alone(self) -> int:
        """How many fields and records the last undo or redo left as others have made them since."""
        return self._left_alone

    def undo(self) -> ChangeSet | None:
        """Take back the last step and return the ChangeSet that was applied; None when there is nothing.

        The ChangeSet is empty when others have since changed all that the step did (see `left_alone`).
        """
        return self._travel(self._done, self._undone)

    def redo(self) -> ChangeSet | None:
        """Do again what was last undone and return the ChangeSet that was applied, as `undo` does."""
        return self._travel(self._undone, self._done)

    def retract(self) -> ChangeSet | None:
        """Take back the last step for good, as a gesture does that is cancelled after its first half: no redo."""
        changes = self.undo()
        if changes:
            self._undone.pop()
        return changes

    def _travel(self, source: list[Step], target: list[Step]) -> ChangeSet | None:
        """Take a step from one stack to the other. A step that is as if it had been taken already is passed over."""
        self._left_alone = 0
        while (step := _top(source)) is not None:
            fitted = fit(self._document, step.inverse())
            source.pop()
            if fitted.changes:
                self._apply(fitted.changes, step, source, target)
            if fitted.changes or fitted.left:
                self._left_alone = fitted.left
                self.seal()
                return fitted.changes
        return None

    def _apply(self, changes: ChangeSet, step: ChangeSet, source: list[Step], target: list[Step]) -> None:
        """Apply the inverse of a step that was taken from `source`. Listeners find both stacks as they are after it."""
        target.append(changes)
        self._deaf += 1
        try:
            self._document.apply(changes)
        except BaseException:
            target.pop()
            source.append(step)
            raise
        finally:
            self._deaf -= 1


def _top(stack: list[Step]) -> ChangeSet | None:
    """Return the newest step of a stack, read if it is of the log; one that cannot be read is dropped."""
    while stack:
        step = stack[-1]
        if isinstance(step, ChangeSet):
            return step
        try:
            stack[-1] = step.changes
        except BadRecord:
            stack.pop()
    return None


def older_steps(timeline: Timeline, author: str, until: str) -> tuple[list[Entry], list[Entry]]:
    """Return the steps of an author that are done, and those that are undone, at an entry of the log; oldest first.

    Each entry either does something new, which ends redoing, or takes back an entry of one of the two lists. What
    others did, merges and roots are no steps, nor is what takes back an entry that the log has forgotten.
    """
    known = timeline.known(until).entries
    done: dict[str, Entry] = {}
    undone: dict[str, Entry] = {}
    for entry in timeline.entries.values():
        if entry.id not in known or entry.author != author or not _is_step(entry):
            continue
        if not entry.undoes:
            done[entry.id] = entry
            undone.clear()
        elif done.pop(entry.undoes, None):
            undone[entry.id] = entry
        elif undone.pop(entry.undoes, None):
            done[entry.id] = entry
    return list(done.values()), list(undone.values())


def _is_step(entry: Entry) -> bool:
    """Whether an entry is what a person did: a root has no parent, a merge two or a session of its own."""
    return len(entry.parents) == 1 and entry.session != entry.id and entry.written != "[]"
