"""A log from elsewhere may tell of states that are none: those are not shown."""

from dataclasses import replace

from editor.history.sound import sound
from model.change import Change, ChangeSet, Label
from model.document import Document
from model.records import Card, JourneyMap, Lane, Project, Stage


def document() -> Document:
    return Document(
        [
            Project(id="p"),
            JourneyMap(id="m", order="a0"),
            JourneyMap(id="n", order="a1"),
            Stage(id="s", map="m", order="a0"),
            Stage(id="other", map="n", order="a0"),
            Lane(id="l", map="m", order="a0", kind="free"),
            CARD,
        ]
    )


CARD = Card(id="c", map="m", stage="s", lane="l", order="a0", kind="note")


def is_sound(*changes: Change) -> bool:
    return sound(document(), ChangeSet(Label("change.other"), changes))


def test_a_whole_state_is_sound():
    assert is_sound(Change(CARD, replace(CARD, title="New")))
    assert is_sound(Change(CARD, None), Change(Stage(id="s", map="m", order="a0"), None))


def test_a_reference_that_leads_nowhere_is_not():
    assert not is_sound(Change(CARD, replace(CARD, stage="gone")))
    assert not is_sound(Change(Stage(id="s", map="m", order="a0"), None))


def test_a_reference_to_another_kind_or_another_map_is_not():
    assert not is_sound(Change(CARD, replace(CARD, stage="l")))
    assert not is_sound(Change(CARD, replace(CARD, stage="other")))


def test_no_project_and_two_are_not():
    project = document().project
    assert not is_sound(Change(project, None))
    assert not is_sound(Change(None, Project(id="q")))
    assert is_sound(Change(project, replace(project, title="New")))
