"""Everything in a database as one digest, and whether that is the digest it carries."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from model.records import KINDS
from model.store.digest import DIGEST_KEY, add, as_text, digest_of
from model.store.form import LOG_COLUMNS, META_COLUMNS, quoted
from model.store.guard import guarded
from model.store.rows import Row, select_records

Each = TypeVar("Each")
_ROWS_AT_A_TIME = 200
_BREATH = 0.001


def content_digest(connection: sqlite3.Connection, *, politely: bool = False) -> str:
    """Return the digest of everything in a database of this version, computed from its rows.

    politely: leave the other threads room after every few rows, for this is Python and holds its lock.
    """
    meta = connection.execute(f"SELECT {quoted(META_COLUMNS)} FROM meta").fetchall()
    total = digest_of("meta", (row for row in meta if row[0] != DIGEST_KEY))
    tables = {kind: select_records(kind) for kind in KINDS}
    tables["log"] = f"SELECT {quoted(LOG_COLUMNS)} FROM log"
    for table, statement in tables.items():
        rows: Iterable[Row] = connection.execute(statement)
        total = add(total, digest_of(table, slowly(rows) if politely else rows))
    return as_text(total)


def is_whole(path: Path) -> bool:
    """Whether a file just written is sound in its pages and carries the digest of its content. Takes its time."""
    try:
        with guarded(path) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return False
            meta = dict(connection.execute(f"SELECT {quoted(META_COLUMNS)} FROM meta").fetchall())
            return meta.get(DIGEST_KEY) == content_digest(connection, politely=True)
    except (sqlite3.Error, UnicodeError, OSError):
        return False


def slowly(rows: Iterable[Each]) -> Iterator[Each]:
    """Yield what is given, and leave the other threads room after every few: Python holds its lock."""
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _ROWS_AT_A_TIME == 0:
            time.sleep(_BREATH)
