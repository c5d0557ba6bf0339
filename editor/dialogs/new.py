"""File ▸ New: the templates as pictures, each drawn by the same layout and painter as the map it becomes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from editor.canvas.paint import paint_placed
from editor.panels.panel import label
from editor.style import colours
from editor.window.voice import OWN_NAMES
from model.document import Document
from model.layout.lay_out import lay_out
from model.layout.sheet import Sheet
from model.templates import sample, template, template_names

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

PICTURE = (292, 176)
"""Pixels of a template's picture."""
LARGEST = 0.42
"""The most a map is magnified in its picture."""
SAMPLE = "louise"


def picture_of(sheet: Sheet, ratio: float = 1.0) -> QPixmap:
    """Return a Sheet as a small picture: its whole width, and of a tall one the upper part."""
    width, height = PICTURE
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.fill(QColor(colours()["canvas"]))
    scale = min((width - 16) / sheet.width, LARGEST)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio * scale, ratio * scale)
    painter.translate((width / scale - sheet.width) / 2, max(10 / scale, (height / scale - sheet.height) / 2))
    paint_placed(painter, sheet.within(0, 0, sheet.width, height / scale))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


class NewDialog(QDialog):
    """A sheet of its window: choose a picture, and a new map is there, untitled."""

    def __init__(self, window: "MainWindow") -> None:
        """Show the templates in the language spoken; another can be chosen."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._window, self._voice = window, window.voice
        say = self._voice.say
        self.setWindowTitle(say("new.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(6)
        column.addWidget(label(say("new.title"), "title"))
        column.addWidget(label(say("new.hint"), "hint"))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(12)
        self.buttons: dict[str, QToolButton] = {}
        for place, name in enumerate((*template_names(), SAMPLE)):
            grid.addWidget(self._button(name), place // 2 * 2, place % 2)
        column.addLayout(grid)
        column.addSpacing(8)
        column.addLayout(self._foot())
        self.draw()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("template")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(*PICTURE))
        button.setText(self._voice.say(f"new.{name}"))
        button.setToolTip(self._voice.say(f"new.{name}.hint"))
        button.setAccessibleDescription(self._voice.say(f"new.{name}.hint"))
        button.clicked.connect(lambda: self.begin(name))
        self.buttons[name] = button
        return button

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self._voice.say("new.language"), "hint"))
        self.language = QComboBox()
        self.language.setAccessibleName(self._voice.say("new.language"))
        for language, name in OWN_NAMES.items():
            self.language.addItem(name, language)
        self.language.setCurrentIndex(self.language.findData(self._voice.language))
        self.language.currentIndexChanged.connect(self.draw)
        cancel = QPushButton(self._voice.say("dialog.cancel"))
        cancel.clicked.connect(self.reject)
        row.addWidget(self.language)
        row.addStretch(1)
        row.addWidget(cancel)
        return row

    def document(self, name: str) -> Document:
        """Return a new document of a template, or of the sample, in the language chosen."""
        language = self.language.currentData()
        return sample(name, language) if name == SAMPLE else template(name, language)

    def draw(self) -> None:
        """Draw the pictures in the language chosen."""
        ratio = self.devicePixelRatioF()
        for name, button in self.buttons.items():
            document = self.document(name)
            button.setIcon(QIcon(picture_of(lay_out(document, document.maps()[0].id), ratio)))

    def begin(self, name: str) -> None:
        """Open a new map made from a template."""
        self.accept()
        self._window.shell.show_document(self.document(name), instead_of=self._window)
