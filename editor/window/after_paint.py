"""What can wait until a person sees something: jobs that run one by one after a widget's first paint."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class AfterPaint(QObject):
    """Runs jobs after a widget was first painted, each in a turn of the event loop of its own."""

    def __init__(self, widget: QWidget, *jobs: Callable[[], object]) -> None:
        """Wait for the widget's first paint. It lives as long as the widget."""
        super().__init__(widget)
        self._jobs = list(jobs)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the paint coming, and begin behind it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._next)
        return False

    def _next(self) -> None:
        if self._jobs:
            self._jobs.pop(0)()
            # What a job has put there takes its place now, or it would be painted once where it does not belong.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            QTimer.singleShot(0, self, self._next)
