"""Files read and written whole, without a sitting: what the command line and "Save a copy" need."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from model.entry import root
from model.ids import new_id
from model.records import Record
from model.store.opening import OPENED_SUFFIX, open_file
from model.store.problems import ProjectFileProblem, cannot_keep
from model.store.publish import TargetChanged, check_whole, place


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


def write(path: Path, records: Iterable[Record], *, author: str, time: int, replace: bool = False) -> None:
    """Write records as a new file with an empty log: nothing that was ever deleted can be in its bytes.

    time: ms since 1970. replace: what is at the path may be replaced. Raises ProjectFileProblem, with what is there
    untouched.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from model.store.filling import write_fresh

    try:
        handle, name = tempfile.mkstemp(prefix="masar-", suffix=OPENED_SUFFIX)
        os.close(handle)
    except OSError as error:
        raise cannot_keep(error) from error
    file = Path(name)
    try:
        try:
            write_fresh(file, records, root(author, new_id(), time))
        except (SQLAlchemyError, OSError) as error:
            raise cannot_keep(error) from error
        check_whole(file, path.name)
        place(file, path, None if replace else ())
    except TargetChanged as error:
        raise ProjectFileProblem("file.exists", name=path.name, folder=str(path.parent)) from error
    finally:
        file.unlink(missing_ok=True)


def real(path: Path) -> Path:
    """Return the path of the file itself: absolute, links followed."""
    return Path(os.path.realpath(path))
