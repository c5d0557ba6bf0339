"""The document: one door, all or nothing, and indexes that always agree with the records."""

from dataclasses import replace

import pytest

from model.change import Change, ChangeSet, Label
from model.document import Document, StaleChange
from model.edits.cards import add_card, move_cards
from model.edits.draft import created
from model.edits.fields import remove, set_fields
from model.edits.links import connect
from model.ids import seeded
from model.records import Card, JourneyMap, Stage
from model.templates import sample, template


@pytest.fixture
def document():
    with seeded("document"):
        return sample("louise", "en")


def assert_indexes_agree(document):
    fresh = Document(document.records.values())
    for journey in document.maps():
        assert [each.id for each in document.stages(journey.id)] == [each.id for each in fresh.stages(journey.id)]
        assert [each.id for each in document.lanes(journey.id)] == [each.id for each in fresh.lanes(journey.id)]
        assert document.reading_order(journey.id) == fresh.reading_order(journey.id)
        assert {each.id for each in document.cards(journey.id)} == {each.id for each in fresh.cards(journey.id)}
        assert {each.id for each in document.links(journey.id)} == {each.id for each in fresh.links(journey.id)}
    for identity in document.records:
        assert {each.id for each in document.referring(identity)} == {each.id for each in fresh.referring(identity)}


def test_a_stale_change_changes_nothing_at_all(document):
    heard = []
    document.listen(heard.append)
    card = document.cards(document.maps()[0].id)[0]
    good = Change(card, replace(card, title="new"))
    stale = Change(replace(document.project, title="not so"), document.project)
    before = dict(document.records)
    with pytest.raises(StaleChange):
        document.apply(ChangeSet(Label("change.test"), (good, stale)))
    assert document.records == before and not heard


def test_listeners_hear_each_change_once_and_after_it_happened(document):
    titles = []
    document.listen(lambda changes: titles.append(document.project.title))
    document.apply(set_fields(document, document.project.id, title="Other"))
    assert titles == ["Other"]


def test_an_empty_change_is_not_announced(document):
    heard = []
    document.listen(heard.append)
    document.apply(set_fields(document, document.project.id, title=document.project.title))
    assert heard == []


def test_indexes_agree_after_every_kind_of_edit(document):
    journey = document.maps()[0]
    first, second = document.stages(journey.id)[:2]
    changes = add_card(document, "need", first.id, title="Time")
    document.apply(changes)
    assert_indexes_agree(document)
    card = next(each for each in created(changes) if isinstance(document.records[each], Card))
    document.apply(move_cards(document, [card], second.id, None))
    assert_indexes_agree(document)
    touchpoints = [each for each in document.reading_order(journey.id) if each.kind == "touchpoint"]
    document.apply(connect(document, touchpoints[0].id, touchpoints[-1].id))
    assert_indexes_agree(document)
    document.apply(remove(document, [first.id]))
    assert_indexes_agree(document)
    assert not any(each.stage == first.id for each in document.cards(journey.id))


def test_the_direction_of_a_map_follows_its_language_unless_set():
    document = template("blank", "ar")
    journey = document.maps()[0]
    assert document.direction(journey.id) == "rtl"
    document.apply(set_fields(document, journey.id, language="en"))
    assert document.direction(journey.id) == "ltr"
    document.apply(set_fields(document, journey.id, direction="rtl"))
    assert document.direction(journey.id) == "rtl"


def test_ids_occur_once():
    with pytest.raises(ValueError, match="twice"):
        Document([JourneyMap(id="twice"), Stage(id="twice")])


def test_get_asks_for_the_right_class(document):
    with pytest.raises(KeyError):
        document.get(Stage, document.project.id)
