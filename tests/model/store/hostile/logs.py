"""Logs that contradict themselves, or their records."""

import sqlite3
from contextlib import closing

from tests.model.store.hostile.craft import PAGE, Hostile, both, bytes_at, raw_sql, root_page, sql, without
from tests.model.store.support import tamper

LONG = "printf('%.*c', {}, 'x')"
LAST = "WHERE id='entry3'"


def entry(values, where=LAST):
    return sql(f"UPDATE log SET {values} {where}")


def crowd_of_entries(count, *, redigest=True):
    """A log of many entries, each on top of the one before."""

    def spoil(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(
                "INSERT INTO log WITH RECURSIVE n(i) AS (SELECT 5 UNION ALL "
                f"SELECT i+1 FROM n LIMIT {count}) SELECT i, 'e' || i, CASE i WHEN 5 THEN '[\"entry3\"]' "
                "ELSE '[\"e' || (i-1) || '\"]' END, 'Eve', 's', i, 'change.edit_card', '{}', '', '', '[]' FROM n"
            )
        tamper(path, redigest=redigest)

    return spoil


LOGS = {
    "a changed author and the old digest": Hostile(raw_sql("UPDATE log SET author='Eve'"), "file.altered"),
    "an entry forgotten and the old digest": Hostile(raw_sql("DELETE FROM log WHERE id='entry2'"), "file.altered"),
    "entries in another order and the old digest": Hostile(
        raw_sql("UPDATE log SET position=10-position"), "file.altered"
    ),
    "no log": Hostile(sql("DELETE FROM log"), "file.bad_log"),
    "an entry that is missing": Hostile(sql("DELETE FROM log WHERE id='entry2'"), "file.bad_log"),
    "children before their parents": Hostile(sql("UPDATE log SET position=10-position"), "file.bad_log"),
    "a parent from nowhere": Hostile(entry("parents='[\"x\"]'"), "file.bad_log"),
    "an entry that is its own parent": Hostile(entry("parents='[\"entry3\"]'"), "file.bad_log"),
    "two entries that are each other's parents": Hostile(
        entry("parents='[\"entry3\"]'", "WHERE id='entry2'"), "file.bad_log"
    ),
    "parents that are no JSON": Hostile(entry("parents='['"), "file.bad_log"),
    "parents that are a word": Hostile(entry("parents='\"entry2\"'"), "file.bad_log"),
    "parents that are an object": Hostile(entry("parents='{\"entry2\": 1}'"), "file.bad_log"),
    "parents that are numbers": Hostile(entry("parents='[1]'"), "file.bad_log"),
    "parents in parents": Hostile(entry("parents='[[\"entry2\"]]'"), "file.bad_log"),
    "parents ten thousand deep": Hostile(entry(f"parents=replace({LONG.format(10_000)}, 'x', '[')"), "file.bad_log"),
    "parents a hundred thousand deep": Hostile(
        entry(f"parents=replace({LONG.format(100_000)}, 'x', '[')"), "file.bad_log"
    ),
    "a parent five hundred thousand times": Hostile(
        entry(f"parents='[' || replace({LONG.format(500_000)}, 'x', '\"entry2\",') || '\"entry2\"]'"), "file.bad_log"
    ),
    "a parent of bytes": Hostile(entry("parents=x'5b5d'"), "file.bad_log"),
    "a second root": Hostile(entry("parents='[]'"), None),
    "a merge of two": Hostile(entry('parents=\'["entry2","entry1"]\''), None),
    "an id of nothing": Hostile(entry("id=''"), "file.bad_log"),
    "an id of 65 letters in the log": Hostile(entry(f"id={LONG.format(65)}"), "file.bad_log"),
    "an id of two lines in the log": Hostile(entry("id='a' || char(10) || 'b'"), "file.bad_log"),
    "an id of bytes in the log": Hostile(entry("id=x'00'"), "file.bad_log"),
    "ids that are one but for a NUL": Hostile(entry("id='entry2' || char(0)"), "file.bad_log"),
    "an entry at minus one": Hostile(entry("time=-1"), "file.bad_log"),
    "an entry from the year 300000": Hostile(entry("time=9007199254740993"), "file.bad_log"),
    "an entry at the last moment": Hostile(entry("time=9007199254740992"), None),
    "an entry at no time": Hostile(entry("time='noon'"), "file.bad_log"),
    "an entry at half a moment": Hostile(entry("time=1.5"), "file.bad_log"),
    "an entry at a negative place": Hostile(entry("position=-1"), "file.bad_log"),
    "an entry at the last of places": Hostile(entry("position=9223372036854775807"), None),
    "an author of two lines": Hostile(entry("author='a' || char(10) || 'b'"), "file.bad_log"),
    "an author of an escape": Hostile(entry("author=char(27) || '[2J'"), "file.bad_log"),
    "an author turned around": Hostile(entry("author=char(8238) || 'evE'"), None),
    "an author of a megabyte": Hostile(entry(f"author={LONG.format(1_000_000)}"), "file.bad_log"),
    "an author of bytes": Hostile(entry("author=x'41'"), "file.bad_log"),
    "an author who is a number": Hostile(without("author", "log", "UPDATE log SET author=7"), "file.damaged"),
    "a session of two lines": Hostile(entry("session='a' || char(10) || 'b'"), "file.bad_log"),
    "a label there is not": Hostile(entry("label='nothing.of_the_kind'"), None),
    "a label that is another's sentence": Hostile(entry("label='file.damaged'"), None),
    "a label of a megabyte": Hostile(entry(f"label={LONG.format(1_000_000)}"), "file.bad_log"),
    "a label of bytes": Hostile(entry("label=x'00'"), "file.bad_log"),
    "values of a label that are no JSON": Hostile(entry("\"values\"='{'"), "file.bad_log"),
    "values of a label that are a list": Hostile(entry("\"values\"='[]'"), "file.bad_log"),
    "values of a label that reach for attributes": Hostile(entry('"values"=\'{"title": "{0.__class__}"}\''), None),
    "values of a label of three megabytes": Hostile(entry(f'"values"={LONG.format(3_000_000)}'), "file.bad_log"),
    "values of a label by a million names": Hostile(
        entry(f'"values"=\'{{\' || replace({LONG.format(1_000_000)}, \'x\', \'"a":"",\') || \'"b":""}}\''),
        "file.bad_log",
    ),
    "values of a label of ten megabytes": Hostile(
        entry(f'"values"=\'{{"absorbed":"\' || {LONG.format(10_000_000)} || \'"}}\''), None
    ),
    "values of a label of thirty megabytes and a face": Hostile(
        entry(f'"values"=\'{{"absorbed":"\' || {LONG.format(30_000_000)} || char(128512) || \'"}}\''), "file.bad_log"
    ),
    "values of a label a hundred thousand deep": Hostile(
        entry(f"\"values\"=replace({LONG.format(100_000)}, 'x', '[')"), "file.bad_log"
    ),
    "an entry that undoes nobody": Hostile(entry("undoes='nobody'"), None),
    "an entry that undoes itself": Hostile(entry("undoes='entry3'"), None),
    "an entry that undoes what comes later": Hostile(entry("undoes='entry3'", "WHERE id='entry1'"), None),
    "an entry that undoes two lines": Hostile(entry("undoes='a' || char(10)"), "file.bad_log"),
    "a coalescing of two lines": Hostile(entry("coalesce='a' || char(10)"), "file.bad_log"),
    "changes that are no JSON": Hostile(entry("changes='['"), None),
    "changes that are an object": Hostile(entry("changes='{}'"), None),
    "changes that are a number": Hostile(entry("changes='7'"), None),
    "changes a hundred thousand deep": Hostile(entry(f"changes=replace({LONG.format(100_000)}, 'x', '[')"), None),
    "changes of bytes": Hostile(entry("changes=x'5b5d'"), "file.bad_log"),
    "changes that are no UTF-8": Hostile(raw_sql("UPDATE log SET changes=CAST(x'ff' AS TEXT)"), "file.damaged"),
    "changes from nothing to nothing": Hostile(entry('changes=\'[{"before":null,"after":null}]\''), None),
    "changes of a kind there is not": Hostile(
        entry('changes=\'[{"before":null,"after":{"kind_of_record":"dragon","id":"d"}}]\''), None
    ),
    "changes of a field there is not": Hostile(
        entry('changes=\'[{"before":null,"after":{"kind_of_record":"card","id":"d","fire":1}}]\''), None
    ),
    "changes of a score that is not": Hostile(entry('changes=replace(changes, \'"id"\', \'"score":NaN,"id"\')'), None),
    "changes that lie about what was": Hostile(entry("changes=replace(changes, 'Looks', 'Smells')"), None),
    "changes that lie about what is": Hostile(entry("changes=replace(changes, 'Searches the web', 'Smells')"), None),
    "changes that turn a card into a stage": Hostile(
        entry('changes=\'[{"before":{"kind_of_record":"stage","id":"c1","map":"m"},"after":null}]\''), None
    ),
    "changes that remove the project": Hostile(
        entry('changes=\'[{"before":null,"after":{"kind_of_record":"project","id":"p"}}]\''), None
    ),
    "one change twice": Hostile(
        entry("changes=substr(changes, 1, length(changes)-1) || ',' || substr(changes, 2)"), None
    ),
    "changes of thirty million letters": Hostile(entry(f"changes={LONG.format(30_000_000)}"), None),
    "changes of thirty megabytes of faces": Hostile(
        entry(f"changes=replace({LONG.format(7_500_000)}, 'x', char(128512))"), None
    ),
    "changes of thirty million letters and a face": Hostile(
        entry(f"changes={LONG.format(30_000_000)} || char(128512)"), None
    ),
    "changes of sixty million letters": Hostile(entry(f"changes={LONG.format(60_000_000)}"), "file.damaged"),
    "three hundred thousand entries and a broken page": Hostile(
        both(
            crowd_of_entries(300_000, redigest=False),
            lambda path: bytes_at((root_page(path, "card") - 1) * PAGE, bytes(PAGE))(path),
        ),
        "file.damaged",
    ),
    "a hundred thousand entries": Hostile(crowd_of_entries(100_000), None),
}
