"""The calm bar over a canvas of the past: which moment it is, what was done then, and the ways back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from editor.history.signs import Legend
from editor.icons import pixmap
from editor.style import colours
from editor.window.elided import Elided
from editor.window.voice import Voice
from model.compare import Difference


class PastBar(QFrame):
    """Two quiet lines. restore_wanted, back_wanted, other_wanted: its buttons were pressed."""

    restore_wanted = Signal()
    back_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, voice: Voice) -> None:
        """Say nothing yet."""
        super().__init__()
        self.setObjectName("pastBar")
        self._voice = voice
        self._sentence: Callable[[], str] = str
        self._details: Callable[[], str] = str
        self.mark = QLabel()
        self.words, self.details, self.legend = Elided("strong"), Elided("quiet"), Legend(voice)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.other, self.restore, self.back = QPushButton(), QPushButton(), QPushButton()
        wishes = ((self.other, self.other_wanted), (self.restore, self.restore_wanted), (self.back, self.back_wanted))
        for button, wish in wishes:
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, wish=wish: wish.emit())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 7, 10, 7)
        rows.setSpacing(3)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(9)
            rows.addLayout(row)
        first.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self.words, 1)
        for button in (self.other, self.restore, self.back):
            first.addWidget(button)
        second.addSpacing(25)
        second.addWidget(self.details)
        second.addWidget(self.legend, 1)
        self.shows_before = False
        voice.keep(self, self._say)

    def show_moment(
        self,
        sentence: Callable[[], str],
        details: Callable[[], str],
        differences: Sequence[Difference],
        *,
        restorable: bool,
        two_sided: bool,
    ) -> None:
        """Say a moment (asked for again when the language changes) and what differs.

        restorable: it can be restored. two_sided: two states are compared, and the other of them can be seen.
        """
        self._sentence, self._details = sentence, details
        self.restore.setVisible(restorable)
        self.other.setVisible(two_sided)
        self.legend.show_differences(differences)
        self._say()

    def show_side(self, *, before: bool) -> None:
        """Offer the other of two states: what is shown is the earlier one, or not."""
        self.shows_before = before
        self._say()

    def _say(self) -> None:
        say = self._voice.say
        self.mark.setPixmap(pixmap("history", colours()["link"], 16, self.devicePixelRatioF()))
        self.words.say(self._sentence())
        self.details.say(self._details())
        self.details.setVisible(bool(self.details.full))
        self.restore.setText(say("history.restore"))
        self.back.setText(say("history.back"))
        self.other.setText(say("history.show_after" if self.shows_before else "history.show_before"))
