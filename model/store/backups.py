"""Backups: the last published versions of every file, kept on this computer in case the file itself is lost.

A backup is the bytes that were published, under a name that holds when and what: `TIME-HASH.masar`, ms since 1970 and
the SHA-256. Each file has a folder of its own, named by the hash of its real path, with a note that says which file
that is. Failing here never hurts the work: it is logged.
"""

import errno
import hashlib
import json
import logging
import os
import re
import sqlite3
import struct
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from model.store import header
from model.store.form import APPLICATION_ID, MAGIC, SCHEMA_VERSION
from model.store.guard import guarded
from model.store.opening import hash_of
from model.store.places import backup_folder, flush_folder, private_folder
from model.store.problems import ProjectFileProblem, cannot_read
from model.store.publish import TargetChanged, place

MOST = 10
"""How many versions of one file are kept."""

_MINUTE, _HOUR, _DAY, _WEEK = 60_000, 3_600_000, 86_400_000, 604_800_000
AGES = (_MINUTE, 10 * _MINUTE, _HOUR, 4 * _HOUR, _DAY, 3 * _DAY, _WEEK, 4 * _WEEK)
"""The ages in ms that part the backups of a file. When there are too many, the youngest part that has more than one
gives one up, and each part keeps its oldest: so the few that stay lie minutes, hours, days and weeks apart."""

_SUFFIX = ".masar"
_NAME = re.compile(r"([0-9]{1,15})-([0-9a-f]{64})\.masar")
_NEW = ".new"
_NOTE = "about.json"
_CHUNK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LONG = 24 * 3600.0
_log = logging.getLogger("masar.store")
_Made = TypeVar("_Made")


class Backup(NamedTuple):
    """One version of a file. time: ms since 1970 at which it was published; hash: SHA-256 of its bytes; title: of the
    project, as it was last published."""

    path: Path
    time: int
    hash: str
    title: str


class _Note(NamedTuple):
    """Whose backups lie in a folder."""

    target: str
    title: str


def keep(published: Path, target: Path) -> None:
    """Keep the bytes of a file that was published at the target, and thin what is kept of it. Raise nothing."""
    try:
        _keep(published, target)
    except (OSError, sqlite3.Error, UnicodeError) as error:
        _log.warning("no backup of %s was kept: %s", target.name, error)
    except Exception:
        _log.exception("keeping a backup met a fault of the program")


def keep_replaced(target: Path, *, chosen: bool) -> None:
    """Keep what lies at a target that is about to be replaced, where nothing else would hold it. Raise nothing.

    That is a file of an older version, which is its own backup of before it was migrated, and, where the person chose
    to replace whatever is there (`chosen`), any file of Masar's.
    """
    try:
        version = _version(target) if target.is_file() else None
    except OSError:
        return
    if version is not None and (chosen or version < SCHEMA_VERSION):
        keep(target, target)


def of(target: Path) -> list[Backup]:
    """Return the backups of a file, newest first; none where they cannot be read."""
    try:
        folder = _folder(target)
        return _backups(folder, _note(folder).title)
    except OSError:
        return []


def all_of() -> list[tuple[Path, list[Backup]]]:
    """Return every file that has backups, with them, the latest published first; none where they cannot be read."""
    found = []
    with suppress(OSError):
        for folder in backup_folder().iterdir():
            with suppress(OSError):
                note = _note(folder)
                if note.target and (backups := _backups(folder, note.title)):
                    found.append((Path(note.target), backups))
    return sorted(found, key=lambda each: -each[1][0].time)


def check(backup: Backup) -> None:
    """Raise ProjectFileProblem unless the backup is, to the byte, what was published."""
    try:
        same = hash_of(backup.path) == backup.hash
    except OSError as error:
        raise cannot_read(backup.path, error) from error
    if not same:
        raise ProjectFileProblem("file.backup_damaged", title=backup.title)


def restore(backup: Backup, path: Path, *, replace: bool = False) -> None:
    """Put a backup at a path, checked and whole. Raise ProjectFileProblem, with what is there untouched.

    replace: what is at the path may be replaced, and is kept as a backup itself; otherwise a file there is refused.
    """
    check(backup)
    if replace:
        keep_replaced(path, chosen=True)
    try:
        place(backup.path, path, None if replace else ())
    except TargetChanged as error:
        raise ProjectFileProblem("file.exists", name=path.name, folder=str(path.parent)) from error


