"""When publishing is due."""

import math

from model.store.schedule import RETRY, Schedule


def test_it_is_due_two_seconds_after_the_last_change():
    schedule = Schedule()
    assert schedule.due == math.inf
    schedule.changed(10.0)
    schedule.changed(11.0)
    assert schedule.due == 13.0


def test_it_rests_ten_times_as_long_as_it_took():
    schedule = Schedule()
    schedule.changed(0.0)
    schedule.started(2.0)
    schedule.ended(5.0)
    assert schedule.due == math.inf
    schedule.changed(6.0)
    assert schedule.due == 35.0
    schedule.changed(40.0)
    assert schedule.due == 42.0


def test_what_changed_while_publishing_waits_for_the_rest():
    schedule = Schedule()
    schedule.started(2.0)
    schedule.changed(3.0)
    schedule.ended(5.0)
    assert schedule.due == 35.0


def test_losing_the_focus_makes_it_due_at_once():
    schedule = Schedule()
    schedule.changed(10.0)
    schedule.soon(10.5)
    assert schedule.due == 10.5


def test_what_failed_is_tried_again():
    schedule = Schedule()
    schedule.started(1.0)
    schedule.failed(2.0)
    assert schedule.due == 2.0 + RETRY
