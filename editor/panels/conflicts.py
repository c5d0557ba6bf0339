"""The panel of conflicts: where two people set one field to two values, which was kept, and the other one to take."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor.bridge import Session
from editor.panels.direction import runs_from_right
from editor.panels.forms import called
from editor.panels.panel import Panel, column, label, scrolling
from editor.window.voice import Voice
from export.record_words import field_words, kind_words, value_words
from model.change import ChangeSet
from model.document import Document
from model.edits.conflicts import PLACE, settle_conflict, values_of
from model.records import Conflict, Lane, Record, Stage, rules
from resources.words.times import written_moment

MOST_SHOWN = 100
"""How many conflicts the panel lists; beyond that it says how many more there are."""
MOST_LETTERS = 600
"""So much of a value is shown."""


def said_value(document: Document, about: Record | None, conflict: Conflict, value: Any, voice: Voice) -> str:
    """Return a value of a conflict in words: of a field, of a card's place, or that the record was deleted."""
    say = voice.say
    if not conflict.field:
        return say("conflicts.deleted") if value is None else say("conflicts.changed")
    if conflict.field == PLACE:
        place = value if isinstance(value, dict) else {}
        found = (document.find(str(place.get(name))) for name in ("stage", "lane"))
        names = [called(each, voice) if isinstance(each, Stage | Lane) else say("conflicts.gone") for each in found]
        return say("layout.separator").join(names)
    if about is None or conflict.field not in rules(type(about)):
        return str(value)[:MOST_LETTERS]
    try:
        return value_words(about, conflict.field, value, document.records, voice.language, longest=MOST_LETTERS)
    except (KeyError, TypeError, ValueError):  # a value that only a file made elsewhere can hold
        return str(value)[:MOST_LETTERS]


def said_field(conflict: Conflict, voice: Voice) -> str:
    """Return what a conflict is about, in words: a field, the place of a card, a deletion."""
    if not conflict.field:
        return voice.say("conflict.deletion")
    if conflict.field == PLACE:
        return voice.say("field.order")
    try:
        return field_words(conflict.field, voice.language)
    except KeyError:
        return conflict.field


class ConflictBox(QFrame):
    """One conflict. Enter or its title goes to what it is about; the arrows go up and down the list.

    settled: the conflict's id, and whether the other value is wanted. chosen: the id of the record to go to.
    """

    settled = Signal(str, bool)
    chosen = Signal(str)

    def __init__(self, conflict: Conflict, document: Document, voice: Voice, author: str) -> None:
        """Show a conflict to an author. Where the field was changed since, its value of now stands for the kept one."""
        super().__init__()
        self.conflict, self._voice, self._author = conflict, voice, author
        self.setObjectName("finding")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons: dict[bool, QPushButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.setSpacing(3)
        about = document.find(conflict.record)
        name = called(about, voice) if about is not None else voice.say("conflicts.gone")
        self.title = self._link(name)
        self.title.clicked.connect(lambda: self.chosen.emit(conflict.record))
        rows.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeading)
        kind = kind_words(about, voice.language) if about is not None else ""
        what = voice.say("layout.separator").join(each for each in (kind, said_field(conflict, voice)) if each)
        rows.addWidget(label(what, "quiet", wrap=True))
        kept, other = values_of(conflict)
        self._since = (
            about is not None and conflict.field in rules(type(about)) and getattr(about, conflict.field) != kept
        )
        kept = getattr(about, conflict.field) if self._since else kept
        self.values = [said_value(document, about, conflict, value, voice) for value in (kept, other)]
        for take_other, value in enumerate(self.values):
            rows.addWidget(self._side(bool(take_other), value))
        self.setAccessibleName(", ".join((name, what, *self.values)))

    def _link(self, words: str) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"))
        button.setObjectName("link")
        button.setProperty("mirrored", self._voice.right_to_left)
        button.setAutoDefault(False)
        return button

    def _side(self, take_other: bool, value: str) -> QWidget:
        """Return one of the two values: what it is, whose and of when, and the button that decides for it."""
        conflict, right = self.conflict, self._voice.right_to_left
        author = conflict.other_author if take_other else conflict.kept_author
        time = conflict.other_time if take_other else conflict.kept_time
        widget, lines = column(1, (0, 5, 0, 0))
        head = QHBoxLayout()
        later = self._since and not take_other
        named = self._voice.say("conflicts.since") if later else author or self._voice.say("comments.nobody")
        who = label(named, "strong", wrap=True)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        who.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        head.addWidget(who, 1)
        if not later:
            head.addWidget(label(written_moment(time, self._voice.language), "quiet"))
        lines.addLayout(head)
        text = label(value, "sentence", wrap=True)
        from_right = runs_from_right(value, right)
        text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
        lines.addWidget(text)
        button = self._link(self._voice.say(self._words_of(take_other)))
        button.clicked.connect(lambda: self.settled.emit(conflict.id, take_other))
        self.buttons[take_other] = button
        lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        return widget

    def _words_of(self, take_other: bool) -> str:
        """Return the key of a button's words: whose value it is, where one of the two, and only one, is one's own."""
        conflict = self.conflict
        own = [each == self._author for each in (conflict.kept_author, conflict.other_author)]
        if own[0] == own[1] or (self._since and not take_other):
            return "conflicts.take_other" if take_other else "conflicts.keep_this"
        return "conflicts.keep_mine" if own[int(take_other)] else "conflicts.take_theirs"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the record; the arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.conflict.record)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            boxes = sorted(self.parentWidget().findChildren(ConflictBox), key=lambda each: each.y())
            place = boxes.index(self) + (1 if event.key() == Qt.Key.Key_Down else -1)
            boxes[max(0, min(place, len(boxes) - 1))].setFocus()
        else:
            super().keyPressEvent(event)


