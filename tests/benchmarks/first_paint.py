"""A process that prints its CPU up to its first paint: of a bare PySide6 window, or of the program on a file."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Meter(QObject):
    """Prints the CPU milliseconds spent when a part of a window has been painted, and closes the window."""

    def __init__(self, window: QWidget, part: QWidget) -> None:
        """Watch a window and the part of it that counts."""
        super().__init__()
        self._window, self._part = window, part
        self._painted = False
        window.installEventFilter(self)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the paint coming. A window is painted ahead of its parts, so that this is told first what follows it."""
        if event.type() == QEvent.Type.Paint:
            self._painted = self._painted or watched is self._part
            if watched is self._window:
                QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        if self._painted:
            print(f"{1000 * time.process_time():.1f}")
            self._window.close()


def bare() -> None:
    """Paint an empty window."""
    application = QApplication([])
    window = QWidget()
    meter = Meter(window, window)
    window.resize(1400, 850)
    window.show()
    application.exec()
    del meter


def program(path: str) -> None:
    """Run the program on a file until the map is painted."""
    from main import open_editor

    run = QApplication.exec
    meters = []

    def run_metered(_: QApplication) -> int:
        from editor.canvas.view import MapView

        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow):
                meters.append(Meter(window, window.findChild(MapView).viewport()))
        return run()

    QApplication.exec = run_metered
    open_editor([path])


if __name__ == "__main__":
    program(sys.argv[1]) if len(sys.argv) > 1 else bare()
