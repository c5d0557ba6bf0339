"""Copy, paste, duplicate: new records with the same words, tied among themselves as their originals were."""

import json

import pytest

from model.edits.clipboard import copy, duplicate, home_of, paste
from model.edits.draft import created
from model.ids import seeded
from model.records import BadRecord, Card, Lane, Link, Stage, references
from model.templates import sample, template


@pytest.fixture
def document():
    with seeded("clipboard"):
        return sample("louise", "en")


def home(document):
    return document.maps()[0].id


def card(document, title):
    return next(each for each in document.cards(home(document)) if each.title == title)


def made(document, changes, cls):
    return [document.records[each] for each in created(changes) if isinstance(document.records[each], cls)]


def test_a_pasted_selection_keeps_its_words_links_and_ties(document):
    chosen = [
        card(document, title).id for title in ("Sends an enquiry", "Waits 12 hours for a reply", "Slow reply: 12 hours")
    ]
    data = json.loads(json.dumps(copy(document, chosen)))
    stage = document.stages(home(document))[0]
    changes = paste(document, data, home(document), stage.id)
    document.apply(changes)
    pasted = {each.title: each for each in made(document, changes, Card)}
    assert set(pasted) == {"Sends an enquiry", "Waits 12 hours for a reply", "Slow reply: 12 hours"}
    assert all(each.stage == stage.id for each in pasted.values())
    assert pasted["Slow reply: 12 hours"].about == pasted["Waits 12 hours for a reply"].id
    link = made(document, changes, Link)[0]
    assert (link.source, link.target) == (pasted["Sends an enquiry"].id, pasted["Waits 12 hours for a reply"].id)


def test_cards_of_several_stages_spread_over_as_many(document):
    chosen = [card(document, title).id for title in ("Searches the web for homes", "Browses the agent’s site")]
    stages = document.stages(home(document))
    changes = paste(document, copy(document, chosen), home(document), stages[2].id)
    document.apply(changes)
    assert [each.stage for each in made(document, changes, Card)] == [stages[2].id, stages[3].id]


def test_what_was_copied_can_be_pasted_into_another_project(document):
    other = template("blank", "ar")
    changes = paste(other, copy(document, [card(document, "Slow reply: 12 hours").id]), other.maps()[0].id)
    other.apply(changes)
    pain = made(other, changes, Card)[0]
    assert other.get(Lane, pain.lane).kind == "pain_points" and pain.about is None
    for record in other.records.values():
        assert all(target in other for _, _, target in references(record))


def test_a_copied_stage_comes_back_with_its_cards(document):
    stage = document.stages(home(document))[1]
    changes = paste(document, copy(document, [stage.id]), home(document), stage.id)
    document.apply(changes)
    copied = made(document, changes, Stage)[0]
    assert [each.title for each in document.stages(home(document))][:3] == ["Awareness", "Interest", "Interest"]
    old = [each for each in document.cards(home(document)) if each.stage == stage.id]
    new = [each for each in document.cards(home(document)) if each.stage == copied.id]
    assert sorted(each.title for each in old) == sorted(each.title for each in new)


def test_pasting_onto_a_map_without_stages_makes_one(document):
    from model.edits.maps import add_map

    empty = add_map(document, "Empty")
    document.apply(empty)
    target = created(empty)[0]
    document.apply(paste(document, copy(document, [card(document, "Views the home").id]), target))
    assert len(document.stages(target)) == 1 and len(document.cards(target)) == 1


def test_a_duplicate_stands_right_behind_its_original(document):
    original = card(document, "Sends an enquiry")
    document.apply(duplicate(document, [original.id]))
    cell = [each.title for each in document.cell(original.stage, original.lane)]
    assert cell[:2] == ["Sends an enquiry", "Sends an enquiry"]


def test_a_duplicated_stage_keeps_its_inner_links(document):
    stage = document.stages(home(document))[1]
    before = len(document.links(home(document)))
    document.apply(duplicate(document, [stage.id]))
    assert len(document.links(home(document))) == before + 1


def test_foreign_data_pastes_nothing_and_broken_data_is_refused(document):
    assert not paste(document, {"format": "other"}, home(document))
    assert not paste(document, "words", home(document))
    with pytest.raises(BadRecord):
        paste(document, {"cards": [{"kind_of_record": "card", "id": "x", "title": 5}]}, home(document))


def test_pasting_happens_beside_what_is_selected(document):
    wait = card(document, "Waits 12 hours for a reply")
    assert home_of(document, wait.id) == (wait.stage, wait.lane)
    assert home_of(document, wait.stage) == (wait.stage, None)
    assert home_of(document, home(document)) == (None, None)
