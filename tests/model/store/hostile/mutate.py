"""Small wrongs done to a file by somebody who knows what it looks like inside: typed, and with the digest put right."""

import json
import sqlite3
from contextlib import closing, suppress

from model.store.form import TABLES
from tests.model.store.support import raw_digest

STRANGE = (
    *(None, 0, 1, -1, 2, 7, 9, 1 << 40, (1 << 63) - 1, -(1 << 63)),
    *(0.0, -0.0, 0.3, -1.5, 2.0, 17.0, 1e300, -1e300, 5e-324, float("inf"), float("-inf"), float("nan")),
    *(b"", b"\x00", b"[]", b"a" * 70),
    *(
        "",
        " ",
        "a",
        "A0",
        "a0",
        "nobody",
        "\x00",
        "a\x00",
        "a\nb",
        "a\r\nb",
        "\u2028",
        "e\u0301",
        "\u202egpj",
        "x" * 65,
    ),
    *(
        "x" * 2_001,
        "x" * 20_001,
        "[]",
        "[",
        "{}",
        "null",
        '["a"]',
        '["a","a"]',
        '[ "a" ]',
        "[1]",
        '[["a"]]',
        '["\\ud800"]',
    ),
    *("2026-02-31", "2026-05-12", "20260512", "touchpoint", "emotion", "en", "ar", "rtl", "1", "0.5", "NaN", "true"),
    *("=1+1", "<b>", "{0}", "%s", "'; DROP TABLE card; --", "\U0001f600", "\ufeff", "\ufffd", "ﷺ", "שלום", "مسار"),
)

NEW = ("comment", "version", "conflict")
"""The tables that the first version had not."""

SCHEMAS = (
    "CREATE TRIGGER t AFTER UPDATE ON card BEGIN DELETE FROM link; END",
    "CREATE VIEW v AS SELECT * FROM card",
    "CREATE TABLE more (id TEXT)",
    "CREATE INDEX i ON card (title)",
    "CREATE UNIQUE INDEX i ON link (source, target, id)",
    "ALTER TABLE card ADD COLUMN more TEXT",
    "ALTER TABLE card ADD COLUMN more TEXT AS (title)",
    "ALTER TABLE card RENAME COLUMN note TO source2",
    "ALTER TABLE link RENAME TO links",
    "ALTER TABLE card DROP COLUMN note",
    "DROP TABLE conflict",
    "CREATE VIRTUAL TABLE f USING fts5(a)",
    "ANALYZE",
)


def mutated(whole, dice):
    """Return the bytes of a file to which one to three wrongs were done, and what they were."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(whole)
        told = []
        wanted = dice.choice((1, 1, 1, 2, 3))
        while len(told) < wanted:
            wrong = dice.choice(WRONGS)
            with suppress(sqlite3.Error):
                did = wrong(connection, dice)
                if did:
                    told.append(f"{wrong.__name__}: {did}"[:300])
        if dice.random() < 0.97:
            with suppress(sqlite3.Error):
                connection.execute("UPDATE meta SET value=? WHERE key='digest'", (raw_digest(connection),))
        return connection.serialize(), told


def tables_of(whole):
    """Return the rows of all tables of a file, in order, each row a dict; None where some cannot be read.

    Of a file of the first version: as they are to be in today's.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(whole)
        connection.row_factory = sqlite3.Row
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            since = NEW if version == 1 else ()
            statements = {name: f'SELECT * FROM "{name}" ORDER BY rowid' for name in TABLES if name not in since}
            tables = {name: list(map(dict, connection.execute(each))) for name, each in statements.items()}
            if version == 1:
                tables["lane"] = [{**row, "hidden": 0} for row in tables["lane"]]
            return tables | {name: [] for name in since}
        except (sqlite3.Error, UnicodeDecodeError):
            return None


def schema_of(whole):
    """Return the version of a file and its schema, as they stand there."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(whole)
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        return connection.execute("PRAGMA user_version").fetchone()[0], rows


def digest_holds(whole):
    """Whether a file carries the digest of its content."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(whole)
        return connection.execute("SELECT value FROM meta WHERE key='digest'").fetchall() == [(raw_digest(connection),)]


