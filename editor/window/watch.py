"""Checks that run by themselves: asked for when the map has rested a moment, answered from wherever they ran."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.bridge import Session
from model.checks.finding import Finding

if TYPE_CHECKING:
    from model.checks.runner import CheckRunner

REST_MS = 120
"""So long after the last change the checks are asked for: a burst of typing asks once."""


class Watch(QObject):
    """Asks a CheckRunner about the map shown and hands the newest findings to the session.

    answered: a map, named by its id, was checked.
    """

    answered = Signal(str)
    _found = Signal(str, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        """Follow a session; the first checks are to be asked for when the map has been painted."""
        super().__init__(parent)
        self._session = session
        self._findings: dict[str, list[Finding]] = {}
        self._made: CheckRunner | None = None
        self._found.connect(self._take)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.ask)
        session.changed.connect(lambda _: self._rest.start())
        session.map_shown.connect(self._shown)

    @property
    def _runner(self) -> "CheckRunner":
        """The runner, loaded with all the checks when it is first asked."""
        if self._made is None:
            from model.checks.runner import CheckRunner

            self._made = CheckRunner(self._found.emit)
        return self._made

    def ask(self) -> None:
        """Check the map shown now."""
        self._rest.stop()
        if self._session.map_id in self._session.document:
            self._runner.ask(self._session.document, self._session.map_id, today=date.today())

    def _shown(self, map_id: str) -> None:
        self._session.show_findings(self._findings.get(map_id, []))
        self._rest.start(0)

    def _take(self, map_id: str, findings: list[Finding]) -> None:
        """Take an answer; one about a map that has gone or changed its cards since is replaced by the next."""
        self._findings[map_id] = findings
        if map_id == self._session.map_id:
            self._session.show_findings(findings)
        self.answered.emit(map_id)

    def close(self) -> None:
        """End the runner."""
        self._rest.stop()
        if self._made is not None:
            self._made.close()
