"""Undo and redo without limit. History listens to the document; undo and redo are ChangeSets like any other."""

from model.change import ChangeSet
from model.document import Document


class History:
    """Two stacks of ChangeSets. Undo applies an inverse; typing in one field coalesces until `seal` is called."""

    def __init__(self, document: Document) -> None:
        """Follow the document from now on."""
        self._document = document
        self._done: list[ChangeSet] = []
        self._undone: list[ChangeSet] = []
        self._travelling = False
        self._sealed = True
        document.listen(self._heard)

    def _heard(self, changes: ChangeSet) -> None:
        if self._travelling:
            return
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and not self._sealed and changes.coalesce and last.coalesce == changes.coalesce:
            self._done[-1] = last.squash(changes)
            if not self._done[-1]:
                self._done.pop()
        else:
            self._done.append(changes)
        self._sealed = False

    def seal(self) -> None:
        """End the current step: what is typed next is a step of its own."""
        self._sealed = True

    @property
    def undoable(self) -> ChangeSet | None:
        """What undo would take back, or None."""
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> ChangeSet | None:
        """What redo would do again, or None."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> ChangeSet | None:
        """Take back the last step and return the ChangeSet that was applied; None when there is nothing."""
        return self._travel(self._done, self._undone)

    def redo(self) -> ChangeSet | None:
        """Do again what was last undone and return the ChangeSet that was applied; None when there is nothing."""
        return self._travel(self._undone, self._done)

    def retract(self) -> ChangeSet | None:
        """Take back the last step for good, as a gesture does that is cancelled after its first half: no redo."""
        changes = self.undo()
        if changes is not None:
            self._undone.pop()
        return changes

    def _travel(self, source: list[ChangeSet], target: list[ChangeSet]) -> ChangeSet | None:
        """Take a step from one stack to the other. Listeners find both stacks as they are after it."""
        if not source:
            return None
        step = source.pop()
        changes = step.inverse()
        target.append(changes)
        self._travelling = True
        try:
            self._document.apply(changes)
        except BaseException:
            target.pop()
            source.append(step)
            raise
        finally:
            self._travelling = False
        self.seal()
        return changes
