"""Records that make no document: ids twice, references that lead nowhere or round, projects none or two, crowds."""

import sqlite3
from contextlib import closing

from tests.model.store.hostile.craft import PAGE, Hostile, both, bytes_at, root_page, sql
from tests.model.store.support import tamper

CARD = 'map,stage,lane,"order",kind,title,note,evidence,source,channels,owner,tags,about,score,severity,frequency'
NOTE = "printf('%.*c', 18000, 'x')"
FACE = f"CASE i WHEN 7 THEN char(128512) ELSE {NOTE} END"
CARD += ",impact,effort,status,role,duration,moment_of_truth,muted_checks"


def crowd(table, columns, count, values="", *, redigest=True):
    """Add many copies of a row with ids of their own."""

    def spoil(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(
                f"INSERT INTO {table} SELECT 'y' || i, {values or columns} FROM {table}, "
                f"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n LIMIT {count}) SELECT i FROM n) "
                f"WHERE id=(SELECT min(id) FROM {table})"
            )
        tamper(path, redigest=redigest)

    return spoil


def stages(count, title="title", *, redigest=True):
    return crowd("stage", 'map,"order",title,width', count, f'map,"order",{title},7.0', redigest=redigest)


def dangling(table, field, record, target="nobody"):
    return Hostile(sql(f"UPDATE \"{table}\" SET {field}='{target}' WHERE id='{record}'"), "file.dangling")


def emptied(table, field, record, target="nobody"):
    return Hostile(sql(f"UPDATE \"{table}\" SET {field}='{target}' WHERE id='{record}'"), None, 1)


def long_chain(closed):
    """Thousands of cards, each about the one before; closed: and the first about the last."""

    def spoil(path):
        crowd("card", CARD, 5_000, redigest=False)(path)
        before = "UPDATE card SET about='y' || (CAST(substr(id, 2) AS INTEGER) - 1) WHERE id LIKE 'y%'"
        tamper(path, before, f"UPDATE card SET about={closed} WHERE id='y0'")

    return spoil


REFERENCES = {
    "no project": Hostile(sql("DELETE FROM project"), "file.no_project"),
    "two projects": Hostile(
        sql(
            "INSERT INTO project SELECT 'q',title,client,authors,version,language,review_date,muted_checks FROM project"
        ),
        "file.no_project",
    ),
    "no map": Hostile(
        sql(*(f"DELETE FROM {name}" for name in ("comment", "link", "card", "lane", "stage", "map", "conflict"))), None
    ),
    "nothing but cards": Hostile(sql(*(f"DELETE FROM {name}" for name in ("lane", "stage", "map"))), "file.dangling"),
    "one id for a project and a persona": Hostile(
        sql("UPDATE persona SET id='p'", "UPDATE map SET persona='p'"), "file.id_twice"
    ),
    "one id for a card and a comment": Hostile(sql("UPDATE comment SET id='c1' WHERE id='k2'"), "file.id_twice"),
    "one id for a lane and a conflict": Hostile(sql("UPDATE conflict SET id='t'"), "file.id_twice"),
    "ids that are one when cleaned": Hostile(sql("UPDATE link SET id='l1' || char(0) WHERE id='l2'"), "file.id_twice"),
    "ids that are one when cut": Hostile(sql("UPDATE link SET id=printf('%.*c', 65, 'x') || rowid"), "file.id_twice"),
    "ids that are one in normal form": Hostile(
        sql("UPDATE link SET id=char(233) WHERE id='l1'", "UPDATE link SET id='e' || char(769) WHERE id='l2'"),
        "file.id_twice",
    ),
    "ids in small letters and capitals": Hostile(sql("UPDATE link SET id='L1' WHERE id='l2'"), None),
    "a link to a missing card": dangling("link", "target", "l1"),
    "a link from a missing card": dangling("link", "source", "l1"),
    "a link of a missing map": dangling("link", "map", "l1"),
    "a link to a stage": dangling("link", "target", "l1", "s"),
    "a link to nothing": dangling("link", "target", "l1", ""),
    "a link to itself": Hostile(sql("UPDATE link SET target='l1' WHERE id='l1'"), "file.dangling"),
    "a link that comes back to its card": Hostile(sql("UPDATE link SET target=source WHERE id='l1'"), None),
    "a card in a missing stage": dangling("card", "stage", "c1"),
    "a card in a missing lane": dangling("card", "lane", "c1"),
    "a card on a missing map": dangling("card", "map", "c1"),
    "a card whose stage is a lane": dangling("card", "stage", "c1", "t"),
    "a card whose map is the project": dangling("card", "map", "c1", "p"),
    "a lane of a missing map": dangling("lane", "map", "e"),
    "a stage of a missing map": dangling("stage", "map", "s"),
    "a comment on a missing card": dangling("comment", "card", "k1"),
    "a comment on a link": dangling("comment", "card", "k1", "l1"),
    "a map of a missing persona": emptied("map", "persona", "m"),
    "a map whose persona is a card": emptied("map", "persona", "m", "c1"),
    "a map whose persona has no id": emptied("map", "persona", "m", ""),
    "a card about nobody": emptied("card", "about", "c3"),
    "a card about a lane": emptied("card", "about", "c3", "t"),
    "a card about itself": emptied("card", "about", "c3", "c3"),
    "a reply to nobody": emptied("comment", "reply_to", "k2"),
    "a reply to itself": emptied("comment", "reply_to", "k2", "k2"),
    "a reply to a card": emptied("comment", "reply_to", "k2", "c1"),
    "two replies to each other": Hostile(
        sql("UPDATE comment SET reply_to=CASE id WHEN 'k1' THEN 'k2' ELSE 'k1' END"), None, 2
    ),
    "two cards about each other": Hostile(
        sql("UPDATE card SET about='c2' WHERE id='c1'", "UPDATE card SET about='c1' WHERE id='c2'"), None, 2
    ),
    "five thousand cards about each other in a row": Hostile(long_chain("NULL"), None),
    "five thousand cards about each other in a circle": Hostile(long_chain("'y4999'"), None, 5_000),
    "a card that stands on another map": Hostile(sql("UPDATE card SET map='m2' WHERE id='c1'"), "file.other_map"),
    "a card in the stage of another map": Hostile(sql("UPDATE card SET stage='s2' WHERE id='c1'"), "file.other_map"),
    "a card in the lane of another map": Hostile(sql("UPDATE card SET lane='t2' WHERE id='c1'"), "file.other_map"),
    "a link into another map": Hostile(sql("UPDATE link SET map='m2' WHERE id='l1'"), "file.other_map"),
    "an emotion in a lane of touchpoints": Hostile(sql("UPDATE card SET lane='t' WHERE id='c3'"), None),
    "a card on a line": Hostile(sql("UPDATE lane SET kind='line_of_visibility' WHERE id='e'"), None),
    "a link between emotions": Hostile(sql("UPDATE card SET kind='emotion' WHERE id='c1'"), None),
    "twenty thousand cards": Hostile(crowd("card", CARD, 20_000), None),
    "twenty thousand cards with a score past the end": Hostile(
        crowd("card", CARD, 20_000, CARD.replace("score", "score + 9")), None, 20_000
    ),
    "a hundred thousand and more stages": Hostile(stages(100_001, redigest=False), "file.too_full"),
    "ninety thousand stages, none in its limits": Hostile(stages(90_000, "title || char(7)"), None, 90_000),
    "three hundred thousand comments": Hostile(
        crowd("comment", "card,reply_to,author,time,text,resolved", 300_000, redigest=False), "file.too_full"
    ),
    "three hundred thousand comments and a broken page": Hostile(
        both(
            crowd("comment", "card,reply_to,author,time,text,resolved", 300_000, redigest=False),
            lambda path: bytes_at((root_page(path, "card") - 1) * PAGE, bytes(PAGE))(path),
        ),
        "file.damaged",
    ),
    "sixty megabytes of notes and a face": Hostile(
        crowd("card", CARD, 3_600, CARD.replace("note", FACE, 1).replace("channels", "'[]'")), None
    ),
    "ninety megabytes of notes with faces and a broken page": Hostile(
        both(
            crowd("card", CARD, 5_000, CARD.replace("note", f"{NOTE} || char(128512)", 1), redigest=False),
            lambda path: bytes_at((root_page(path, "link") - 1) * PAGE, bytes(PAGE))(path),
        ),
        "file.damaged",
    ),
    "sixty megabytes of notes with bells": Hostile(
        crowd("card", CARD, 3_600, CARD.replace("note", f"{NOTE} || char(7)", 1).replace("channels", "'[]'")),
        None,
        3_600,
    ),
    "ninety megabytes of notes": Hostile(
        crowd("card", CARD, 5_000, CARD.replace("note", NOTE, 1), redigest=False),
        "file.too_full",
    ),
}
