"""Hostile files of the first version, which are brought up to date before they are read."""

import sqlite3
from contextlib import closing

from tests.model.store.hostile.craft import Hostile, content, cut_to
from tests.model.store.support import raw_digest


def old_sql(*statements, redigest=True):
    """Run statements on a file of the first version, whose tables the digest of today does not know."""

    def spoil(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
            if redigest:
                connection.execute("UPDATE meta SET value=? WHERE key='digest'", (raw_digest(connection),))

    return spoil


def old(spoil, key, repaired=0):
    return Hostile(spoil, key, repaired, old=True)


OLDER = {
    "an old file": old(old_sql(), None),
    "an old file cut short": old(cut_to(0.6), "file.truncated"),
    "an old file of zeros behind its header": old(
        lambda path: content(path.read_bytes()[:100].ljust(path.stat().st_size, b"\0"))(path), "file.damaged"
    ),
    "an old trigger": old(old_sql("CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM card; END"), "file.foreign"),
    "an old view": old(old_sql("CREATE VIEW comment AS SELECT * FROM card", redigest=False), "file.foreign"),
    "an old file with a lane left over": old(old_sql("CREATE TABLE lane_before (id TEXT)"), "file.foreign"),
    "an old file with a table of comments": old(old_sql("CREATE TABLE comment (id TEXT)"), "file.foreign"),
    "an old title and the old digest": old(old_sql("UPDATE card SET title='x'", redigest=False), "file.altered"),
    "an old log and the old digest": old(old_sql("UPDATE log SET author='x'", redigest=False), "file.altered"),
    "an old file without a digest": old(old_sql("DELETE FROM meta", redigest=False), "file.altered"),
    "an old text that is no UTF-8": old(
        old_sql("UPDATE card SET title=CAST(x'ff' AS TEXT)", redigest=False), "file.damaged"
    ),
    "an old lane of bytes": old(old_sql("UPDATE lane SET title=x'00' WHERE id='e'"), "file.bad_value"),
    "an old lane of a kind there is not": old(old_sql("UPDATE lane SET kind='x' WHERE id='e'"), "file.bad_value"),
    "an old lane a mile high": old(old_sql("UPDATE lane SET height=1e9 WHERE id='e'"), None, 1),
    "an old card in a missing stage": old(old_sql("UPDATE card SET stage='x' WHERE id='c1'"), "file.dangling"),
    "an old card about itself": old(old_sql("UPDATE card SET about=id WHERE id='c1'"), None, 1),
    "an old file with two projects": old(
        old_sql(
            "INSERT INTO project SELECT 'q',title,client,authors,version,language,review_date,muted_checks FROM project"
        ),
        "file.no_project",
    ),
    "an old file without a log": old(old_sql("DELETE FROM log"), "file.bad_log"),
    "an old log with a parent from nowhere": old(old_sql("UPDATE log SET parents='[\"x\"]'"), "file.bad_log"),
    "an old title of 30 million letters": old(
        old_sql("UPDATE card SET title=printf('%.*c', 30000000, 'x') WHERE id='c1'"), None, 1
    ),
    "an old title of 60 million letters": old(
        old_sql("UPDATE card SET title=printf('%.*c', 60000000, 'x') WHERE id='c1'"), "file.damaged"
    ),
}
