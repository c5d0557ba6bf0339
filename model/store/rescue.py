"""Rescue: what can still be read of a file that cannot be opened, as a document of its own, and what was lost of it.

As safe as opening: the file is copied once, nothing in it is run, every value passes its rule, and there is an end to
how much is read. The person's file stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from model.records import KINDS, BadRecord, Card, Comment, Link, Record
from model.store import log
from model.store.header import LENGTH
from model.store.mending import mended, record_of
from model.store.opening import open_file, private_copy
from model.store.places import let_go
from model.store.problems import ProjectFileProblem, cannot_read
from model.store.salvage import Salvage, salvage

RESCUABLE = frozenset(
    {
        *("file.damaged", "file.altered", "file.truncated", "file.bad_value", "file.bad_log", "file.dangling"),
        *("file.other_map", "file.id_twice", "file.no_project", "file.foreign", "file.not_masar"),
    }
)
"""The keys of the problems after which a rescue may be tried: of a file that may be ours and is not sound."""


_FEW = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that the rescued copy lacks, or that was changed: `say(key, language, count=count)` tells it."""

    key: str
    count: int = 0


class Rescued(NamedTuple):
    """What was rescued: records that make a document, what was lost of it, and the file it comes from."""

    records: tuple[Record, ...]
    lost: tuple[Lost, ...]
    source: Path


def rescue(path: Path) -> Rescued:
    """Return what can be read of a file; of one that can be opened, all of it.

    Raise ProjectFileProblem as opening does where there is nothing of ours to rescue.
    """
    try:
        return Rescued(tuple(open_file(path).records), (), path)
    except ProjectFileProblem as problem:
        if problem.key not in RESCUABLE or (problem.key == "file.not_masar" and not _lost_its_head(path)):
            raise
        refused = ProjectFileProblem(problem.key, **problem.values)  # without what its frames still hold
    private, _ = private_copy(path, checked=False)
    try:
        found = salvage(private)
    except OSError as error:
        raise cannot_read(path, error) from error
    finally:
        let_go(private)
    if not found.ours or not found.count() or (refused.key == "file.foreign" and not _is_nearly_ours(found.schema)):
        raise refused
    return _put_together(found, path, refused.key)


def _lost_its_head(path: Path) -> bool:
    """Whether a file begins with nothing at all, as when its first page was lost."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(LENGTH) == bytes(LENGTH)


def _is_nearly_ours(schema: Mapping[str, str]) -> bool:
    """Whether a schema is today's but for a few letters, as bits that flipped in it leave it."""
    from model.store.filling import connect, disconnect
    from model.store.schema import create

    connection = connect(Path(":memory:"))
    try:
        create(connection)
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").fetchall()
    finally:
        disconnect(connection)
    wanted = {str(name): str(text or "") for name, text in rows}
    if any(len(wanted.get(name, "")) != len(text) for name, text in schema.items()):
        return False
    differing = sum(a != b for name, text in schema.items() for a, b in zip(wanted[name], text, strict=True))
    return differing <= _FEW


def _put_together(found: Salvage, path: Path, refused: str) -> Rescued:
    done: Counter[str] = Counter()
    records = list(_records(found, done))
    ids = {record.id for record in records}
    wanted = {each for lost in found.lost.values() for each in lost} | _named(records)
    back = [each for each in _last_known(found, done) if each.id not in ids and (found.broken or each.id in wanted)]
    ids |= {each.id for each in back}
    for kind, lost in found.lost.items():
        seen = found.unread.pop(kind, 0)
        done[f"lost_{kind}"] += max(len(lost - ids), seen - sum(type(each) is KINDS[kind] for each in back), 0)
    for kind, number in found.unread.items():
        done[f"lost_{kind}" if kind in KINDS else "unread"] += number
    done["put_back"] = len(back)
    done["pages"] = found.broken
    settled = mended((*records, *back), done)
    done["unsure"] = int(refused == "file.altered")
    done["history"] = 1
    return Rescued(tuple(settled), tuple(Lost(f"rescue.{name}", done[name]) for name in TOLD if done[name]), path)


TOLD = (
    *(f"lost_{kind}" for kind in KINDS),
    *("unread", "pages", "values", "emptied", "made_up", "moved", "put_back", "unsure", "history"),
)
"""What the list of losses tells, in its order; the sentence of each is under "rescue."."""


def _records(found: Salvage, done: Counter[str]) -> Iterator[Record]:
    for kind, rows in found.rows.items():
        for rowid in sorted(rows):
            record, bad = record_of(kind, rows[rowid])
            if record is not None:
                done["values"] += bad
                yield record
            else:
                found.lost.setdefault(kind, set()).add(str(rows[rowid][0])[:64])


def _named(records: Iterable[Record]) -> set[str]:
    """Return the ids that records cannot be without."""
    named: set[str] = set()
    for record in records:
        if isinstance(record, Link):
            named |= {record.source, record.target}
        elif isinstance(record, Comment):
            named.add(record.card)
        elif isinstance(record, Card):
            named |= {record.stage, record.lane, record.map}
    return named


def _last_known(found: Salvage, done: Counter[str]) -> Iterator[Record]:
    """Yield each record of the history that was not removed, as it was last, from entries that can be read."""
    seen: set[str] = set()
    for row in reversed(found.log):
        try:
            changes = log.from_row(row).changes.changes
        except (BadRecord, TypeError, ValueError):
            continue
        for change in reversed(changes):
            if change.id not in seen:
                seen.add(change.id)
                if change.after is not None:
                    yield change.after
