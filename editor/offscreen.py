"""A window that is drawn without a display: for `make run` where there is none, and for pictures of the window."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.app import Shell
    from editor.window.main_window import MainWindow

SIZE = (1680, 1020)
"""Pixels of a picture of the window."""


@contextmanager
def shell(language: str = "") -> "Iterator[Shell]":
    """Give an application with nothing of the user's in it: its working files go with the block."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEvent, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from editor.app import Shell
    from model.store.places import HOME_VARIABLE

    before = os.environ.get(HOME_VARIABLE)
    with tempfile.TemporaryDirectory(prefix="masar-") as folder:
        os.environ[HOME_VARIABLE] = folder
        existing = QApplication.instance()
        said = qInstallMessageHandler(_tell) if existing is None else None
        application = existing if isinstance(existing, QApplication) else QApplication(["masar"])
        made = Shell(application, Path(folder), language=language)
        try:
            yield made
        finally:
            for window in tuple(made.windows):
                window.files.discard_on_close()
                window.close()
            made.voice.speak("en")
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if existing is None:
                qInstallMessageHandler(said)
            if before is None:
                del os.environ[HOME_VARIABLE]
            else:
                os.environ[HOME_VARIABLE] = before


def _tell(_: object, __: object, message: str) -> None:
    """Print what Qt says, but not what a display that is none cannot do."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def settle(window: "MainWindow") -> None:
    """Let everything take its place, check the map, and paint it sharp."""
    from PySide6.QtWidgets import QApplication

    window.resize(*SIZE)
    for _ in range(4):
        QApplication.processEvents()
    window.view.fit()
    window.watch.ask()
    for _ in range(4):
        QApplication.processEvents()
    window.view.settle()


def picture(window: "MainWindow", target: Path) -> None:
    """Draw a window into a PNG file; raise OSError where it cannot be written."""
    settle(window)
    if not window.grab().save(str(target)):
        raise OSError(None, "not written", str(target))
