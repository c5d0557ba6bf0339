"""The banner: what went wrong or wants to be known, said in the window without stopping anybody."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from editor.icons import icon, pixmap
from editor.panels.panel import label
from editor.style import colours
from editor.window.voice import Voice

Offer = tuple[str, Callable[[], object]]
"""The catalogue key of a button's words, and what it does."""


class Banner(QFrame):
    """One sentence with buttons, until it is closed or another takes its place."""

    def __init__(self, voice: Voice) -> None:
        """Begin hidden."""
        super().__init__()
        self.setObjectName("banner")
        self._voice = voice
        self._sentence: Callable[[], str] = str
        self._offers: Sequence[Offer] = ()
        self._bad = True
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(9)
        self.mark = QLabel()
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = label("", "sentence", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.words, 1)
        self.buttons: list[QPushButton] = []
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("small")
        self.dismiss.setIcon(icon("close", colours()["soft"]))
        self.dismiss.clicked.connect(self.hide)
        row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        voice.keep(self, self._say)

    def show_sentence(self, sentence: Callable[[], str], *, bad: bool = True, offers: Sequence[Offer] = ()) -> None:
        """Say a sentence; it is asked for again when the language changes. bad: something went wrong."""
        self._sentence, self._offers, self._bad = sentence, offers, bad
        self.setProperty("bad", bad)
        self.style().unpolish(self)
        self.style().polish(self)
        self.mark.setPixmap(pixmap("finding_error" if bad else "finding_warning", "", 16, self.devicePixelRatioF()))
        self._say()
        self.show()

    def shows(self, sentence: Callable[[], str]) -> bool:
        """Return whether this very sentence is still to be read."""
        return not self.isHidden() and self._sentence is sentence

    def _say(self) -> None:
        self.words.setText(self._sentence())
        self.dismiss.setToolTip(self._voice.say("banner.close"))
        self.dismiss.setAccessibleName(self._voice.say("banner.close"))
        for button in self.buttons:
            self.layout().removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(key, act) for key, act in self._offers]
        for place, button in enumerate(self.buttons):
            self.layout().insertWidget(2 + place, button)

    def _button(self, key: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._voice.say(key), self)
        button.setAutoDefault(False)

        def press() -> None:
            self.hide()
            act()

        button.clicked.connect(press)
        return button
