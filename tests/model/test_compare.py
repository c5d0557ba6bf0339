"""What differs between two states: record by record, field by field, in reading order."""

from dataclasses import replace

from hypothesis import given

from model.compare import compare
from model.records import Card, Comment, JourneyMap, Lane, Link, Project, Stage, Version
from tests.strategies import documents

RECORDS = {
    each.id: each
    for each in (
        Version("v", "e", "Sent"),
        Link("w", "m", "b", "c"),
        Comment("said", "b", None, "Noa", 5, "Why?"),
        *(Card(each, "m", "s", "l", f"a{number}", "touchpoint", each) for number, each in enumerate("abc")),
        Lane("l", "m", "a0", "touchpoints"),
        Lane("k", "m", "a1", "actions"),
        Stage("t", "m", "a1", "Pay"),
        Stage("s", "m", "a0", "Look"),
        JourneyMap("m", "a0", "Now"),
        Project("p", title="Buying"),
    )
}


SMALL = documents(most_maps=1, most_stages=2, most_lanes=3, most_cards=5)


def altered(*records, without=()):
    """Return the records with some replaced or added, and some gone."""
    return {each: record for each, record in (RECORDS | {r.id: r for r in records}).items() if each not in without}


def told(after, before=None):
    return [(each.kind, each.id) for each in compare(RECORDS if before is None else before, after)]


def test_nothing_differs_from_itself():
    assert compare(RECORDS, dict(RECORDS)) == []


def test_a_change_is_told_field_by_field():
    (found,) = compare(RECORDS, altered(replace(RECORDS["a"], title="A", severity=3)))
    assert found.kind == "changed"
    assert found.fields == (("title", "a", "A"), ("severity", None, 3))
    assert (found.before, found.after, found.map_id, found.moved) == (RECORDS["a"], found.record, "m", False)


def test_a_card_in_another_stage_has_moved():
    (found,) = compare(RECORDS, altered(replace(RECORDS["a"], stage="t", order="a0V")))
    assert (found.kind, found.fields, found.moved) == ("moved", (("stage", "s", "t"),), True)


def test_what_moved_and_changed_has_changed_and_moved():
    (found,) = compare(RECORDS, altered(replace(RECORDS["a"], stage="t", title="A")))
    assert (found.kind, found.moved) == ("changed", True)
    assert found.fields == (("stage", "s", "t"), ("title", "a", "A"))


def test_another_order_is_a_move_of_the_one_that_was_moved():
    (found,) = compare(RECORDS, altered(replace(RECORDS["a"], order="a9")))
    assert (found.kind, found.id, found.fields) == ("moved", "a", (("order", "a0", "a9"),))


def test_new_order_keys_without_a_new_order_are_no_difference():
    keys = {"a": "a5", "b": "a6", "c": "a7"}
    assert told(altered(*(replace(RECORDS[each], order=key) for each, key in keys.items()))) == []


def test_what_is_gone_stands_where_it_stood_and_what_is_new_where_it_stands():
    after = altered(
        Card("n", "m", "s", "l", "a1V", "touchpoint"),
        Comment("new", "a", None, "Noa", 1),
        replace(RECORDS["p"], title="Selling"),
        Stage("u", "m", "Zz"),
        without=("b", "said", "w"),
    )
    assert told(after) == [
        ("changed", "p"),
        ("added", "u"),
        ("added", "new"),
        ("removed", "b"),
        ("removed", "said"),
        ("added", "n"),
        ("removed", "w"),
    ]


def test_the_way_back_is_the_same_the_other_way_round():
    after = altered(replace(RECORDS["a"], title="A"), without=("w", "v"))
    back = {"added": "removed", "removed": "added"}
    there = {(each.kind, each.id, each.fields) for each in compare(RECORDS, after)}
    again = {
        (back.get(each.kind, each.kind), each.id, tuple((name, new, old) for name, old, new in each.fields))
        for each in compare(after, RECORDS)
    }
    assert there == again


@given(SMALL, SMALL)
def test_what_differs_is_all_that_differs(first, second):
    found = {each.id: each for each in compare(first.records, second.records)}
    assert {each for each, difference in found.items() if difference.kind == "added"} == (
        second.records.keys() - first.records.keys()
    )
    assert {each for each, difference in found.items() if difference.kind == "removed"} == (
        first.records.keys() - second.records.keys()
    )
    for each in first.records.keys() & second.records.keys():
        before, after = first.records[each], second.records[each]
        names = {name for name in before.__slots__ if name != "order" and getattr(before, name) != getattr(after, name)}
        told_of = {name for name, _, _ in found[each].fields} if each in found else set()
        assert told_of - {"order"} == names


@given(documents())
def test_everything_is_told_in_reading_order(document):
    found = [each.record for each in compare({}, document.records)]
    assert len(found) == len(document.records)
    assert all(each.map_id == document.map_of(each.record) for each in compare({}, document.records))
    for journey in document.maps():
        cards = [each.id for each in found if isinstance(each, Card) and each.map == journey.id]
        assert cards == [each.id for each in document.reading_order(journey.id, hidden=True)]
