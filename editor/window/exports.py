"""Exports of one window: made in the background while the work goes on, said in the quiet line, told in the banner."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from export.pdf import export_moment
from export.problem import ExportProblem

if TYPE_CHECKING:
    from editor.dialogs.printing import PrintJob
    from editor.window.main_window import MainWindow
    from export.helper import Picture
    from export.worker import Exporter, Job, Outcome

Taker = Callable[["Picture"], None]


class Exports(QObject):
    """Hands jobs to an Exporter, which tells from a thread of its own; a signal brings that to this one."""

    _came = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        """Start nothing: the helper begins with the first job."""
        super().__init__(window)
        self._window, self._voice = window, window.voice
        self._exporter: Exporter | None = None
        self._made: dict[Path, Job] = {}
        self._taker: Taker | None = None
        self._printing: PrintJob | None = None
        self._closing = False
        self._came.connect(self._take)
        self._voice.changed.connect(self._say)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being made, or pages are being printed."""
        return bool(self._made or self._printing)

    def start(self, target: Path, map_id: str | None, paper: str, orientation: str, *, review: bool = False) -> None:
        """Export the document as it is now; the newest export to a file wins. review: with the open comments."""
        job = self._job(target, map_id, paper, orientation, review=review)
        self._made.pop(target, None)
        self._made[target] = job
        self._ask(job)
        self._say()

    def picture(
        self,
        map_id: str | None,
        paper: str,
        orientation: str,
        size: tuple[int, int],
        taker: Taker | None,
        *,
        review: bool = False,
    ) -> None:
        """Have the first page drawn, within a size in pixels; only the taker named last is given a picture."""
        self._taker = taker
        self._ask(self._job(None, map_id, paper, orientation, size, review=review))

    def drop_picture(self) -> None:
        """Want no picture of those that were asked for."""
        self._taker = None

    def leave_pictures(self) -> None:
        """Want no more pictures, and no helper once all is made."""
        self.drop_picture()
        if self._exporter is not None:
            self._exporter.rest()

    def stop(self) -> None:
        """Give up what is being printed and the exports that are being made."""
        if self._printing is not None:
            self._printing.stop()
        if self._made and self._exporter is not None:
            self._exporter.cancel()
            self._made.clear()
            self._say()
            self._window.session.said.emit(self._voice.say("export_dialog.stopped"))
            self._close_if_wanted()

    def follow_print(self, job: "PrintJob | None") -> None:
        """Let the window wait for pages that are being printed, until there are none (None)."""
        self._printing = job
        self._say()
        self._close_if_wanted()

    def close_when_done(self) -> None:
        """Close the window when all is written. Where something prevents that, the window stays and says so."""
        self._closing = True
        self._say()

    def close(self) -> None:
        """End helper and thread."""
        self._made.clear()
        if self._exporter is not None:
            self._exporter.close()

    def _job(
        self,
        target: Path | None,
        map_id: str | None,
        paper: str,
        orientation: str,
        size: tuple[int, int] = (0, 0),
        *,
        review: bool,
    ) -> "Job":
        from export.worker import Job

        records = tuple(self._window.session.document.records.values())
        return Job(records, target, map_id, paper, orientation, export_moment(), size, review)

    def _ask(self, job: "Job") -> None:
        if self._exporter is None:
            from export.worker import Exporter

            self._exporter = Exporter(self._came.emit)
        self._exporter.ask(job)

    # What became of it

    def _take(self, outcome: "Outcome") -> None:
        job = outcome.job
        if job.target is None:
            if outcome.picture is not None and self._taker is not None:
                self._taker(outcome.picture)
        elif self._made.get(job.target) is job:
            del self._made[job.target]
            self._say()
            if outcome.problem is not None:
                self._say_problem(outcome.problem)
            elif not outcome.fault:
                self._say_done(job.target, len(outcome.losses))
                self._close_if_wanted()
            if not self._made and self._taker is None and self._exporter is not None:
                self._exporter.rest()
        if outcome.fault:
            self._stay()
            raise RuntimeError(outcome.fault)

    def _close_if_wanted(self) -> None:
        if self._closing and not self.is_busy:
            self._closing = False
            self._window.close()

    def _stay(self) -> None:
        if self._closing:
            self._closing = False
            self._window.shell.stay()

    def _say(self) -> None:
        """Say in the quiet line what is being made, and what will happen then."""
        words = self._voice.say("print.working") if self._printing else ""
        if self._made:
            key = "export_dialog.closing" if self._closing else "export_dialog.working"
            words = self._voice.say(key, name=next(reversed(self._made)).name)
        self._window.status_line.show_work(words, self.stop)

    def _say_problem(self, problem: ExportProblem) -> None:
        self._stay()
        again = (("act.export", self._window.show_export),)
        self._window.banner.show_sentence(lambda: self._voice.say(problem.key, **problem.values), offers=again)

    def _say_done(self, target: Path, losses: int) -> None:
        voice = self._voice

        def said() -> str:
            lost = voice.say("export_dialog.losses", count=losses) if losses else ""
            return f"{voice.say('export_dialog.done', name=target.name)} {lost}".strip()

        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        self._window.banner.show_sentence(said, bad=False, offers=(("export_dialog.show", show),))
