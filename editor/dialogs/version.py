"""Naming a state of the map: a small dialog that stops nobody, with a name that is good already."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from editor.panels.direction import turn
from editor.panels.panel import label
from editor.window.voice import Voice
from model.records import Version, rules

WIDTH = 400
NOTE_HEIGHT = 84
Named = Callable[[str, str], object]
"""What is done with a name and a note."""


class VersionDialog(QDialog):
    """A name and a note. Enter takes the name; Ctrl+Enter does so from the note too, Escape leaves."""

    def __init__(self, parent: QWidget, voice: Voice, heading: str, title: str, note: str, named: Named) -> None:
        """Ask under the heading of a key, with a name and a note to begin from."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._voice, self._named = voice, named
        say = voice.say
        self.setWindowTitle(say(heading))
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(5)
        column.addWidget(label(say(heading), "title"))
        column.addSpacing(8)
        self.title, self.note = QLineEdit(title), QPlainTextEdit(note)
        self.title.setMaxLength(rules(Version)["title"].limit)
        self.title.setAccessibleName(say("field.title"))
        self.note.setAccessibleName(say("field.note"))
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.note.installEventFilter(self)
        for field, words in ((self.title, "field.title"), (self.note, "field.note")):
            column.addWidget(label(say(words), "fieldName"))
            column.addWidget(field)
            field.textChanged.connect(self._changed)
        self.save, cancel = QPushButton(say("history.name_it")), QPushButton(say("dialog.cancel"))
        self.save.setObjectName("primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save)
        column.addSpacing(8)
        column.addLayout(row)
        self.title.selectAll()
        self.title.setFocus()
        self._changed()

    def _changed(self) -> None:
        for field in (self.title, self.note):
            field.blockSignals(True)
            turn(field, self._voice.right_to_left)
            field.blockSignals(False)
        self.save.setEnabled(bool(self.title.text().strip()))

    def accept(self) -> None:
        """Take the name, where there is one."""
        title, note = self.title.text().strip(), self.note.toPlainText().strip()
        if title:
            super().accept()
            self._named(title, note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the name with Ctrl+Enter while the note is written."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
                return True
        return super().eventFilter(watched, event)
