"""A process that prints its CPU up to its first paint: of a bare PySide6 window, or of the program on a file."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Meter(QObject):
    """Prints the CPU milliseconds spent when a window has been painted, and closes it."""

    def __init__(self, window: QWidget, is_there: Callable[[], bool]) -> None:
        """Watch a window, and ask after each of its paints whether what counts is there."""
        super().__init__()
        self._window, self._is_there = window, is_there
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the paint coming. A window is painted ahead of its parts: what waits for theirs comes after this."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        if self._is_there():
            print(f"{1000 * time.process_time():.1f}")
            self._window.close()


def bare() -> None:
    """Paint an empty window."""
    application = QApplication([])
    window = QWidget()
    meter = Meter(window, lambda: True)
    window.resize(1400, 850)
    window.show()
    application.exec()
    del meter


def program(path: str) -> None:
    """Run the program on a file until its map is painted, all that the window shows of it and sharp."""
    from main import open_editor

    run = QApplication.exec
    meters = []

    def run_metered(_: QApplication) -> int:
        from editor.canvas.view import MapView

        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow):
                view = window.findChild(MapView)
                meters.append(Meter(window, lambda view=view: view.picture.sharp(view.camera, view.viewport().size())))
        return run()

    QApplication.exec = run_metered
    open_editor([path])


if __name__ == "__main__":
    program(sys.argv[1]) if len(sys.argv) > 1 else bare()
