"""Hidden lanes: with their cards and links they are on no map, no paper and in no text, and nothing of them is lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from export.json_file import write_json
from export.mermaid import write_mermaid
from export.poster import compose
from export.svg import svg_text
from model.checks.run import run_checks
from model.checks.sentences import sentence
from model.document import Document
from model.edits import clipboard
from model.edits.cards import add_card, move_cards
from model.edits.clipboard import copy, duplicate, paste
from model.edits.draft import created
from model.edits.fields import remove, set_fields
from model.edits.lanes import add_lane, hide_lanes, move_lane, show_lanes
from model.history import History
from model.ids import seeded
from model.importers.json_file import read_json
from model.labels import label_words
from model.layout.lay_out import Layouter, lay_out
from model.layout.slots import slot_at
from model.records import Card, Lane, Link, Stage
from model.templates import sample
from tests.model.layout.test_laws import same_as
from tests.model.layout.worlds import card, link, table
from tests.strategies import documents

TODAY = date(2026, 11, 22)


@pytest.fixture
def document():
    with seeded("hidden"):
        return sample("louise", "en")


def home(document):
    return document.maps()[0].id


def lane(document, kind):
    return next(each for each in document.lanes(home(document)) if each.kind == kind)


def hide(document, *kinds):
    document.apply(hide_lanes(document, [lane(document, kind).id for kind in kinds]))


def without_hidden(document):
    """The document with its hidden lanes removed for good."""
    removed = Document(document.records.values())
    gone = [each.id for each in document.records.values() if isinstance(each, Lane) and each.hidden]
    if gone:
        removed.apply(remove(removed, gone))
    return removed


@given(documents())
@settings(max_examples=40)
def test_a_map_paper_and_mermaid_are_those_of_a_project_without_the_hidden_lanes(document):
    removed = without_hidden(document)
    for journey in document.maps():
        same_as(lay_out(document, journey.id), lay_out(removed, journey.id))
        assert write_mermaid(document, journey.id) == write_mermaid(removed, journey.id)
        papers = [svg_text(compose(each, journey.id, today=TODAY)) for each in (document, removed)]
        assert papers[0] == papers[1]


@given(documents())
@settings(max_examples=60)
def test_checks_neither_judge_nor_name_what_is_hidden(document):
    hidden = {each.id for each in document.records.values() if not document.shows(each)}
    marked = Document(
        replace(each, title="SECRET") if each.id in hidden and isinstance(each, Card | Lane) else each
        for each in document.records.values()
    )
    for journey in marked.maps():
        for finding in run_checks(marked, journey.id, today=TODAY):
            assert not hidden & set(finding.targets)
            assert "SECRET" not in sentence(finding, "en")


def test_what_hidden_cards_answer_is_answered_and_paths_with_gaps_are_not_judged(document):
    here = home(document)
    before = {(each.code, each.targets) for each in run_checks(document, here, today=TODAY)}
    hide(document, "opportunities", "emotions", "pain_points")
    assert {(each.code, each.targets) for each in run_checks(document, here, today=TODAY)} <= before
    document.apply(show_lanes(document, [each.id for each in document.hidden_lanes(here)]))
    hide(document, "touchpoints")
    codes = {each.code for each in run_checks(document, here, today=TODAY)}
    assert not {code for code in codes if code.startswith("J1")} and "J204" not in codes


def test_a_map_whose_cards_are_all_hidden_is_not_called_empty():
    document = Document([*table(("needs",)), card("a", 0, 0, "need")])
    document.apply(hide_lanes(document, ["l0"]))
    assert "J100" not in {each.code for each in run_checks(document, "m", today=TODAY)}


def test_hiding_touches_only_the_lane_and_undo_shows_it_again(document):
    history = History(document)
    before = dict(document.records)
    target = lane(document, "pain_points")
    changes = hide_lanes(document, [target.id])
    document.apply(changes)
    assert [change.id for change in changes.changes] == [target.id]
    assert label_words(changes.label, "en") == "hiding of the lane of pain points"
    assert target.id not in {row.id for row in lay_out(document, home(document)).rows}
    history.undo()
    assert document.records == before
    assert not hide_lanes(document, []) and not show_lanes(document, [target.id])


def test_hiding_lays_out_the_map_as_from_cold_and_showing_brings_the_same_map_back(document):
    layouter = Layouter(document, home(document))
    first = layouter.sheet
    for kind in ("emotions", "touchpoints"):
        changes = hide_lanes(document, [lane(document, kind).id])
        document.apply(changes)
        same_as(layouter.update(changes), lay_out(document, home(document)))
        document.apply(changes.inverse())
        same_as(layouter.update(changes.inverse()), first)


def test_json_holds_hidden_lanes_and_all_that_is_in_them(document):
    hide(document, "pain_points", "emotions")
    assert read_json(write_json(document)).document.records == document.records


def test_a_card_of_a_kind_whose_only_lane_is_hidden_goes_to_a_new_lane(document):
    hide(document, "pain_points")
    hidden = document.hidden_lanes(home(document))[0]
    stage = document.stages(home(document))[0].id
    for pointed in (None, hidden.id):
        trial = Document(document.records.values())
        changes = add_card(trial, "pain_point", stage, pointed, title="New")
        trial.apply(changes)
        made = next(each for each in trial.reading_order(home(trial)) if each.title == "New")
        assert made.lane in created(changes) and trial.get(Lane, hidden.id).hidden


def test_a_dragged_card_finds_no_hidden_lane(document):
    hide(document, "pain_points")
    sheet = lay_out(document, home(document))
    found = slot_at(sheet, document, sheet.columns[0].start + 20, sheet.rows[-1].start + 5, "pain_point")
    assert found is not None and found.lane is None


def test_a_card_moves_with_its_stage_though_its_lane_is_hidden(document):
    hide(document, "pain_points")
    pain = next(each for each in document.cards(home(document)) if each.kind == "pain_point")
    other = document.stages(home(document))[-1].id
    document.apply(move_cards(document, [pain.id], other, None))
    assert document.get(Card, pain.id).stage == other and document.get(Card, pain.id).lane == pain.lane


@pytest.mark.parametrize("index", [0, 1, 2, 3])
def test_lanes_move_and_are_added_by_the_places_that_are_seen(index):
    kinds = ("touchpoints", "needs", "emotions", "pain_points")
    document = Document(
        replace(each, hidden=each.id in ("l1",)) if isinstance(each, Lane) else each for each in table(kinds)
    )
    moved = Document(document.records.values())
    moved.apply(move_lane(moved, "l0", index))
    shown = [each.id for each in moved.shown_lanes("m")]
    assert shown == {0: ["l0", "l2", "l3"], 1: ["l0", "l2", "l3"], 2: ["l2", "l0", "l3"], 3: ["l2", "l3", "l0"]}[index]
    assert bool(move_lane(document, "l0", index)) == (index > 1)
    added = Document(document.records.values())
    added.apply(add_lane(added, "m", "free", index))
    assert [each.kind for each in added.shown_lanes("m")].index("free") == index


def test_the_only_shown_lane_keeps_its_place_beside_hidden_ones():
    document = Document(
        replace(each, hidden=each.id != "l1") if isinstance(each, Lane) else each
        for each in table(("needs", "free", "needs"))
    )
    assert not move_lane(document, "l1", 0) and not move_lane(document, "l1", 1)
    document.apply(set_fields(document, "l1", hidden=True))
    document.apply(add_lane(document, "m", "touchpoints", 0))
    assert [each.kind for each in document.shown_lanes("m")] == ["touchpoints"]


def test_a_stage_that_is_cut_and_pasted_keeps_its_hidden_cards_hidden(document):
    hide(document, "pain_points")
    here = home(document)
    pain = next(each for each in document.cards(here) if each.kind == "pain_point")
    stage = document.get(Stage, pain.stage)
    document.apply(add_card(document, "thought", stage.id, title="Seen"))
    inside = [each for each in document.cards(here) if each.stage == stage.id]
    data = copy(document, [stage.id])
    document.apply(remove(document, [stage.id]))
    document.apply(paste(document, data, here))
    back = next(each for each in document.stages(here) if each.title == stage.title)
    found = sorted((each.title, document.shows(each)) for each in document.cards(here) if each.stage == back.id)
    assert found == sorted((each.title, each.kind != "pain_point") for each in inside)


def test_what_is_pasted_into_another_project_stays_hidden_there_and_nothing_else_becomes_so(document):
    hide(document, "pain_points")
    other = Document(table(("pain_points", "thoughts")))
    stages = [each.id for each in document.stages(home(document))]
    other.apply(paste(other, copy(document, stages), "m"))
    pains = [each for each in other.cards("m") if each.kind == "pain_point"]
    assert pains and not any(map(other.shows, pains)) and other.get(Lane, "l0").hidden is False
    assert all(other.shows(each) for each in other.cards("m") if each.kind != "pain_point")
    assert {each["kind"] for each in clipboard.copy(other, [pains[0].id])["cards"]} == {"pain_point"}


def test_a_duplicate_of_a_stage_hides_what_the_original_hides(document):
    hide(document, "pain_points")
    before = len([each for each in document.cards(home(document)) if not document.shows(each)])
    stages = [each.id for each in document.stages(home(document))]
    document.apply(duplicate(document, stages))
    assert len([each for each in document.cards(home(document)) if not document.shows(each)]) == 2 * before


def test_a_link_is_shown_where_both_its_ends_are():
    records = [*table(("touchpoints", "free")), card("a", 0, 0), card("b", 0, 1), card("c", 1, 0)]
    document = Document([*records, link("k", "a", "b"), link("n", "a", "c")])
    document.apply(hide_lanes(document, ["l1"]))
    assert [each.id for each in filter(document.shows, document.links("m"))] == ["n"]
    assert {each.id for each in lay_out(document, "m").placed.values() if each.part == "link"} == {"n"}
    assert document.shows(document.get(Link, "n")) and not document.shows(document.get(Card, "b"))
