"""The export dialog: what, on which paper, and how its first page will look."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from editor.dialogs.pages import picture_of
from editor.panels.field_choice import Option
from editor.panels.forms import called
from editor.panels.panel import label
from export.files import export_file
from export.mermaid_losses import Loss
from export.page import Page
from export.paper import ORIENTATIONS, OWN, PAPER_NAMES
from export.pdf import export_moment
from export.poster import compose_all
from export.problem import ExportProblem
from model.checks.finding import Finding
from model.checks.run import run_checks

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

FORMATS = ("pdf", "svg", "png", "mmd", "json")
ON_PAPER = ("pdf", "svg", "png")
PREVIEW = (520, 400)
"""The most room of the preview, in pixels."""


class ExportDialog(QDialog):
    """A sheet of its window. It remembers nothing: it begins with the map shown, as PDF on A3."""

    def __init__(self, window: "MainWindow") -> None:
        """Show the first page of what would be exported."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        window.settle()
        self._window, self._voice = window, window.voice
        self._document = window.session.document
        self._findings: dict[str, list[Finding]] = {}
        self.setWindowTitle(self._voice.say("export_dialog.title"))
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 22, 22, 18)
        row.setSpacing(22)
        row.addWidget(self._frame())
        row.addLayout(self._choices())
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self.preview)
        self._changed()

    def _frame(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("middle")
        box = QVBoxLayout(frame)
        box.setContentsMargins(14, 14, 14, 10)
        self.picture = QLabel()
        self.picture.setFixedSize(*PREVIEW)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setAccessibleName(self._voice.say("export_dialog.preview"))
        self.said = label("", "quiet")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self.picture)
        box.addWidget(self.said)
        return frame

    def _choices(self) -> QVBoxLayout:
        say = self._voice.say
        column = QVBoxLayout()
        column.setSpacing(4)
        self.format = self._box(column, "format", [(each, say(f"export_dialog.{each}")) for each in FORMATS])
        journeys = [(each.id, called(each, self._voice)) for each in self._document.maps()]
        everything = [("", say("export_dialog.all_maps"))] if len(journeys) > 1 else []
        self.map = self._box(column, "map", [*journeys, *everything])
        self.map.setCurrentIndex(max(0, self.map.findData(self._window.session.map_id)))
        papers = [(each, say("export_dialog.own") if each == OWN else each) for each in PAPER_NAMES]
        self.paper = self._box(column, "paper", papers)
        self.paper.setCurrentIndex(self.paper.findData("A3"))
        turns = [(each, say(f"export_dialog.{each}")) for each in ORIENTATIONS]
        self.orientation = self._box(column, "orientation", turns)
        self.wrong = label("", "wrong", wrap=True)
        column.addWidget(self.wrong)
        column.addStretch(1)
        buttons = QHBoxLayout()
        self.cancel, self.export = QPushButton(say("dialog.cancel")), QPushButton(say("act.export"))
        self.export.setObjectName("primary")
        self.export.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.export.clicked.connect(self.ask_target)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.export, 1)
        column.addLayout(buttons)
        return column

    def _box(self, column: QVBoxLayout, name: str, options: Sequence[Option]) -> QComboBox:
        box = QComboBox()
        box.setMinimumWidth(230)
        for value, words in options:
            box.addItem(words, value)
        words = self._voice.say(f"export_dialog.{name}")
        box.setAccessibleName(words)
        column.addWidget(label(words, "fieldName"))
        column.addWidget(box)
        column.addSpacing(6)
        box.currentIndexChanged.connect(self._changed)
        return box

    def _changed(self) -> None:
        if not hasattr(self, "orientation") or not hasattr(self, "_rest"):
            return
        kind = self.format.currentData()
        self.paper.setEnabled(kind in ON_PAPER)
        self.orientation.setEnabled(kind in ON_PAPER and self.paper.currentData() != OWN)
        self.map.setEnabled(kind != "json")
        self._rest.start()

    # What is chosen

    def map_ids(self) -> list[str]:
        """Return the maps chosen, in the order of their tabs."""
        chosen = self.map.currentData()
        return [chosen] if chosen else [each.id for each in self._document.maps()]

    def findings(self) -> dict[str, list[Finding]]:
        """Return the findings on the maps chosen, checked once."""
        today = export_moment().date()
        for each in self.map_ids():
            if each not in self._findings:
                self._findings[each] = run_checks(self._document, each, today=today)
        return self._findings

    def pages(self) -> list[Page]:
        """Return the pages that would be exported."""
        return compose_all(
            self._document,
            self.map_ids(),
            paper=self.paper.currentData(),
            orientation=self.orientation.currentData(),
            findings=self.findings(),
            today=export_moment().date(),
        )

    def preview(self) -> None:
        """Draw the first page, and count the pages."""
        say = self._voice.say
        if self.format.currentData() not in ON_PAPER:
            self.picture.setText(say(f"export_dialog.{self.format.currentData()}_hint"))
            self.said.clear()
            return
        pages = self.pages()
        if pages:
            self.picture.setPixmap(picture_of(pages[0], *PREVIEW, self.devicePixelRatioF()))
        self.said.setText(say("export_dialog.pages", count=len(pages)))

    # Doing it

    def ask_target(self) -> None:
        """Ask where the file is to go."""
        suffix = self.format.currentData()
        path = self._window.project.path
        folder = path.parent if path else Path.home()
        dialog = QFileDialog(self, self._voice.say("export_dialog.title"), str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{self._voice.say(f'export_dialog.{suffix}')} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{self._window.files.file_name()}.{suffix}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, target: Path) -> bool:
        """Write the file; say in the dialog what prevents it, and in the window where it went."""
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            losses = export_file(
                self._document,
                target,
                map_id=self.map.currentData() or None,
                paper=self.paper.currentData(),
                orientation=self.orientation.currentData(),
                findings=self.findings(),
            )
        except ExportProblem as problem:
            self.wrong.setText(self._voice.say(problem.key, **problem.values))
            return False
        finally:
            self.unsetCursor()
        self._say_done(target, losses)
        self.accept()
        return True

    def _say_done(self, target: Path, losses: Sequence[Loss]) -> None:
        voice, name = self._voice, target.name

        def said() -> str:
            lost = voice.say("export_dialog.losses", count=len(losses)) if losses else ""
            return f"{voice.say('export_dialog.done', name=name)} {lost}".strip()

        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        self._window.banner.show_sentence(said, bad=False, offers=(("export_dialog.show", show),))
