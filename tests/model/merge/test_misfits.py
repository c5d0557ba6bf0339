"""What no edit makes, but a file made elsewhere can hold: the result is a document, and says what was lost."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from model.merge.side import Side, Signature
from model.merge.three_way import three_way
from model.records import Card, Comment, Conflict, JourneyMap, Lane, Link, Project, Stage, to_data
from tests.model.merge.computers import crowded, valid

BASE = dict(crowded().records)


def merged(one, two, base=BASE):
    first = Side(one, lambda record, field: Signature("Amal", 1))
    second = Side(two, lambda record, field: Signature("Noa", 2))
    result = three_way(base, first, second)
    assert result == three_way(base, second, first)
    assert valid(result)
    return result


def changed(records, *changes):
    return records | {each.id: each for each in changes}


def moved(records, identity, **fields):
    return changed(records, replace(records[identity], **fields))


def lost(result):
    return {
        each.record: json.loads(each.other) for each in result.values() if isinstance(each, Conflict) and each.other
    }


def test_a_card_new_on_a_stage_that_went_to_another_map_is_taken_out_and_recorded():
    one = moved(BASE, "map1s1", map="map0")
    card = Card("new", "map1", "map1s1", "map1l0", "a0", "touchpoint", "New")
    said = Comment("about new", "new", None, "Noa", 1, "?")
    result = merged(one, changed(BASE, card, said))
    assert "new" not in result
    assert lost(result)["new"] == to_data(card)
    assert lost(result)["about new"] == to_data(said)


def test_a_card_between_two_maps_takes_the_place_that_fits():
    one = moved(BASE, "map1s1", map="map0")
    there = moved(BASE, "card4", stage="map1s1")
    result = merged(one, there)
    assert result["card4"].stage == "map1s0"
    assert lost(result)["card4"]["stage"] == "map1s1"


def test_a_link_that_would_leave_its_map_is_taken_out_and_recorded():
    one = moved(BASE, "card1", map="map1", stage="map1s0", lane="map1l0")
    one = changed(one, replace(BASE["link"], target="card0"))
    two = changed(BASE, Link("more", "map0", "card0", "card1"))
    result = merged(one, two)
    assert "more" not in result
    assert result["link"].target == "card0"


def test_one_id_for_two_kinds_of_record_keeps_one_and_records_the_other():
    stage, lane = Stage("same", "map0", "a5", "Stage"), Lane("same", "map0", "a5", "needs", "Lane")
    card = Card("on it", "map0", "map0s0", "same", "a0", "need", "On it")
    result = merged(changed(BASE, stage), changed(BASE, lane, card))
    assert result["same"] == stage
    assert lost(result)["same"] == to_data(lane)
    assert lost(result)["on it"] == to_data(card)


def test_one_id_for_a_project_and_something_else_leaves_one_project():
    one = {each: record for each, record in BASE.items() if each != "project"} | {
        "card9": Project("card9", title="Mine")
    }
    two = changed(BASE, replace(BASE["card0"], id="card9"))
    result = merged(one, two, {})
    assert [each.id for each in result.values() if isinstance(each, Project)] == ["card9"]


def test_an_optional_reference_to_another_kind_is_emptied_and_recorded():
    stage, card = Stage("same", "map0", "a5"), Card("same", "map0", "map0s0", "map0l0", "a5", "touchpoint")
    result = merged(changed(BASE, stage), changed(BASE, card, replace(BASE["card1"], about="same")))
    assert result["card1"].about is None
    assert lost(result)["card1"] == "same"


def test_a_conflict_that_one_side_settled_is_settled_whatever_the_other_knows_of_it():
    conflict = Conflict("k", "card0", "title", '"a"', '"b"', "Amal", 1, "Noa", 2)
    newer = replace(conflict, kept_time=3)
    assert "k" not in merged(BASE, changed(BASE, newer), changed(BASE, conflict))
    assert merged(changed(BASE, newer), changed(BASE, conflict))["k"] == newer


HOMES = st.sampled_from(("map0", "map1"))
IDS = st.sampled_from(sorted(BASE))


@st.composite
def wild(draw):
    """Any valid document of these ids: whatever carries them, on either map."""
    maps = [JourneyMap(each) for each in ("map0", "map1")]
    rest = draw(st.permutations(sorted(BASE.keys() - {"map0", "map1"})))
    records = {each.id: each for each in (*maps, Project(rest[0], title=draw(st.sampled_from(["", "A", "B"]))))}
    stages, lanes, cards = [], [], []
    for identity in rest[1 : draw(st.integers(1, len(rest)))]:
        home, kind = draw(HOMES), draw(st.integers(0, 4))
        here = [[each for each in found if each.map == home] for found in (stages, lanes, cards)]
        if kind == 0:
            made = Stage(identity, home, draw(st.sampled_from(["a0", "a1"])))
            stages.append(made)
        elif kind == 1:
            made = Lane(identity, home, "a0", "free")
            lanes.append(made)
        elif here[0] and here[1] and (kind == 2 or not here[2]):
            place = [draw(st.sampled_from(found)).id for found in here[:2]]
            about = draw(st.sampled_from([None, *(card.id for card in cards)]))
            made = Card(identity, home, *place, "a0", "touchpoint", about=about)
            cards.append(made)
        elif here[2]:
            ends = [draw(st.sampled_from(here[2])).id for _ in range(2)]
            made = Link(identity, home, *ends) if kind == 3 else Comment(identity, ends[0], None, "Noa", 1, "?")
        else:
            continue
        records[identity] = made
    return records


@given(wild(), wild(), wild())
def test_whatever_two_files_hold_under_the_same_ids_they_make_one_document(base, one, two):
    assert valid(one)
    result = merged(one, two, base)
    said = {each.record for each in result.values() if isinstance(each, Conflict)}
    for side, other in ((one, two), (two, one)):
        for identity, record in side.items():
            if identity not in result and not isinstance(record, Project):
                assert identity in said or (type(other.get(identity)) is not type(record) and base[identity] == record)


@given(wild(), wild())
def test_whatever_two_files_hold_they_are_united(one, two):
    result = merged(one, two, {})
    said = {each.record for each in result.values() if isinstance(each, Conflict)}
    gone = {each for side in (one, two) for each in side if each not in result and not isinstance(side[each], Project)}
    assert gone <= said
