"""Stages, lanes, links, maps: moved by index as seen, removed with what cannot be without them."""

import pytest

from model.edits.draft import created
from model.edits.fields import removable, remove, set_fields, set_fields_of_all
from model.edits.lanes import add_lane, move_lane
from model.edits.links import can_connect, connect
from model.edits.maps import add_map, add_persona, duplicate_map, move_map
from model.edits.stages import add_stage, move_stage
from model.ids import seeded
from model.records import Card, JourneyMap, Link, Stage, references
from model.templates import sample


@pytest.fixture
def document():
    with seeded("structure"):
        return sample("louise", "en")


def titles(records):
    return [record.title for record in records]


def home(document):
    return document.maps()[0].id


def touchpoint(document, title):
    return next(card for card in document.cards(home(document)) if card.title == title)


def test_a_stage_moves_to_the_index_seen(document):
    stages = document.stages(home(document))
    document.apply(move_stage(document, stages[0].id, 2))
    assert titles(document.stages(home(document)))[:3] == ["Interest", "Awareness", "Consideration"]


@pytest.mark.parametrize("index", [1, 2])
def test_a_stage_put_down_where_it_was_changes_nothing(document, index):
    assert not move_stage(document, document.stages(home(document))[1].id, index)


def test_a_stage_is_added_at_the_index_seen(document):
    document.apply(add_stage(document, home(document), 1, "New"))
    assert titles(document.stages(home(document)))[:3] == ["Awareness", "New", "Interest"]


def test_lanes_move_and_blueprint_lines_are_lanes(document):
    document.apply(add_lane(document, home(document), "line_of_visibility", 1))
    kinds = [lane.kind for lane in document.lanes(home(document))]
    assert kinds[1] == "line_of_visibility"
    document.apply(move_lane(document, document.lanes(home(document))[1].id, len(kinds)))
    assert document.lanes(home(document))[-1].kind == "line_of_visibility"


def test_removing_a_touchpoint_removes_its_links_and_lets_pains_forget_it(document):
    wait = touchpoint(document, "Waits 12 hours for a reply")
    pain = touchpoint(document, "Slow reply: 12 hours")
    assert pain.about == wait.id
    document.apply(remove(document, [wait.id]))
    assert not any(wait.id in (link.source, link.target) for link in document.links(home(document)))
    assert document.get(Card, pain.id).about is None


def test_nothing_ever_refers_to_what_is_gone(document):
    document.apply(remove(document, [document.stages(home(document))[2].id, document.lanes(home(document))[0].id]))
    for record in document.records.values():
        assert all(target in document for _, _, target in references(record))


def test_the_project_and_its_last_map_stay(document):
    assert removable(document, [document.project.id, home(document)]) == []
    document.apply(add_map(document, "Second"))
    assert removable(document, [home(document)]) == [home(document)]
    both = [journey.id for journey in document.maps()]
    assert len(removable(document, both)) == 1


def test_a_link_joins_two_different_touchpoints_once(document):
    search, site = touchpoint(document, "Searches the web for homes"), touchpoint(document, "Browses the agent’s site")
    pain = touchpoint(document, "Few viewing slots")
    assert not can_connect(document, search.id, site.id)
    assert not can_connect(document, search.id, search.id)
    assert not can_connect(document, search.id, pain.id)
    assert can_connect(document, site.id, search.id)


def test_a_link_back_over_a_stage_is_a_return_and_a_second_way_out_a_choice(document):
    site, search = touchpoint(document, "Browses the agent’s site"), touchpoint(document, "Searches the web for homes")
    refer, views = touchpoint(document, "Refers a friend"), touchpoint(document, "Views the home")

    def kind(source, target):
        changes = connect(document, source.id, target.id)
        return next(change.after.kind for change in changes.changes if isinstance(change.after, Link))

    assert kind(site, search) == "return"
    assert kind(search, views) == "choice"
    assert kind(refer, refer) == "next"


def test_a_copied_map_holds_copies_of_everything_and_touches_nothing(document):
    before = {card.id for card in document.cards(home(document))}
    changes = duplicate_map(document, home(document), "Future state", kind="future_state")
    document.apply(changes)
    copy = document.maps()[1]
    assert copy.title == "Future state" and copy.kind == "future_state"
    assert len(document.cards(copy.id)) == len(before) and not before & {card.id for card in document.cards(copy.id)}
    assert len(document.links(copy.id)) == len(document.links(home(document)))
    for card in document.cards(copy.id):
        assert card.about is None or document.get(Card, card.about).map == copy.id


def test_maps_move_among_the_tabs(document):
    document.apply(add_map(document, "Second"))
    document.apply(move_map(document, document.maps()[1].id, 0))
    assert titles(document.maps()) == ["Second", "Current state"]


def test_a_persona_is_given_to_the_map(document):
    changes = add_persona(document, home(document), "Sami")
    document.apply(changes)
    assert document.get(JourneyMap, home(document)).persona == created(changes)[0]


def test_fields_of_several_are_set_in_one_step(document):
    stages = [stage.id for stage in document.stages(home(document))]
    changes = set_fields_of_all(document, stages, width=240)
    document.apply(changes)
    assert all(document.get(Stage, each).width == 240 for each in stages)
    document.apply(changes.inverse())
    assert all(document.get(Stage, each).width is None for each in stages)


def test_a_value_that_no_rule_allows_is_refused(document):
    with pytest.raises(ValueError, match="rumour"):
        set_fields(document, document.cards(home(document))[0].id, evidence="rumour")
