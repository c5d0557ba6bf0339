"""Going through the past: which entry is shown, the way there, and what differs on arriving.

A far journey is walked in slices between frames, and the newest wish wins; what is near is shown at once.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout

from editor.bridge import Session
from editor.canvas.view import MapView
from editor.history.moments import as_it_was, done
from editor.history.past import Past
from editor.history.states import States
from editor.window.voice import Voice
from model.change import Change
from model.compare import Difference
from model.entry import Entry
from model.fitting import PLACE
from model.records import BadRecord, Card, JourneyMap, Lane, Link, Record, Stage
from model.timeline import Timeline, UnknownState

AT_ONCE_S = 0.06
"""So long a journey may take before the window goes on with its other work between."""
SLICE_S = 0.012


class Comparing:
    """Two states side by side: their records, what differs, and how each is called (asked for in each language)."""

    def __init__(
        self,
        before: Mapping[str, Record],
        after: Mapping[str, Record],
        differences: Sequence[Difference],
        names: tuple[Callable[[], str], Callable[[], str]],
    ) -> None:
        self.before, self.after, self.differences, self.names = before, after, differences, names


class Travel(QObject):
    """Stands at an entry of the log (`at`; empty is now), or between two states that are compared.

    moved: it stands elsewhere. refused: a sentence says why it cannot go there.
    """

    moved = Signal()
    refused = Signal(str)

    def __init__(self, session: Session, live: MapView, past: Past, pages: QStackedLayout, voice: Voice) -> None:
        """Stand at now. pages: the map as it is on the first page, the past on the second."""
        super().__init__(pages)
        self._session, self._live, self._pages, self._voice = session, live, pages, voice
        self.past = past
        self.timeline = Timeline()
        self.states = States(self.timeline, session.document.records)
        self.at = ""
        self.comparing: Comparing | None = None
        self._wanted = ""
        self._walk: Iterator[None] | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self._go_on(SLICE_S))
        past.bar.back_wanted.connect(self.back_to_now)
        past.bar.other_wanted.connect(self.show_other_side)

    @property
    def away(self) -> bool:
        """Whether the past is shown."""
        return bool(self.at) or self.comparing is not None

    @property
    def view(self) -> MapView:
        """The canvas that is shown."""
        return self.past.view if self.away and self.past.view is not None else self._live

    def follow(self, timeline: Timeline) -> None:
        """Take over the log as it is now; what is shown stays, unless the log has forgotten it."""
        self.timeline = timeline
        self.states.follow(timeline, self._session.document.records)
        if self._walk is not None:
            self.go(self._wanted)
        elif self.at and self.at not in timeline.entries:
            self.back_to_now()

    # Going

    def go(self, entry_id: str) -> None:
        """Show the map as it was at an entry; the empty id is now."""
        if not entry_id:
            self.back_to_now()
            return
        self._wanted = entry_id
        self._walk = self.states.walk(entry_id)
        self._go_on(AT_ONCE_S)

    def step(self, number: int) -> None:
        """Go by entries along the log, as it is listed: back where negative; past its end lies now."""
        order = list(self.timeline.entries)
        here = self._wanted if self._walk is not None else self.at
        place = (order.index(here) if here in self.timeline.entries else len(order)) + number
        if order and place >= 0:
            self.go(order[place] if place < len(order) else "")

    def _go_on(self, within_s: float) -> None:
        if self._walk is None:
            return
        until = time.perf_counter() + within_s
        try:
            for _ in self._walk:
                if time.perf_counter() > until:
                    self._later.start()
                    return
            self._walk = None
            self._arrive(self.timeline.entries[self._wanted])
        except (UnknownState, BadRecord, KeyError):
            self._walk = None
            self.states.follow(self.timeline, self._session.document.records)
            self.refused.emit(self._voice.say("history.cannot_tell"))
            self.moved.emit()

    def _arrive(self, entry: Entry) -> None:
        changes = self.states.changes(entry).changes
        differences = [_difference(change) for change in changes]
        self.comparing = None
        self.past.bar.show_moment(
            lambda: as_it_was(entry, self._voice),
            lambda: done(entry, self.timeline.entries, self._voice),
            differences,
            restorable=True,
            two_sided=False,
        )
        self._show(self.states.records, differences, entry.id)

    def _show(self, records: Mapping[str, Record], differences: Sequence[Difference], at: str) -> None:
        leaving = self._pages.currentIndex() == 0
        if not self.past.show_records(records, differences, self._session.map_id):
            self.refused.emit(self._voice.say("history.cannot_tell"))
            self.back_to_now()
            return
        self.at = at
        if leaving:
            had_focus = self._live.hasFocus()
            self._pages.setCurrentIndex(1)
            self.past.take_place_of(self._live)
            view = self.past.view
            if had_focus and view is not None:
                view.setFocus()
        self.moved.emit()

    def back_to_now(self) -> None:
        """Show the map as it is, where it can be worked on."""
        self._walk, self._wanted = None, ""
        if self._pages.currentIndex() == 0:
            return
        past_view = self.past.view
        had_focus = past_view is not None and past_view.hasFocus()
        shown = self.past.session.map_id if self.past.session is not None else ""
        self.at, self.comparing = "", None
        if shown in self._session.document:
            self._session.show_map(shown)
        self._pages.setCurrentIndex(0)
        if had_focus:
            self._live.setFocus()
        self.moved.emit()

    # Comparing

    def compare(self, comparing: Comparing) -> None:
        """Show the later of two states, with what differs from the earlier one lit."""
        self._walk = None
        before, after = comparing.names
        self.past.bar.show_moment(
            lambda: self._voice.say("history.compared", before=before(), after=after()),
            str,
            comparing.differences,
            restorable=False,
            two_sided=True,
        )
        self.comparing = comparing
        self.past.bar.show_side(before=False)
        self._show(comparing.after, comparing.differences, "")

    def show_other_side(self) -> None:
        """Show the other of the two states."""
        self._show_side(before=not self.past.bar.shows_before)

    def _show_side(self, *, before: bool) -> None:
        comparing = self.comparing
        if comparing is not None and before != self.past.bar.shows_before:
            records = comparing.before if before else comparing.after
            if self.past.show_records(records, comparing.differences, self._session.map_id):
                self.past.bar.show_side(before=before)

    def reveal(self, difference: Difference) -> None:
        """Show the record of a difference: where it is now, or where it was before it was removed."""
        self._show_side(before=difference.after is None)
        view = self.past.view
        if view is not None and difference.id in view.document:
            view.session.selection.choose(difference.id)
            view.reveal(difference.id)


def _difference(change: Change) -> Difference:
    """Return what one change of an entry did; cheaper than comparing whole states, as scrubbing needs it."""
    before, after = change.before, change.after
    home = _map_of(change.record)
    if before is None or after is None:
        return Difference("added" if before is None else "removed", before, after, (), home)
    names = [each.name for each in fields(after) if getattr(before, each.name, None) != getattr(after, each.name)]
    differing = tuple((name, getattr(before, name, None), getattr(after, name)) for name in names)
    kind = "moved" if names and all(name in PLACE for name in names) else "changed"
    return Difference(kind, before, after, differing, home)


def _map_of(record: Record) -> str:
    """Return the map that a record of its own accord belongs to."""
    if isinstance(record, JourneyMap):
        return record.id
    return record.map if isinstance(record, Stage | Lane | Card | Link) else ""