def _any_cell(connection, dice, tables=TABLES):
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    held = [name for name in tables if name in there and connection.execute(f'SELECT 1 FROM "{name}"').fetchone()]
    table = dice.choice(held)
    column = dice.choice([row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')])
    rowid = dice.choice([row[0] for row in connection.execute(f'SELECT rowid FROM "{table}"')])
    return table, column, rowid


def _get(connection, table, column, rowid):
    return connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid=?', (rowid,)).fetchone()[0]


def _set(connection, table, column, rowid, value):
    connection.execute(f'UPDATE "{table}" SET "{column}"=? WHERE rowid=?', (value, rowid))
    return f"{table}.{column} of {rowid} is {value!r}"


def strange_value(connection, dice):
    return _set(connection, *_any_cell(connection, dice), dice.choice(STRANGE))


def value_of_another(connection, dice):
    """A value that stands elsewhere in the file: often in the same column."""
    table, column, rowid = _any_cell(connection, dice)
    if dice.random() < 0.6:
        other = (table, column, dice.choice([row[0] for row in connection.execute(f'SELECT rowid FROM "{table}"')]))
    else:
        other = _any_cell(connection, dice)
    return _set(connection, table, column, rowid, _get(connection, *other))


def swap(connection, dice):
    table, column, rowid = _any_cell(connection, dice)
    other = dice.choice([row[0] for row in connection.execute(f'SELECT rowid FROM "{table}"')])
    here, there = _get(connection, table, column, rowid), _get(connection, table, column, other)
    if here == there:
        return ""
    if column in ("id", "position"):
        _set(connection, table, column, rowid, "between" if column == "id" else 1 << 30)
        rowid = 1 << 30 if column == "position" else rowid
        if column == "position":
            connection.execute("UPDATE log SET position=? WHERE position=?", (here, there))
            connection.execute("UPDATE log SET position=? WHERE position=?", (there, 1 << 30))
            return f"log places {here} and {there}"
    _set(connection, table, column, other, here)
    return "swapped " + _set(connection, table, column, rowid, there)


def retype(connection, dice):
    table, column, rowid = _any_cell(connection, dice)
    value = _get(connection, table, column, rowid)
    kind = dice.choice((str, bytes, int, float))
    try:
        value = str(value).encode() if kind is bytes else kind(value)
    except (TypeError, ValueError, OverflowError):
        return ""
    return _set(connection, table, column, rowid, value)


def twice(connection, dice):
    table, _, rowid = _any_cell(connection, dice)
    names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    row = dict(
        zip(names, connection.execute(f'SELECT * FROM "{table}" WHERE rowid=?', (rowid,)).fetchone(), strict=True)
    )
    first = names[0]
    other_table, _, other = _any_cell(connection, dice)
    row[first] = dice.choice(("again", f"{row[first]}2", _get(connection, other_table, "rowid", other), 99))
    marks = ", ".join("?" for _ in names)
    connection.execute(f'INSERT INTO "{table}" VALUES ({marks})', tuple(row.values()))
    return f"{table} {rowid} as {row[first]!r}"


def gone(connection, dice):
    table, _, rowid = _any_cell(connection, dice)
    connection.execute(f'DELETE FROM "{table}" WHERE rowid=?', (rowid,))
    return f"{table} {rowid}"


def other_order(connection, dice):
    table, _, rowid = _any_cell(connection, dice)
    connection.execute(f'UPDATE "{table}" SET rowid=? WHERE rowid=?', (dice.randrange(1, 10_000), rowid))
    return f"{table} {rowid}"


def log_json(connection, dice):
    """Another value in the JSON of an entry's changes, parents or values."""
    column = dice.choice(("changes", "changes", "changes", "parents", "values"))
    rowid = dice.choice([row[0] for row in connection.execute("SELECT rowid FROM log")])
    try:
        data = json.loads(_get(connection, "log", column, rowid))
    except (TypeError, ValueError):
        return ""
    return _set(connection, "log", column, rowid, json.dumps(_spoilt(data, dice), ensure_ascii=False))


def _spoilt(data, dice):
    """Plain data with one thing in it changed."""
    if isinstance(data, dict) and data and dice.random() < 0.85:
        key = dice.choice(list(data))
        if dice.random() < 0.15:
            return {
                dice.choice(("id", "title", "fire", "")) if each == key else each: value for each, value in data.items()
            }
        return {**data, key: _spoilt(data[key], dice)}
    if isinstance(data, list) and data and dice.random() < 0.85:
        at = dice.randrange(len(data))
        if dice.random() < 0.2:
            return [*data, data[at]]
        return [*data[:at], _spoilt(data[at], dice), *data[at + 1 :]]
    return dice.choice([each for each in STRANGE if not isinstance(each, bytes)] + [[], {}, [[]], {"a": {}}, ["root"]])


def strange_conflict(connection, dice):
    """A conflict about a field of something that is there, with a value that may be anything."""
    record = dice.choice(("p", "m", "s", "t", "c1", "c3", "l1", "k1", "nobody"))
    names = (
        "",
        "place",
        "id",
        "title",
        "score",
        "about",
        "channels",
        "map",
        "stage",
        "kind",
        "share",
        "hidden",
        "fire",
    )
    value = dice.choice(
        [*(each for each in STRANGE if not isinstance(each, bytes)), [], ["a"], {"id": "c1"}, ["s", "t", "a0"]]
    )
    other = dice.choice(("", json.dumps(value), str(value), json.dumps({"kind_of_record": "card", "id": record})))
    field = dice.choice(names)
    connection.execute("UPDATE conflict SET record=?, field=?, other=?", (record, field, other[:2_000]))
    return f"conflict {record} {field} {other[:60]}"


def other_schema(connection, dice):
    statement = dice.choice(SCHEMAS) if dice.random() < 0.3 else ""
    if statement:
        connection.execute(statement)
    return statement


def other_fact(connection, dice):
    connection.execute("INSERT INTO meta VALUES (?, ?)", (dice.choice(("more", "Digest", "", 7, b"d")), "x"))
    return "meta"


WRONGS = (
    *(strange_value,) * 6,
    *(value_of_another,) * 5,
    *(swap,) * 3,
    *(retype,) * 2,
    *(twice,) * 3,
    *(gone,) * 3,
    other_order,
    *(log_json,) * 5,
    *(strange_conflict,) * 2,
    other_schema,
    other_fact,
)
