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

MIGRATIONS: Mapping[int, Migration] = {}
"""The function that takes a database from a version to the next, by the version it starts from.

The first version has none. A migration says what it means in SQL alone: the tables of this program have moved on.
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
