"""The rows of the list: grouped by sitting, author and day; what a new entry changes stands at their end."""

import random

from editor.history.moments import day_number
from editor.history.rows import Rows
from model.records import Version
from tests.editor.history.logs import BEGUN, Log, grown

DAY = 86_400_000


def rows_of(entries, named=None):
    return Rows().follow(list(entries), named or {})[0]


def kinds(rows):
    return [row.kind for row in rows]


def test_a_heading_stands_over_each_sitting_author_and_day():
    log = Log()
    log.rename("s0", "One")
    log.rename("s0", "Two", author="Bea")
    log.rename("s0", "Three", session="other", author="Bea")
    log.rename("s0", "Four", session="other", author="Bea", time=BEGUN + 3 * DAY)
    rows = rows_of(log.timeline.entries.values())
    assert kinds(rows) == ["step", "step", "head", "step", "head", "step", "head", "step", "head"]
    assert [row.entry for row in rows if row.kind == "head"] == log.order[1:]


def test_a_named_version_stands_over_its_entry_with_its_note_between():
    log = grown(2)
    named = {log.order[1]: (Version(id="v", entry=log.order[1], title="Sent", note="To Acme"),)}
    rows = rows_of(log.timeline.entries.values(), named)
    assert kinds(rows) == ["step", "step", "note", "version", "step", "head"]


def test_rows_that_follow_are_those_that_were_made_at_once():
    chance, log, rows = random.Random(3), Log(), Rows()
    named = {}
    for number in range(60):
        who = chance.choice(("Amal", "Bea"))
        if number and chance.random() < 0.3:
            log.timeline.drop()
            log.order.pop()
        log.rename("s1", f"Title {number}", on=log.order[-1], author=who, time=BEGUN + chance.randrange(3) * DAY)
        if chance.random() < 0.2:
            entry = chance.choice(log.order)
            named = {**named, entry: (Version(id=f"v{number}", entry=entry, title="Named"),)}
        before = list(rows.rows)
        fresh, kept = rows.follow(list(log.timeline.entries.values()), named)
        assert fresh == rows_of(log.timeline.entries.values(), named)
        assert fresh[:kept] == before[:kept]
        rows.rows = fresh


def test_a_new_entry_leaves_the_old_rows_as_they_are():
    log, rows = grown(50), Rows()
    rows.rows, _ = rows.follow(list(log.timeline.entries.values()), {})
    log.rename("s0", "New")
    _, kept = rows.follow(list(log.timeline.entries.values()), {})
    assert kept == 51


def test_a_log_whose_beginning_was_forgotten_is_listed_anew():
    log, rows = grown(20), Rows()
    rows.rows, _ = rows.follow(list(log.timeline.entries.values()), {})
    left = list(log.timeline.entries.values())[10:]
    fresh, kept = rows.follow(left, {})
    assert kept == 0
    assert fresh == rows_of(left)


def test_the_day_of_a_moment_is_that_of_its_quarter_of_an_hour():
    days = {day_number(BEGUN + minutes * 60_000) for minutes in range(24 * 60)}
    assert max(days) - min(days) == 1
    assert day_number(0) == 0
    assert day_number(1 << 53) == 0
