"""The map as it was, in place of the map as it is: a document, a session and a canvas of its own, which nothing edits.

Whatever happens there cannot reach the project: its records lie in another document. What happens to the project
meanwhile, as when the work of others is merged in, cannot throw it out either.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from editor.bridge import Session
from editor.canvas.selected import main_part
from editor.canvas.view import MapView
from editor.history.bar import PastBar
from editor.history.sound import sound
from editor.window.brief import Brief
from editor.window.tabs import Tabs
from editor.window.voice import Voice
from model.change import Change, ChangeSet, change_set
from model.compare import Difference
from model.document import Document
from model.history import History
from model.records import JourneyMap, Record


class PastSession(Session):
    """A session that changes nothing."""

    read_only = True

    def apply(self, changes: ChangeSet, *, select_new: bool = False) -> bool:
        """Leave everything as it was."""
        return False


class Past(QWidget):
    """The pane. bar: what says which moment it shows. view: its canvas, made when something is first shown."""

    def __init__(self, voice: Voice) -> None:
        """Show nothing yet."""
        super().__init__()
        # It lies behind the map, and is to ask for no more room than that: the panels beside it would give way.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._voice = voice
        self.bar = PastBar(voice)
        self.session: PastSession | None = None
        self.view: MapView | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.bar)

    def show_records(self, records: Mapping[str, Record], differences: Sequence[Difference], map_id: str) -> bool:
        """Show a state with what differs lit; return whether it has a map to show.

        map_id: the map to show where nothing was shown yet. A map on which something differs is brought to the front
        when nothing does on the one shown.
        """
        document = self.session.document if self.session is not None else Document()
        changes = _between(document.records, records)
        if not any(isinstance(record, JourneyMap) for record in records.values()) or not sound(document, changes):
            return False
        session = self._session(records, map_id)
        if session.document is document and changes:
            session.document.apply(changes)
        self._show_a_map_that_differs(session, differences)
        view = self.view
        assert view is not None
        view.marking.light({each.id: each.kind for each in differences})
        self._bring_into_sight(view, differences)
        return True

    def _session(self, records: Mapping[str, Record], map_id: str) -> PastSession:
        if self.session is None:
            document = Document(records.values())
            # Nothing is done here, so there is nothing to take back: its history follows an empty document.
            self.session = PastSession(document, History(Document()), self)
            if map_id in document:
                self.session.show_map(map_id)
            self.view = MapView(self.session, self)
            tabs, brief = Tabs(self.session, self._voice), Brief(self.session, self._voice, self)
            brief.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            brief.unsetCursor()
            inset = QHBoxLayout()
            inset.setContentsMargins(16, 0, 16, 6)
            inset.addWidget(brief)
            self._rows.addWidget(tabs)
            self._rows.addLayout(inset)
            self._rows.addWidget(self.view, 1)
        return self.session

    def take_place_of(self, live: MapView) -> None:
        """Show what the live canvas shows: the same map, as large, scrolled to the same place."""
        assert self.session is not None
        assert self.view is not None
        if live.session.map_id in self.session.document:
            self.session.show_map(live.session.map_id)
        self.layout().activate()
        self.view.navigator.zoom_to(live.zoom)
        for mine, theirs in (
            (self.view.horizontalScrollBar(), live.horizontalScrollBar()),
            (self.view.verticalScrollBar(), live.verticalScrollBar()),
        ):
            mine.setValue(theirs.value())

    @staticmethod
    def _show_a_map_that_differs(session: PastSession, differences: Sequence[Difference]) -> None:
        homes = [home for each in differences if each.id in session.document and (home := each.map_id)]
        if homes and session.map_id not in homes and homes[0] in session.document:
            session.show_map(homes[0])

    @staticmethod
    def _bring_into_sight(view: MapView, differences: Sequence[Difference]) -> None:
        """Scroll to what differs where none of it shows."""
        room, camera = view.viewport().rect(), view.camera
        first = ""
        for each in differences:
            placed = main_part(view.sheet, each.id)
            if placed is None:
                continue
            area = camera.rectangle(placed.x, placed.y, placed.piece.width, placed.piece.height)
            if area.toAlignedRect().intersects(room):
                return
            first = first or each.id
        if first and view.isVisible():
            view.reveal(first, flash=False)


def _between(before: Mapping[str, Record], after: Mapping[str, Record]) -> ChangeSet:
    """Return what leads from one state to another."""
    changes = [Change(record, None) for each, record in before.items() if each not in after]
    for each, record in after.items():
        old = before.get(each)
        if old is not record and old != record:
            changes.append(Change(old, record))
    return change_set("change.other", changes)
