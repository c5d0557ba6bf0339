"""Putting a finished file where the person wants it: all of it or nothing, and never over what is not known.

The file is copied beside its target, flushed to the disk, read back, and renamed over the target in one step. So
the target is at every moment the complete old version or the complete new one, also in a folder that is being
synchronised. A target that holds other bytes than those that were opened or published here is somebody's work.
"""

import glob
import os
import secrets
import stat
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from model.store import header
from model.store.content import measure_if_whole
from model.store.opening import hash_of
from model.store.places import flush_folder, let_go
from model.store.problems import ProjectFileProblem, cannot_write

_CHUNK = 1 << 20
_NEW = ".new"
_LONGEST_START = 200
"""The most bytes of a target's name in that of the copy beside it: file systems take 255 bytes, not letters."""
_LONGEST_STEM = 220
"""The most bytes of a target's name, without its suffix, in that of a kept copy."""
_LONG = 24 * 3600.0
_LONGEST_TURN = 2.0
_MOMENT = 0.002


class Placed(NamedTuple):
    """A file that was put in its place: where it is in truth (links followed), and the SHA-256 of its bytes."""

    path: Path
    hash: str


class TargetChanged(Exception):
    """The target holds what neither was opened nor published here. Nothing was written."""


class TargetGone(Exception):
    """The target is no longer there, but its folder is. Nothing was written."""


def check_whole(file: Path, name: str) -> None:
    """Raise ProjectFileProblem unless the file about to be published is sound, has its digest, and can be opened."""
    found = measure_if_whole(file)
    if found is None:
        raise ProjectFileProblem("file.not_whole", name=name)
    if found.records > header.MOST_RECORDS or found.text > header.MOST_TEXT:
        most, size = str(header.MOST_RECORDS), str(header.MOST_TEXT >> 20)
        raise ProjectFileProblem("file.too_full_to_save", name=name, most=most, size=size)


def place(file: Path, target: Path, known: Collection[str] | None) -> Placed:
    """Put a copy of the file at the target, links followed and its mode kept.

    known: hashes of the bytes that it may replace; empty, it replaces nothing; None, whatever is there, for the
    person said so. Raises TargetChanged, TargetGone, or ProjectFileProblem with the target as it was.
    """
    real = Path(os.path.realpath(target))
    beside = real.with_name(f"{_start_of_name(real)}{secrets.token_hex(4)}{_NEW}")
    try:
        mode = _mode(real)
        wanted, is_ours = hash_of(file), True
        try:
            _copy(file, beside, mode)
            if hash_of(beside) != wanted:
                raise ProjectFileProblem("file.not_whole", name=real.name)
            with _turn(real.parent):
                seen = _look(real, known)
                if seen is not None and seen != _stamp(real):
                    raise TargetChanged(real.name)
                _move(beside, real, replacing=known is None or bool(known))
            flush_folder(real.parent)
            _sweep(real)
        except FileExistsError:  # by chance it is somebody's, who is not to lose it
            is_ours = False
            raise
        finally:
            if is_ours:
                let_go(beside)
    except OSError as error:
        raise cannot_write(real, error) from error
    return Placed(real, wanted)


def place_kept_copy(file: Path, target: Path) -> Placed:
    """Put the file beside a target that holds somebody's work, under a name that is still free."""
    real = Path(os.path.realpath(target))
    stem = _cut(real.stem, _LONGEST_STEM)
    names = (f"{stem} (kept copy{'' if n == 1 else f' {n}'}){real.suffix}" for n in count(1))
    for copy in map(real.with_name, names):
        if not os.path.lexists(copy):
            with suppress(TargetChanged):
                return place(file, copy, ())
    raise AssertionError("numbers do not end")


def _mode(real: Path) -> int | None:
    """Return the mode of a file that may be replaced, None when there is none; raise ProjectFileProblem or OSError."""
    try:
        about = real.stat()
    except FileNotFoundError:
        if not real.parent.is_dir():
            raise ProjectFileProblem("file.folder_gone", name=real.name, folder=str(real.parent)) from None
        return None
    if stat.S_ISDIR(about.st_mode):
        raise ProjectFileProblem("file.folder", name=real.name)
    if not about.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise ProjectFileProblem("file.unwritable", name=real.name, folder=str(real.parent))
    return stat.S_IMODE(about.st_mode)


def _copy(file: Path, beside: Path, mode: int | None) -> None:
    """Copy into a new file and flush it to the disk."""
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as target, file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if mode is not None:
        beside.chmod(mode)


def _start_of_name(real: Path) -> str:
    return f".{_cut(real.name[:100], _LONGEST_START)}."


def _cut(name: str, most: int) -> str:
    """Return as much of a name, from its start, as fits into so many bytes."""
    while len(os.fsencode(name)) > most:
        name = name[:-1]
    return name


def _sweep(real: Path) -> None:
    """Remove copies beside the target that a program long dead did not finish."""
    long_ago = time.time() - _LONG
    for path in real.parent.glob(f"{glob.escape(_start_of_name(real))}????????{_NEW}"):
        with suppress(OSError):
            if path.stat().st_mtime < long_ago:
                path.unlink()


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Let no other Masar of this computer look at what is in a folder and replace it until this one has done so.

    Two that look at the same time would both find what they know, and one put its work over the other's. The lock is
    on the folder itself, so nothing lies about; where there can be none, or it is held for long, the turn is taken.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + _LONGEST_TURN
        while time.monotonic() < until:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(_MOMENT)
            except OSError:  # a file system that has no locks
                break
        yield
    finally:
        os.close(handle)


_Stamp = tuple[int, int, int]


def _stamp(real: Path) -> _Stamp:
    """Return what changes when a file is written or replaced; raise OSError."""
    about = real.stat()
    return about.st_mtime_ns, about.st_size, about.st_ino


def _look(real: Path, known: Collection[str] | None) -> _Stamp | None:
    """Return the stamp of what is at the target, if it is known; raise TargetChanged or TargetGone if it may not go."""
    if known is None:
        return None
    try:
        seen = _stamp(real)
        found = hash_of(real)
    except FileNotFoundError:
        if known:
            raise TargetGone(real.name) from None
        return None
    if found not in known:
        raise TargetChanged(real.name)
    return seen


def _move(beside: Path, real: Path, *, replacing: bool) -> None:
    """Rename over the target in one step; where nothing may be replaced, a name taken meanwhile is left alone."""
    if replacing:
        beside.replace(real)
        return
    try:
        real.hardlink_to(beside)
    except FileExistsError as error:
        raise TargetChanged(real.name) from error
    except OSError:  # a file system without hard links
        beside.replace(real)
