"""The working file: a database of this computer's own in which every change is safe before the window says so.

It is in WAL mode with full synchronisation and held exclusively by one connection, so one commit is one fsync, and
a lock that is held means that its program is alive. It is a whole Masar database: publishing copies it out.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from model.change import Change, ChangeSet
from model.entry import Entry, entry_of
from model.records import KIND_OF, KINDS, Record
from model.store import log
from model.store.content import content_digest
from model.store.digest import DIGEST_KEY, add, as_text, digest_of, row_digest
from model.store.filling import connect, disconnect, fill
from model.store.form import LOG_COLUMNS, SCHEMA_VERSION, quoted
from model.store.migrate import migrate
from model.store.opening import hash_of
from model.store.places import let_go
from model.store.problems import cannot_keep
from model.store.rows import Row, columns, select_records, to_records, to_row
from model.store.schema import RECORD_TABLES, log_table, meta_table

_EXCLUSIVE = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "secure_delete=OFF")
_IDS_AT_A_TIME = 500


@contextmanager
def _telling() -> Iterator[None]:
    """Turn what a full or failing disk raises into the problem that it is for a person."""
    try:
        yield
    except (sqlite3.Error, SQLAlchemyError, OSError) as error:
        raise cannot_keep(error) from error


class Held(Exception):
    """A working file that a living program holds."""


class NotWhole(Exception):
    """A working file that carries no project: its making was cut short, or its content is not what its digest says."""


class Unborn(NotWhole):
    """A working file whose making was cut short before anything was in it."""


class _Newest(NamedTuple):
    """The newest entry of the log, its position and row."""

    entry: Entry
    position: int
    row: Row


class WorkingFile:
    """A working file that is open and held. All calls come from one thread at a time."""

    def __init__(self, path: Path, connection: Connection, digest: int, newest: _Newest) -> None:
        """Take over an open connection; use `create` or `reopen`."""
        self.path = path
        self._connection = connection
        self._digest = digest
        self._newest = newest
        self._sealed = newest.position

    @classmethod
    def create(cls, path: Path, records: Iterable[Record], log_rows: Iterable[Row]) -> "WorkingFile":
        """Make a working file that holds the records and the log; raise ProjectFileProblem where that fails."""
        with _telling():
            return cls._create(path, records, log_rows)

    @classmethod
    def _create(cls, path: Path, records: Iterable[Record], log_rows: Iterable[Row]) -> "WorkingFile":
        connection = connect(path, *_EXCLUSIVE)
        try:
            with connection.begin():
                digest = fill(connection, records, log_rows)
            return cls(path, connection, digest, _newest(_driver(connection)))
        except BaseException:
            disconnect(connection)
            remove(path)
            raise

    @classmethod
    def reopen(cls, path: Path) -> "WorkingFile":
        """Open a working file that was left behind, with all that was committed to it.

        Raise Held when a living program has it, NotWhole when there is no sound project in it. Its digest is
        verified in full; a file of an older version is migrated.
        """
        connection = _hold(path)
        try:
            driver = _driver(connection)
            (version,) = driver.execute("PRAGMA user_version").fetchone()
            if version == 0:
                raise Unborn(path.name)
            if version < SCHEMA_VERSION:
                disconnect(connection)
                migrate(path, version)
                connection = _hold(path)
                driver = _driver(connection)
            written = driver.execute("SELECT value FROM meta WHERE key=?", (DIGEST_KEY,)).fetchone()
            if written is None or written[0] != content_digest(driver):
                raise NotWhole(path.name)
            return cls(path, connection, int(written[0], 16), _newest(_driver(connection)))
        except sqlite3.Error as error:
            disconnect(connection)
            raise NotWhole(path.name) from error
        except BaseException:
            disconnect(connection)
            raise

    @property
    def head(self) -> str:
        """The id of the newest entry of the log."""
        return self._newest.entry.id

    @property
    def digest(self) -> str:
        """The digest of the content, as text."""
        return as_text(self._digest)

    def append(self, changes: ChangeSet, *, author: str, session: str, time: int, squash: bool = False) -> None:
        """Commit a ChangeSet: its rows, its entry in the log and the digest, all or nothing.

        time: ms since 1970. squash: it belongs to the same step as the newest entry and is joined with it, unless
        that one was published, or is no part of this sitting. Raises ProjectFileProblem, with nothing changed.
        """
        changes = log.cleaned(changes)
        newest = self._newest
        joining = squash and newest.position > self._sealed
        with _telling(), self._connection.begin():
            digest = add(self._digest, self._write(changes.changes))
            position = newest.position
            if joining:
                changes = newest.entry.changes.squash(changes)
                self._connection.execute(delete(log_table).where(log_table.c.position == position))
                digest = add(digest, -row_digest("log", newest.row))
                position, parents = position - 1, newest.entry.parents
            else:
                parents = (self.head,)
            if changes or not joining:
                newest, added = self._insert(position, [entry_of(changes, parents, author, session, time)])
                digest = add(digest, added)
            else:
                newest = _newest(_driver(self._connection))
            self._write_digest(digest)
        self._digest, self._newest = digest, newest

    def merge(self, changes: ChangeSet, entries: Sequence[Entry]) -> None:
        """Commit what another version of the project adds: the rows, and its entries with the merge's own, as one.

        The newest entry then is the last of `entries`, and is sealed. Raises ProjectFileProblem, with nothing changed.
        """
        with _telling(), self._connection.begin():
            digest = add(self._digest, self._write(log.cleaned(changes).changes))
            newest, added = self._insert(self._newest.position, entries)
            digest = add(digest, added)
            self._write_digest(digest)
        self._digest, self._newest, self._sealed = digest, newest, newest.position

    def replace_log(self, entries: Sequence[Entry]) -> None:
        """Commit another log in the place of this one, whose head is the same. Raises ProjectFileProblem.

        What only the old log held is gone from whatever `copy_out` writes from here on.
        """
        assert entries[-1].id == self.head, "a log was put in the place of another state's"
        with _telling(), self._connection.begin():
            statement = f"SELECT {quoted(LOG_COLUMNS)} FROM log"
            digest = add(self._digest, -digest_of("log", _driver(self._connection).execute(statement)))
            self._connection.execute(delete(log_table))
            newest, added = self._insert(0, entries)
            digest = add(digest, added)
            self._write_digest(digest)
        self._digest, self._newest, self._sealed = digest, newest, newest.position

    def _insert(self, position: int, entries: Sequence[Entry]) -> tuple[_Newest, int]:
        """Write entries after a position; return the newest then, and what they add to the digest."""
        rows = [log.to_row(position + place, entry) for place, entry in enumerate(entries, start=1)]
        self._connection.execute(insert(log_table), [dict(zip(LOG_COLUMNS, row, strict=True)) for row in rows])
        return _Newest(entries[-1], position + len(rows), rows[-1]), digest_of("log", rows)

    def _write_digest(self, digest: int) -> None:
        self._connection.execute(update(meta_table).where(meta_table.c.key == DIGEST_KEY).values(value=as_text(digest)))

    def _write(self, changes: Iterable[Change]) -> int:
        """Write the rows of changed records, and return what that adds to the digest."""
        removed: dict[str, list[str]] = {}
        added: dict[str, list[Row]] = {}
        replaced: dict[str, list[Row]] = {}
        for change in changes:
            if change.before is not None and change.after is not None and type(change.before) is type(change.after):
                replaced.setdefault(KIND_OF[type(change.after)], []).append(to_row(change.after))
                continue
            if change.before is not None:
                removed.setdefault(KIND_OF[type(change.before)], []).append(change.id)
            if change.after is not None:
                added.setdefault(KIND_OF[type(change.after)], []).append(to_row(change.after))
        digest = 0
        for kind in KINDS:
            gone, new, other = removed.get(kind, []), added.get(kind, []), replaced.get(kind, [])
            if gone or other:
                digest = add(digest, *self._digests_of(kind, [*gone, *(row[0] for row in other)]))
            digest = add(digest, *(row_digest(kind, row) for row in (*new, *other)))
            self._write_kind(kind, gone, new, other)
        return digest

    def _digests_of(self, kind: str, ids: list[str]) -> Iterator[int]:
        """Yield the negated digests of rows as they stand: what is taken away must be what is there."""
        table = RECORD_TABLES[kind]
        found = 0
        for start in range(0, len(ids), _IDS_AT_A_TIME):
            some = ids[start : start + _IDS_AT_A_TIME]
            for row in self._connection.execute(select(table).where(table.c.id.in_(some))):
                found += 1
                yield -row_digest(kind, tuple(row))
        assert found == len(ids), f"{len(ids) - found} rows of {kind} are not in the working file"

    def _write_kind(self, kind: str, gone: list[str], new: list[Row], other: list[Row]) -> None:
        table, names = RECORD_TABLES[kind], [spec.name for spec in columns(kind)]
        which = table.c.id == bindparam("row_id")
        if gone:
            self._connection.execute(delete(table).where(which), [{"row_id": identity} for identity in gone])
        if new:
            self._connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in new])
        if other:
            values = [{"row_id": row[0], **dict(zip(names[1:], row[1:], strict=True))} for row in other]
            self._connection.execute(update(table).where(which), values)

    def copy_out(self, target: Path) -> str:
        """Write everything to a new file in rollback format, without what was deleted; return its SHA-256.

        From here on the newest entry is sealed: what comes later is an entry of its own. Raises ProjectFileProblem.
        """
        self._sealed = self._newest.position
        with _telling():
            target.unlink(missing_ok=True)
            _driver(self._connection).execute("VACUUM INTO ?", (str(target),))
            return hash_of(target)

    def records(self) -> list[Record]:
        """Return all records."""
        driver = _driver(self._connection)
        return [
            record for kind in KINDS for record in to_records(kind, driver.execute(select_records(kind)).fetchall())[0]
        ]

    def entries(self, since: str = "") -> Iterator[Entry]:
        """Yield the entries of the log newest first, down to but not with the one whose id is `since`."""
        statement = f"SELECT {quoted(LOG_COLUMNS)} FROM log ORDER BY position DESC"
        rows = _driver(self._connection).execute(statement)
        for row in rows:
            if row[1] == since:
                return
            yield log.from_row(row)

    def log_through(self, last: str) -> Iterator[Entry]:
        """Yield the entries of the log oldest first, through the one with this id."""
        for row in _driver(self._connection).execute(f"SELECT {quoted(LOG_COLUMNS)} FROM log ORDER BY position"):
            entry = log.from_row(row)
            yield entry
            if entry.id == last:
                return

    def close(self) -> None:
        """Let go of the file, which stays."""
        disconnect(self._connection)

    def discard(self) -> None:
        """Let go of the file and remove it."""
        self.close()
        remove(self.path)


def remove(path: Path) -> None:
    """Remove a working file that nobody holds, and then what SQLite put beside it: without that it would be older."""
    let_go(*(path.with_name(path.name + beside) for beside in ("", "-wal", "-shm")))


def _hold(path: Path) -> Connection:
    """Open and lock a working file. An exclusive connection locks at its first look at the WAL, which is here."""
    try:
        return connect(path, *_EXCLUSIVE)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Held(path.name) from error
        raise NotWhole(path.name) from error
    except sqlite3.DatabaseError as error:
        raise NotWhole(path.name) from error


def _driver(connection: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection, for what SQLAlchemy would wrap in a transaction."""
    driver: Any = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _newest(driver: sqlite3.Connection) -> _Newest:
    """Return the newest entry of the log; raise NotWhole when there is none."""
    statement = f"SELECT {quoted(LOG_COLUMNS)} FROM log ORDER BY position DESC LIMIT 1"
    row = driver.execute(statement).fetchone()
    if row is None:
        raise NotWhole("log")
    return _Newest(log.from_row(row), row[0], row)
