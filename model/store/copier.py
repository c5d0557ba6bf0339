"""The second thread of the file: it copies to where the person's file is, which may be slow or not answer at all."""

import logging
import queue
import threading
from collections.abc import Callable

_log = logging.getLogger("masar.store")


class Copier:
    """Runs jobs one after the other on a thread of its own. A job reports by itself; what it raises is logged."""

    def __init__(self, name: str) -> None:
        """Start the thread. It is a daemon: a share that does not answer cannot keep the program from ending."""
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def do(self, job: Callable[[], None]) -> None:
        """Do the job after those before it."""
        self._jobs.put(job)

    def finish(self, timeout: float | None = None) -> bool:
        """End the thread after the jobs it has; return whether it ended within the timeout in seconds."""
        self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:
                _log.exception("a job of the copier met a fault of the program")
