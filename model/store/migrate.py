"""Bringing a file of an older schema version up to this program's, a version at a time.

It works on the private copy that opening has already checked, never on the person's file: that one stays as it was
until it is next published, so it is its own backup.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from model.store.content import content_digest
from model.store.digest import DIGEST_KEY
from model.store.form import SCHEMA_VERSION

Migration = Callable[[sqlite3.Connection], None]

_SECOND = (
    "ALTER TABLE lane RENAME TO lane_before",
    'CREATE TABLE lane ( id TEXT NOT NULL, map TEXT NOT NULL, "order" TEXT NOT NULL, kind TEXT NOT NULL, '
    "title TEXT NOT NULL, height DOUBLE, hidden INTEGER NOT NULL, PRIMARY KEY (id) )",
    'INSERT INTO lane SELECT id, map, "order", kind, title, height, 0 FROM lane_before ORDER BY rowid',
    "DROP TABLE lane_before",
    "CREATE TABLE comment ( id TEXT NOT NULL, card TEXT NOT NULL, reply_to TEXT, author TEXT NOT NULL, "
    "time INTEGER NOT NULL, text TEXT NOT NULL, resolved INTEGER NOT NULL, PRIMARY KEY (id) )",
    "CREATE TABLE version ( id TEXT NOT NULL, entry TEXT NOT NULL, title TEXT NOT NULL, note TEXT NOT NULL, "
    "author TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (id) )",
    'CREATE TABLE "conflict" ( id TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, kept TEXT NOT NULL, '
    "other TEXT NOT NULL, kept_author TEXT NOT NULL, kept_time INTEGER NOT NULL, other_author TEXT NOT NULL, "
    "other_time INTEGER NOT NULL, PRIMARY KEY (id) )",
)


def _hide_lanes_and_talk(connection: sqlite3.Connection) -> None:
    """Let lanes be hidden; make room for comments, named versions and conflicts."""
    for statement in _SECOND:
        connection.execute(statement)


MIGRATIONS: Mapping[int, Migration] = {1: _hide_lanes_and_talk}
"""The function that takes a database from a version to the next, by the version it starts from.

A migration says what it means in SQL alone: the tables of this program have moved on. It ends with the very schema
that the next version writes (`form.FINGERPRINTS`), for a working file that is migrated is published as it is.
"""


def migrate(
    path: Path, found: int, wanted: int = SCHEMA_VERSION, migrations: Mapping[int, Migration] = MIGRATIONS
) -> None:
    """Take the database from version `found` to `wanted` in one transaction, and bring its digest up to date.

    Raise sqlite3.Error, with the database as it was, when a step fails.
    """
    with closing(sqlite3.connect(path.as_uri(), uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for version in range(found, wanted):
                migrations[version](connection)
                connection.execute(f"PRAGMA user_version={version + 1}")
            connection.execute("UPDATE meta SET value=? WHERE key=?", (content_digest(connection), DIGEST_KEY))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
