"""The rows of the log: whether a stranger's are what a log may hold, where the file itself does not already tell."""

from model.store import log
from tests.model.store.hostile.craft import good_log


def test_an_id_may_stand_in_the_log_once():
    rows = [log.to_row(position, entry) for position, entry in enumerate(good_log(), start=1)]
    assert log.is_sound(rows, set())
    assert not log.is_sound([*rows, (99, *rows[-1][1:])], set())


def test_what_is_known_grows_by_each_row():
    known = set()
    rows = [log.to_row(position, entry) for position, entry in enumerate(good_log(), start=1)]
    assert log.is_sound(rows[:2], known)
    assert known == {row[1] for row in rows[:2]}
    assert log.is_sound(rows[2:], known)
    assert not log.is_sound(rows[2:], set())
