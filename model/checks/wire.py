"""How a map travels to the helper process and findings travel back: rows of plain values, which pickle fast.

A frozen dataclass with slots pickles field by field in Python (15 µs a card); a tuple of its values does so in C.
"""

import pickle
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from model.checks.finding import Finding
from model.records import KIND_OF, KINDS, Record

Row = tuple[str, tuple[object, ...]]
_VALUES = {cls: attrgetter(*(each.name for each in fields(cls))) for cls in KINDS.values()}
_FINDING = attrgetter(*(each.name for each in fields(Finding)))


class Request(NamedTuple):
    """What the helper is asked: to bring its copy of a map up to date and to check it.

    fresh: forget all that was sent before. removed: ids that are gone. rows: the records that are new or changed.
    """

    fresh: bool
    removed: tuple[str, ...]
    rows: list[Row]
    map: str
    today: date


def row(record: Record) -> Row:
    """Return a record as a row."""
    return (KIND_OF[type(record)], _VALUES[type(record)](record))


def record_of(row: Row) -> Record:
    """Return the record of a row."""
    kind, values = row
    return KINDS[kind](*values)  # type: ignore[arg-type]


def pack_request(request: Request) -> bytes:
    """Return a request as bytes."""
    return pickle.dumps(tuple(request), protocol=5)


def unpack_request(data: bytes) -> Request:
    """Return the request of `pack_request`'s bytes. They come from our own process through a private pipe."""
    return Request(*pickle.loads(data))


def pack_findings(findings: Iterable[Finding]) -> bytes:
    """Return findings as bytes."""
    return pickle.dumps([_FINDING(finding) for finding in findings], protocol=5)


def unpack_findings(data: bytes) -> list[Finding]:
    """Return the findings of `pack_findings`' bytes."""
    return [Finding(*values) for values in pickle.loads(data)]
