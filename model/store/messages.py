"""What is put in the writer's inbox, beside plain calls."""

import queue
from dataclasses import dataclass, field

from model.change import ChangeSet


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who is at work: the author's name, and the id under which the log groups what is done until the close."""

    author: str
    session: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that waits to be kept: its number, whether it is one step with the one before, its time in ms."""

    number: int
    changes: ChangeSet
    squash: bool
    time: int


@dataclass(slots=True)
class Answer:
    """One yes or no that somebody waits for, though not for ever."""

    _answers: "queue.SimpleQueue[bool]" = field(default_factory=queue.SimpleQueue)

    def give(self, answer: bool) -> None:
        """Answer."""
        self._answers.put(answer)

    def wait(self, timeout: float) -> bool:
        """Return the answer; False after the timeout in seconds."""
        try:
            return self._answers.get(timeout=timeout)
        except queue.Empty:
            return False


@dataclass(slots=True)
class Farewell:
    """A wish to close. Under the writer's lock it is either cancelled, by who waited in vain, or ended, never both.

    discard: the work may be removed. leave: work that is in no file may stay on this computer.
    """

    discard: bool
    leave: bool
    answer: Answer = field(default_factory=Answer)
    cancelled: bool = False
    ended: bool = False
