"""Printing: the poster's pages, drawn at the printer's own resolution, on the paper chosen there.

A printer takes what Qt paints, and only on this thread; so a poster is painted in slices between the events.
"""

from collections.abc import Generator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from editor.dialogs.pages import fitted
from export.page import Page
from export.paper import PAPERS
from export.pdf import export_moment
from export.poster import compose
from model.checks.run import run_checks

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

SLICE_MS = 4.0
"""So long at most a slice of painting holds up the window, but for one piece of the poster."""
_SIZES = {name: getattr(QPageSize.PageSizeId, name) for name in PAPERS}


def paper_of(printer: QPrinter) -> str:
    """Return the paper whose shape is nearest to what the printer holds; larger sheets take the same page larger."""
    held = printer.pageLayout().pageSize()
    named = next((name for name, size in _SIZES.items() if held.id() == size), None)
    if named is not None:
        return named
    points = held.sizePoints()
    long_side, short_side = max(points.width(), points.height()), min(points.width(), points.height())
    return min(PAPERS, key=lambda name: abs(PAPERS[name][0] - short_side) + abs(PAPERS[name][1] - long_side))


class PrintJob(QObject):
    """Asks the system's print dialog, then prints the map shown.

    over: with whether all pages were handed to the printer.
    """

    over = Signal(bool)

    def __init__(self, window: "MainWindow") -> None:
        """Begin with the map lying on its side, as posters are."""
        super().__init__(window)
        self._window = window
        window.settle()
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        self.printer.setDocName(window.files.title())
        self.printer.setFullPage(True)
        self.dialog = QPrintDialog(self.printer, window)
        self.dialog.setWindowTitle(window.voice.say("print.title"))
        self.dialog.accepted.connect(self.print)
        self.dialog.rejected.connect(self.deleteLater)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self._painter = QPainter()
        self._work: Generator[None, None, None] | None = None
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._paint)

    def open(self) -> None:
        """Open the dialog."""
        self.dialog.open()

    def pages(self) -> list[Page]:
        """Return the pages for the paper and orientation chosen, drawn from the Sheet that is on the screen."""
        session = self._window.session
        upright = self.printer.pageLayout().orientation() == QPageLayout.Orientation.Portrait
        today = export_moment().date()
        return compose(
            session.document,
            session.map_id,
            paper=paper_of(self.printer),
            orientation="portrait" if upright else "landscape",
            findings=run_checks(session.document, session.map_id, today=today),
            today=today,
            sheet=session.sheet,
        )

    def print(self) -> None:
        """Begin to print; the window says that, and when it is done, stopped or refused."""
        if not self._painter.begin(self.printer):
            self._window.banner.show_sentence(lambda: self._window.voice.say("print.failed"))
            self._end(whole=False)
            return
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._work = self._strokes(self.pages())
        self._turn.start()
        self._window.exports.follow_print(self)

    def _strokes(self, pages: list[Page]) -> Generator[None, None, None]:
        """Paint the pages, a piece at a time."""
        for number, page in enumerate(pages):
            if number:
                self.printer.newPage()
            yield from fitted(self._painter, page, QRectF(self._painter.viewport()))

    def _paint(self) -> None:
        until = perf_counter() + SLICE_MS / 1000
        while perf_counter() < until:
            if next(self._work, self) is self:
                self._finish()
                self._window.session.said.emit(self._window.voice.say("print.sent"))
                self._end(whole=True)
                return

    def stop(self) -> None:
        """Print no more; what the printer holds already is withdrawn where it can be."""
        if self._turn.isActive():
            self.printer.abort()
            self._finish()
            self._end(whole=False)

    def _finish(self) -> None:
        self._turn.stop()
        self._work.close()
        self._painter.end()

    def _end(self, *, whole: bool) -> None:
        self._window.exports.follow_print(None)
        self.over.emit(whole)
        self.deleteLater()
