"""Everything in a database as one digest, and whether that is the digest it carries."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from model.records import KINDS
from model.store.digest import DIGEST_KEY, add, as_text, digest_of, weighed
from model.store.form import LOG_COLUMNS, META_COLUMNS, quoted
from model.store.guard import guarded
from model.store.rows import Row, select_records

Each = TypeVar("Each")
_ROWS_AT_A_TIME = 200
_BREATH = 0.001


class Measure(NamedTuple):
    """The digest of a database, how many records are in it, and about how many bytes their texts take in memory."""

    digest: str
    records: int
    text: int


def measured(connection: sqlite3.Connection, *, politely: bool = False) -> Measure:
    """Return the measure of a database of this version, computed from its rows.

    politely: leave the other threads room after every few rows, for this is Python and holds its lock.
    """
    meta = connection.execute(f"SELECT {quoted(META_COLUMNS)} FROM meta").fetchall()
    total, count, text = digest_of("meta", (row for row in meta if row[0] != DIGEST_KEY)), 0, 0
    for kind in KINDS:
        rows: Iterable[Row] = connection.execute(select_records(kind))
        for row in slowly(rows) if politely else rows:
            part, weight = weighed(kind, row)
            total, count, text = total + part, count + 1, text + weight
    rows = connection.execute(f"SELECT {quoted(LOG_COLUMNS)} FROM log")
    total = add(total, digest_of("log", slowly(rows) if politely else rows))
    return Measure(as_text(total), count, text)


def content_digest(connection: sqlite3.Connection) -> str:
    """Return the digest of everything in a database of this version, computed from its rows."""
    return measured(connection).digest


def measure_if_whole(path: Path) -> Measure | None:
    """Return the measure of a file just written; None unless it is sound in its pages and carries its digest.

    It takes its time.
    """
    try:
        with guarded(path) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return None
            meta = dict(connection.execute(f"SELECT {quoted(META_COLUMNS)} FROM meta").fetchall())
            found = measured(connection, politely=True)
            return found if meta.get(DIGEST_KEY) == found.digest else None
    except (sqlite3.Error, UnicodeError, OSError):
        return None


def slowly(rows: Iterable[Each]) -> Iterator[Each]:
    """Yield what is given, and leave the other threads room after every few: Python holds its lock."""
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _ROWS_AT_A_TIME == 0:
            time.sleep(_BREATH)
