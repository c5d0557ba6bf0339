"""What a merge looks at one by one: the fields of a record, and the place of a card, which is one thing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from model.edits.conflicts import PLACE, PLACE_FIELDS
from model.entry import encode
from model.records import KIND_OF, Card, Record, rules
from model.rules import WORDS_LIMIT


def _units(cls: type[Record]) -> tuple[str, ...]:
    names = tuple(name for name in rules(cls) if name != "id")
    if cls is Card:
        return (PLACE, *(name for name in names if name not in PLACE_FIELDS))
    return names


_UNITS: dict[type[Record], tuple[str, ...]] = {cls: _units(cls) for cls in KIND_OF}


def units(cls: type[Record]) -> tuple[str, ...]:
    """Return the names of what is merged one by one in a record of a class: its fields but the id.

    Map, stage, lane and order of a card are its "place": half of one and half of another would be no place.
    """
    return _UNITS[cls]


def value_of(record: Record, unit: str) -> Any:
    """Return the value of a field, or of a place as a tuple."""
    if unit == PLACE:
        return tuple(getattr(record, name) for name in PLACE_FIELDS)
    return getattr(record, unit)


def with_values(record: Record, values: dict[str, Any]) -> Record:
    """Return the record with other values of fields, or of its place."""
    values = dict(values)
    if PLACE in values:
        values |= zip(PLACE_FIELDS, values.pop(PLACE), strict=True)
    return replace(record, **values)


def written(unit: str, value: Any) -> str:
    """Return a value as JSON: what a Conflict keeps, and what tells values apart that are equally new."""
    if unit == PLACE:
        return encode(dict(zip(PLACE_FIELDS, value, strict=True)))
    return encode(list(value) if isinstance(value, tuple) else value)


def blank(record: Record) -> Record:
    """Return a record of its class and id in which nothing was said yet: what two additions are compared with."""
    return type(record)(record.id)


def joined(base: tuple[str, ...], leading: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return a list of words with what both sides added and without what either removed; None when that is too long.

    The order is that of the side that leads, and then what only the other one has, in its order.
    """
    ours, theirs = set(leading), set(other)
    gone = {word for word in base if word not in ours or word not in theirs}
    words = tuple(word for word in dict.fromkeys((*leading, *other)) if word not in gone)
    return words if len(words) <= WORDS_LIMIT else None


def differing(before: Record, after: Record) -> Iterator[str]:
    """Yield the names of what differs between two records of a class."""
    for unit in units(type(before)):
        if value_of(before, unit) != value_of(after, unit):
            yield unit
