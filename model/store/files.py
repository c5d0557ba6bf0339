"""Files read and written whole, without a sitting: what the command line and "Save a copy" need."""

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from model.entry import Entry, root
from model.ids import new_id
from model.records import BadRecord, Record
from model.store import log
from model.store.opening import OPENED_SUFFIX, log_rows, open_file
from model.store.places import let_go
from model.store.problems import ProjectFileProblem, cannot_keep
from model.store.publish import TargetChanged, check_whole, place
from model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: its records, the version of its schema, the digest of its content, the entries of its log.

    repaired: how many values had to be brought into their limits.
    """

    records: tuple[Record, ...]
    version: int
    digest: str
    entries: int
    repaired: int


def read(path: Path) -> Contents:
    """Return what a file holds, checked as everything that is opened; raise ProjectFileProblem."""
    found = open_file(path)
    return Contents(tuple(found.records), found.version, found.digest, found.entries, found.repaired)


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a file holds: its contents, its records by id, its log, and the SHA-256 of its bytes."""

    contents: Contents
    records: dict[str, Record]
    timeline: Timeline
    hash: str


def read_whole(path: Path) -> Whole:
    """Return all that a file holds with its log, checked as everything that is opened; raise ProjectFileProblem."""
    found = open_file(path, keep=True, passing=True)
    assert found.private is not None
    try:
        timeline = Timeline(map(log.from_row, log_rows(found.private)))
    except (BadRecord, sqlite3.Error) as error:
        raise ProjectFileProblem("file.bad_log", name=path.name) from error
    finally:
        let_go(found.private)
    contents = Contents(tuple(found.records), found.version, found.digest, found.entries, found.repaired)
    return Whole(contents, {record.id: record for record in found.records}, timeline, found.hash)


def write(path: Path, records: Iterable[Record], *, author: str, time: int, replace: bool = False) -> None:
    """Write records as a new file with an empty log: nothing that was ever deleted can be in its bytes.

    time: ms since 1970. replace: what is at the path may be replaced. Raises ProjectFileProblem, with what is there
    untouched.
    """
    write_log(path, records, (root(author, new_id(), time),), replace=replace)


def write_log(path: Path, records: Iterable[Record], entries: Iterable[Entry], *, replace: bool = False) -> None:
    """Write a new file that holds the records and a log whose newest entry they are the state of; as `write` does."""
    file = compose(records, entries)
    try:
        check_whole(file, path.name)
        place(file, path, None if replace else ())
    except TargetChanged as error:
        raise ProjectFileProblem("file.exists", name=path.name, folder=str(path.parent)) from error
    finally:
        let_go(file)


def compose(records: Iterable[Record], entries: Iterable[Entry], folder: Path | None = None) -> Path:
    """Write a file that nobody knows of yet and return where it is; raise ProjectFileProblem where that fails.

    folder: where it lies, among temporary files unless named.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from model.store.filling import write_fresh

    try:
        handle, name = tempfile.mkstemp(prefix="masar-", suffix=OPENED_SUFFIX, dir=folder)
        os.close(handle)
    except OSError as error:
        raise cannot_keep(error) from error
    file = Path(name)
    try:
        write_fresh(file, records, entries)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        let_go(file)
        raise cannot_keep(error) from error
    return file


def real(path: Path) -> Path:
    """Return the path of the file itself: absolute, links followed."""
    return Path(os.path.realpath(path))
