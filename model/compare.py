"""What differs between two states of a project, or two projects: record by record and field by field."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from model.document import Document
from model.fitting import PLACE
from model.order import sort_key
from model.records import KINDS, Card, Comment, JourneyMap, Lane, Link, Record, Stage

FieldDifference = tuple[str, Any, Any]
"""The name of a field, and its value before and after."""

_RANK = {cls: rank for rank, cls in enumerate(KINDS.values())}


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one record. map_id: the map it belongs to (after, or before where it is gone); empty for none.

    kind: "added", "removed", "moved" (only where it stands differs) or "changed". fields: what differs, in the order
    of the record's fields; empty for what was added or removed. An order key is there only where it means another
    place among those that stood beside it both times.
    """

    kind: str
    before: Record | None
    after: Record | None
    fields: tuple[FieldDifference, ...]
    map_id: str

    @property
    def record(self) -> Record:
        """The record as it is after, or as it was when it was removed."""
        record = self.after or self.before
        assert record is not None
        return record

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere, whatever else has changed."""
        return any(name in PLACE for name, _, _ in self.fields)


def compare(before: Mapping[str, Record], after: Mapping[str, Record]) -> list[Difference]:
    """Return what differs, in reading order: the project, personas, then map by map; what is gone where it stood."""
    old, new = Document(before.values()), Document(after.values())
    ids = [each for each in {**before, **after} if before.get(each) != after.get(each)]
    ranks = _ranks(before.values(), after), _ranks(after.values(), before)
    found: list[tuple[tuple[Any, ...], Difference]] = []
    for each in ids:
        then, now = before.get(each), after.get(each)
        differing = _fields(then, now, ranks)
        home = new if now is not None else old
        record = now or then
        if record is None or (then is not None and now is not None and not differing):
            continue
        difference = Difference(_kind(then, now, differing), then, now, differing, home.map_of(record))
        found.append((_reading_place(home, record), difference))
    return [difference for _, difference in sorted(found, key=lambda each: each[0])]


def _kind(then: Record | None, now: Record | None, differing: tuple[FieldDifference, ...]) -> str:
    if then is None:
        return "added"
    if now is None:
        return "removed"
    return "moved" if all(name in PLACE for name, _, _ in differing) else "changed"


def _fields(
    then: Record | None, now: Record | None, ranks: tuple[dict[str, int], dict[str, int]]
) -> tuple[FieldDifference, ...]:
    if then is None or now is None or type(then) is not type(now):
        return ()
    was, is_ = ranks
    differing = (
        (each.name, getattr(then, each.name), getattr(now, each.name))
        for each in fields(then)
        if getattr(then, each.name) != getattr(now, each.name)
    )
    same_cell = _cell(then) == _cell(now)
    return tuple(each for each in differing if each[0] != "order" or (same_cell and was[then.id] != is_[then.id]))


def _cell(record: Record) -> tuple[Any, ...]:
    """Return what a record shares with those that it is ordered among."""
    return (type(record), *(getattr(record, name, "") for name in PLACE if name != "order"))


def _ranks(records: Iterable[Record], others: Mapping[str, Record]) -> dict[str, int]:
    """Return the place of each ordered record among those that stand in the same cell on the other side too."""
    cells: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for record in records:
        other = others.get(record.id)
        if hasattr(record, "order") and other is not None and _cell(other) == _cell(record):
            cells[_cell(record)].append(record)
    return {each.id: rank for cell in cells.values() for rank, each in enumerate(sorted(cell, key=sort_key))}


def _reading_place(document: Document, record: Record) -> tuple[Any, ...]:
    """Return what differences are sorted by; it can be compared with that of a record of the other side."""
    match record:
        case JourneyMap():
            return (1, sort_key(record), 0)
        case Stage() | Lane():
            return (1, sort_key(document.get(JourneyMap, record.map)), _RANK[type(record)], sort_key(record))
        case Card():
            stage, lane = document.get(Stage, record.stage), document.get(Lane, record.lane)
            own_map = sort_key(document.get(JourneyMap, record.map))
            place = (sort_key(stage), sort_key(lane), sort_key(record))
            return (1, own_map, _RANK[Card], place, 0, 0, "")
        case Comment():
            return (*_reading_place(document, document.get(Card, record.card))[:4], 1, record.time, record.id)
        case Link():
            source = _reading_place(document, document.get(Card, record.source))
            return (*source[:2], _RANK[Link], source[3], 0, 0, record.id)
    last = 0 if _RANK[type(record)] < _RANK[JourneyMap] else 2
    return (last, _RANK[type(record)], getattr(record, "order", ""), getattr(record, "time", 0), record.id)
