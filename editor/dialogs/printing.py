"""Printing: the poster's pages, drawn at the printer's own resolution, on the paper chosen there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from editor.dialogs.pages import fit_page
from export.page import Page
from export.paper import PAPERS
from export.pdf import export_moment
from export.poster import compose
from model.checks.run import run_checks

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

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
    """Asks the system's print dialog, then prints the map shown."""

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
        self.dialog.finished.connect(self._over)

    def open(self) -> None:
        """Open the dialog."""
        self.dialog.open()

    def _over(self) -> None:
        self.dialog.deleteLater()
        self.deleteLater()

    def pages(self) -> list[Page]:
        """Return the pages for the paper and orientation chosen."""
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
        )

    def print(self) -> bool:
        """Print; say in the window whether that began."""
        painter = QPainter()
        say = self._window.voice.say
        if not painter.begin(self.printer):
            self._window.banner.show_sentence(lambda: say("print.failed"))
            return False
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, page in enumerate(self.pages()):
            if number:
                self.printer.newPage()
            fit_page(painter, page, QRectF(painter.viewport()))
        painter.end()
        self._window.session.said.emit(say("print.sent"))
        return True
