"""How hostile files are made: a good file to begin with, and the hands to spoil it."""

import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from model.change import Change, change_set
from model.document import Document
from model.entry import Entry, entry_of, root
from model.ids import seeded
from model.records import (
    Card,
    Comment,
    Conflict,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Project,
    Stage,
    Version,
)
from model.store.filling import connect, disconnect, fill
from model.store.log import to_row
from tests.model.store.support import as_first_version, tamper

PAGE = 4096
_RECORDS = (
    Project("p", title="Louise finds a home", authors=("Amal", "Noa")),
    Persona("u", "a0", "Louise", goals=("a home",)),
    JourneyMap("m", order="a0", title="Buying", persona="u"),
    JourneyMap("m2", order="a1", title="Renting"),
    Stage("s", "m", "a0", "Searching", 230.0),
    Stage("s2", "m2", "a0", "Asking"),
    Lane("t", "m", "a0", "touchpoints"),
    Lane("e", "m", "a1", "emotions"),
    Lane("h", "m", "a2", "thoughts", hidden=True),
    Lane("t2", "m2", "a0", "touchpoints"),
    Card("c1", "m", "s", "t", "a0", "touchpoint", "Searches the web", channels=("web", "شبكة"), role="start"),
    Card("c2", "m", "s", "t", "a1", "touchpoint", "Waits 12 hours", role="goal", duration=720.0),
    Card("c3", "m", "s", "e", "a0", "emotion", "متوترة", score=-1.5, about="c2"),
    Card("c4", "m", "s", "h", "a0", "thought", "Is it too late?", about="c2"),
    Link("l1", "m", "c1", "c2", share=60.0),
    Link("l2", "m", "c2", "c1", kind="return"),
    Comment("k1", "c1", None, "Noa", 5, "Which web?"),
    Comment("k2", "c1", "k1", "Amal", 6, "All of it"),
    Version("v1", "entry1", "Sent to client", "", "Amal", 7),
    Conflict("x1", "c1", "title", '"Searches the web"', '"Searches"', "Amal", 4, "Noa", 3),
)


class Hostile(NamedTuple):
    """One hostile file.

    spoil: makes it of a good file at the path; returns the path to open if that is another. key: of the sentence that
    refuses it; None if it opens. repaired: what is then said to be repaired. old: the good file is of version 1.
    """

    spoil: Callable[[Path], Path | None]
    key: str | None
    repaired: int = 0
    old: bool = False


def good_document() -> Document:
    """One record of each kind at least."""
    return Document(_RECORDS)


def good_log() -> list[Entry]:
    """A log that fits the document: a card's title is changed, taken back, and changed again."""
    with seeded("a log"):
        first = root("Amal", "s1", 1)
    before = Card("c1", "m", "s", "t", "a0", "touchpoint", "Looks", channels=("web", "شبكة"), role="start")
    after = _RECORDS[10]
    step = change_set("change.edit_card", [Change(before, after)], title="Looks")
    step = _named(step, "entry1")
    back = _named(step.inverse(), "entry2")
    again = _named(step, "entry3")
    log = [first]
    for time, changes in enumerate((step, back, again), start=2):
        log.append(entry_of(changes, (log[-1].id,), "Amal", "s1", time))
    return log


def _named(changes, identity):
    from dataclasses import replace

    return replace(changes, id=identity)


def write_whole(path: Path, document: Document, log: list[Entry]) -> None:
    """Write a file with a log, as the program does."""
    path.unlink(missing_ok=True)
    connection = connect(path, "journal_mode=OFF", "synchronous=OFF")
    try:
        with connection.begin():
            fill(connection, document.records.values(), [to_row(at, each) for at, each in enumerate(log, start=1)])
    finally:
        disconnect(connection)


@cache
def _good_bytes(folder: Path, old: bool) -> bytes:
    path = folder / "good.masar"
    write_whole(path, good_document(), good_log())
    if old:
        as_first_version(path)
    whole = path.read_bytes()
    path.unlink()
    return whole


def write_good(path: Path, *, old: bool = False) -> None:
    """Write the good file that is then spoilt."""
    path.write_bytes(_good_bytes(path.parent, old))


def sql(*statements: str, redigest: bool = True) -> Callable[[Path], None]:
    """Run statements as somebody with the sqlite3 shell would, and put the digest right unless told not to."""
    return lambda path: tamper(path, *statements, redigest=redigest)


def raw_sql(*statements: str) -> Callable[[Path], None]:
    """Run statements and leave the digest as it was."""
    return sql(*statements, redigest=False)


def schema_sql(statement: str, *more: str) -> Callable[[Path], None]:
    """Change the schema's own text, as no statement can, then run others with the schema that this makes."""

    def spoil(path: Path) -> None:
        tamper(path, "PRAGMA writable_schema=ON", statement, redigest=False)
        if more:
            tamper(path, *more, redigest=False)

    return spoil


def without(column: str, table: str, *statements: str, redigest: bool = True) -> Callable[[Path], None]:
    """Write what a column's type would turn into something else: with the type away, then back in its place."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            query = "SELECT sql FROM sqlite_master WHERE name=?"
            (was,) = connection.execute(query, (table,)).fetchone()
        lines = [line for line in was.split("\n") if line.strip().strip('"').startswith(column)]
        assert len(lines) == 1, was
        bare = was.replace(lines[0], "\t" + f'"{column}",')
        _rewrite(path, table, bare)
        tamper(path, *statements, redigest=False)
        _rewrite(path, table, was)
        if redigest:
            tamper(path)

    return spoil


def _rewrite(path: Path, table: str, text: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (number,) = connection.execute("PRAGMA schema_version").fetchone()
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql=? WHERE name=?", (text, table))
        connection.execute(f"PRAGMA schema_version={number + 1}")


def content(data: bytes) -> Callable[[Path], None]:
    """Put other bytes in the file's place."""
    return lambda path: _write(path, data)


def bytes_at(offset: int, data: bytes) -> Callable[[Path], None]:
    """Overwrite some bytes."""

    def spoil(path: Path) -> None:
        whole = path.read_bytes()
        path.write_bytes(whole[:offset] + data + whole[offset + len(data) :])

    return spoil


def number_at(offset: int, value: int) -> Callable[[Path], None]:
    """Overwrite a number of four bytes."""
    return bytes_at(offset, struct.pack(">I", value))


def cut_to(share: float) -> Callable[[Path], None]:
    """Cut the end off."""
    return lambda path: _write(path, path.read_bytes()[: int(path.stat().st_size * share)])


def both(*hands: Callable[[Path], Path | None]) -> Callable[[Path], None]:
    """Spoil in more than one way."""

    def spoil(path: Path) -> None:
        for hand in hands:
            hand(path)

    return spoil


def root_page(path: Path, name: str) -> int:
    """Return the number of the page in which a table or index begins."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT rootpage FROM sqlite_master WHERE name=?", (name,)).fetchone()[0]


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
