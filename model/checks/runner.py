"""When and where checks run: at once on small maps, in one helper process on large ones, so that no frame waits.

A thread of this process would take the GIL from the painter (a 300-card frame went from 8 to 108 ms); a process does
not. The thread here only waits for the helper's pipe and turns bytes into findings.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from model.checks.finding import Finding
from model.checks.run import run_checks
from model.checks.wire import Request, pack_request, row, unpack_findings
from model.document import Document
from model.records import Record

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

DIRECT_LIMIT = 4_000
"""Maps of at most so many cards and links are checked at once: measured, that takes 6 to 12 ms."""

Deliver = Callable[[str, list[Finding]], None]


class _Question(NamedTuple):
    serial: int
    map: str
    today: date
    records: Sequence[Record]


class CheckRunner:
    """Checks maps and delivers what was found, always for the newest question about a map; older answers are dropped.

    `deliver(map_id, findings)` is called within `ask` for small maps, and from a thread of the runner for large ones:
    in a window it should do no more than emit a queued signal, and it must never wait for the thread that asks.
    """

    def __init__(self, deliver: Deliver, *, direct_limit: int = DIRECT_LIMIT) -> None:
        """Start nothing yet: helper and thread begin with the first large map."""
        self._deliver = deliver
        self._direct_limit = direct_limit
        self._wake = threading.Condition()
        self._serial = 0
        self._newest: dict[str, int] = {}
        self._asked: dict[str, _Question] = {}
        self._closed = False
        self._thread: threading.Thread | None = None
        self._helper = _Helper()

    def ask(self, document: Document, map_id: str, *, today: date) -> None:
        """Check a map as it is now. Raise KeyError when there is no such map. After `close` nothing happens."""
        small = len(document.cards(map_id)) + len(document.links(map_id)) <= self._direct_limit
        findings = run_checks(document, map_id, today=today) if small else None
        with self._wake:
            if self._closed:
                return
            self._serial += 1
            self._newest[map_id] = self._serial
            self._asked.pop(map_id, None)
            if findings is not None:
                self._deliver(map_id, findings)
                return
            self._asked[map_id] = _Question(self._serial, map_id, today, _snapshot(document, map_id))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="checks", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """End helper and thread, and deliver nothing more. Closing twice does no harm."""
        with self._wake:
            self._closed = True
            self._asked.clear()
            self._wake.notify()
        self._helper.stop()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
            self._thread = None
        self._helper.discard()

    def _work(self) -> None:
        while (question := self._next()) is not None:
            findings = self._helper.answer(question)
            with self._wake:
                if findings is not None and not self._closed and self._newest[question.map] == question.serial:
                    self._deliver(question.map, findings)

    def _next(self) -> _Question | None:
        with self._wake:
            while not self._asked and not self._closed:
                self._wake.wait()
            if self._closed:
                return None
            return self._asked.pop(next(iter(self._asked)))


def _snapshot(document: Document, map_id: str) -> list[Record]:
    """Return the records that the checks of a map read. They are frozen, so this is a copy of references."""
    return [
        document.project,
        *document.maps(),
        *document.personas(),
        *document.stages(map_id),
        *document.lanes(map_id),
        *document.cards(map_id),
        *document.links(map_id),
    ]


class _Helper:
    """The helper process as seen from here. It is sent only what differs from what it was sent before."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._stopped = False
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._map = ""
        self._held: dict[str, Record] = {}
        self._last: tuple[bytes, list[Finding]] = (b"", [])

    def answer(self, question: _Question) -> list[Finding] | None:
        """Return the helper's findings; None once stopped. A dead helper is replaced once, then it is done here."""
        for _ in range(2):
            try:
                connection = self._connect()
                if connection is None:
                    return None
                connection.send_bytes(self._request(question))
                return self._unpacked(connection.recv_bytes())
            except (EOFError, OSError):
                self.discard()
        if self._stopped:
            return None
        return run_checks(Document(question.records), question.map, today=question.today)

    def _unpacked(self, data: bytes) -> list[Finding]:
        """Return the findings of an answer. Most edits change none, and then the GIL need not be held to read them."""
        if data != self._last[0]:
            self._last = (data, unpack_findings(data))
        return list(self._last[1])

    def stop(self) -> None:
        """End the process for good, so that whoever waits for it wakes up. It holds nothing that could be lost."""
        with self._guard:
            self._stopped = True
            if self._process is not None:
                self._process.terminate()

    def _connect(self) -> "Connection | None":
        with self._guard:
            if self._stopped:
                return None
            if self._connection is None:
                from multiprocessing import get_context

                from model.checks.helper import serve

                context = get_context("spawn")
                ours, theirs = context.Pipe()
                self._process = context.Process(target=serve, args=(theirs,), name="checks", daemon=True)
                self._process.start()
                theirs.close()
                self._connection = ours
            return self._connection

    def discard(self) -> None:
        """Let go of the process, dead or alive, and of the pipe to it."""
        with self._guard:
            if self._process is not None:
                self._process.terminate()
                self._process.join()
                self._process.close()
            if self._connection is not None:
                self._connection.close()
            self._process = self._connection = None
            self._map = ""
            self._held = {}

    def _request(self, question: _Question) -> bytes:
        fresh = question.map != self._map
        held = {} if fresh else self._held
        self._held = {record.id: record for record in question.records}
        self._map = question.map
        rows = [row(record) for record in question.records if held.get(record.id) is not record]
        removed = tuple(held.keys() - self._held.keys())
        return pack_request(Request(fresh, removed, rows, question.map, question.today))
