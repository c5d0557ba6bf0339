"""Whether records from a JSON file make one document: no id twice, nothing that leads nowhere, usable order keys.

A reference that may be empty and leads nowhere, or round in a circle, is emptied with a warning; one that a record
cannot be without refuses the file.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from fractional_indexing import FIError

from model.importers.imported import ImportProblem, Notes
from model.order import between, spread
from model.records import KIND_OF, Card, Lane, Link, Record, Stage, references

LineOf = Callable[[int], int]
"""Gives the line in which the record with an index begins."""


def settle(records: Sequence[Record], line_of: LineOf, notes: Notes) -> list[Record]:
    """Return the records as one document can hold them; raise ImportProblem where none can."""
    by_id: dict[str, Record] = {}
    for index, record in enumerate(records):
        if record.id in by_id:
            raise ImportProblem("import.json.id_twice", line=str(line_of(index)), record=record.id)
        by_id[record.id] = record
    settled = [_with_references(record, index, by_id, line_of, notes) for index, record in enumerate(records)]
    for index, record in enumerate(settled):
        _check_map(record, index, by_id, line_of)
    return _with_orders(_without_circles(settled, line_of, notes))


def _with_references(record: Record, index: int, by_id: dict[str, Record], line_of: LineOf, notes: Notes) -> Record:
    for name, rule, target in references(record):
        found = by_id.get(target)
        if found is not None and KIND_OF[type(found)] == rule.target:
            continue
        values = {"record": record.id, "field": name, "target": target}
        if not rule.optional:
            raise ImportProblem("import.json.missing", line=str(line_of(index)), **values)
        notes.warn(line_of(index), "import.json.emptied", **values)
        record = _changed(record, name, None)
    return record


def _changed(record: Record, name: str, value: str | None) -> Record:
    values: dict[str, Any] = {name: value}
    return replace(record, **values)


def _check_map(record: Record, index: int, by_id: dict[str, Record], line_of: LineOf) -> None:
    """Raise ImportProblem where a card stands in a stage or lane of another map, or a link leaves its map."""
    names = {Card: ("stage", "lane"), Link: ("source", "target")}.get(type(record), ())
    for name in names:
        other = by_id[getattr(record, name)]
        assert isinstance(record, Card | Link) and isinstance(other, Stage | Lane | Card)
        if other.map != record.map:
            raise ImportProblem("import.json.other_map", line=str(line_of(index)), record=record.id, field=name)


def _without_circles(records: list[Record], line_of: LineOf, notes: Notes) -> list[Record]:
    """Return the records with `about` emptied on the card that closes a circle of cards about each other."""
    places = {record.id: index for index, record in enumerate(records)}
    about = {record.id: record.about for record in records if isinstance(record, Card) and record.about}
    safe: set[str] = set()
    freed = list(records)
    for start in tuple(about):
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in safe and at not in path:
            path[at] = None
            at = about.get(at)
        if at is not None and at in path:
            last = next(reversed(path))
            card = freed[places[last]]
            assert isinstance(card, Card)
            notes.warn(line_of(places[last]), "import.json.emptied", record=last, field="about", target=at)
            freed[places[last]] = replace(card, about=None)
        safe |= path.keys()
    return freed


def _with_orders(records: list[Record]) -> list[Record]:
    """Return the records with order keys that others can be made between.

    Where one of those that stand together lacks such a key, all of them get new ones: those with a key by their
    keys, then those without, each in the order of the file.
    """
    shelves: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        if hasattr(record, "order"):
            shelves[_shelf(record)].append(index)
    settled = list(records)
    for shelf in shelves.values():
        keys = {index: str(getattr(records[index], "order")) for index in shelf}  # noqa: B009
        if all(map(_is_key, keys.values())):
            continue
        ranked = sorted(shelf, key=lambda index: (not keys[index], keys[index]))
        for index, order in zip(ranked, spread(len(ranked)), strict=True):
            settled[index] = _changed(records[index], "order", order)
    return settled


def _shelf(record: Record) -> tuple[str, ...]:
    """Return what is the same for all that are sorted together."""
    kind = KIND_OF[type(record)]
    if isinstance(record, Card):
        return (kind, record.stage, record.lane)
    return (kind, record.map) if isinstance(record, Stage | Lane) else (kind,)


def _is_key(order: str) -> bool:
    """Whether an order key is one between which and others a new one can be made."""
    try:
        between(order, None)
    except (FIError, LookupError):
        return False
    return True
