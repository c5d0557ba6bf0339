"""Between the model and Qt: a Session holds one window's document and says in signals what the model says in calls."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from editor.selection import Selection
from editor.sheets import Sheets
from model.change import Change, ChangeSet
from model.checks.finding import Finding
from model.document import Document
from model.edits.draft import created
from model.history import History
from model.layout.sheet import Sheet
from model.records import Comment, Conflict, Lane, Record, Version


class Session(QObject):
    """The document of one window, the map shown, what is selected, the Sheet drawn, the findings listed.

    changed: a ChangeSet was applied (by whatever way). sheet_changed: `sheet` is another one now. map_shown: another
    map is shown. findings_changed: `findings` is another list now. said: a sentence for the quiet line of the
    status bar. edit_wanted: id of a record whose words are to be edited in place. read_only: nothing that is shown can
    be changed, and the canvas offers no tool that would. left_alone: how much an undo or redo left as others have made
    it since.
    """

    changed = Signal(object)
    sheet_changed = Signal()
    map_shown = Signal(str)
    findings_changed = Signal()
    said = Signal(str)
    edit_wanted = Signal(str)
    comments_wanted = Signal(str)
    left_alone = Signal(int)
    read_only = False

    def __init__(self, document: Document, history: History, parent: QObject | None = None) -> None:
        """Follow the document; show its first map."""
        super().__init__(parent)
        self.document = document
        self.history = history
        self.selection = Selection(self)
        self._map = document.maps()[0].id
        self._sheets = Sheets(document)
        self._sheet: Sheet | None = None
        self._findings: Sequence[Finding] = ()
        document.listen(self._heard)

    # What is shown

    @property
    def map_id(self) -> str:
        """The id of the map shown."""
        return self._map

    def show_map(self, map_id: str) -> None:
        """Show another map of the project; what was selected on the old one is let go."""
        if map_id == self._map:
            return
        self._map = map_id
        self._sheet = None
        self.selection.clear()
        self.map_shown.emit(map_id)
        self.sheet_changed.emit()

    @property
    def sheet(self) -> Sheet:
        """The Sheet of the map shown, laid out when first asked for after a change."""
        if self._sheet is None:
            self._sheet = self._sheets.of(self._map)
        return self._sheet

    @property
    def findings(self) -> Sequence[Finding]:
        """The newest findings on the map shown."""
        return self._findings

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Take the newest findings."""
        if findings != self._findings:
            self._findings = findings
            self.findings_changed.emit()

    # What is done

    def apply(self, changes: ChangeSet, *, select_new: bool = False) -> bool:
        """Apply a ChangeSet through the document's door; return whether it changed anything.

        select_new: select what it added.
        """
        if not changes:
            return False
        self.document.apply(changes)
        if select_new:
            self.selection.choose(*(each for each in created(changes) if each in self.document))
        return True

    def undo(self) -> None:
        """Take back the last step."""
        self._show_what_changed(self.history.undo())

    def redo(self) -> None:
        """Do again what was last undone."""
        self._show_what_changed(self.history.redo())

    def _show_what_changed(self, changes: ChangeSet | None) -> None:
        """Select what undo or redo touched, on the map where it happened."""
        if changes is None:
            return
        if self.history.left_alone:
            self.left_alone.emit(self.history.left_alone)
        touched = [seen for change in changes.changes if (seen := self._seen_as(change)) is not None]
        if not touched and all(isinstance(change.record, Version | Conflict) for change in changes.changes):
            return
        homes = [home for record in touched if (home := self.document.map_of(record))]
        if homes and self._map not in homes:
            self.show_map(homes[0])
        here = [
            record.id
            for record in touched
            if self.document.map_of(record) == self._map and record.id != self._map and self._can_be_selected(record.id)
        ]
        self.selection.choose(*dict.fromkeys(here[:50]))

    def _seen_as(self, change: Change) -> Record | None:
        """Return the record by which a change is seen on the map: itself, or the card that a comment is about."""
        match change.record:
            case Comment() as comment:
                return self.document.find(comment.card)
            case Version() | Conflict():
                return None
        return change.after

    def _heard(self, changes: ChangeSet) -> None:
        self._sheets.heard(changes)
        if self._map not in self.document:
            maps = self.document.maps()
            self._map = maps[0].id if maps else ""
            self.map_shown.emit(self._map)
        kept = [each for each in self.selection.ids if self._can_be_selected(each)]
        if len(kept) < len(self.selection.ids):
            self.selection.choose(*kept)
        self._sheet = None
        self.changed.emit(changes)
        self.sheet_changed.emit()

    def _can_be_selected(self, identity: str) -> bool:
        """Whether a record is there to be seen: of what is hidden only the lane itself, which the outline lists."""
        record = self.document.find(identity)
        return record is not None and (isinstance(record, Lane) or self.document.shows(record))
