"""One publishing from the copier's side: check, put in place, and where somebody's work lies there, see what it is."""

import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from model.store import header
from model.store.problems import ProjectFileProblem, cannot_write
from model.store.publish import Placed, TargetChanged, TargetGone, check_whole, place, place_kept_copy
from model.store.reports import Met
from model.store.watching import Watch

_ROUNDS = 5
"""How many versions are met at a target, one after the other, before publishing waits for a better time."""
_log = logging.getLogger("masar.store")


@dataclass(frozen=True, slots=True)
class Job:
    """A publishing.

    make: returns the finished file, which is removed in the end; it may raise ProjectFileProblem. known: as for
    `place`. head: the newest entry in the file. explicit: the person asked for it, so that a target that has gone is
    made anew. insisting: a target with the same newest entry is replaced too.
    """

    make: Callable[[], Path]
    target: Path
    known: Collection[str] | None
    head: str
    explicit: bool = False
    insisting: bool = False


class Put(NamedTuple):
    """A file in its place, and its size; kept_copy: beside its target, because that holds what is no project."""

    placed: Placed
    kept_copy: bool
    size: int = 0


class Again(NamedTuple):
    """The target holds what has meanwhile become part of this project, but was not part of the file: make a new one."""

    hash: str


Outcome = Put | Met | Again | ProjectFileProblem


def put(job: Job, watch: Watch) -> Outcome:
    """Publish a finished file, remove it, and return what came of that. It raises nothing."""
    file = None
    try:
        file = job.make()
        check_whole(file, job.target.name)
        if file.stat().st_size > header.LARGEST_FILE:
            return ProjectFileProblem(
                "file.too_large_to_save", name=job.target.name, most=f"{header.LARGEST_FILE >> 20}"
            )
        return _put(file, job, watch)
    except ProjectFileProblem as problem:
        return problem
    except OSError as error:
        return cannot_write(job.target, error)
    except Exception as error:
        _log.exception("publishing met a fault of the program")
        return ProjectFileProblem("file.cannot_write", name=job.target.name, reason=type(error).__name__)
    finally:
        with suppress(OSError):
            if file is not None:
                file.unlink(missing_ok=True)


def _put(file: Path, job: Job, watch: Watch) -> Outcome:
    from model.store import backups

    known = job.known
    backups.keep_replaced(job.target, chosen=known is None)
    for _ in range(_ROUNDS):
        try:
            return _done(file, place(file, job.target, known))
        except TargetGone:
            if not job.explicit:
                name, folder = job.target.name, str(job.target.parent)
                return ProjectFileProblem("file.gone", name=name, folder=folder)
            known = ()
        except TargetChanged:
            met = watch.meet(job.target, job.head)
            if met is None:
                return _done(file, place_kept_copy(file, job.target), kept_copy=True)
            if met.plan.kind != "none":
                return Met(met.plan, job.target, met.whole.hash)
            if met.whole.timeline.head == job.head and not job.insisting:
                return Put(Placed(job.target, met.whole.hash), kept_copy=False)
            if not met.is_older:
                return Again(met.whole.hash)
            known = (*(known or ()), met.whole.hash)
    return ProjectFileProblem("file.restless", name=job.target.name)


def _done(file: Path, placed: Placed, *, kept_copy: bool = False) -> Put:
    from model.store import backups

    backups.keep(file, placed.path)
    return Put(placed, kept_copy, file.stat().st_size)
