"""When and where checks run: at once on small maps, in one helper process on large ones, so that no frame waits.

The thread here only waits for the helper's pipe and turns bytes into findings.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from model.checks.finding import Finding
from model.checks.helper import serve
from model.checks.run import run_checks
from model.checks.wire import Request, pack_request, row, unpack_findings
from model.document import Document
from model.errands import Errands
from model.helper_process import HelperProcess
from model.records import Record

DIRECT_LIMIT = 4_000
"""Maps of at most so many cards and links are checked at once: measured, that takes 6 to 12 ms."""

Deliver = Callable[[str, list[Finding]], None]


class _Question(NamedTuple):
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
        self._direct_limit = direct_limit
        self._helper = _Helper()
        self._errands: Errands[_Question, list[Finding]] = Errands("checks", self._answer, deliver)

    def ask(self, document: Document, map_id: str, *, today: date) -> None:
        """Check a map as it is now. Raise KeyError when there is no such map. After `close` nothing happens."""
        if len(document.cards(map_id)) + len(document.links(map_id)) <= self._direct_limit:
            self._errands.give(map_id, run_checks(document, map_id, today=today))
        else:
            self._errands.ask(map_id, _Question(map_id, today, _snapshot(document, map_id)))

    def close(self) -> None:
        """End helper and thread, and deliver nothing more. Closing twice does no harm."""
        self._errands.end()
        self._helper.stop()
        self._errands.join()
        self._helper.discard()

    def _answer(self, question: _Question) -> list[Finding] | None:
        return self._helper.answer(question)


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


class _Helper(HelperProcess):
    """The helper process as seen from here. It is sent only what differs from what it was sent before."""

    def __init__(self) -> None:
        super().__init__("checks", serve)
        self._map = ""
        self._held: dict[str, Record] = {}
        self._last: tuple[bytes, list[Finding]] = (b"", [])

    def answer(self, question: _Question) -> list[Finding] | None:
        """Return the helper's findings; None once stopped. A dead helper is replaced once, then it is done here."""
        for _ in range(2):
            try:
                connection = self.connect()
                if connection is None:
                    return None
                connection.send_bytes(self._request(question))
                return self._unpacked(connection.recv_bytes())
            except (EOFError, OSError):
                self.discard()
        if self.stopped:
            return None
        return run_checks(Document(question.records), question.map, today=question.today)

    def _unpacked(self, data: bytes) -> list[Finding]:
        """Return the findings of an answer. Most edits change none, and then the GIL need not be held to read them."""
        if data != self._last[0]:
            self._last = (data, unpack_findings(data))
        return list(self._last[1])

    def discard(self) -> None:
        """Let go of the process and forget what it was sent."""
        super().discard()
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
