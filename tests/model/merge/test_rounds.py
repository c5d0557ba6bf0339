"""Copies that are handed around and merged, in any order, by computers that see old copies of one another."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.merge.ancestor import is_merge
from tests.model.merge.computers import Computer, begun, kinds, small, steps, valid

pytestmark = pytest.mark.timeout(1_200)

ROUNDS = 12
"""After so many rounds in which everybody looks at everybody nothing may move any more."""


@st.composite
def offices(draw, forgetful=False):
    """Computers that begin with one file, and what happens: edits, and looks at copies that may be old."""
    ancestor = begun(draw(small()))
    names = "abcd"[: draw(st.integers(2, 4))]
    computers = [Computer(name, ancestor, draw(st.sampled_from(["Amal", "Noa"]))) for name in names]
    many = st.integers(0, len(computers) - 1)
    forgets = st.one_of(st.none(), st.none(), st.none(), st.integers(0, 5)) if forgetful else st.none()
    events = st.tuples(many, many, st.booleans(), steps(draw(kinds()), 3), forgets)
    return computers, draw(st.lists(events, max_size=8)), draw(st.permutations(list(combinations(names, 2))))


def happen(computers, events):
    """Let things happen; each computer publishes only when it is told to, so that others see old copies."""
    shared = [each.copy for each in computers]
    for mine, other, publishes, edits, forgets in events:
        computers[mine].edit(edits)
        if other != mine:
            computers[mine].take(shared[other])
        if forgets is not None:
            computers[mine].forget(forgets)
        if publishes:
            shared[mine] = computers[mine].copy


def settled(computers):
    return len({each.log.head for each in computers}) == 1


def alike(computers):
    first = computers[0]
    assert valid(first.document.records)
    for each in computers:
        assert each.log.head == first.log.head
        assert each.document.records == first.document.records
    for one, two in combinations(computers, 2):
        assert one.plan(two.copy).kind == "none"


@given(offices(forgetful=True))
def test_everybody_reaches_one_state_whoever_looks_at_whom(office):
    computers, events, order = office
    happen(computers, events)
    by_name = {each.name: each for each in computers}
    for _ in range(ROUNDS):
        if settled(computers):
            break
        for one, two in order:
            by_name[two].take(by_name[one].copy)
            by_name[one].take(by_name[two].copy)
    alike(computers)


@given(offices(forgetful=True))
def test_everybody_reaches_one_state_when_all_look_at_their_neighbour_at_once(office):
    computers, events, _ = office
    happen(computers, events)
    for _ in range(ROUNDS):
        copies = [each.copy for each in computers]
        for at, each in enumerate(computers):
            each.take(copies[(at + 1) % len(copies)])
        if settled(computers):
            break
    alike(computers)


@given(offices(forgetful=True))
def test_every_state_on_the_way_is_told_by_the_log(office):
    computers, events, _ = office
    happen(computers, events)
    for each in computers:
        records = dict(each.document.records)
        for entry in each.log.entries:
            assert valid(each.log.state(entry, records))


@given(offices(forgetful=True))
def test_a_merge_has_a_greater_id_than_every_merge_that_it_contains(office):
    computers, events, _ = office
    happen(computers, events)
    for each in computers:
        for entry in each.log.entries:
            above = each.log.known(entry).entries - {entry}
            assert not is_merge(entry) or all(entry > other for other in above if is_merge(other))
