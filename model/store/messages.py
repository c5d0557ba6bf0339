"""What is put in the writer's inbox, beside plain calls."""

import queue
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from model.change import ChangeSet
from model.entry import Entry


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who is at work: the author's name, and the id under which the log groups what is done until the close."""

    author: str
    session: str


Given = TypeVar("Given")


class Plan(Protocol):
    """How another version of the project is taken in, as `model.merge` plans it. The store only carries it out.

    kind: "none" (it holds nothing new), "forward" (it holds all of ours), "merged" or "union" (of two projects with
    nothing in common). changes: from our records to the result. entries: of their log, that ours lacks. entry: the
    merge's own. conflicts: how many new ones. authors: of their entries. head: ours, that it was
    planned on.
    """

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def changes(self) -> ChangeSet: ...  # noqa: D102
    @property
    def entries(self) -> tuple[Entry, ...]: ...  # noqa: D102
    @property
    def entry(self) -> Entry | None: ...  # noqa: D102
    @property
    def conflicts(self) -> int: ...  # noqa: D102
    @property
    def authors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def head(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that waits to be kept: its number, whether it is one step with the one before, its time in ms.

    plan: what it merges in, whose entries are kept with it. log: the entries that take the place of the whole log.
    """

    number: int
    changes: ChangeSet
    squash: bool
    time: int
    plan: Plan | None = None
    log: tuple[Entry, ...] | None = None


@dataclass(slots=True)
class Answer(Generic[Given]):
    """One answer that somebody waits for, though not for ever."""

    _answers: "queue.SimpleQueue[Given]" = field(default_factory=queue.SimpleQueue)

    def give(self, answer: Given) -> None:
        """Answer."""
        self._answers.put(answer)

    def wait(self, timeout: float) -> Given | None:
        """Return the answer; None after the timeout in seconds."""
        try:
            return self._answers.get(timeout=timeout)
        except queue.Empty:
            return None


@dataclass(slots=True)
class Farewell(Generic[Given]):
    """A wish to close. Under the writer's lock it is either cancelled, by who waited in vain, or ended, never both.

    discard: the work may be removed. leave: work that is in no file may stay on this computer. merging: another
    version that lies at the target is the answer, for who waits to take it in.
    """

    discard: bool
    leave: bool
    merging: bool = True
    answer: Answer[Given] = field(default_factory=Answer)
    cancelled: bool = False
    ended: bool = False
