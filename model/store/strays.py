"""Working files that were left behind: a lock that is free means that the program that held it is gone."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.ids import new_id
from model.store import attachment as attachments
from model.store.attachment import Attachment
from model.store.opening import OPENED_SUFFIX, hash_of
from model.store.places import working_folder
from model.store.publishing import PUBLISHED_SUFFIX

if TYPE_CHECKING:
    from model.store.working import WorkingFile

WORKING_SUFFIX = ".working"
_OLD = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Stray:
    """Work that was left behind and is not in its document. changed: ms since 1970, of its last change."""

    working: Path
    attachment: Attachment
    changed: int


def new_working_path() -> Path:
    """Return the path of a working file to be made; raise OSError where its folder cannot be."""
    return working_folder() / f"{new_id()}{WORKING_SUFFIX}"


def strays() -> list[Stray]:
    """Return the work that was left behind, newest first; raise OSError where the folder cannot be read.

    Working files whose documents hold all that is in them, or that hold no work yet, are removed on the way. What
    a living program holds is left alone, and what cannot be read is left where it is.
    """
    folder = working_folder()
    _sweep(folder)
    found = [stray for path in folder.glob(f"*{WORKING_SUFFIX}") if (stray := _left_behind(path))]
    return sorted(found, key=lambda stray: -stray.changed)


def stray_of(target: Path) -> Stray | None:
    """Return the newest work that was left behind on the document at a path, or None; raise OSError."""
    real = os.path.realpath(target)
    found = [
        stray
        for path in working_folder().glob(f"*{WORKING_SUFFIX}")
        if (at := attachments.load(path).target) and os.path.realpath(at) == real and (stray := _left_behind(path))
    ]
    return max(found, key=lambda stray: stray.changed, default=None)


def _left_behind(path: Path) -> Stray | None:
    """Return the work in a working file, or None if somebody holds it, none is in it, or it cannot be read."""
    from model.store.working import Held, NotWhole, Unborn, WorkingFile

    try:
        working = WorkingFile.reopen(path)
    except Unborn:
        abandon(path)
        return None
    except (Held, NotWhole):
        return None
    try:
        attachment = attachments.load(path)
    except OSError:
        working.close()
        return None
    if _is_done_with(working, attachment):
        working.discard()
        attachments.remove(path)
        return None
    changed = next((entry.time for entry in working.entries()), 0)
    working.close()
    return Stray(path, attachment, changed)


def _is_done_with(working: "WorkingFile", attachment: Attachment) -> bool:
    """Whether nothing is lost with the working file: no work was done in it, or its target holds it all."""
    if not attachment.opened:
        return False
    if working.head == attachment.opened and attachment.published in ("", working.head):
        return True
    if working.head != attachment.published or attachment.path is None:
        return False
    try:
        return hash_of(attachment.path) in attachment.known
    except OSError:
        return False


def _sweep(folder: Path) -> None:
    """Remove what was cut short: copies made for opening or publishing, long ago, and attachments to nothing."""
    long_ago = time.time() - _OLD
    for path in folder.iterdir():
        lonely = path.suffix == attachments.SUFFIX and not path.with_suffix(WORKING_SUFFIX).exists()
        if lonely or path.suffix in (OPENED_SUFFIX, PUBLISHED_SUFFIX):
            try:
                if path.stat().st_mtime < long_ago:
                    path.unlink()
            except OSError:
                continue


def abandon(path: Path) -> None:
    """Remove a working file for good, that nobody holds: because the person said so, or nothing is in it."""
    for beside in ("", "-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    attachments.remove(path)
