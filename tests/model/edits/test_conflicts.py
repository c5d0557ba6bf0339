"""Settling conflicts of a merge, either way, also where the other value no longer fits."""

import json
from dataclasses import replace

import pytest

from model.document import Document
from model.edits.conflicts import settle_conflict, values_of
from model.edits.fields import remove
from model.labels import label_words
from model.records import Card, Comment, Conflict, JourneyMap, Lane, Link, Project, Stage, to_data
from resources.words import LANGUAGES

RECORDS = (
    Project("p", title="Both"),
    JourneyMap("m", "a0", "Now"),
    Stage("s1", "m", "a0", "First"),
    Stage("s2", "m", "a1", "Second"),
    Lane("l1", "m", "a0", "touchpoints"),
    Lane("l2", "m", "a1", "touchpoints"),
    Lane("l3", "m", "a2", "needs"),
    Card("c1", "m", "s1", "l1", "a0", "touchpoint", "Waits", tags=("web",), severity=3),
    Card("c2", "m", "s1", "l1", "a1", "touchpoint", "Calls", about="c1"),
    Link("w", "m", "c1", "c2"),
    Comment("said", "c1", None, "Noa", 1, "Why?"),
)


def document(field, other, record="c1", kept="null", *more):
    conflict = Conflict("k", record, field, kept, other, "Amal", 1, "Noa", 2)
    return Document([*RECORDS, conflict, *more])


def settled(before, take_other=True):
    changes = settle_conflict(before, "k", take_other=take_other)
    after = Document(before.records.values())
    after.apply(changes)
    assert after.find("k") is None
    now = dict(after.records)
    after.apply(changes.inverse())
    assert after.records == before.records
    return Document(now.values())


def test_what_was_kept_stays_as_it_is_now():
    after = settled(document("title", '"Asks"'), take_other=False)
    assert [after.find(each.id) for each in RECORDS] == list(RECORDS)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "Asks"), ("tags", ["phone", "web"]), ("severity", None), ("score", -1.5), ("moment_of_truth", True)],
)
def test_the_other_value_takes_the_place_of_what_was_kept(field, value):
    card = settled(document(field, json.dumps(value))).get(Card, "c1")
    assert getattr(card, field) == (tuple(value) if isinstance(value, list) else value)


def test_a_card_goes_to_the_other_place():
    place = {"map": "m", "stage": "s2", "lane": "l2", "order": "a7"}
    card = settled(document("place", json.dumps(place))).get(Card, "c1")
    assert (card.stage, card.lane, card.order) == ("s2", "l2", "a7")


@pytest.mark.parametrize("lane", ["gone", "l3", "c2"])
def test_a_card_whose_other_lane_is_gone_or_takes_it_no_more_goes_to_the_other_stage(lane):
    place = {"map": "m", "stage": "s2", "lane": lane, "order": "a7"}
    card = settled(document("place", json.dumps(place))).get(Card, "c1")
    assert (card.stage, card.lane) == ("s2", "l1")


@pytest.mark.parametrize("place", [{"stage": "gone", "lane": "l2"}, {"stage": "l1"}, {}, 7, "s2"])
def test_a_card_whose_other_place_is_gone_stays(place):
    assert settled(document("place", json.dumps(place))).find("c1") == RECORDS[7]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("about", "c2"),
        ("about", "gone"),
        ("about", "s1"),
        ("about", "c1"),
        ("title", None),
        ("kind", "nonsense"),
        ("score", [1]),
        ("tags", [1]),
        ("tags", None),
        ("id", "c9"),
        ("map", "m2"),
        ("stage", "l1"),
        ("nonsense", 1),
        ("__class__", 1),
    ],
)
def test_a_value_that_does_not_fit_leaves_the_card_as_it_is(field, value):
    assert settled(document(field, json.dumps(value))).find("c1") == RECORDS[7]


@pytest.mark.parametrize("other", ["", "{", "nonsense", "[" * 100_000])
def test_what_is_no_value_leaves_the_card_as_it_is(other):
    before = document("severity", other)
    assert settled(before).find("c1") == RECORDS[7]
    assert values_of(before.get(Conflict, "k")) == (None, None)


def test_a_deletion_takes_along_what_cannot_be_without_it_and_what_is_in_conflict_there():
    also = Conflict("k2", "w", "condition", '"a"', '"b"')
    elsewhere = Conflict("k3", "c2", "title", '"a"', '"b"')
    long_gone = Conflict("k4", "gone", "title", '"a"', '"b"')
    after = settled(document("", "", "c1", "true", also, elsewhere, long_gone))
    assert not {"c1", "w", "said", "k2"} & after.records.keys()
    assert {"c2", "k3", "k4"} <= after.records.keys()
    assert after.get(Card, "c2").about is None


@pytest.mark.parametrize("record", ["m", "p"])
def test_the_project_and_its_last_map_are_never_deleted(record):
    assert record in settled(document("", "", record)).records


def test_a_conflict_about_what_is_gone_can_be_settled():
    before = document("title", '"Asks"')
    before.apply(remove(before, ["c1"]))
    for take_other in (True, False):
        assert settled(before, take_other).records.keys() == before.records.keys() - {"k"}


def test_a_record_that_found_no_place_is_put_back_where_there_is_one_now():
    lost = Card("lost", "m", "s1", "l1", "a5", "touchpoint", "Lost")
    assert settled(document("", json.dumps(to_data(lost)), "lost")).find("lost") == lost
    for wrong in (replace(lost, stage="gone"), replace(lost, lane="s1"), Project("lost"), replace(lost, id="other")):
        after = settled(document("", json.dumps(to_data(wrong)), "lost"))
        assert after.records.keys() == {each.id for each in RECORDS}


def test_a_link_never_leaves_its_map():
    there = (JourneyMap("m2", "a1"), Stage("s9", "m2", "a0"), Lane("l9", "m2", "a0", "touchpoints"))
    card = Card("c9", "m2", "s9", "l9", "a0", "touchpoint")
    before = document("target", '"c9"', "w", "null", *there, card)
    assert settled(before).get(Link, "w").target == "c2"


def test_the_values_are_those_of_the_field():
    conflict = Conflict("k", "c1", "tags", '["a","b"]', "[]")
    assert values_of(conflict) == (("a", "b"), ())
    assert values_of(replace(conflict, kept='"x"', other="null")) == ("x", None)
    assert values_of(replace(conflict, kept="true", other="")) == (True, None)
    assert values_of(replace(conflict, kept='{"stage":"s1"}', other="")) == ({"stage": "s1"}, None)


def test_there_must_be_such_a_conflict():
    with pytest.raises(KeyError):
        settle_conflict(document("title", '"Asks"'), "c1", take_other=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("take_other", [True, False])
@pytest.mark.parametrize(("field", "record"), [("title", "c1"), ("place", "c1"), ("", "c1"), ("title", "gone")])
def test_a_settled_conflict_says_over_what(language, take_other, field, record):
    words = label_words(settle_conflict(document(field, '"x"', record), "k", take_other=take_other).label, language)
    assert ("Waits" in words) == (record == "c1")
    assert "@" not in words
    assert "." not in words
