"""How a sitting starts: with records of its own, with a file, or with work that was left behind."""

import getpass
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.entry import root, taken_back
from model.records import BadRecord, Record, clean
from model.store import log
from model.store.attachment import Attachment
from model.store.messages import Sitting
from model.store.opening import Opened, log_rows, open_file
from model.store.problems import ProjectFileProblem, cannot_keep
from model.store.strays import Stray, new_working_path

if TYPE_CHECKING:
    from model.store.working import WorkingFile


@dataclass(frozen=True, slots=True)
class Start:
    """What a sitting starts with.

    records: of the document. opened: the records that "Revert" returns to. working: makes or hands over the working
    file, on the writer's thread. recovered: the working file holds what its target does not. repaired: values that
    had to be brought into their limits. private: a copy to be removed when the sitting ends.
    """

    records: tuple[Record, ...]
    opened: dict[str, Record]
    attachment: Attachment
    working: "Callable[[Sitting], WorkingFile]"
    recovered: bool = False
    repaired: int = 0
    private: Path | None = None


def fresh(records: Iterable[Record]) -> Start:
    """Return the start of a project without a file."""
    made = tuple(clean(record) for record in records)
    return Start(made, _by_id(made), Attachment(), partial(_create, made, None))


def from_file(path: Path) -> Start:
    """Return the start of work on a file; raise ProjectFileProblem saying why it cannot be opened."""
    found = open_file(path, keep=True)
    records = tuple(found.records)
    attachment = Attachment(target=str(path.absolute()), known=(found.hash,))
    working = partial(_create, records, found)
    return Start(records, _by_id(records), attachment, working, repaired=found.repaired, private=found.private)


def from_stray(stray: Stray) -> Start:
    """Return the start that takes up work left behind; raise ProjectFileProblem when it cannot be read any more."""
    from model.store.working import Held, NotWhole, WorkingFile

    try:
        working = WorkingFile.reopen(stray.working)
    except (Held, NotWhole) as error:
        raise ProjectFileProblem("file.stray_unreadable", title=stray.attachment.title) from error
    records = tuple(working.records())
    opened = _by_id(records)
    try:
        opened = taken_back(opened, (entry.changes for entry in working.entries(stray.attachment.opened)))
    except BadRecord:  # the work itself is sound, only the way back to its beginning is not
        opened = _by_id(records)
    return Start(records, opened, stray.attachment, lambda _: working, recovered=True)


def now() -> int:
    """Return the time in ms since 1970."""
    return time.time_ns() // 1_000_000


def user_name() -> str:
    """Return the name of whoever is at this computer, or an empty one where it is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {record.id: record for record in records}


def _create(records: tuple[Record, ...], found: Opened | None, sitting: Sitting) -> "WorkingFile":
    """Make the working file, with the log of the file that was opened, or a log that begins here."""
    from model.store.working import WorkingFile

    try:
        path = new_working_path()
    except OSError as error:
        raise cannot_keep(error) from error
    beginning = [log.to_row(1, root(sitting.author, sitting.session, now()))]
    if found is None or found.private is None:
        return WorkingFile.create(path, records, beginning)
    working = WorkingFile.create(path, records, log_rows(found.private) if found.entries else beginning)
    found.private.unlink(missing_ok=True)
    return working
