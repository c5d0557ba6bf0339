"""Schemas that this program never writes, and trees that are none."""

import sqlite3
import struct
from contextlib import closing

from model.store.form import TABLES
from tests.model.store.hostile.craft import (
    PAGE,
    Hostile,
    both,
    bytes_at,
    raw_sql,
    root_page,
    schema_sql,
    sql,
)
from tests.model.store.support import tamper


def at_root(name, offset, data):
    """Overwrite bytes of the first page of a table or index."""
    return lambda path: bytes_at((root_page(path, name) - 1) * PAGE + offset, data)(path)


def one_root_for_two(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        query = "UPDATE sqlite_master SET rootpage=(SELECT rootpage FROM sqlite_master WHERE name='card') "
        connection.execute(query + "WHERE name='link'")


def tree_that_fans_out(path):
    """A tree of a few pages in which every page names the next one hundreds of times: more rows than atoms."""
    number = root_page(path, "card")
    whole = bytearray(path.read_bytes())
    first = len(whole) // PAGE + 1
    for level in range(12):
        child = first + level + 1 if level < 11 else number
        cells = 400
        page = bytearray(PAGE)
        struct.pack_into(">BHHHBI", page, 0, 5, 0, cells, PAGE - 5 * cells, 0, child)
        for at in range(cells):
            start = PAGE - 5 * (at + 1)
            struct.pack_into(">IB", page, start, child, 1)
            struct.pack_into(">H", page, 12 + 2 * at, start)
        whole += page
    struct.pack_into(">I", whole, 28, len(whole) // PAGE)
    path.write_bytes(whole)
    tamper_root(path, "card", first)


def tamper_root(path, name, page):
    tamper(
        path,
        "PRAGMA writable_schema=ON",
        f"UPDATE sqlite_master SET rootpage={page} WHERE name='{name}'",
        redigest=False,
    )


def crowd_of_tables(path):
    """More tables than SQLite can hold in little memory."""
    with closing(sqlite3.connect(path)) as connection:
        names = ", ".join(f"c{number} TEXT" for number in range(60))
        connection.execute("PRAGMA writable_schema=ON")
        page = root_page(path, "card")
        rows = ((f"t{number}", f"t{number}", page, f"CREATE TABLE t{number} ({names})") for number in range(60_000))
        connection.executemany("INSERT INTO sqlite_master VALUES ('table', ?, ?, ?, ?)", rows)
        connection.commit()


def index_without_rows(path):
    """Empty the page of an index: tables and digest are as they were, and only SQLite's own check can tell."""
    at_root("sqlite_autoindex_card_1", 3, b"\x00\x00")(path)


def no_break_space(path):
    """A column whose name begins with what Python takes for a blank: quoted, its name would then be a mere text."""
    tamper(
        path,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql=replace(sql, char(9) || 'owner', char(9) || char(160) || 'owner') "
        "WHERE name='card'",
        redigest=False,
    )


def kept_rowids(path):
    """A table without rowids in the place of one that has them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (text,) = connection.execute("SELECT sql FROM sqlite_master WHERE name='link'").fetchone()
        connection.execute("ALTER TABLE link RENAME TO link_before")
        connection.execute(text.strip() + " WITHOUT ROWID")
        connection.execute("INSERT INTO link SELECT * FROM link_before")
        connection.execute("DROP TABLE link_before")


def in_schema(before, after, table="card"):
    return schema_sql(f"UPDATE sqlite_master SET sql=replace(sql, '{before}', '{after}') WHERE name='{table}'")


SCHEMAS = {
    "a trigger": Hostile(sql("CREATE TRIGGER t AFTER INSERT ON card BEGIN DELETE FROM card; END"), "file.foreign"),
    "a trigger on deleting": Hostile(
        sql("CREATE TRIGGER t BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'no'); END"), "file.foreign"
    ),
    "a view": Hostile(sql("CREATE VIEW v AS SELECT * FROM card"), "file.foreign"),
    "a view in place of a table": Hostile(
        raw_sql("ALTER TABLE link RENAME TO gone", "CREATE VIEW link AS SELECT * FROM gone"), "file.foreign"
    ),
    "a view without end": Hostile(
        raw_sql(
            "DROP TABLE link",
            "CREATE VIEW link AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n",
        ),
        "file.foreign",
    ),
    "a view with a trigger in its stead": Hostile(
        raw_sql(
            "ALTER TABLE link RENAME TO gone",
            "CREATE VIEW link AS SELECT * FROM gone",
            "CREATE TRIGGER t INSTEAD OF INSERT ON link BEGIN DELETE FROM card; END",
        ),
        "file.foreign",
    ),
    "a virtual table": Hostile(sql("CREATE VIRTUAL TABLE f USING fts5(words)"), "file.foreign"),
    "a virtual table of shapes": Hostile(sql("CREATE VIRTUAL TABLE f USING rtree(id, a, b)"), "file.foreign"),
    "a virtual table for a table of ours": Hostile(
        raw_sql("DROP TABLE conflict", "CREATE VIRTUAL TABLE conflict USING fts5(words)"), "file.foreign"
    ),
    "a virtual table of no module": Hostile(
        schema_sql(
            "INSERT INTO sqlite_master VALUES ('table','f','f',0,'CREATE VIRTUAL TABLE f USING evil(''/etc/passwd'')')"
        ),
        "file.foreign",
    ),
    "a generated column": Hostile(sql("ALTER TABLE card ADD COLUMN more TEXT AS (upper(title))"), "file.foreign"),
    "a column that is worked out": Hostile(
        in_schema("note TEXT NOT NULL", "note TEXT AS (randomblob(1000000000))"), "file.damaged"
    ),
    "one table more": Hostile(sql("CREATE TABLE more (id TEXT)"), "file.foreign"),
    "a table with a name of SQL": Hostile(sql('CREATE TABLE "x""; DROP TABLE card; --" (id TEXT)'), "file.foreign"),
    "sixty thousand tables": Hostile(crowd_of_tables, "file.foreign"),
    "one index more": Hostile(sql("CREATE INDEX i ON card (title)"), "file.foreign"),
    "an index on an expression": Hostile(sql("CREATE INDEX i ON card (upper(title))"), "file.foreign"),
    "an index on a part": Hostile(sql("CREATE INDEX i ON card (title) WHERE kind='note'"), "file.foreign"),
    "an index of our own made again": Hostile(sql("CREATE UNIQUE INDEX i ON card (id)"), "file.foreign"),
    "one column more": Hostile(sql("ALTER TABLE card ADD COLUMN more TEXT"), "file.foreign"),
    "one column fewer": Hostile(raw_sql("ALTER TABLE card DROP COLUMN note"), "file.foreign"),
    "a column of another name": Hostile(raw_sql("ALTER TABLE card RENAME COLUMN note TO memo"), "file.foreign"),
    "a column of another type": Hostile(in_schema("score DOUBLE", "score TEXT"), "file.foreign"),
    "a column that may be nothing": Hostile(in_schema("title TEXT NOT NULL", "title TEXT"), "file.foreign"),
    "a column named with a no-break space": Hostile(no_break_space, "file.foreign"),
    "columns in another order": Hostile(
        in_schema("stage TEXT NOT NULL, \n\tlane TEXT", "lane TEXT NOT NULL, \n\tstage TEXT"), "file.foreign"
    ),
    "a collation": Hostile(in_schema("title TEXT NOT NULL", "title TEXT COLLATE NOCASE NOT NULL"), "file.foreign"),
    "a collation there is not": Hostile(in_schema("id TEXT", "id TEXT COLLATE evil"), "file.foreign"),
    "a default that is worked out": Hostile(
        in_schema("note TEXT NOT NULL", "note TEXT DEFAULT (randomblob(1000)) NOT NULL"), "file.foreign"
    ),
    "a check in the schema": Hostile(
        in_schema("PRIMARY KEY (id)", "CHECK (length(id)>0), PRIMARY KEY (id)"), "file.foreign"
    ),
    "a reference in the schema": Hostile(
        in_schema("PRIMARY KEY (id)", "FOREIGN KEY (map) REFERENCES map (id), PRIMARY KEY (id)"), "file.foreign"
    ),
    "a table without rowids": Hostile(kept_rowids, "file.foreign"),
    "a strict table": Hostile(
        raw_sql("CREATE TABLE other (id TEXT) STRICT", "DROP TABLE conflict", "ALTER TABLE other RENAME TO conflict"),
        "file.foreign",
    ),
    "a missing table": Hostile(raw_sql("DROP TABLE link"), "file.foreign"),
    "no table at all": Hostile(both(*(raw_sql(f'DROP TABLE "{name}"') for name in TABLES)), "file.foreign"),
    "only our tables of records": Hostile(raw_sql("DROP TABLE log", "DROP TABLE meta"), "file.foreign"),
    "statistics": Hostile(sql("ANALYZE"), "file.foreign"),
    "statistics that lie": Hostile(
        sql("ANALYZE", "INSERT INTO sqlite_stat1 VALUES ('card', NULL, '1 1')"), "file.foreign"
    ),
    "a count of its own": Hostile(
        sql("CREATE TABLE more (id INTEGER PRIMARY KEY AUTOINCREMENT)", "DROP TABLE more"), "file.foreign"
    ),
    "nonsense in the schema": Hostile(
        schema_sql("UPDATE sqlite_master SET sql='CREATE TABLE card (' WHERE name='card'"), "file.damaged"
    ),
    "bytes in the schema": Hostile(
        schema_sql("UPDATE sqlite_master SET sql=CAST(x'ff00ff' AS TEXT) WHERE name='card'"), "file.damaged"
    ),
    "a table whose name is half a letter": Hostile(
        lambda path: path.write_bytes(path.read_bytes().replace(b"tablecardcard", b"tablecar\xefcard")) and None,
        "file.damaged",
    ),
    "a schema of a megabyte": Hostile(
        schema_sql(
            "UPDATE sqlite_master SET sql=sql || ' /*' || printf('%.*c', 1000000, 'x') || '*/' WHERE name='card'"
        ),
        "file.damaged",
    ),
    "a thousand columns": Hostile(
        schema_sql(
            "UPDATE sqlite_master SET sql='CREATE TABLE card (' || (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
            "SELECT i+1 FROM n LIMIT 1000) SELECT group_concat('c' || i) FROM n) || ')' WHERE name='card'"
        ),
        "file.damaged",
    ),
    "one tree for two tables": Hostile(one_root_for_two, "file.damaged"),
    "a tree in the page of the schema": Hostile(lambda path: tamper_root(path, "card", 1), "file.damaged"),
    "a tree in no page": Hostile(lambda path: tamper_root(path, "card", 70_000), "file.damaged"),
    "a table in the tree of an index": Hostile(
        lambda path: tamper_root(path, "card", root_page(path, "sqlite_autoindex_card_1")), "file.damaged"
    ),
    "a tree that fans out without end": Hostile(tree_that_fans_out, "file.damaged"),
    "an index that lost its rows": Hostile(index_without_rows, "file.damaged"),
    "a page that counts more rows than it has": Hostile(at_root("card", 3, b"\xff\xff"), "file.damaged"),
    "a page without rows": Hostile(at_root("card", 3, b"\x00\x00"), "file.damaged"),
    "rows that begin in the head of a page": Hostile(at_root("card", 8, b"\x00\x00\x00\x01"), "file.damaged"),
    "rows that lie on each other": Hostile(at_root("card", 8, b"\x0f\x00\x0f\x00\x0f\x00"), "file.damaged"),
    "a page that is its own child": Hostile(
        lambda path: at_root("card", 0, b"\x05" + b"\0" * 7 + struct.pack(">I", root_page(path, "card")))(path),
        "file.damaged",
    ),
    "a page of no kind": Hostile(at_root("card", 0, b"\x07"), "file.damaged"),
    "free room that runs in a circle": Hostile(at_root("card", 1, b"\x00\x09"), "file.damaged"),
}