def surplus(times: Iterable[int], now: int) -> list[int]:
    """Return which of the times (ms, all different) are too many at the moment `now`; the newest never is."""
    kept, gone = sorted(times), []
    while len(kept) > MOST:
        parts: dict[int, list[int]] = {}
        for each in kept[:-1]:
            parts.setdefault(sum(now - each >= age for age in AGES), []).append(each)
        crowded = min(part for part, those in parts.items() if len(those) > 1)
        gone.append(parts[crowded][1])
        kept.remove(gone[-1])
    return gone


def _keep(published: Path, target: Path) -> None:
    folder = private_folder(_folder(target))
    _sweep(folder)
    before = _backups(folder, "")
    if before and before[0].hash == hash_of(published):
        return
    note = _Note(os.path.realpath(target), _title(published))
    if note != _note(folder):
        _making_room(lambda: _write_note(folder, note))
    moment = max(time.time_ns() // 1_000_000, before[0].time + 1 if before else 0)
    _making_room(lambda: _copy(published, folder, moment))
    backups = _backups(folder, "")
    gone = surplus([each.time for each in backups], moment)
    for each in backups:
        if each.time in gone:
            gone.remove(each.time)
            each.path.unlink(missing_ok=True)


def _making_room(job: Callable[[], _Made]) -> _Made:
    """Do a job; where the disk is full, drop the oldest backups of all, but no file's newest, until it can be done."""
    while True:
        try:
            return job()
        except OSError as error:
            if error.errno not in _FULL:
                raise
            older = [each for _, backups in all_of() for each in backups[1:]]
            if not older:
                raise
            min(older, key=lambda each: each.time).path.unlink()


def _copy(published: Path, folder: Path, moment: int) -> Path:
    """Copy into the folder under the name that says when and what; return where."""

    def write(file: BinaryIO) -> str:
        digest = hashlib.sha256()
        with published.open("rb") as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
        return f"{moment}-{digest.hexdigest()}{_SUFFIX}"

    return _write_whole(folder, write)


def _write_note(folder: Path, note: _Note) -> Path:
    def write(file: BinaryIO) -> str:
        file.write(json.dumps(note._asdict()).encode())
        return _NOTE

    return _write_whole(folder, write)


def _write_whole(folder: Path, write: Callable[[BinaryIO], str]) -> Path:
    """Write a file whole or not at all, under the name that writing it tells, and flush it; return where."""
    handle, name = tempfile.mkstemp(suffix=_NEW, dir=folder)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            path = folder / write(file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        flush_folder(folder)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    return path


def _folder(target: Path) -> Path:
    """Return the folder of a file's backups, whether it is there or not; raise OSError where none can be."""
    return backup_folder() / hashlib.sha256(os.fsencode(os.path.realpath(target))).hexdigest()[:32]


def _note(folder: Path) -> _Note:
    try:
        found = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        return _Note(str(found["target"]), str(found["title"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Note("", "")


def _backups(folder: Path, title: str) -> list[Backup]:
    """Return the backups in a folder, newest first; what is named otherwise is none."""
    if not folder.is_dir():
        return []
    named = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    found = [Backup(path, int(name[1]), name[2], title) for path, name in named if name]
    return sorted(found, key=lambda each: -each.time)


def _title(file: Path) -> str:
    """Return the title of the project in a file; an empty one where there is none to be read."""
    try:
        with guarded(file.absolute()) as connection:
            row = connection.execute("SELECT title FROM project").fetchone()
    except (OSError, sqlite3.Error, UnicodeError):
        return ""
    return str(row[0]) if row else ""


def _version(target: Path) -> int | None:
    """Return the version of the schema of a file, None where it is none of Masar's; raise OSError."""
    with target.open("rb") as file:
        start = file.read(header.LENGTH)
    if len(start) < header.LENGTH or not start.startswith(MAGIC):
        return None
    version, application = struct.unpack_from(">I4xI", start, 60)
    return version if application == APPLICATION_ID else None


def _sweep(folder: Path) -> None:
    """Remove what a program long dead did not finish."""
    long_ago = time.time() - _LONG
    for path in folder.glob(f"*{_NEW}"):
        with suppress(OSError):
            if path.stat().st_mtime < long_ago:
                path.unlink()
