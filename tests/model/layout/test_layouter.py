"""Laying out again: many edits of a crowded map, each against a layout from cold."""

import random
from dataclasses import replace

import pytest

from model.change import Change, ChangeSet, change_set
from model.document import Document
from model.ids import new_id
from model.layout.lay_out import Layouter, lay_out
from model.records import Card, Link
from tests.model.layout.test_laws import covers, same_as
from tests.model.layout.worlds import card, link, table
from tests.synthetic import synthetic_document

EDITS = ("title", "title", "move", "score", "link", "unlink", "say", "kind", "width", "height", "hide", "remove")


def edit(document: Document, journey: str, dice: random.Random) -> ChangeSet:
    """Some edit that a person could make."""
    anyone = dice.choice(document.cards(journey))
    way = dice.choice(document.links(journey))
    stage, lane = dice.choice(list(document.stages(journey))), dice.choice(list(document.lanes(journey)))
    touchpoints = [each for each in document.cards(journey) if each.kind == "touchpoint"]
    touchpoint = dice.choice(touchpoints)
    match dice.choice(EDITS):
        case "title":
            one = dice.choice((anyone, touchpoint))
            return change_set("edit", [Change(one, replace(one, title="many words " * dice.randint(0, 9)))])
        case "move":
            one = dice.choice((anyone, touchpoint))
            return change_set("edit", [Change(one, replace(one, stage=stage.id))])
        case "score":
            moods = [each for each in document.cards(journey) if each.kind == "emotion"]
            mood = dice.choice(moods)
            return change_set("edit", [Change(mood, replace(mood, score=dice.randrange(-4, 5) / 2))])
        case "link":
            new = Link(new_id(), journey, touchpoint.id, dice.choice(touchpoints).id, share=50.0)
            return change_set("edit", [Change(None, new)])
        case "unlink":
            return change_set("edit", [Change(way, None)])
        case "say":
            return change_set("edit", [Change(way, replace(way, condition="if she likes it " * dice.randint(0, 2)))])
        case "kind":
            return change_set("edit", [Change(way, replace(way, kind=dice.choice(("next", "detour", "return"))))])
        case "width":
            return change_set("edit", [Change(stage, replace(stage, width=dice.choice((None, 120.0, 260.0))))])
        case "hide":
            return change_set("edit", [Change(lane, replace(lane, hidden=not lane.hidden))])
        case "height":
            return change_set("edit", [Change(lane, replace(lane, height=dice.choice((None, 300.0))))])
    links = [each for each in document.referring(touchpoint.id) if isinstance(each, Link)]
    gone = [each for each in document.referring(touchpoint.id) if isinstance(each, Card)]
    return change_set("edit", [Change(each, None) for each in (*links, *gone, touchpoint)])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("seed", range(2))
def test_many_edits_of_a_crowded_map_end_where_a_cold_layout_does(seed: int, language: str) -> None:
    document = synthetic_document(250, seed, language)
    journey = document.maps()[0].id
    layouter = Layouter(document, journey)
    dice = random.Random(seed)
    for _ in range(40):
        changes = edit(document, journey, dice)
        document.apply(changes)
        before = layouter.sheet
        after = layouter.update(changes)
        covers(before, after)
        same_as(after, lay_out(document, journey))
        for key, one in after.placed.items():
            assert one.piece.shapes, key


def test_an_edit_undone_gives_the_sheet_that_was() -> None:
    document = synthetic_document(250)
    journey = document.maps()[0].id
    layouter = Layouter(document, journey)
    first, dice, done = layouter.sheet, random.Random(5), []
    for _ in range(20):
        done.append(edit(document, journey, dice))
        document.apply(done[-1])
        layouter.update(done[-1])
    for changes in reversed(done):
        back = changes.inverse()
        document.apply(back)
        layouter.update(back)
    same_as(layouter.sheet, lay_out(document, journey))
    assert layouter.sheet.reading_order == first.reading_order


def test_a_link_is_redrawn_where_another_takes_its_port() -> None:
    tall = card("c", 2, 0, title="many words that make a card tall " * 5)
    cards = [card("a", 0, 0), card("d", 1, 0), card("e", 1, 0), tall]
    links = [link("k", "a", "c"), link("n", "e", "c")]
    document = Document([*table(("touchpoints",), 3), *cards, *links])
    layouter = Layouter(document, "m")
    before = layouter.sheet
    old = document.get(Card, "d")
    changes = change_set("edit", [Change(old, replace(old, title="two lines\nof title"))])
    document.apply(changes)
    after = layouter.update(changes)
    assert after.placed["link", "k"].piece is not before.placed["link", "k"].piece
    same_as(after, lay_out(document, "m"))
