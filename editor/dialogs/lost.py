"""What a rescued copy lacks: a list beside the window that stops nobody, to be read and copied."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from editor.panels.direction import turn
from editor.panels.panel import label
from editor.window.recovery import show_backups
from model.store import backups

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow
    from model.store.rescue import Lost

SIZE = (480, 340)


class LostDialog(QDialog):
    """Says which file the copy comes from and what was lost; offers the file's backups where it has any."""

    def __init__(self, window: "MainWindow", path: Path, lost: "Sequence[Lost]") -> None:
        """List what was lost of a file."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        voice = window.voice
        say = voice.say
        self.setWindowTitle(say("rescue.losses"))
        self.resize(*SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(8)
        column.addWidget(label(say("rescue.losses"), "title"))
        column.addWidget(label(say("rescue.explained", name=path.name), "hint", wrap=True))
        sentences = [say(each.key, count=each.count) for each in lost] or [say("rescue.nothing_lost")]
        self.text = QPlainTextEdit("\n".join(sentences))
        turn(self.text, voice.right_to_left)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("rescue.losses"))
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        self.copy, self.others, close = (
            QPushButton(say(key)) for key in ("rescue.copy", "backups.show", "dialog.close")
        )
        for button in (self.copy, self.others, close):
            button.setAutoDefault(False)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.others.clicked.connect(lambda: show_backups(window.shell, window, path))
        close.clicked.connect(self.close)
        row.addWidget(self.copy)
        row.addWidget(self.others)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.others.setVisible(bool(backups.of(path)))
