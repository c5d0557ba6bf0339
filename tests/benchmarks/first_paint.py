"""A process that ends at its first paint: of a bare PySide6 window, or of the program's window on a file."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Ender(QObject):
    """Closes the windows, and so ends the process, once what it watches has been painted."""

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """See the paint coming, and end after it."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, QApplication.closeAllWindows)
        return False


def bare() -> None:
    """Paint an empty window."""
    application = QApplication([])
    window, ender = QWidget(), Ender()
    window.installEventFilter(ender)
    window.resize(1400, 850)
    window.show()
    application.exec()


def program(path: str) -> None:
    """Run the program on a file until the map is painted."""
    from main import open_editor

    run, ender = QApplication.exec, Ender()

    def run_until_painted(_: QApplication) -> int:
        from editor.canvas.view import MapView

        for window in QApplication.topLevelWidgets():
            for view in window.findChildren(MapView):
                view.viewport().installEventFilter(ender)
        return run()

    QApplication.exec = run_until_painted
    open_editor([path])


if __name__ == "__main__":
    program(sys.argv[1]) if len(sys.argv) > 1 else bare()
