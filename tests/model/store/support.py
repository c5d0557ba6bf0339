"""What the tests of the file share: a small document, files that were tampered with, a writer that is listened to."""

import sqlite3
import time
from contextlib import closing

from model.document import Document
from model.entry import root
from model.ids import new_id
from model.records import Card, JourneyMap, Lane, Link, Project, Stage
from model.store import files
from model.store.content import content_digest
from model.store.digest import add, as_text, digest_of
from model.store.log import to_row


def small_document():
    """A project with one map, a stage, two lanes, three cards and two links."""
    return Document(
        [
            Project("p", title="Louise finds a home", authors=("Amal", "Noa")),
            JourneyMap("m", order="a0", title="Buying"),
            Stage("s", "m", "a0", "Searching", 230.0),
            Lane("t", "m", "a0", "touchpoints"),
            Lane("e", "m", "a1", "emotions"),
            Card("c1", "m", "s", "t", "a0", "touchpoint", "Searches the web", channels=("web", "شبكة"), role="start"),
            Card("c2", "m", "s", "t", "a1", "touchpoint", "Waits 12 hours", role="goal", duration=720.0),
            Card("c3", "m", "s", "e", "a0", "emotion", "متوترة", score=-1.5, about="c2"),
            Link("l1", "m", "c1", "c2", share=60.0),
            Link("l2", "m", "c2", "c1", kind="return"),
        ]
    )


def write(path, document=None):
    """Write a file as the program does, and return its bytes."""
    document = document or small_document()
    files.write(path, document.records.values(), author="Amal", time=1, replace=True)
    return path.read_bytes()


def tamper(path, *statements, redigest=True):
    """Run SQL on a file as somebody with the sqlite3 shell would; put its digest right again unless told not to."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        if redigest:
            connection.execute("UPDATE meta SET value=? WHERE key='digest'", (content_digest(connection),))


def misfiled(path):
    """Make an index of a file disagree with its table: every row is there and true, and so is the digest."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name='sqlite_autoindex_card_1'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    start = (page - 1) * size
    at = content.index(b"c2", start, start + size)
    content[at : at + 2] = b"c9"
    path.write_bytes(content)


def raw_digest(connection):
    """The digest of whatever tables a database has."""
    total = 0
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
        where = " WHERE key != 'digest'" if table == "meta" else ""
        total = add(total, digest_of(table, connection.execute(f'SELECT * FROM "{table}"{where}')))
    return as_text(total)


def as_first_version(path):
    """Turn a database of ours into what the first version wrote: no hidden lanes, no comments, versions, conflicts."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for kind in ("comment", "version", "conflict"):
            connection.execute(f'DROP TABLE "{kind}"')
        connection.execute("ALTER TABLE lane RENAME TO lane_now")
        connection.execute(
            'CREATE TABLE lane ( id TEXT NOT NULL, map TEXT NOT NULL, "order" TEXT NOT NULL, kind TEXT NOT NULL, '
            "title TEXT NOT NULL, height DOUBLE, PRIMARY KEY (id) )"
        )
        connection.execute('INSERT INTO lane SELECT id, map, "order", kind, title, height FROM lane_now ORDER BY rowid')
        connection.execute("DROP TABLE lane_now")
        connection.execute("PRAGMA user_version=1")
        connection.execute("UPDATE meta SET value=? WHERE key='digest'", (raw_digest(connection),))


def beginning():
    """The rows of a log that holds nothing but its root."""
    return [to_row(1, root("Amal", new_id(), 1))]


def until(condition, seconds=20.0):
    """Wait until a condition holds; fail the test when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.005)
