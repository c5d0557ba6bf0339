"""The panel of comments: the threads about the selected cards, or about all cards while none is selected."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from editor.bridge import Session
from editor.panels.composer import Composer
from editor.panels.direction import turn
from editor.panels.forms import called
from editor.panels.panel import Panel, column, label, scrolling
from editor.panels.thread import ThreadBox
from editor.window.voice import Voice
from model.change import ChangeSet
from model.edits import comments as edits
from model.records import Card, Comment
from model.store.start import now
from model.threads import Thread, threads

MOST_SHOWN = 100
"""How many threads the panel lists; beyond that it says how many more there are."""
STATES = ("open", "resolved", "all")
"""The filter's choices: threads that are open, those that are resolved, all of them."""


class Comments(Panel):
    """Lists threads, takes new comments. `gone_to`: the id of a card to bring into sight on the map."""

    gone_to = Signal(str)

    def __init__(self, session: Session, voice: Voice, author: Callable[[], str]) -> None:
        """Follow the session. author: says in whose name comments are made."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._session, self._voice, self._author = session, voice, author
        self._unsent: dict[str, str] = {}
        self._card = ""
        self.boxes: dict[str, ThreadBox] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        body, self._rows = column(7, (14, 2, 14, 12))
        self.area = scrolling(body)
        outer.addWidget(self.area)
        self._build_head()
        self.summary = label("", "hint", wrap=True)
        self._rows.addWidget(self.summary)
        self.composer: Composer | None = None
        self._rows.addStretch(1)
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.refresh)
        session.changed.connect(self._heard)
        session.selection.changed.connect(self._late.start)
        voice.keep(self, self._say)

    def _build_head(self) -> None:
        self.title = label("", "strong", wrap=True)
        self.state, self.find = QComboBox(), QLineEdit()
        self.everything = QPushButton()
        self.everything.setObjectName("link")
        self.everything.setAutoDefault(False)
        self.everything.clicked.connect(self._session.selection.clear)
        for state in STATES:
            self.state.addItem("", state)
        for widget in (self.title, self.everything):
            self._rows.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(self.state)
        row.addWidget(self.find, 1)
        self._rows.addLayout(row)
        self.state.currentIndexChanged.connect(self.refresh)
        self.find.setClearButtonEnabled(True)
        self.find.textChanged.connect(self._sought)

    def _say(self) -> None:
        say = self._voice.say
        for place, state in enumerate(STATES):
            self.state.setItemText(place, say(f"comments.show.{state}"))
        self.state.setAccessibleName(say("comments.filter"))
        self.find.setPlaceholderText(say("comments.find"))
        self.find.setAccessibleName(say("comments.find"))
        if self.composer is not None:
            self._drop_composer()
        self.refresh()

    def _sought(self) -> None:
        turn(self.find, self._voice.right_to_left)
        self.refresh()

    def _heard(self, changes: ChangeSet) -> None:
        """Take over what changed about comments, and about what their cards are called."""
        if any(isinstance(change.record, Comment | Card) for change in changes.changes):
            self._late.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Take over what changed while the panel was hidden."""
        super().showEvent(event)
        self.refresh()

    # What is listed

    def cards(self) -> list[Card]:
        """Return the selected cards."""
        found = (self._session.document.find(each) for each in self._session.selection.ids)
        return [record for record in found if isinstance(record, Card)]

    def listed(self) -> list[Thread]:
        """Return the threads to be listed: those of the selected cards, else all that the filter lets through.

        The open ones come first; of all cards the newest first, of a card in the order in which they began.
        """
        document, cards = self._session.document, self.cards()
        if cards:
            found = [each for card in cards for each in threads(document.comments(card.id))]
        else:
            found = [each for each in reversed(threads(document.all_comments())) if self._passes(each)]
        return sorted(found, key=lambda each: not each.is_open)

    def _passes(self, thread: Thread) -> bool:
        state, words = self.state.currentData(), self.find.text().casefold().strip()
        if state != "all" and thread.is_open != (state == "open"):
            return False
        title = self._title(thread.first.card)
        texts = (title, *(text for each in thread.comments for text in (each.author, each.text)))
        return any(words in text.casefold() for text in texts)

    def _title(self, card_id: str) -> str:
        return called(self._session.document.find(card_id), self._voice)

    def refresh(self) -> None:
        """List the threads as they are now. A hidden panel waits until it is shown."""
        self._late.stop()
        if not self.isVisible():
            return
        cards, listed = self.cards(), self.listed()
        self._show_head(cards)
        self._show_threads(listed[:MOST_SHOWN], name_cards=len(cards) != 1)
        self._show_composer(cards[0].id if len(cards) == 1 else "")
        self._say_summary(cards, listed)
        self._order_stops()

    def _order_stops(self) -> None:
        """Let Tab go through the panel as it is read, since Qt puts what was made later behind everything else."""
        parts = (*self.boxes.values(), *([self.composer] if self.composer is not None else []))
        within = [each for part in parts for each in (part, *part.findChildren(QWidget))]
        stops = [each for each in within if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise((self.everything, self.state, self.find, *stops)):
            QWidget.setTabOrder(before, after)

    def _show_head(self, cards: Sequence[Card]) -> None:
        say, count = self._voice.say, len(self._session.document.all_comments())
        one = called(cards[0], self._voice) if cards else ""
        self.title.setText(one if len(cards) == 1 else say("canvas.selected", count=len(cards)) if cards else "")
        self.everything.setText(say("comments.everything", count=count))
        self.title.setVisible(bool(cards))
        self.everything.setVisible(bool(cards) and count > 0)
        for widget in (self.state, self.find):
            widget.setVisible(not cards and count > 0)

    def _show_threads(self, shown: Sequence[Thread], *, name_cards: bool) -> None:
        """Show these threads; what did not change stays as it is, and what is being written goes on."""
        author = self._author()
        gone, self.boxes = self.boxes, {}
        place = self._rows.indexOf(self.summary) + 1
        for thread in shown:
            card = self._title(thread.first.card) if name_cards else ""
            box = gone.pop(thread.first.id, None)
            if box is None or box.made_of != (thread, self._voice.language, author, card):
                box = self._box(thread, author, card, box)
            if self._rows.indexOf(box) != place:
                self._rows.insertWidget(place, box)
                box.show()
            self.boxes[thread.first.id] = box
            place += 1
        for box in gone.values():
            self._drop(box)

    def _box(self, thread: Thread, author: str, card: str, before: ThreadBox | None) -> ThreadBox:
        box = ThreadBox(thread, self._voice, author, card)
        box.asked.connect(self._do)
        box.refused.connect(self._refused)
        if before is not None:
            self._rows.insertWidget(self._rows.indexOf(before), box)
            box.show()  # only what is shown can take the focus
            unsent, focused = before.unsent(), before.hasFocus()
            if unsent is not None:
                box.write(unsent)
            elif focused:
                box.setFocus()
            self._drop(before)
        return box

    def _drop(self, box: ThreadBox) -> None:
        self._rows.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _say_summary(self, cards: Sequence[Card], listed: Sequence[Thread]) -> None:
        say, said = self._voice.say, ""
        if len(listed) > MOST_SHOWN:
            said = say("comments.more", count=len(listed) - MOST_SHOWN)
        elif not listed:
            said = say("comments.none_of_card" if cards else "comments.none")
            if not cards and self._session.document.all_comments():
                said = say("comments.none_found")
        self.summary.setText(said)
        self.summary.setVisible(bool(said))

    # Writing a new one

    def _show_composer(self, card_id: str) -> None:
        """Offer to comment on a card; what was begun about another is kept for when that is selected again."""
        if card_id == self._card and (self.composer is not None or not card_id):
            return
        self._drop_composer()
        self._card = card_id
        if not card_id:
            return
        self.composer = Composer(self._voice, "comments.send_new", may_give_up=False)
        words = self._voice.say("comments.write")
        self.composer.edit.setPlaceholderText(words)
        self.composer.edit.setAccessibleName(words)
        self.composer.write(self._unsent.pop(card_id, ""))
        self.composer.sent.connect(self._add)
        self.composer.refused.connect(self._refused)
        self._rows.insertWidget(self._rows.count() - 1, self.composer)

    def _drop_composer(self) -> None:
        if self.composer is None:
            return
        if self.composer.text().strip():
            self._unsent[self._card] = self.composer.text()
        self._rows.removeWidget(self.composer)
        self.composer.hide()
        self.composer.deleteLater()
        self.composer = None

    def write(self) -> None:
        """Go into the field for a new comment on the selected card."""
        self.refresh()
        if self.composer is not None:
            self.composer.show()
            self.composer.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QTimer.singleShot(0, self.composer, self._bring_composer)

    def _bring_composer(self) -> None:
        if self.composer is not None:
            self.area.ensureWidgetVisible(self.composer)

    def _add(self, text: str) -> None:
        assert self.composer is not None
        self.composer.write("")
        document = self._session.document
        self._apply(edits.add_comment(document, self._card, text, author=self._author(), time=now()))

    # What is done

    def _do(self, what: str, comment_id: str, text: str) -> None:
        document = self._session.document
        comment = document.find(comment_id)
        if not isinstance(comment, Comment):
            return
        match what:
            case "go":
                self._session.selection.choose(comment.card)
                self.gone_to.emit(comment.card)
            case "reply":
                self._apply(edits.reply(document, comment_id, text, author=self._author(), time=now()))
            case "edit":
                self._apply(edits.edit_comment(document, comment_id, text))
            case "remove":
                self._apply(edits.remove_comment(document, comment_id))
            case "resolve" | "reopen":
                self._apply(edits.resolve(document, comment_id, resolved=what == "resolve"))

    def _apply(self, changes: ChangeSet) -> None:
        """Make it one step for undo, and show it at once."""
        self._session.history.seal()
        self._session.apply(changes)
        self._session.history.seal()
        self.refresh()

    def _refused(self, key: str, limit: int) -> None:
        self._session.said.emit(self._voice.say(key, limit=self._voice.number(limit)))

    def focus_first(self) -> None:
        """Put the focus on the first thread, or on what stands in their place."""
        self.refresh()
        rest = self.composer.edit if self.composer is not None else self.state
        target = next(iter(self.boxes.values()), rest)
        (target if target.isVisible() else self).setFocus(Qt.FocusReason.ShortcutFocusReason)
