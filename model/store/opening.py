"""Opening a file that anybody may have made. It is copied, checked from the outside in, and only then read.

What the rules of a field can bring to a valid value is brought there, and counted (`Opened.repaired`); what they
cannot is refused. The person's file is read once and never written.
"""

import errno
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
from model.store import header, log, pages
from model.store.digest import DIGEST_KEY, add, as_text, row_digest, weighed
from model.store.form import FINGERPRINTS, LOG_COLUMNS, META_COLUMNS, SCHEMA_VERSION, fingerprint, quoted
from model.store.guard import guarded
from model.store.migrate import migrate
from model.store.places import home, let_go, working_folder
from model.store.problems import ProjectFileProblem, cannot_read, cannot_write, is_of_the_disk
from model.store.references import BadReference, settle
from model.store.rows import BadRow, Row, select_records, to_records

OPENED_SUFFIX = ".opened"
_CHUNK = 1 << 20
_MOST_IN_SCHEMA = 100
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened: without waiting for somebody to write into it, as a pipe would."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds.

    version: of the file's schema. digest: of its content, as in its meta table. hash: SHA-256 of its bytes, in
    hexadecimal. repaired: how many values and references had to be cleaned. entries: of the log. private: where
    the checked copy is (its log can be read with `log_rows`), if it was to be kept. head: the id of the newest entry.
    """

    records: list[Record]
    version: int
    digest: str
    hash: str
    repaired: int
    entries: int
    private: Path | None
    head: str = ""


class _Tables(NamedTuple):
    digest: str
    records: dict[str, list[Row]]
    entries: int
    head: str


def open_file(path: Path, *, keep: bool = False, passing: bool = False) -> Opened:
    """Return what a .masar file holds; raise ProjectFileProblem saying why it cannot be opened.

    keep: leave the private copy in place, for its log; it is then the caller's to remove. passing: only for a moment,
    so that it lies among temporary files.
    """
    private, file_hash = private_copy(path, _working_folder(path) if keep and not passing else None)
    kept = False
    try:
        tables, version = _checked(private, path.name)
        records, repaired = _records(tables.records, path.name)
        kept = keep
        found = private if keep else None
        return Opened(records, version, tables.digest, file_hash, repaired, tables.entries, found, tables.head)
    finally:
        if not kept:
            let_go(private)


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


def private_copy(path: Path, folder: Path | None = None, *, checked: bool = True) -> tuple[Path, str]:
    """Copy the file where nobody else writes, and return where, with its hash. Raise ProjectFileProblem.

    checked: its header is looked at on the way.
    """
    with _opened_for_reading(path) as source:
        try:
            start = source.read(header.LENGTH)
            if checked:
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
            let_go(private)
            raise
        except OSError as error:
            let_go(private)
            raise cannot_write(private.with_name(path.name), error) from error


def _opened_for_reading(path: Path) -> BinaryIO:
    """Open a regular file; raise ProjectFileProblem for a folder, a pipe, or what the person may not read."""
    try:
        handle = os.open(path, _READING)
    except OSError as error:
        if os.path.isdir(path):  # noqa: PTH112 (Windows opens no folder; this asks without raising anything)
            raise ProjectFileProblem("file.folder", name=path.name) from error
        raise cannot_read(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise ProjectFileProblem("file.missing", name=path.name, folder=str(path.parent)) from error
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise ProjectFileProblem("file.folder" if stat.S_ISDIR(mode) else "file.not_masar", name=path.name)


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
    if left <= 0:
        raise header.too_large(path.name)
    return digest.hexdigest()


def _checked(private: Path, name: str) -> tuple[_Tables, int]:
    """Return the rows of a private copy that passed every check, and the schema version the file came with."""
    try:
        if _is_crowded(private):
            raise ProjectFileProblem("file.foreign", name=name)
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
    except OSError as error:
        raise cannot_read(private.with_name(name), error) from error
    except (sqlite3.Error, UnicodeError, MemoryError) as error:
        if is_of_the_disk(error):
            raise cannot_read(private.with_name(name), OSError(errno.EIO, str(error))) from error
        raise ProjectFileProblem("file.damaged", name=name) from error


def _is_crowded(private: Path) -> bool:
    """Whether the schema has more in it than any of ours: SQLite would read all of it, and has no limit for that."""
    with private.open("rb") as file:
        size = int.from_bytes(file.read(header.LENGTH)[16:18], "big")
        rows = 0
        for page in pages.walk(pages.Pages(file, 65_536 if size == 1 else max(size, 512)), 1, set(), []):
            rows += len(page.cells)
            if rows > _MOST_IN_SCHEMA:
                return True
    return False


def _check_schema(connection: sqlite3.Connection, version: int, name: str) -> None:
    """Raise ProjectFileProblem unless the schema is, to the letter, one that this program has written."""
    schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    if fingerprint(schema) != FINGERPRINTS.get(version):
        raise ProjectFileProblem("file.foreign", name=name)


def _check_older(connection: sqlite3.Connection, name: str) -> None:
    """Verify the digest of a file of an older version, whose tables and columns may not be today's."""
    total, written = 0, None
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            if table == "meta" and row[0] == DIGEST_KEY:
                written = row[1]
            else:
                total = add(total, row_digest(table, row))
    if written != as_text(total):
        raise ProjectFileProblem("file.altered", name=name)


def _read(connection: sqlite3.Connection, name: str) -> _Tables:
    """Return all rows, with the digest verified. The log is looked through a piece at a time and not kept."""
    written, total = None, 0
    for row in connection.execute(f"SELECT {quoted(META_COLUMNS)} FROM meta"):
        if row[0] == DIGEST_KEY:
            written = row[1]
        else:
            total = add(total, row_digest("meta", row))
    found, digest = _record_rows(connection, name)
    known: set[str] = set()
    sound, head = True, ""
    for row in connection.execute(f"SELECT {quoted(LOG_COLUMNS)} FROM log ORDER BY position"):
        digest += row_digest("log", row)
        sound = sound and log.is_sound((row,), known)
        head = row[1]
    if written != as_text(add(total, digest)):
        raise ProjectFileProblem("file.altered", name=name)
    if not sound or not known:
        raise ProjectFileProblem("file.bad_log", name=name)
    return _Tables(written, found, len(known), head)


def _record_rows(connection: sqlite3.Connection, name: str) -> tuple[dict[str, list[Row]], int]:
    """Return the rows of all records and their digest. They are in memory at once, so there is an end to them."""
    found: dict[str, list[Row]] = {}
    digest, count, weight = 0, 0, 0
    for kind in KINDS:
        found[kind] = []
        for row in connection.execute(select_records(kind)):
            part, bytes_of_text = weighed(kind, row)
            digest += part
            count += 1
            weight += bytes_of_text
            if count > header.MOST_RECORDS or weight > header.MOST_TEXT:
                most, size = str(header.MOST_RECORDS), str(header.MOST_TEXT >> 20)
                raise ProjectFileProblem("file.too_full", name=name, most=most, size=size)
            found[kind].append(row)
    return found, digest


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
