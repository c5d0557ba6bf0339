"""Opening a file that anybody may have made. It is copied, checked from the outside in, and only then read.

What the rules of a field can bring to a valid value is brought there, and counted (`Opened.repaired`); what they
cannot is refused. The person's file is read once and never written.
"""

import hashlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from model.records import KINDS, Record
from model.store import header, log
from model.store.digest import DIGEST_KEY, add, as_text, digest_of
from model.store.form import FINGERPRINTS, LOG_COLUMNS, META_COLUMNS, SCHEMA_VERSION, fingerprint, quoted
from model.store.guard import guarded
from model.store.migrate import migrate
from model.store.places import home, working_folder
from model.store.problems import ProjectFileProblem, cannot_read, cannot_write
from model.store.references import BadReference, settle
from model.store.rows import BadRow, Row, select_records, to_records

OPENED_SUFFIX = ".opened"
_CHUNK = 1 << 20
_LOG_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds.

    version: of the file's schema. digest: of its content, as in its meta table. hash: SHA-256 of its bytes, in
    hexadecimal. repaired: how many values and references had to be cleaned. entries: of the log. private: where
    the checked copy is (its log can be read with `log_rows`), if it was to be kept.
    """

    records: list[Record]
    version: int
    digest: str
    hash: str
    repaired: int
    entries: int
    private: Path | None


class _Tables(NamedTuple):
    digest: str
    records: dict[str, list[Row]]
    entries: int


def open_file(path: Path, *, keep: bool = False) -> Opened:
    """Return what a .masar file holds; raise ProjectFileProblem saying why it cannot be opened.

    keep: leave the private copy in place, for its log; it is then the caller's to remove.
    """
    private, file_hash = _private_copy(path, _working_folder(path) if keep else None)
    kept = False
    try:
        tables, version = _checked(private, path.name)
        records, repaired = _records(tables.records, path.name)
        kept = keep
        found = private if keep else None
        return Opened(records, version, tables.digest, file_hash, repaired, tables.entries, found)
    finally:
        if not kept:
            private.unlink(missing_ok=True)


def _working_folder(path: Path) -> Path:
    try:
        return working_folder()
    except OSError as error:
        raise cannot_write(home() / path.name, error) from error


def log_rows(private: Path) -> Iterator[Row]:
    """Yield the rows of the log of a checked copy, oldest first."""
    with guarded(private) as connection:
        yield from connection.execute(f"SELECT {quoted(LOG_COLUMNS)} FROM log ORDER BY position")


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal; raise OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _private_copy(path: Path, folder: Path | None) -> tuple[Path, str]:
    """Copy the file where nobody else writes, and return where, with its hash. Its header is checked on the way."""
    with _opened_for_reading(path) as source:
        try:
            start = source.read(header.LENGTH)
            header.check(start, os.fstat(source.fileno()).st_size, path.name)
            source.seek(0)
        except OSError as error:
            raise cannot_read(path, error) from error
        try:
            handle, name = tempfile.mkstemp(prefix="masar-", suffix=OPENED_SUFFIX, dir=folder)
        except OSError as error:
            raise cannot_write((folder or Path(tempfile.gettempdir())) / path.name, error) from error
        private = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                return private, _copy(source, target, path, private)
        except ProjectFileProblem:
            private.unlink(missing_ok=True)
            raise


def _opened_for_reading(path: Path) -> BinaryIO:
    """Open a regular file; raise ProjectFileProblem for a folder, a pipe, or what the person may not read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ProjectFileProblem("file.folder", name=path.name)
        if not stat.S_ISREG(mode):
            raise ProjectFileProblem("file.not_masar", name=path.name)
        return path.open("rb")
    except OSError as error:
        raise cannot_read(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise ProjectFileProblem("file.missing", name=path.name, folder=str(path.parent)) from error


def _copy(source: BinaryIO, target: BinaryIO, path: Path, private: Path) -> str:
    """Copy all bytes, no more than may be opened, and return their hash."""
    digest = hashlib.sha256()
    left = header.LARGEST_FILE + 1
    while left > 0:
        try:
            chunk = source.read(_CHUNK)
        except OSError as error:
            raise cannot_read(path, error) from error
        if not chunk:
            break
        digest.update(chunk)
        left -= len(chunk)
        try:
            target.write(chunk)
            target.flush()
        except OSError as error:
            raise cannot_write(private.with_name(path.name), error) from error
    return digest.hexdigest()


def _checked(private: Path, name: str) -> tuple[_Tables, int]:
    """Return the rows of a private copy that passed every check, and the schema version the file came with."""
    try:
        with guarded(private) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            _check_schema(connection, version, name)
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise ProjectFileProblem("file.damaged", name=name)
            if version == SCHEMA_VERSION:
                return _read(connection, name), version
            _check_older(connection, name)
        migrate(private, version)
        with guarded(private) as connection:
            return _read(connection, name), version
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        raise ProjectFileProblem("file.damaged", name=name) from error


def _check_schema(connection: sqlite3.Connection, version: int, name: str) -> None:
    """Raise ProjectFileProblem unless the schema is, to the letter, one that this program has written."""
    schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    if fingerprint(schema) != FINGERPRINTS.get(version):
        raise ProjectFileProblem("file.foreign", name=name)


def _check_older(connection: sqlite3.Connection, name: str) -> None:
    """Verify the digest of a file of an older version, whose tables and columns may not be today's."""
    total, written = 0, None
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
        rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
        if table == "meta":
            written = dict(rows).get(DIGEST_KEY)
            rows = [row for row in rows if row[0] != DIGEST_KEY]
        total = add(total, digest_of(table, rows))
    if written != as_text(total):
        raise ProjectFileProblem("file.altered", name=name)


def _read(connection: sqlite3.Connection, name: str) -> _Tables:
    """Return all rows, with the digest verified. The log is looked through a piece at a time and not kept."""
    meta = connection.execute(f"SELECT {quoted(META_COLUMNS)} FROM meta").fetchall()
    written = dict(meta).get(DIGEST_KEY)
    total = digest_of("meta", (row for row in meta if row[0] != DIGEST_KEY))
    found: dict[str, list[Row]] = {}
    for kind in KINDS:
        found[kind] = connection.execute(select_records(kind)).fetchall()
        total = add(total, digest_of(kind, found[kind]))
    known: set[str] = set()
    sound = True
    cursor = connection.execute(f"SELECT {quoted(LOG_COLUMNS)} FROM log ORDER BY position")
    while rows := cursor.fetchmany(_LOG_CHUNK):
        total = add(total, digest_of("log", rows))
        sound = sound and log.is_sound(rows, known)
    if written != as_text(total):
        raise ProjectFileProblem("file.altered", name=name)
    if not sound:
        raise ProjectFileProblem("file.bad_log", name=name)
    return _Tables(written, found, len(known))


def _records(tables: dict[str, list[Row]], name: str) -> tuple[list[Record], int]:
    """Return the records of checked rows in the order of KINDS, and how much had to be cleaned."""
    found: dict[str, list[Record]] = {}
    repaired = 0
    for kind, rows in tables.items():
        try:
            found[kind], cleaned = to_records(kind, rows)
        except BadRow as bad:
            raise ProjectFileProblem(
                "file.bad_value", name=name, table=kind, field=bad.column, record=bad.record
            ) from bad
        repaired += cleaned
    try:
        records, emptied = settle(found)
    except BadReference as bad:
        raise ProjectFileProblem(bad.key, name=name, record=bad.record, field=bad.field) from bad
    return records, repaired + emptied