class Conflicts(Panel):
    """Lists the conflicts that nobody has settled. `gone_to`: the id of a record to bring into sight on the map."""

    gone_to = Signal(str)

    def __init__(self, session: Session, voice: Voice, author: str) -> None:
        """Follow the session, for an author."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._session, self._voice, self._author = session, voice, author
        self.boxes: dict[str, ConflictBox] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        body, self._rows = column(7, (14, 2, 14, 12))
        outer.addWidget(scrolling(body))
        self.summary = label("", "hint", wrap=True)
        self._rows.addWidget(self.summary)
        self._rows.addStretch(1)
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.refresh)
        session.changed.connect(self._heard)
        voice.keep(self, self.refresh)

    def _heard(self, changes: ChangeSet) -> None:
        if self.boxes or any(isinstance(change.record, Conflict) for change in changes.changes):
            self._late.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Take over what changed while the panel was hidden."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """List the conflicts as they are now; what had the focus gives it to what takes its place."""
        self._late.stop()
        if not self.isVisible():
            return
        document, say = self._session.document, self._voice.say
        conflicts = document.conflicts()
        focused = next((place for place, box in enumerate(self.boxes.values()) if _is_in(box)), None)
        for box in self.boxes.values():
            self._rows.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for place, conflict in enumerate(conflicts[:MOST_SHOWN], 1):
            box = ConflictBox(conflict, document, self._voice, self._author)
            box.settled.connect(self._settle)
            box.chosen.connect(self._go)
            self._rows.insertWidget(place, box)
            box.show()
            self.boxes[conflict.id] = box
        over = len(conflicts) - MOST_SHOWN
        self.summary.setText(say("conflicts.more", count=over) if over > 0 else say("conflicts.explained"))
        if not conflicts:
            self.summary.setText(say("conflicts.none"))
        if focused is not None:
            boxes = list(self.boxes.values())
            (boxes[min(focused, len(boxes) - 1)] if boxes else self).setFocus()

    def _settle(self, conflict_id: str, take_other: bool) -> None:
        """Decide a conflict; it is one step for undo."""
        if conflict_id in self._session.document:
            self._session.history.seal()
            self._session.apply(settle_conflict(self._session.document, conflict_id, take_other=take_other))
            self._session.history.seal()
            self.refresh()

    def _go(self, identity: str) -> None:
        record = self._session.document.find(identity)
        if record is not None and self._session.document.map_of(record):
            self.gone_to.emit(identity)
            self._session.selection.choose(identity)

    def focus_first(self) -> None:
        """Put the focus on the first conflict."""
        self.refresh()
        (next(iter(self.boxes.values()), None) or self).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _is_in(box: QWidget) -> bool:
    focus = box.window().focusWidget()
    return focus is not None and (focus is box or box.isAncestorOf(focus))
