"""What can go wrong between a person and a file, as keys of the catalogue. The world's faults only."""

import errno
import re
import sqlite3
from pathlib import Path

from model.store.places import home

_READING = {
    errno.ENOENT: "file.missing",
    errno.ENOTDIR: "file.missing",
    errno.EACCES: "file.unreadable",
    errno.EPERM: "file.unreadable",
    errno.EISDIR: "file.folder",
}
_WRITING = {
    errno.ENOSPC: "file.no_space",
    errno.EDQUOT: "file.no_space",
    errno.EFBIG: "file.no_space",
    errno.EROFS: "file.read_only",
    errno.EACCES: "file.unwritable",
    errno.EPERM: "file.unwritable",
    errno.ENOENT: "file.folder_gone",
    errno.ENOTDIR: "file.folder_gone",
    errno.ESTALE: "file.folder_gone",
    errno.EISDIR: "file.folder",
    errno.ENAMETOOLONG: "file.name_too_long",
}


_PASSING = frozenset(
    {*_READING.values(), *_WRITING.values(), "file.cannot_read", "file.cannot_write", "file.cannot_keep"}
    | {"file.no_space_here"}
)


_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class ProjectFileProblem(Exception):
    """A file that cannot be read or written, for a reason in the world: `say(key, language, **values)` tells it."""

    def __init__(self, key: str, **values: str) -> None:
        values = {name: _UNPRINTABLE.sub("\ufffd", value) for name, value in values.items()}  # names may hold anything
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProjectFileProblem) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.values.items()))))


def cannot_read(path: Path, error: OSError) -> ProjectFileProblem:
    """Return the problem that an error of the operating system means for somebody who opens a file."""
    return _problem(_READING, "file.cannot_read", path, error)


def cannot_write(path: Path, error: OSError) -> ProjectFileProblem:
    """Return the problem that an error of the operating system means for somebody who saves a file."""
    return _problem(_WRITING, "file.cannot_write", path, error)


def cannot_keep(error: Exception) -> ProjectFileProblem:
    """Return the problem that an error of the working file means for the person whose work it keeps."""
    cause = getattr(error, "orig", None) or error
    full = getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    full = full or (isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
    if full:
        return ProjectFileProblem("file.no_space_here", folder=str(home()))
    reason = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    return ProjectFileProblem("file.cannot_keep", folder=str(home()), reason=reason)


def is_passing(problem: ProjectFileProblem) -> bool:
    """Whether a problem lies with the computer or its connection and not with the file, so that it may pass."""
    return problem.key in _PASSING


def is_of_the_disk(error: Exception) -> bool:
    """Whether an error of SQLite's is about the disk that a file of Masar's own lies on, and not about its content."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)


def _problem(table: dict[int, str], otherwise: str, path: Path, error: OSError) -> ProjectFileProblem:
    key = table.get(error.errno or 0, otherwise)
    values = {"name": path.name, "folder": str(path.absolute().parent)}
    if key == otherwise:
        values["reason"] = error.strerror or type(error).__name__
    return ProjectFileProblem(key, **values)
