"""Dropping things from the palette onto the map."""

import pytest
from PySide6.QtCore import QPointF

from editor.canvas.marks import Insertion, Lit, NewLane
from model.records import LANE_KINDS, Card
from tests.editor.hands import LANES


def new_card(view, kind):
    return next(card for card in view.document.cards("map") if card.kind == kind and not card.title)


def test_a_touchpoint_lands_in_its_place_and_is_written_in_at_once(view, hands, ids, untouched):
    at = hands.middle("s1t1") + QPointF(0, 10)
    assert hands.carry("touchpoint", at)
    assert {type(mark) for mark in view.marking.of_tool} == {Lit, Insertion}
    hands.put_down(at)
    card = new_card(view, "touchpoint")
    assert ids("s1") == ["s1t0", "s1t1", card.id]
    assert view.session.selection.ids == (card.id,) and view.in_place.edited == card.id
    view.in_place.cancel()
    assert untouched()


def test_carried_away_it_leaves_no_trace(view, hands, untouched):
    hands.carry("touchpoint", hands.middle("s1t1"))
    hands.carry_away()
    assert untouched()


def test_a_card_goes_to_the_lane_of_its_kind_wherever_in_the_stage_it_is_dropped(view, hands, ids):
    hands.carry("pain_point", hands.middle("s0t0"))
    row = next(band for band in view.sheet.rows if band.id == "pain_points")
    assert next(mark for mark in view.marking.of_tool if isinstance(mark, Lit)).y == row.start
    hands.put_down(hands.middle("s0t0"))
    assert ids("s0", "pain_points") == [new_card(view, "pain_point").id]


def test_a_card_whose_lane_is_not_there_shows_the_lane_it_brings(view, hands, untouched):
    at = hands.cell("s2", "pain_points")
    hands.carry("opportunity", at)
    assert any(isinstance(mark, NewLane) for mark in view.marking.of_tool)
    hands.carry_away()
    assert untouched()
    hands.carry("opportunity", at)
    hands.put_down(at)
    card = new_card(view, "opportunity")
    assert card.stage == "s2" and card.lane not in LANES
    view.in_place.cancel()
    assert untouched()


def test_the_free_lane_takes_what_is_dropped_on_it(view, hands):
    hands.carry("opportunity", hands.cell("s2", "free"))
    hands.put_down(hands.cell("s2", "free"))
    assert new_card(view, "opportunity").lane == "free"


def test_an_emotion_takes_the_score_of_the_height_it_is_dropped_at(view, hands):
    top, _ = view.sheet.emotion_scales["emotions"]
    x, _ = view.camera.to_sheet(hands.cell("s3", "emotions"))
    at = view.camera.to_view(x, top)
    hands.carry("emotion", at)
    hands.put_down(at)
    made = next(card for card in view.document.cell("s3", "emotions"))
    assert made.score == 2


def test_a_stage_goes_between_the_stages(view, hands, untouched):
    gap = (hands.middle("s0") + hands.middle("s1")) / 2
    assert hands.carry("stage", gap)
    mark = next(mark for mark in view.marking.of_tool if isinstance(mark, Insertion))
    band = next(band for band in view.sheet.columns if band.id == "s1")
    assert mark.x1 == (band.start if view.sheet.direction == "ltr" else band.end)
    hands.put_down(gap)
    stages = [stage.id for stage in view.document.stages("map")]
    assert stages[0] == "s0" and stages[2] == "s1" and view.in_place.edited == stages[1]
    view.in_place.cancel()
    assert untouched()


@pytest.mark.parametrize("name", ["lane:opportunities", "line:line_of_interaction"])
def test_a_lane_or_line_goes_between_the_lanes(view, hands, untouched, name):
    at = hands.middle("pain_points") - QPointF(0, 20)
    assert hands.carry(name, at)
    assert any(isinstance(mark, NewLane) for mark in view.marking.of_tool)
    hands.put_down(at)
    lanes = view.document.lanes("map")
    assert lanes[2].kind == name.split(":")[1] and lanes[3].id == "pain_points"
    view.session.undo()
    assert untouched()


def test_what_is_no_palette_entry_is_not_taken(view, hands, untouched):
    at = hands.middle("s1t1")
    assert not hands.carry("nonsense", at)
    assert not hands.carry("lane:nonsense", at)
    assert not hands.carry("touchpoint", at, mime="text/plain")
    assert untouched()


def test_dropped_beside_the_map_it_makes_nothing(view, hands, untouched):
    at = QPointF(640, 797)
    hands.carry("touchpoint", at)
    hands.put_down(at)
    assert untouched()


@pytest.mark.parametrize("kind", sorted({kind.card for kind in LANE_KINDS.values()} - {"", "*"}))
def test_every_kind_of_card_can_be_inserted(view, kind):
    view.session.selection.choose("s1t0")
    view.insert(kind)
    card = view.document.get(Card, view.session.selection.primary)
    assert (card.kind, card.stage) == (kind, "s1")


def test_inserted_beside_a_card_it_stands_right_behind_it(view, ids):
    view.session.selection.choose("s0t1")
    view.insert("touchpoint")
    assert ids("s0")[2] == view.session.selection.primary and ids("s0")[1] == "s0t1"
    assert view.in_place.edited == view.session.selection.primary


def test_inserted_beside_a_stage_or_lane_it_stands_right_behind_it(view):
    view.session.selection.choose("s1")
    view.insert("stage")
    assert view.document.stages("map")[2].id == view.session.selection.primary
    view.in_place.cancel()
    view.session.selection.choose("emotions")
    view.insert("lane:needs")
    assert view.document.lanes("map")[2].id == view.session.selection.primary


def test_a_map_without_stages_gets_one_with_its_first_card(view, untouched):
    for stage in tuple(view.document.stages("map")):
        view.session.selection.choose(stage.id)
        view.remove_selected()
    view.insert("touchpoint")
    (stage,) = view.document.stages("map")
    assert [card.kind for card in view.document.cell(stage.id, "touchpoints")] == ["touchpoint"]
    view.in_place.cancel()
    assert not view.document.stages("map")
