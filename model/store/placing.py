"""One publishing from the copier's side: check, put in place, and where somebody's work lies there, beside it."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from model.store import backups
from model.store.problems import ProjectFileProblem
from model.store.publish import Placed, TargetChanged, TargetGone, check_whole, place, place_kept_copy


class Put(NamedTuple):
    """A file in its place; kept_copy: beside its target, because that holds somebody's work."""

    placed: Placed
    kept_copy: bool


Outcome = Put | ProjectFileProblem


def put(file: Path, target: Path, known: Collection[str] | None, *, explicit: bool) -> Outcome:
    """Publish a finished file, remove it, and return what came of that. It raises nothing.

    known: as for `place`. explicit: the person asked for it, so that a target that has gone is made anew.
    """
    try:
        check_whole(file, target.name)
        backups.keep_replaced(target, chosen=known is None)
        try:
            return Put(_place(file, target, known), kept_copy=False)
        except TargetGone:
            if not explicit:
                return ProjectFileProblem("file.gone", name=target.name, folder=str(target.parent))
            return Put(_place(file, target, ()), kept_copy=False)
    except TargetChanged:
        return _put_beside(file, target)
    except ProjectFileProblem as problem:
        return problem
    except Exception as error:
        return ProjectFileProblem("file.cannot_write", name=target.name, reason=type(error).__name__)
    finally:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _place(file: Path, target: Path, known: Collection[str] | None) -> Placed:
    placed = place(file, target, known)
    backups.keep(file, target)
    return placed


def _put_beside(file: Path, target: Path) -> Outcome:
    try:
        return Put(place_kept_copy(file, target), kept_copy=True)
    except ProjectFileProblem as problem:
        return problem
