"""The log in memory: what an entry contains, and the states along a graph with merges, found from the newest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import Change, ChangeSet, Label, change_set
from model.entry import ABSORBED, COMPACTED_KEY, Entry, entry_of, root, taken_back
from model.records import BadRecord, Project
from model.timeline import Timeline, UnknownState


def titled(before, after):
    return change_set("k", [Change(Project("p", title=before), Project("p", title=after))])


def fork():
    """A log with two ways from "a", to "b" and to "c", that meet in "d"; what each says is relative to "a" or "b"."""
    begun = root("Amal", "s", 1)
    left = replace(entry_of(titled("a", "b"), (begun.id,), "Amal", "s", 2), id="left")
    right = replace(entry_of(titled("a", "c"), (begun.id,), "Noa", "t", 3), id="right")
    meeting = replace(entry_of(titled("b", "d"), ("left", "right"), "", "", 3), id="meeting")
    return Timeline([begun, left, right, meeting])


def test_the_state_of_every_entry_is_found_on_either_way():
    log = fork()
    now = {"p": Project("p", title="d")}
    titles = [log.state(each, now)["p"].title for each in log.entries]
    assert titles == ["a", "b", "c", "d"]


def test_a_state_contains_its_ancestors_and_not_its_cousins():
    log = fork()
    assert "right" not in log.known("left")
    assert set(log.known("meeting").entries) == set(log.entries)


def test_what_was_forgotten_is_still_contained():
    forgotten = Entry("v", (), "Amal", "s", 5, Label(COMPACTED_KEY, ((ABSORBED, "old older"),)))
    log = Timeline([forgotten])
    assert "old" in log
    assert "older" in log.known("v")
    assert "newer" not in log


def test_a_state_that_hangs_on_another_root_is_unknown():
    log = fork()
    other = root("Noa", "t", 9)
    log.add(other)
    with pytest.raises(UnknownState):
        log.state("left", {})
    with pytest.raises(UnknownState):
        log.state("nowhere", {})


def test_a_log_that_does_not_fit_the_records_is_not_followed():
    with pytest.raises(BadRecord):
        fork().state("left", {"p": Project("p", title="something else")})


def test_what_was_dropped_is_no_longer_the_head():
    log = fork()
    log.drop()
    assert log.head == "right"


@given(st.lists(st.text("abc", max_size=2), max_size=6))
def test_going_back_and_forth_along_a_line_ends_where_it_began(titles):
    begun = root("Amal", "s", 1)
    log, now = Timeline([begun]), Project("p")
    states = {begun.id: now}
    for number, title in enumerate(titles):
        after = Project("p", title=title)
        made = ChangeSet(Label("k"), (Change(now, after),), id=str(number))
        log.add(entry_of(made, (log.head,), "Amal", "s", number))
        now = states[made.id] = after
    assert {each: log.state(each, {"p": now})["p"] for each in log.entries} == states
    assert taken_back({"p": now}, (entry.changes for entry in log.chain(log.head))) == {"p": Project("p")}
