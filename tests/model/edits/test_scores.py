"""Scores of several emotions at once, and the first card of an empty map."""

from model.document import Document
from model.edits.cards import add_first_card
from model.edits.scores import add_to_scores
from model.records import Card, JourneyMap, Lane, Project, Stage


def test_only_emotions_are_scored_and_each_stays_within_two():
    records = [Project(id="project"), JourneyMap(id="map", order="a0"), Stage(id="stage", map="map", order="a0")]
    records += [Lane(id=kind, map="map", order=f"a{n}", kind=kind) for n, kind in enumerate(("emotions", "needs"))]
    home = {"map": "map", "stage": "stage"}
    records += [
        Card(id="low", lane="emotions", order="a0", kind="emotion", score=-2, **home),
        Card(id="high", lane="emotions", order="a1", kind="emotion", score=2, title="Glad", **home),
        Card(id="need", lane="needs", order="a0", kind="need", **home),
    ]
    document = Document(records)
    changes = add_to_scores(document, ["high", "low", "need", "stage", "gone"], 0.5)
    assert [change.id for change in changes.changes] == ["low"]
    document.apply(changes)
    assert document.get(Card, "low").score == -1.5
    assert not add_to_scores(document, ["need"], 0.5)


def test_the_first_card_brings_its_stage_and_uses_the_lane_that_is_there():
    lane = Lane(id="lane", map="map", order="a0", kind="touchpoints")
    document = Document([Project(id="project"), JourneyMap(id="map", order="a0"), lane])
    before = dict(document.records)
    first = add_first_card(document, "map", "touchpoint", title="Here")
    document.apply(first)
    (stage,) = document.stages("map")
    assert [card.title for card in document.cell(stage.id, "lane")] == ["Here"] and len(document.lanes("map")) == 1
    document.apply(first.inverse())
    assert document.records == before
    document.apply(add_first_card(document, "map", "need"))
    assert [lane.kind for lane in document.lanes("map")] == ["touchpoints", "needs"]
