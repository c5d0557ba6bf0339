"""When to publish: soon after the last change, but never so often that publishing is most of what is done."""

import math
from dataclasses import dataclass

QUIET = 2.0
"""Seconds after the last change."""
REST = 10.0
"""How many times its own duration lies at least between one publishing and the next."""
RETRY = 30.0
"""Seconds after a publishing that failed."""


@dataclass(slots=True)
class Schedule:
    """The time at which publishing is due, in seconds of a steady clock; infinity while it is not."""

    quiet: float = QUIET
    due: float = math.inf
    _not_before: float = -math.inf
    _started: float = 0.0

    def changed(self, now: float) -> None:
        """Something changed: it is due after a while of quiet, and after the rest from the last time."""
        self.due = max(now + self.quiet, self._not_before)

    def soon(self, now: float) -> None:
        """It is wanted now, as when the window loses the focus."""
        self.due = now

    def started(self, now: float) -> None:
        """Publishing began."""
        self._started, self.due = now, math.inf

    def ended(self, now: float) -> None:
        """Publishing ended well."""
        self._not_before = now + REST * (now - self._started)
        if self.due < math.inf:
            self.due = max(self.due, self._not_before)

    def failed(self, now: float) -> None:
        """Publishing failed, and is tried again later."""
        self.due = now + RETRY
