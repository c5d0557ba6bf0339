"""A question as a sheet of one window: a sentence, what follows from each answer, and a button an answer."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor.panels.panel import label
from editor.window.voice import Voice

WIDTH = 460


class Ask(QDialog):
    """Never runs a loop of its own: `open` shows it, an answer acts and closes it, Escape gives the last answer."""

    def __init__(self, parent: QWidget, voice: Voice, question: str, details: str) -> None:
        """Ask the sentences of two keys."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(voice.say("app.name"))
        self._voice = voice
        self._last: Callable[[], object] = lambda: None
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(8)
        column.addWidget(label(voice.say(question), "title", wrap=True))
        column.addWidget(label(voice.say(details), "hint", wrap=True))
        column.addSpacing(10)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        column.addLayout(self._row)
        self.answers: dict[str, QPushButton] = {}

    def offer(self, key: str, act: Callable[[], object], *, primary: bool = False) -> None:
        """Add an answer; the last one added is what Escape means."""
        button = QPushButton(self._voice.say(key))
        button.setDefault(primary)
        button.setAutoDefault(primary)
        if primary:
            button.setObjectName("primary")

        def answer() -> None:
            self.done(QDialog.DialogCode.Accepted)
            act()

        button.clicked.connect(answer)
        self._row.insertWidget(1 if not primary else self._row.count(), button)
        self.answers[key] = button
        self._last = act

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need: Qt would give wrapped labels room to spare."""
        self.setFixedHeight(self.layout().heightForWidth(WIDTH))
        super().showEvent(event)

    def reject(self) -> None:
        """Give the last answer."""
        super().reject()
        self._last()
