"""States along a log: each is what the log says, whatever way is taken to it."""

import random
from dataclasses import replace

import pytest

from editor.history import states as room
from editor.history.states import States
from model.entry import entry_of
from model.records import BadRecord
from model.timeline import Timeline, UnknownState
from tests.editor.history.logs import Log, grown, renaming


@pytest.mark.parametrize("branching", [0.0, 0.3])
def test_any_way_through_a_log_leads_to_the_state_the_log_tells(branching, monkeypatch):
    monkeypatch.setattr(room, "EVERY", 7)
    log = grown(120, branching=branching)
    states, chance = States(log.timeline, log.records), random.Random(5)
    for _ in range(150):
        wanted = chance.choice(log.order)
        assert states.go(wanted) == log.states[wanted]
        assert states.at == wanted


def test_a_neighbour_is_one_step_away_and_a_far_state_near_a_kept_one(monkeypatch):
    monkeypatch.setattr(room, "EVERY", 10)
    log = grown(400)
    states = States(log.timeline, log.records)
    assert sum(1 for _ in states.walk(log.order[0])) == 400
    assert sum(1 for _ in states.walk(log.order[1])) <= 1, "none at all, where it is a kept one"
    assert states.at == log.order[1]
    states.go(log.order[-1])
    middle = sum(1 for _ in states.walk(log.order[200]))
    assert middle < 100


def test_an_entry_is_read_once(monkeypatch):
    log = grown(30)
    states = States(log.timeline, log.records)
    states.go(log.order[0])
    monkeypatch.setattr(room.States, "changes", lambda self, entry: self._read[entry.id][1])
    assert states.go(log.order[-1]) == log.records


def test_a_way_that_is_left_on_the_way_goes_on_from_there():
    log = grown(60)
    states = States(log.timeline, log.records)
    way = states.walk(log.order[5])
    for _ in range(20):
        next(way)
    assert states.at == log.order[40]
    assert states.records == log.states[log.order[40]]
    assert states.go(log.order[50]) == log.states[log.order[50]]


def test_the_log_grows_while_somebody_stands_in_it():
    log = grown(20)
    states = States(log.timeline, log.records)
    states.go(log.order[3])
    fresh = log.rename("s1", "Of another")
    states.follow(log.timeline, log.records)
    assert states.at == log.order[3]
    assert states.go(fresh.id) == log.records


def test_an_open_entry_that_is_written_on_is_read_anew():
    log = grown(5)
    head = log.timeline.entries[log.timeline.head]
    parent = head.parents[0]
    states = States(log.timeline, log.records)
    states.go(head.id)
    log.timeline.drop()
    longer = replace(renaming(log.states[parent], "s0", "Longer"), id=head.id)
    log.timeline.add(entry_of(longer, (parent,), "Amal", "sitting", head.time))
    now = dict(log.states[parent]) | {"s0": longer.changes[0].after}
    states.follow(log.timeline, now)
    assert states.go(head.id) == now
    assert states.go(parent) == log.states[parent]


def test_the_state_ahead_of_an_entry():
    log = grown(10)
    states = States(log.timeline, log.records)
    states.go(log.order[6])
    assert states.before(log.timeline.entries[log.order[6]]) == log.states[log.order[5]]


def test_what_the_log_cannot_tell_is_refused_and_nothing_is_gone():
    log, other = grown(8), Log()
    timeline = Timeline([*other.timeline.entries.values(), *log.timeline.entries.values()])
    states = States(timeline, log.records)
    for unknown in (other.order[0], "nowhere"):
        with pytest.raises(UnknownState):
            states.go(unknown)
        assert states.at == timeline.head
        assert states.records == log.records


def test_a_log_that_does_not_fit_its_records_is_refused():
    log = grown(8)
    states = States(log.timeline, log.states[log.order[2]])
    with pytest.raises(BadRecord):
        states.go(log.order[0])


def test_a_log_that_goes_round_in_a_circle_is_refused():
    log, other = grown(3), Log()
    one, two = (log.timeline.entries[each] for each in log.order[1:3])
    roots = other.timeline.entries.values()
    timeline = Timeline([*roots, replace(one, parents=(two.id,)), two, log.timeline.entries[log.order[3]]])
    states = States(timeline, log.records)
    with pytest.raises(UnknownState):
        states.go(other.order[0])
