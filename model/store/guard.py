"""A connection that reads a file it does not trust: read-only, few statements, small limits, an end to its patience.

After "Defense Against The Dark Arts" (sqlite.org/security.html). Python 3.11 cannot switch triggers and views off
(`sqlite3_db_config`), so the authorizer refuses every statement that one of them runs.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from model.store.form import TABLES

_PRAGMAS = frozenset({"integrity_check", "user_version", "trusted_schema", "cell_size_check"})
_READABLE = frozenset({*TABLES, "sqlite_master", "sqlite_schema"})

LONGEST_ROW = 32 * 1024 * 1024
"""The most bytes of a row. The entry of the log that deletes ten thousand cards takes some five million."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_ROW,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 64,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 3,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 10,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
_STEPS_BETWEEN_LOOKS = 20_000
_LOOKS = 200
_LOOKS_FOR_A_MEGABYTE = 100
"""Reading all of a megabyte takes some ten looks. Steps and not seconds, so that a busy computer refuses nothing."""


def _allow(action: int, first: str | None, _second: str | None, _database: str | None, within: str | None) -> int:
    """Answer SQLite's authorizer: may this part of a statement be compiled? `within` names a trigger or view."""
    if within is not None:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_SELECT:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and first in _READABLE:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _patience(size: int) -> Callable[[], int]:
    """Return a progress handler that interrupts what takes far more steps than reading a file of this size."""
    left = count(_LOOKS + _LOOKS_FOR_A_MEGABYTE * size // 1_000_000, -1)
    return lambda: int(next(left) <= 0)


@contextmanager
def guarded(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a guarded connection to a private copy that nobody else writes; close it at the end.

    The file is opened as immutable: a journal beside it is never played back into it.
    """
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
        connection.set_authorizer(_allow)
        connection.set_progress_handler(_patience(path.stat().st_size), _STEPS_BETWEEN_LOOKS)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        yield connection
    finally:
        connection.close()
