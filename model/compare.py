"""What differs between two states of a project, or two projects: record by record and field by field."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from model.fitting import PLACE
from model.order import sort_key
from model.records import KINDS, Card, Comment, Conflict, JourneyMap, Lane, Link, Record, Stage

Records = Mapping[str, Record]
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


def compare(before: Records, after: Records) -> list[Difference]:
    """Return what differs, in reading order: the project, personas, then map by map; what is gone where it stood.

    What is the same on both sides is only looked at, so it may be asked for while somebody moves through the history.
    """
    ids = [each for each, record in before.items() if after.get(each) != record]
    ids += [each for each in after if each not in before]
    elsewhere = _standing_elsewhere(before, after, ids)
    found: list[tuple[tuple[Any, ...], Difference]] = []
    for each in ids:
        then, now = before.get(each), after.get(each)
        record, home = (now, after) if now is not None else (then, before)
        assert record is not None
        differing = _fields(then, now, elsewhere)
        if then is None or now is None or differing:
            difference = Difference(_kind(then, now, differing), then, now, differing, _map_of(home, record))
            found.append((_reading_place(home, record), difference))
    return [difference for _, difference in sorted(found, key=lambda each: each[0])]


def _kind(then: Record | None, now: Record | None, differing: tuple[FieldDifference, ...]) -> str:
    if then is None:
        return "added"
    if now is None:
        return "removed"
    return "moved" if all(name in PLACE for name, _, _ in differing) else "changed"


def _fields(then: Record | None, now: Record | None, elsewhere: set[str]) -> tuple[FieldDifference, ...]:
    if then is None or now is None or type(then) is not type(now):
        return ()
    return tuple(
        (each.name, getattr(then, each.name), getattr(now, each.name))
        for each in fields(then)
        if getattr(then, each.name) != getattr(now, each.name) and (each.name != "order" or then.id in elsewhere)
    )


def _standing_elsewhere(before: Records, after: Records, ids: Iterable[str]) -> set[str]:
    """Return the ids of those whose order key means another place among the ones that share their cell on both sides.

    Where keys were only renewed, nothing has moved.
    """
    reordered = {
        each
        for each in ids
        if each in before
        and each in after
        and _order(before[each]) != _order(after[each])
        and _cell(before[each]) == _cell(after[each])
    }
    cells = {_cell(before[each]) for each in reordered}
    if not cells:
        return set()
    was, is_ = _ranks(before, after, cells), _ranks(after, before, cells)
    return {each for each in reordered if was[each] != is_[each]}


def _order(record: Record) -> str:
    return getattr(record, "order", "")


def _cell(record: Record) -> tuple[Any, ...]:
    """Return what a record shares with those that it is ordered among."""
    return (type(record), *(getattr(record, name, "") for name in PLACE if name != "order"))


def _ranks(records: Records, others: Records, cells: Collection[tuple[Any, ...]]) -> dict[str, int]:
    """Return the place of each record of some cells among those that stand in the same cell on the other side too."""
    standing: dict[tuple[Any, ...], list[Any]] = {cell: [] for cell in cells}
    for record in records.values():
        cell = _cell(record)
        other = others.get(record.id)
        if cell in standing and other is not None and _cell(other) == cell:
            standing[cell].append(record)
    return {each.id: rank for beside in standing.values() for rank, each in enumerate(sorted(beside, key=sort_key))}


def _map_of(records: Records, record: Record) -> str:
    """Return the id of the map that a record belongs to, as `Document.map_of` does."""
    match record:
        case JourneyMap():
            return record.id
        case Comment():
            return _map_of(records, records[record.card])
        case Conflict():
            about = records.get(record.record)
            return "" if about is None or isinstance(about, Conflict) else _map_of(records, about)
    return getattr(record, "map", "")


def _reading_place(records: Records, record: Record) -> tuple[Any, ...]:
    """Return what differences are sorted by; it can be compared with that of a record of the other side."""
    match record:
        case JourneyMap():
            return (1, sort_key(record), 0)
        case Stage() | Lane():
            return (1, _key(records, record.map), _RANK[type(record)], sort_key(record))
        case Card():
            place = (_key(records, record.stage), _key(records, record.lane), sort_key(record))
            return (1, _key(records, record.map), _RANK[Card], place, 0, 0, "")
        case Comment():
            return (*_reading_place(records, records[record.card])[:4], 1, record.time, record.id)
        case Link():
            source = _reading_place(records, records[record.source])
            return (*source[:2], _RANK[Link], source[3], 0, 0, record.id)
    last = 0 if _RANK[type(record)] < _RANK[JourneyMap] else 2
    return (last, _RANK[type(record)], getattr(record, "order", ""), getattr(record, "time", 0), record.id)


def _key(records: Records, identity: str) -> tuple[str, str]:
    return (_order(records[identity]), identity)
