"""About: what Masar is, its version and licence, and the licences of all that is shipped with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPlainTextEdit, QPushButton, QVBoxLayout

from editor.dialogs.licences import PARTS, licence_text, version_of
from editor.icons import pixmap
from editor.panels.panel import column, label
from resources import ROOT

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

SIZE = (820, 580)


def masar_version() -> str:
    """Return the version that the project's own table says."""
    import tomllib

    table = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    return str(table["project"]["version"])


def masar_licence() -> str:
    """Return Masar's own licence text."""
    return (ROOT.parent / "LICENSE").read_text(encoding="utf-8")


class AboutDialog(QDialog):
    """A sheet of its window."""

    def __init__(self, window: "MainWindow") -> None:
        """List the parts; the licence of the one chosen stands beside the list."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._voice = window.voice
        say = self._voice.say
        self.setWindowTitle(say("act.about"))
        self.resize(*SIZE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 22, 24, 16)
        outer.setSpacing(10)
        head = QHBoxLayout()
        mark = QLabel()
        mark.setPixmap(pixmap("masar", "", 52, self.devicePixelRatioF()))
        words, lines = column(2)
        lines.addWidget(label(say("about.name", version=masar_version()), "title"))
        lines.addWidget(label(say("about.what"), "hint", wrap=True))
        head.addWidget(mark)
        head.addSpacing(10)
        head.addWidget(words, 1)
        outer.addLayout(head)
        outer.addSpacing(6)
        outer.addWidget(label(say("about.licences"), "heading"))
        outer.addLayout(self._licences(), 1)
        close = QPushButton(say("dialog.close"))
        close.clicked.connect(self.close)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)

    def _licences(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.list = QListWidget()
        self.list.setFixedWidth(250)
        self.list.setAccessibleName(self._voice.say("about.licences"))
        self.list.addItem("Masar · MIT")
        for part in PARTS:
            version = version_of(part)
            self.list.addItem(f"{part.name}{' ' if version else ''}{version} · {part.licence}")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self._voice.say("about.licence_text"))
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        return row

    def _show(self, row: int) -> None:
        self.text.setPlainText(licence_text(PARTS[row - 1]) if row > 0 else masar_licence())
