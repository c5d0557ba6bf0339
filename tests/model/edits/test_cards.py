"""Where cards go: the lane pointed at if it takes them, else the nearest of their kind, else a new one."""

import pytest

from model.document import Document
from model.edits.cards import add_card, lane_for, move_cards, set_score
from model.edits.draft import created
from model.records import Card, JourneyMap, Lane, Project, Stage
from model.templates import sample


@pytest.fixture
def document():
    kinds = ["touchpoints", "needs", "free", "line_of_visibility", "touchpoints"]
    return Document(
        [
            Project(id="project"),
            JourneyMap(id="map", order="a0"),
            *(Stage(id=f"stage{n}", map="map", order=f"a{n}") for n in range(3)),
            *(Lane(id=f"lane{n}", map="map", order=f"a{n}", kind=kind) for n, kind in enumerate(kinds)),
            *(
                Card(id=f"card{n}", map="map", stage="stage0", lane="lane0", order=f"a{n}", title=f"Card {n}")
                for n in range(4)
            ),
        ]
    )


def ids(document, stage, lane):
    return [card.id for card in document.cell(stage, lane)]


@pytest.mark.parametrize(
    ("kind", "near", "lane"),
    [
        ("touchpoint", "lane0", "lane0"),
        ("touchpoint", "lane4", "lane4"),
        ("touchpoint", "lane3", "lane4"),
        ("touchpoint", "lane1", "lane0"),
        ("touchpoint", "lane2", "lane2"),
        ("need", "lane4", "lane1"),
        ("note", "lane0", "lane2"),
        ("opportunity", "lane0", None),
        ("opportunity", "lane2", "lane2"),
        ("touchpoint", None, "lane0"),
    ],
)
def test_a_card_goes_to_the_lane_that_takes_it(document, kind, near, lane):
    found = lane_for(document, "map", kind, near)
    assert (found.id if found else None) == lane


def test_a_card_that_no_lane_takes_brings_its_lane_in_one_step(document):
    changes = add_card(document, "opportunity", "stage1", "lane0", title="Answer at once")
    document.apply(changes)
    card = next(document.records[each] for each in created(changes) if isinstance(document.records[each], Card))
    assert document.get(Lane, card.lane).kind == "opportunities"
    document.apply(changes.inverse())
    assert len(document.lanes("map")) == 5 and not ids(document, "stage1", card.lane)


def test_a_new_lane_stands_where_such_a_lane_usually_stands():
    document = sample("louise", "en")
    home = document.maps()[0].id
    document.apply(add_card(document, "need", document.stages(home)[0].id))
    kinds = [lane.kind for lane in document.lanes(home)]
    assert kinds == ["touchpoints", "emotions", "pain_points", "needs", "opportunities"]


def test_a_card_is_added_at_the_place_pointed_at(document):
    changes = add_card(document, "touchpoint", "stage0", "lane0", 1)
    document.apply(changes)
    assert ids(document, "stage0", "lane0") == ["card0", created(changes)[0], "card1", "card2", "card3"]


def test_moved_cards_keep_their_order_and_count_the_place_as_seen(document):
    document.apply(move_cards(document, ["card2", "card0"], "stage0", "lane0", 4))
    assert ids(document, "stage0", "lane0") == ["card1", "card3", "card0", "card2"]
    document.apply(move_cards(document, ["card2"], "stage0", "lane0", 0))
    assert ids(document, "stage0", "lane0") == ["card2", "card1", "card3", "card0"]


def test_cards_put_down_where_they_were_change_nothing(document):
    assert not move_cards(document, ["card1", "card2"], "stage0", "lane0", 1)
    assert not move_cards(document, ["card1", "card2"], "stage0", "lane0", 3)


def test_a_card_over_another_kinds_lane_changes_only_its_stage(document):
    document.apply(move_cards(document, ["card0"], "stage2", "lane1", 0))
    assert ids(document, "stage2", "lane0") == ["card0"]


def test_a_card_over_a_blueprint_line_changes_only_its_stage(document):
    document.apply(move_cards(document, ["card0"], "stage1", "lane3", 0))
    assert ids(document, "stage1", "lane0") == ["card0"]


def test_a_move_rewrites_only_what_moved(document):
    changes = move_cards(document, ["card3"], "stage1", "lane0", 0)
    assert [change.id for change in changes.changes] == ["card3"]


def test_a_score_is_held_in_halves_between_minus_two_and_two(document):
    document.apply(add_card(document, "emotion", "stage0"))
    face = next(card for card in document.cards("map") if card.kind == "emotion")
    document.apply(set_score(document, face.id, -7))
    assert document.get(Card, face.id).score == -2
    document.apply(set_score(document, face.id, 0.7))
    assert document.get(Card, face.id).score == 0.5
