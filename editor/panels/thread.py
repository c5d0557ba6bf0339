"""One thread of comments in its panel: who said what and when, and what can be done about it."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor.panels.composer import Composer
from editor.panels.direction import runs_from_right
from editor.panels.panel import column, label
from editor.window.voice import Voice
from model.records import Comment
from model.threads import Thread
from resources.words.times import written_moment

INDENT = 14
"""Pixels by which replies stand in."""


class Unsent(NamedTuple):
    """What is being written in a thread: a reply to it, or one of its comments anew ("edit")."""

    what: str
    comment: str
    text: str
    focused: bool


class ThreadBox(QFrame):
    """A thread. Enter or a click on its title goes to the card; the arrows go up and down the list.

    asked: what is wanted ("go", "reply", "edit", "remove", "resolve", "reopen"), of which comment, with which text.
    """

    asked = Signal(str, str, str)
    refused = Signal(str, int)

    def __init__(self, thread: Thread, voice: Voice, author: str, card: str = "") -> None:
        """Show a thread to an author. card: what its card is called, where that is to be said."""
        super().__init__()
        self.made_of = (thread, voice.language, author, card)
        self.thread, self._voice, self._author = thread, voice, author
        self._writing: tuple[str, str, Composer] | None = None
        self.texts: dict[str, QWidget] = {}
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        self.setObjectName("finding")
        self.setProperty("muted", not thread.is_open)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(10, 8, 10, 8)
        self._rows.setSpacing(3)
        if card:
            title = self._button("go", thread.first.id, card)
            self._rows.addWidget(title, 0, Qt.AlignmentFlag.AlignLeading)
        for comment in thread.comments:
            self._rows.addWidget(self._said(comment))
        self._rows.addLayout(self._foot())
        self.setAccessibleName(self._spoken(card))

    def _spoken(self, card: str) -> str:
        say = self._voice.say
        first = self.thread.first
        state = say("comments.open" if self.thread.is_open else "comments.resolved")
        replies = say("comments.replies", count=len(self.thread.replies)) if self.thread.replies else ""
        return ", ".join(each for each in (card, self.who(first), first.text, state, replies) if each)

    def who(self, comment: Comment) -> str:
        """Return who made a comment, in words."""
        return comment.author or self._voice.say("comments.nobody")

    def _button(self, what: str, comment: str, words: str) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"))
        button.setObjectName("link")
        button.setProperty("mirrored", self._voice.right_to_left)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._ask(what, comment))
        self.buttons[what, comment] = button
        return button

    def _said(self, comment: Comment) -> QWidget:
        """Return a comment: author and time over its text, and what its author can do with it."""
        inset = INDENT if comment is not self.thread.first else 0
        right = self._voice.right_to_left
        widget, lines = column(1, (0, 5, inset, 0) if right else (inset, 5, 0, 0))
        head = QHBoxLayout()
        head.setSpacing(8)
        author = label(self.who(comment), "strong", wrap=True)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        author.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        head.addWidget(author, 1)
        head.addWidget(label(written_moment(comment.time, self._voice.language), "quiet"))
        lines.addLayout(head)
        text = label(comment.text, "sentence" if self.thread.is_open else "hint", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        from_right = runs_from_right(comment.text, right)
        text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
        lines.addWidget(text)
        self.texts[comment.id] = text
        if comment.author == self._author:
            row = QHBoxLayout()
            row.setSpacing(14)
            for what in ("edit", "remove"):
                row.addWidget(self._button(what, comment.id, self._voice.say(f"comments.{what}")))
            row.addStretch(1)
            lines.addLayout(row)
        return widget

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(14)
        for what in ("reply", "resolve") if self.thread.is_open else ("reopen",):
            row.addWidget(self._button(what, self.thread.first.id, self._voice.say(f"comments.{what}")))
        row.addStretch(1)
        return row

    def _ask(self, what: str, comment: str) -> None:
        if what in ("reply", "edit"):
            text = next(each.text for each in self.thread.comments if each.id == comment) if what == "edit" else ""
            self.write(Unsent(what, comment, text, True))
        else:
            self.asked.emit(what, comment, "")

    # Writing

    def write(self, unsent: Unsent) -> None:
        """Open the field for a reply, or for a comment anew, and go on from a text."""
        self.stop_writing()
        if unsent.comment not in self.texts:
            return
        composer = Composer(self._voice, f"comments.send_{unsent.what}", may_give_up=True)
        composer.edit.setAccessibleName(self._voice.say(f"comments.{unsent.what}"))
        composer.write(unsent.text)
        composer.sent.connect(lambda text: self._send(unsent.what, unsent.comment, text))
        composer.given_up.connect(self._give_up)
        composer.refused.connect(self.refused)
        if unsent.what == "edit":
            self.texts[unsent.comment].hide()
            self.texts[unsent.comment].parentWidget().layout().insertWidget(1, composer)
        else:
            self._rows.addWidget(composer)
        self._writing = unsent.what, unsent.comment, composer
        if unsent.focused:
            composer.show()
            composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsent(self) -> Unsent | None:
        """Return what is being written here, or None."""
        if self._writing is None:
            return None
        what, comment, composer = self._writing
        return Unsent(what, comment, composer.text(), composer.edit.hasFocus())

    def _send(self, what: str, comment: str, text: str) -> None:
        self._give_up()
        self.asked.emit(what, comment, text)

    def _give_up(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop_writing()

    def stop_writing(self) -> None:
        """Close the field; what was written in it is gone."""
        if self._writing is None:
            return
        _, comment, composer = self._writing
        self._writing = None
        composer.hide()
        composer.deleteLater()
        self.texts[comment].show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the card; the arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit("go", self.thread.first.id, "")
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            boxes = self.parentWidget().findChildren(ThreadBox)
            boxes.sort(key=lambda each: each.y())
            place = boxes.index(self) + (1 if event.key() == Qt.Key.Key_Down else -1)
            boxes[max(0, min(place, len(boxes) - 1))].setFocus()
        else:
            super().keyPressEvent(event)
