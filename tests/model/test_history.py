"""Undo and redo: every step back and forth, without limit, and typing as one step."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import change_set_from_data, change_set_to_data
from model.edits import cards, clipboard, fields, lanes, links, maps, stages
from model.history import History
from model.ids import seeded
from model.records import CARD_KINDS, LANE_KINDS
from model.templates import sample


@pytest.fixture
def document():
    with seeded("history"):
        return sample("louise", "en")


def typed(document, text, word="title:1"):
    document.apply(fields.set_fields(document, document.project.id, coalesce=word, title=text))


def test_undo_takes_back_and_redo_does_again(document):
    history = History(document)
    document.apply(fields.set_fields(document, document.project.id, title="A"))
    assert history.undo() is not None and document.project.title == "Louise finds a home"
    assert history.redo() is not None and document.project.title == "A"
    assert history.redo() is None


def test_a_step_retracted_is_gone_for_good(document):
    history = History(document)
    document.apply(fields.set_fields(document, document.project.id, title="A"))
    assert history.retract() is not None and document.project.title == "Louise finds a home"
    assert history.redo() is None and history.retract() is None


def test_typing_is_one_step(document):
    history = History(document)
    for text in ("W", "Wa", "Wai"):
        typed(document, text)
    history.undo()
    assert document.project.title == "Louise finds a home"
    assert history.undoable is None


def test_typing_in_another_stretch_is_another_step(document):
    history = History(document)
    typed(document, "A", "title:1")
    typed(document, "B", "title:2")
    history.undo()
    assert document.project.title == "A"


def test_a_sealed_step_does_not_grow(document):
    history = History(document)
    typed(document, "A")
    history.seal()
    typed(document, "B")
    history.undo()
    assert document.project.title == "A"


def test_a_new_change_forgets_what_was_undone(document):
    history = History(document)
    typed(document, "A")
    history.undo()
    document.apply(fields.set_fields(document, document.project.id, client="C"))
    assert history.redoable is None


def test_an_undo_says_what_it_takes_back(document):
    history = History(document)
    document.apply(fields.set_fields(document, document.project.id, title="A"))
    done = history.undoable
    undone = history.undo()
    assert undone.undoes == done.id and undone.label == done.label


def random_edit(document, draw):
    """Return a ChangeSet of any kind that the document allows."""
    journey = draw(st.sampled_from(list(document.maps())))
    columns, rows = list(document.stages(journey.id)), list(document.lanes(journey.id))
    held = document.reading_order(journey.id)
    some = [card.id for card in held]
    possible = [
        lambda: stages.add_stage(document, journey.id, draw(st.integers(0, 9)), "S"),
        lambda: lanes.add_lane(document, journey.id, draw(st.sampled_from(list(LANE_KINDS)))),
        lambda: maps.add_map(document, "M"),
        lambda: maps.duplicate_map(document, journey.id, "Copy"),
        lambda: maps.add_persona(document, journey.id, "Louise"),
        lambda: fields.set_fields(document, journey.id, title=draw(st.text(max_size=9))),
    ]
    if columns:
        stage = draw(st.sampled_from(columns))
        lane = draw(st.sampled_from(rows)).id if rows else None
        kind = draw(st.sampled_from(CARD_KINDS))
        place = draw(st.none() | st.integers(0, 5))
        possible += [
            lambda: cards.add_card(document, kind, stage.id, lane, place),
            lambda: stages.move_stage(document, stage.id, draw(st.integers(0, len(columns)))),
            lambda: fields.remove(document, [stage.id]),
        ]
        if some:
            chosen = draw(st.lists(st.sampled_from(some), min_size=1, max_size=4))
            possible += [
                lambda: cards.move_cards(document, chosen, stage.id, lane, place),
                lambda: fields.remove(document, chosen),
                lambda: clipboard.duplicate(document, [*chosen, stage.id]),
                lambda: clipboard.paste(document, clipboard.copy(document, chosen), journey.id, stage.id, lane),
                lambda: links.connect(document, chosen[0], chosen[-1]),
            ]
    if rows:
        possible += [
            lambda: lanes.move_lane(document, draw(st.sampled_from(rows)).id, draw(st.integers(0, len(rows)))),
            lambda: fields.remove(document, [draw(st.sampled_from(rows)).id]),
        ]
    return draw(st.sampled_from(possible))()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_undoing_everything_is_the_beginning_and_redoing_everything_the_end(data):
    with seeded("law"):
        document = sample("louise", "en")
    history = History(document)
    beginning = dict(document.records)
    for _ in range(data.draw(st.integers(1, 12))):
        changes = random_edit(document, data.draw)
        document.apply(changes)
        assert change_set_from_data(change_set_to_data(changes)).changes == changes.changes
    end = dict(document.records)
    while history.undo():
        pass
    assert document.records == beginning
    while history.redo():
        pass
    assert document.records == end


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_squashing_two_changes_is_doing_both(data):
    with seeded("squash"):
        document = sample("louise", "en")
    beginning = dict(document.records)
    first = random_edit(document, data.draw)
    document.apply(first)
    second = random_edit(document, data.draw)
    document.apply(second)
    end = dict(document.records)
    both = first.squash(second)
    document.apply(both.inverse())
    assert document.records == beginning
    document.apply(both)
    assert document.records == end
