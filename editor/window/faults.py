"""Faults of Masar's own: caught where Python would print them, written to a file, said in the window, survived."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from editor.app import Shell

LOG_NAME = "masar.log"
LOG_LIMIT = 1_000_000
"""Bytes after which the log begins anew, keeping one old one."""


class Faults:
    """Stands in `sys.excepthook` for the time that the editor runs."""

    def __init__(self, shell: "Shell", folder: Path) -> None:
        """Write to a log in `folder`."""
        self._shell = shell
        self.path = folder / LOG_NAME
        self._log = logging.Logger("masar")
        self._before = sys.excepthook
        self._saying = False

    def watch(self) -> None:
        """Take over from Python."""
        sys.excepthook = self.take

    def stop(self) -> None:
        """Give back to Python."""
        sys.excepthook = self._before
        for handler in self._log.handlers:
            handler.close()

    def take(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Write a fault down and say so. The document is whole: a ChangeSet is checked before any of it is applied."""
        if issubclass(kind, KeyboardInterrupt):
            self._shell.quit()
            return
        if not self._log.handlers:
            self._begin_log()
        self._log.error("a fault of Masar's own", exc_info=(kind, fault, trace))
        if not self._saying:  # a fault in saying so is written down and no more, lest it be said for ever
            QTimer.singleShot(0, self._shell, self._say)

    @contextmanager
    def survived(self) -> Iterator[None]:
        """Take a fault of what is done within, so that what comes after is still done."""
        try:
            yield
        except Exception as fault:
            self.take(type(fault), fault, fault.__traceback__)

    def _begin_log(self) -> None:
        """Write to the log from now on; where its folder cannot be written to, to one in the folder for such files."""
        from logging.handlers import RotatingFileHandler
        from tempfile import mkdtemp

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.open("a").close()
        except OSError:
            self.path = Path(mkdtemp(prefix="masar-")) / LOG_NAME
        handler = RotatingFileHandler(self.path, maxBytes=LOG_LIMIT, backupCount=1, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._log.addHandler(handler)

    def _say(self) -> None:
        self._saying = True
        try:
            for window in tuple(self._shell.windows):
                with self.survived():
                    window.report_fault(str(self.path))
        finally:
            self._saying = False
