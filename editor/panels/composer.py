"""A field to write a comment in, with the button that sends it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor.panels.direction import turn
from editor.panels.field import GrowingText
from editor.window.voice import Voice
from model.rules import TEXT_LIMIT


class Composer(QWidget):
    """Enter sends, Shift+Enter breaks the line, Escape gives up. Nothing but blanks is never sent.

    sent: what was written. given_up: it is not wanted any more. refused: not all of it is kept; key and limit say why.
    """

    sent = Signal(str)
    given_up = Signal()
    refused = Signal(str, int)

    def __init__(self, voice: Voice, send: str, *, may_give_up: bool) -> None:
        """Begin empty. send: the key of the button's words; may_give_up: there is a button to give up by, too."""
        super().__init__()
        self._voice, self._may_give_up = voice, may_give_up
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(5)
        self.edit = GrowingText(1, 9, TEXT_LIMIT)
        self.edit.enter_commits = True
        self.edit.setUndoRedoEnabled(True)
        self.edit.entered.connect(self.send)
        self.edit.refused.connect(self.refused)
        self.edit.textChanged.connect(self._changed)
        column.addWidget(self.edit)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.button = QPushButton(voice.say(send))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.send)
        row.addWidget(self.button)
        if may_give_up:
            cancel = QPushButton(voice.say("dialog.cancel"))
            cancel.setObjectName("link")
            cancel.setAutoDefault(False)
            cancel.clicked.connect(self.given_up)
            row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        self._changed()

    def _changed(self) -> None:
        turn(self.edit, self._voice.right_to_left)
        self.button.setEnabled(bool(self.text().strip()))
        if len(self.edit.toPlainText()) > TEXT_LIMIT:
            self.refused.emit("edit.cut", TEXT_LIMIT)

    def text(self) -> str:
        """Return what is written, as much of it as a comment holds."""
        return self.edit.toPlainText()[:TEXT_LIMIT]

    def write(self, text: str) -> None:
        """Go on from a text, the cursor behind it."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def send(self) -> None:
        """Send what is written, if it says anything."""
        if self.text().strip():
            self.sent.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Escape, where there is something to give up; else it leads back to the map."""
        if event.key() == Qt.Key.Key_Escape and self._may_give_up:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
