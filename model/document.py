"""The document: all records by id, with the indexes that everything reads. `apply` is the one door for changes."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, cast

from model.change import Change, ChangeSet
from model.order import sort_key
from model.records import (
    RIGHT_TO_LEFT,
    Card,
    Comment,
    Conflict,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Project,
    Record,
    Stage,
    Version,
    references,
)

Listener = Callable[[ChangeSet], None]
Each = TypeVar("Each", Project, Persona, JourneyMap, Stage, Lane, Card, Link, Comment, Version, Conflict)
_Ordered = Persona | JourneyMap | Stage | Lane | Card


class StaleChange(AssertionError):
    """A ChangeSet whose `before` is not what the document holds: a fault of the program, not of the user."""


def _shelf(record: Record) -> tuple[str, ...] | None:
    """Return the key of the sorted list that an ordered record stands in."""
    match record:
        case Card():
            return ("card", record.stage, record.lane)
        case Stage():
            return ("stage", record.map)
        case Lane():
            return ("lane", record.map)
        case JourneyMap():
            return ("map",)
        case Persona():
            return ("persona",)
    return None


class Document:
    """Records by id, and sorted views of them. Lists that it returns are its own: read them, never change them."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Hold the records; raise ValueError when an id occurs twice."""
        self._records: dict[str, Record] = {}
        self._shelves: dict[tuple[str, ...], list[_Ordered]] = defaultdict(list)
        self._referring: dict[str, dict[str, None]] = defaultdict(dict)
        self._cards: dict[str, dict[str, None]] = defaultdict(dict)
        self._links: dict[str, dict[str, None]] = defaultdict(dict)
        self._told: dict[type[Record], dict[str, None]] = {Comment: {}, Version: {}, Conflict: {}}
        self._project = ""
        self._listeners: list[Listener] = []
        for record in records:
            if record.id in self._records:
                raise ValueError(record.id)
            self._file(record, sort=False)
        for shelf in self._shelves.values():
            shelf.sort(key=sort_key)

    # Reading

    @property
    def records(self) -> dict[str, Record]:
        """All records by id."""
        return self._records

    def __contains__(self, identity: object) -> bool:
        """Whether a record with this id is there."""
        return identity in self._records

    def find(self, identity: str | None) -> Record | None:
        """Return the record with this id, or None."""
        return self._records.get(identity) if identity else None

    def get(self, cls: type[Each], identity: str) -> Each:
        """Return the record with this id; raise KeyError unless it is there and of this class."""
        record = self._records[identity]
        if type(record) is not cls:
            raise KeyError(identity)
        return record

    @property
    def project(self) -> Project:
        """The one project record."""
        return cast(Project, self._records[self._project])

    def maps(self) -> Sequence[JourneyMap]:
        """Return the maps in the order of their tabs."""
        return cast("list[JourneyMap]", self._shelves[("map",)])

    def personas(self) -> Sequence[Persona]:
        """Return the personas in order."""
        return cast("list[Persona]", self._shelves[("persona",)])

    def stages(self, map_id: str) -> Sequence[Stage]:
        """Return a map's stages in order."""
        return cast("list[Stage]", self._shelves[("stage", map_id)])

    def lanes(self, map_id: str) -> Sequence[Lane]:
        """Return all lanes of a map from the top, hidden ones too."""
        return cast("list[Lane]", self._shelves[("lane", map_id)])

    def shown_lanes(self, map_id: str) -> list[Lane]:
        """Return the lanes that a map shows, from the top: all but the hidden ones."""
        return [lane for lane in self.lanes(map_id) if not lane.hidden]

    def hidden_lanes(self, map_id: str) -> list[Lane]:
        """Return the hidden lanes of a map, from the top."""
        return [lane for lane in self.lanes(map_id) if lane.hidden]

    def shows(self, record: Record) -> bool:
        """Whether the maps show a record: neither a hidden lane, nor a card in one, nor a link to such a card."""
        match record:
            case Lane():
                return not record.hidden
            case Card():
                return not self.get(Lane, record.lane).hidden
            case Link():
                return all(self.shows(self.get(Card, end)) for end in (record.source, record.target))
        return True

    def cell(self, stage_id: str, lane_id: str) -> Sequence[Card]:
        """Return the cards of one cell in order."""
        return cast("list[Card]", self._shelves.get(("card", stage_id, lane_id), []))

    def cards(self, map_id: str) -> list[Card]:
        """Return all cards of a map, those of hidden lanes too, in no particular order."""
        return [cast(Card, self._records[each]) for each in self._cards.get(map_id, ())]

    def reading_order(self, map_id: str, *, hidden: bool = False) -> list[Card]:
        """Return the cards that a map shows, stage by stage, and within a stage lane by lane from the top.

        hidden: those of hidden lanes too.
        """
        lanes = self.lanes(map_id) if hidden else self.shown_lanes(map_id)
        return [card for stage in self.stages(map_id) for lane in lanes for card in self.cell(stage.id, lane.id)]

    def links(self, map_id: str) -> list[Link]:
        """Return a map's links, in the order in which they were made."""
        return [cast(Link, self._records[each]) for each in self._links.get(map_id, ())]

    def comments(self, card_id: str) -> list[Comment]:
        """Return what was said about a card, oldest first, replies among the rest."""
        found = (record for record in self.referring(card_id) if isinstance(record, Comment))
        return sorted(found, key=lambda comment: (comment.time, comment.id))

    def all_comments(self) -> list[Comment]:
        """Return all comments of the project, oldest first."""
        found = (cast(Comment, self._records[each]) for each in self._told[Comment])
        return sorted(found, key=lambda comment: (comment.time, comment.id))

    def versions(self) -> list[Version]:
        """Return the named versions, oldest first."""
        found = (cast(Version, self._records[each]) for each in self._told[Version])
        return sorted(found, key=lambda version: (version.time, version.id))

    def conflicts(self) -> list[Conflict]:
        """Return the conflicts of merges that nobody has settled yet, oldest first."""
        found = (cast(Conflict, self._records[each]) for each in self._told[Conflict])
        return sorted(found, key=lambda conflict: (max(conflict.kept_time, conflict.other_time), conflict.id))

    def referring(self, identity: str) -> list[Record]:
        """Return the records that refer to this id."""
        return [self._records[each] for each in self._referring.get(identity, ())]

    def map_of(self, record: Record) -> str:
        """Return the id of the map that a record belongs to; empty for what belongs to the whole project."""
        match record:
            case JourneyMap():
                return record.id
            case Stage() | Lane() | Card() | Link():
                return record.map
            case Comment():
                return self.get(Card, record.card).map if record.card in self._records else ""
            case Conflict():
                about = self.find(record.record)
                return "" if about is None or isinstance(about, Conflict) else self.map_of(about)
        return ""

    def language(self, map_id: str) -> str:
        """Return the language of a map: its own, or the project's."""
        return self.get(JourneyMap, map_id).language or self.project.language

    def direction(self, map_id: str) -> str:
        """Return "ltr" or "rtl": the map's own direction, or that of its language."""
        own = self.get(JourneyMap, map_id).direction
        return own or ("rtl" if self.language(map_id) in RIGHT_TO_LEFT else "ltr")

    # Changing

    def listen(self, listener: Listener) -> None:
        """Call the listener with each ChangeSet after it was applied, in the order of listening."""
        self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Stop calling the listener."""
        self._listeners.remove(listener)

    def apply(self, changes: ChangeSet) -> None:
        """Apply a ChangeSet as a whole and tell the listeners; raise StaleChange, with nothing changed, if it is stale.

        Every `before` is checked first, so a fault in an edit can never leave half of it behind.
        """
        for change in changes.changes:
            if self._records.get(change.id) != change.before:
                raise StaleChange(f"{changes.label.key}: {change.id} is not as the change expects")
        for change in changes.changes:
            self._swap(change)
        if changes.changes:
            for listener in tuple(self._listeners):
                listener(changes)

    def _swap(self, change: Change) -> None:
        before, after = change.before, change.after
        if before is not None and after is not None and _shelf(before) == _shelf(after) and _same_place(before, after):
            shelf = self._shelves.get(_shelf(before) or (), None)
            if shelf is not None:
                shelf[self._position(before)] = cast(_Ordered, after)
            self._refer(before, remove=True)
            self._refer(after)
            self._records[after.id] = after
            return
        if before is not None:
            self._unfile(before)
        if after is not None:
            self._file(after)

    def _position(self, record: Record) -> int:
        shelf = self._shelves[_shelf(record) or ()]
        return bisect_left(shelf, sort_key(cast(_Ordered, record)), key=sort_key)

    def _file(self, record: Record, *, sort: bool = True) -> None:
        self._records[record.id] = record
        key = _shelf(record)
        if key is not None:
            shelf = self._shelves[key]
            if sort:
                insort(shelf, cast(_Ordered, record), key=sort_key)
            else:
                shelf.append(cast(_Ordered, record))
        self._refer(record)
        match record:
            case Card():
                self._cards[record.map][record.id] = None
            case Link():
                self._links[record.map][record.id] = None
            case Comment() | Version() | Conflict():
                self._told[type(record)][record.id] = None
            case Project():
                self._project = record.id

    def _unfile(self, record: Record) -> None:
        key = _shelf(record)
        if key is not None:
            del self._shelves[key][self._position(record)]
        del self._records[record.id]
        self._refer(record, remove=True)
        match record:
            case Card():
                del self._cards[record.map][record.id]
            case Link():
                del self._links[record.map][record.id]
            case Comment() | Version() | Conflict():
                del self._told[type(record)][record.id]
            case Project():
                self._project = ""

    def _refer(self, record: Record, *, remove: bool = False) -> None:
        for _, _, target in references(record):
            if remove:
                self._referring[target].pop(record.id, None)
            else:
                self._referring[target][record.id] = None


def _same_place(before: Record, after: Record) -> bool:
    if getattr(before, "order", None) != getattr(after, "order", None):
        return False
    return getattr(before, "map", None) == getattr(after, "map", None)
