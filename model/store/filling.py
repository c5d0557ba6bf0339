"""Making a Masar database from nothing: the tables, their first rows, the digest. SQLAlchemy starts here."""

import sqlite3
from collections.abc import Iterable
from itertools import islice, starmap
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, insert
from sqlalchemy.pool import StaticPool

from model.entry import Entry
from model.records import Record
from model.store import schema
from model.store.digest import DIGEST_KEY, add, as_text, digest_of
from model.store.form import LOG_COLUMNS, META_COLUMNS
from model.store.log import to_row as entry_to_row
from model.store.rows import Row, columns, kind_and_row

_LOG_AT_A_TIME = 500


def connect(path: Path, *pragmas: str) -> Connection:
    """Return the one connection to a database of ours, after the pragmas were run in their order.

    Transactions begin where `Connection.begin` says, at once for writing: the driver is kept from beginning any
    of its own, or DDL would survive a rollback. Raise sqlite3.Error when another holds the file, or it cannot be
    written: where a disk fails for a moment, SQLite opens it for reading, and would refuse every change from then on.
    """

    driver = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        for pragma in pragmas:
            driver.execute(f"PRAGMA {pragma}")
        for statement in ("BEGIN IMMEDIATE", "PRAGMA user_version=0", "ROLLBACK"):
            driver.execute(statement)
    except BaseException:
        driver.close()
        raise
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine.connect()


def disconnect(connection: Connection) -> None:
    """Close a connection of `connect` and what is behind it."""
    engine = connection.engine
    connection.close()
    engine.dispose()


def fill(connection: Connection, records: Iterable[Record], log_rows: Iterable[Row]) -> int:
    """Make the tables in an empty database and write the rows, in the transaction that is open; return the digest."""
    schema.create(connection)
    tables: dict[str, list[Row]] = {}
    for record in records:
        kind, row = kind_and_row(record)
        tables.setdefault(kind, []).append(row)
    digest = 0
    for kind, rows in tables.items():
        names = [spec.name for spec in columns(kind)]
        connection.execute(insert(schema.RECORD_TABLES[kind]), [dict(zip(names, row, strict=True)) for row in rows])
        digest = add(digest, digest_of(kind, rows))
    left = iter(log_rows)
    while some := list(islice(left, _LOG_AT_A_TIME)):
        connection.execute(insert(schema.log_table), [dict(zip(LOG_COLUMNS, row, strict=True)) for row in some])
        digest = add(digest, digest_of("log", some))
    connection.execute(insert(schema.meta_table), dict(zip(META_COLUMNS, (DIGEST_KEY, as_text(digest)), strict=True)))
    return digest


def write_fresh(path: Path, records: Iterable[Record], entries: Iterable[Entry]) -> None:
    """Write a new database whose log holds these entries. Nothing that was ever deleted can be in its bytes."""
    connection = connect(path, "journal_mode=OFF", "synchronous=OFF")
    try:
        with connection.begin():
            fill(connection, records, starmap(entry_to_row, enumerate(entries, start=1)))
    finally:
        disconnect(connection)
