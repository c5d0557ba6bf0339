"""How a sitting starts: with records of its own, with a file, or with work that was left behind."""

import getpass
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.entry import Entry, root, taken_back
from model.ids import new_id
from model.records import BadRecord, Record, clean
from model.store import attachment as attachments
from model.store import log
from model.store.attachment import Attachment
from model.store.messages import Sitting
from model.store.opening import log_rows, open_file
from model.store.places import let_go
from model.store.problems import ProjectFileProblem, cannot_keep
from model.store.rows import Row
from model.store.strays import Stray, new_working_path

if TYPE_CHECKING:
    from model.store.working import WorkingFile


@dataclass(frozen=True, slots=True)
class Start:
    """What a sitting starts with.

    records: of the document. head: the newest entry of its log. opened: the records that "Revert" returns to.
    working: makes or hands over the working file, on the writer's thread. older: the entries up to the head, oldest
    first, read while there is no working file. recovered: the working file holds what its target does not. repaired:
    values that had to be brought into their limits. private: a copy to be removed when the sitting ends.
    """

    sitting: Sitting
    records: tuple[Record, ...]
    head: str
    opened: dict[str, Record]
    attachment: Attachment
    working: "Callable[[], WorkingFile]"
    older: Callable[[], Iterable[Entry]] = tuple
    recovered: bool = False
    repaired: int = 0
    private: Path | None = None


def sitting(author: str | None = None) -> Sitting:
    """Return a new sitting of an author, the user of this computer unless named."""
    return Sitting(user_name() if author is None else author, new_id())


def fresh(records: Iterable[Record], by: Sitting) -> Start:
    """Return the start of a project without a file."""
    made = tuple(clean(record) for record in records)
    first = root(by.author, by.session, now())
    working = partial(_create, made, [log.to_row(1, first)], first.id, Attachment())
    return Start(by, made, first.id, _by_id(made), Attachment(), working, lambda: (first,))


def from_file(path: Path, by: Sitting, *, attached: bool = True) -> Start:
    """Return the start of work on a file; raise ProjectFileProblem saying why it cannot be opened.

    attached: what is done goes back into that file; else the project has its history but no file.
    """
    found = open_file(path, keep=True)
    records, private = tuple(found.records), found.private
    assert private is not None
    attachment = Attachment(target=str(path.absolute()), known=(found.hash,)) if attached else Attachment()
    first = root(by.author, by.session, now())
    head = found.head or first.id

    def rows() -> Iterator[Row]:
        return log_rows(private) if found.entries else iter((log.to_row(1, first),))

    return Start(
        by,
        records,
        head,
        _by_id(records),
        attachment,
        partial(_copied, records, rows, head, attachment, private),
        lambda: map(log.from_row, rows()),
        repaired=found.repaired,
        private=private,
    )


def from_stray(stray: Stray, by: Sitting) -> Start:
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
    attachment = _trusted(stray.attachment, working)
    return Start(by, records, working.head, opened, attachment, lambda: working, recovered=True)


def _trusted(attachment: Attachment, working: "WorkingFile") -> Attachment:
    """Return what a working file belongs to, with nothing to be replaced where the target may hold more than it does.

    So it is where the file was saved while nothing could be kept on this computer: then the two are merged.
    """
    published = attachment.published
    if not published or any(entry.id == published for entry in working.entries()):
        return attachment
    return replace(attachment, known=())


def now() -> int:
    """Return the time in ms since 1970; 0 on a computer whose clock is before that, for a file holds no such time."""
    return max(0, time.time_ns() // 1_000_000)


def user_name() -> str:
    """Return the name of whoever is at this computer, or an empty one where it is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {record.id: record for record in records}


def _create(records: tuple[Record, ...], rows: Iterable[Row], head: str, attachment: Attachment) -> "WorkingFile":
    """Make the working file, with the rows of a log, after the note whose it is: without it, it would be a stray."""
    from model.store.working import WorkingFile

    try:
        path = new_working_path()
        attachments.save(path, replace(attachment, opened=head, published=head if attachment.target else ""))
    except OSError as error:
        raise cannot_keep(error) from error
    try:
        return WorkingFile.create(path, records, rows)
    except ProjectFileProblem:
        attachments.remove(path)
        raise


def _copied(
    records: tuple[Record, ...], rows: Callable[[], Iterable[Row]], head: str, attachment: Attachment, private: Path
) -> "WorkingFile":
    """Make the working file with the log of the file that was opened, whose private copy then is not needed."""
    working = _create(records, rows(), head, attachment)
    let_go(private)
    return working
