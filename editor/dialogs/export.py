"""The export dialog: what, on which paper, and how its first page will look."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from editor.dialogs.pages import picture_of
from editor.panels.field_choice import Option
from editor.panels.forms import called
from editor.panels.panel import label
from export.files import DRAWN
from export.legibility import SmallPrint, small_print
from export.page import Page
from export.paper import ORIENTATIONS, OWN, PAPER_NAMES
from export.pdf import export_moment
from export.poster import compose_all
from model.checks.run import run_checks
from resources.words import number

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow
    from export.helper import Picture

FORMATS = ("pdf", "svg", "png", "xlsx", "csv", "mmd", "json")
ON_PAPER = tuple(each.removeprefix(".") for each in DRAWN)
PREVIEW = (520, 400)
"""The most room of the preview, in pixels."""
DIRECT_LIMIT = 120
"""The first page of maps with at most so many cards is drawn here and at once: measured, that takes 6 to 27 ms from
the second time on (the first loads fonts). What is larger is drawn by the helper of the exports."""


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
        self.setWindowTitle(self._voice.say("export_dialog.title"))
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 22, 22, 18)
        row.setSpacing(22)
        row.addWidget(self._frame())
        row.addLayout(self._choices())
        self.finished.connect(window.exports.leave_pictures)
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
        self.review = QCheckBox(say("export_dialog.review"))
        self.review.setToolTip(say("export_dialog.review_hint"))
        self.review.toggled.connect(self._changed)
        column.addWidget(self.review)
        self.small = label("", "wrong", wrap=True)
        column.addWidget(self.small)
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
        if not hasattr(self, "review") or not hasattr(self, "_rest"):
            return
        kind = self.format.currentData()
        self.paper.setEnabled(kind in ON_PAPER)
        self.orientation.setEnabled(kind in ON_PAPER and self.paper.currentData() != OWN)
        self.map.setEnabled(kind != "json")
        self.review.setEnabled(kind in ON_PAPER)
        self._rest.start()

    # What is chosen

    def map_ids(self) -> list[str]:
        """Return the maps chosen, in the order of their tabs."""
        chosen = self.map.currentData()
        return [chosen] if chosen else [each.id for each in self._document.maps()]

    def pages(self, paper: str = "") -> list[Page]:
        """Return the pages that would be exported, or those for another paper."""
        session, today = self._window.session, export_moment().date()
        return compose_all(
            self._document,
            self.map_ids(),
            paper=paper or self.paper.currentData(),
            orientation=self.orientation.currentData(),
            findings={each: run_checks(self._document, each, today=today) for each in self.map_ids()},
            today=today,
            sheets={session.map_id: session.sheet},
            review=self.review.isChecked(),
        )

    def preview(self) -> None:
        """Draw the first page, or have it drawn, and count the pages."""
        exports = self._window.exports
        exports.drop_picture()
        if self.format.currentData() not in ON_PAPER:
            self.picture.setText(self._voice.say(f"export_dialog.{self.format.currentData()}_hint"))
            self.said.clear()
            self.small.clear()
        elif sum(len(self._document.cards(each)) for each in self.map_ids()) <= DIRECT_LIMIT:
            pages = self.pages()
            if pages:
                small = small_print(pages, self.paper.currentData(), self.pages)
                self._show(picture_of(pages[0], *PREVIEW, self.devicePixelRatioF()), len(pages), small)
        else:
            self.said.setText(self._voice.say("export_dialog.drawing"))
            width, height = (round(side * self.devicePixelRatioF()) for side in PREVIEW)
            chosen = self.paper.currentData(), self.orientation.currentData()
            review = self.review.isChecked()
            exports.picture(self.map.currentData() or None, *chosen, (width, height), self._take, review=review)

    def _take(self, picture: "Picture") -> None:
        """Show a picture that the helper drew."""
        made = QPixmap()
        made.loadFromData(picture.png)
        made.setDevicePixelRatio(self.devicePixelRatioF())
        self._show(made, picture.pages, picture.small)

    def _show(self, picture: QPixmap, pages: int, small: SmallPrint | None) -> None:
        self.picture.setPixmap(picture)
        self.said.setText(self._voice.say("export_dialog.pages", count=pages))
        self.small.setText(self._of_small_print(small) if small else "")

    def _of_small_print(self, small: SmallPrint) -> str:
        better = self._voice.say("export_dialog.own") if small.better == OWN else small.better
        points = number(round(small.points, 1), self._voice.language)
        return self._voice.say("export.small_print", paper=self.paper.currentText(), points=points, better=better)

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

    def export_to(self, target: Path) -> None:
        """Have the file made while the work goes on; the window says what becomes of it."""
        chosen = self.paper.currentData(), self.orientation.currentData()
        review = self.review.isChecked() and self.review.isEnabled()
        self._window.exports.start(target, self.map.currentData() or None, *chosen, review=review)
        self.accept()
