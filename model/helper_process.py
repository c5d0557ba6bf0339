"""A helper process: what takes Python long is done there, so that no frame waits for it.

A thread of this process would take the GIL from the painter (a 300-card frame went from 8 to 108 ms); a process does
not. A fresh interpreter is spawned on every system, so that it holds neither Qt nor threads of ours.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Serve = Callable[["Connection"], None]
"""What the process runs: a function at the top of a module. It must return when the other end is closed."""


class HelperProcess:
    """At most one process and the pipe to it; one that is gone is replaced when it is wanted again.

    One thread connects and talks; any thread may stop or interrupt. The process holds nothing that could be lost.
    """

    def __init__(self, name: str, serve: Serve) -> None:
        """Start nothing yet."""
        self._name, self._serve = name, serve
        self._guard = threading.Lock()
        self._stopped = False
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    @property
    def stopped(self) -> bool:
        """Whether it was stopped for good."""
        return self._stopped

    def connect(self) -> "Connection | None":
        """Return the pipe to the process, which is started where there is none; None once stopped."""
        with self._guard:
            if self._stopped:
                return None
            if self._connection is None:
                from multiprocessing import get_context

                context = get_context("spawn")
                ours, theirs = context.Pipe()
                self._process = context.Process(target=self._serve, args=(theirs,), name=self._name, daemon=True)
                self._process.start()
                theirs.close()
                self._connection = ours
            return self._connection

    def interrupt(self) -> None:
        """End the process, so that whoever waits for its answer wakes up with EOFError."""
        with self._guard:
            if self._process is not None:
                self._process.terminate()

    def stop(self) -> None:
        """End the process for good."""
        with self._guard:
            self._stopped = True
        self.interrupt()

    def discard(self) -> None:
        """Let go of the process, dead or alive, and of the pipe to it. Not while another thread waits for an answer."""
        with self._guard:
            if self._process is not None:
                self._process.terminate()
                self._process.join()
                self._process.close()
            if self._connection is not None:
                self._connection.close()
            self._process = self._connection = None
