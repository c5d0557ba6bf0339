"""A process that ends at its first paint: of a bare PySide6 window, or of the editor's window on a file."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Ender(QObject):
    """Ends the process once what it watches has been painted."""

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """See the paint coming, and end after it."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, QApplication.quit)
        return False


def bare() -> None:
    """Paint an empty window."""
    application = QApplication([])
    window, ender = QWidget(), Ender()
    window.installEventFilter(ender)
    window.resize(1400, 850)
    window.show()
    application.exec()


def editor(path: str) -> None:
    """Paint the map of a file."""
    from editor.app import start

    application, shell = start([path])
    ender = Ender()
    shell.windows[0].view.viewport().installEventFilter(ender)
    application.exec()
    for window in tuple(shell.windows):
        window.close()


if __name__ == "__main__":
    editor(sys.argv[1]) if len(sys.argv) > 1 else bare()
