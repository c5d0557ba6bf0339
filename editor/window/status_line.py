"""The line at the foot of the window: how much is on the map, what was found, and for a while what was just said."""

from collections.abc import Callable

from PySide6.QtCore import QPropertyAnimation, QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QStatusBar, QToolButton

from editor.bridge import Session
from editor.icons import icon
from editor.panels.panel import label
from editor.style import colours
from editor.window.voice import Voice
from model.change import Change, ChangeSet
from model.records import Card, Lane

SAID_FOR_MS = 6_000
FADE_MS = 150


def _counts(change: Change) -> bool:
    """Return whether a change adds a card, takes one away, makes another kind of it, or hides or shows a lane."""
    before, after = change.before, change.after
    if isinstance(before, Lane) and isinstance(after, Lane):
        return before.hidden != after.hidden
    if before is None or after is None:
        return isinstance(change.record, Card)
    return isinstance(after, Card) and isinstance(before, Card) and before.kind != after.kind


class StatusLine(QStatusBar):
    """Follows a session."""

    def __init__(self, session: Session, voice: Voice) -> None:
        """Count what is on the map shown."""
        super().__init__()
        self._session, self._voice = session, voice
        self.checked: set[str] = set()
        self.setSizeGripEnabled(False)
        self.counts, self.findings, self.said = label(), label(), label()
        self.addWidget(self.counts)
        self.addWidget(self.findings)
        self.addPermanentWidget(self.said)
        self.working, self.stop = label(), QToolButton()
        self.stop.setObjectName("small")
        self.stop.setIcon(icon("close", colours()["soft"]))
        self.stop.clicked.connect(lambda: self._stop())
        self._stop: Callable[[], object] = str
        for widget in (self.working, self.stop):
            self.addPermanentWidget(widget)
            widget.hide()
        self.setContentsMargins(8, 0, 8, 0)
        self._veil = QGraphicsOpacityEffect(self.said)
        self.said.setGraphicsEffect(self._veil)
        self._fade = QPropertyAnimation(self._veil, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.finished.connect(self.said.clear)
        self._rest = QTimer(self, singleShot=True, interval=SAID_FOR_MS)
        self._rest.timeout.connect(self._fade.start)
        session.changed.connect(self._heard)
        session.map_shown.connect(lambda _: self.refresh())
        session.findings_changed.connect(self.say_findings)
        session.said.connect(self.say)
        session.left_alone.connect(lambda count: self.say(voice.say("sharing.left_alone", count=count)))
        voice.keep(self, self.refresh)

    def refresh(self) -> None:
        """Count anew."""
        say, here = self._voice.say, self._session.map_id
        self.stop.setToolTip(say("export_dialog.stop"))
        self.stop.setAccessibleName(say("export_dialog.stop"))
        kinds = [card.kind for card in self._session.document.reading_order(here)] if here else []
        counted = [
            say("count.touchpoint", count=kinds.count("touchpoint")),
            say("count.pain_point", count=kinds.count("pain_point")),
        ]
        self.counts.setText(say("layout.separator").join(counted))
        self.say_findings()

    def _heard(self, changes: ChangeSet) -> None:
        """Count anew where cards came, went or became another kind."""
        if any(_counts(change) for change in changes.changes):
            self.refresh()

    def say_findings(self) -> None:
        """Say how many findings there are; nothing before the map was checked."""
        here = self._session.map_id
        loud = sum(1 for each in self._session.findings if not each.muted and each.map == here)
        self.findings.setText(self._voice.say("count.finding", count=loud) if here in self.checked else "")

    def show_work(self, sentence: str, stop: Callable[[], object]) -> None:
        """Say what is being done until it is done (an empty sentence), with a button that stops it."""
        self._stop = stop
        self.working.setText(sentence)
        for widget in (self.working, self.stop):
            widget.setVisible(bool(sentence))

    def say(self, sentence: str) -> None:
        """Say something for a while."""
        self._fade.stop()
        self._veil.setOpacity(1.0)
        self.said.setText(sentence)
        self._rest.start()
