"""Fitting: what of a step can still be applied when others have changed things since, and what is left alone."""

from dataclasses import replace

import pytest

from model.change import Change, change_set
from model.document import Document
from model.edits import fields, stages
from model.fitting import fit, units
from model.records import KINDS, Card, Comment, JourneyMap, Lane, Link, Project, Stage, rules


def small():
    """One map of two stages and one lane; three touchpoints in the first stage, the second leads to the third."""
    return Document(
        [
            Project("p", title="Buying"),
            JourneyMap("m", "a0", "Now"),
            Stage("s", "m", "a0", "Look"),
            Stage("t", "m", "a1", "Pay"),
            Lane("l", "m", "a0", "touchpoints"),
            *(Card(each, "m", "s", "l", f"a{number}", "touchpoint", each) for number, each in enumerate("abc")),
            Link("w", "m", "b", "c"),
        ]
    )


def put(document, *records):
    """Return the ChangeSet that brings records to what is given."""
    return change_set("k", [Change(document.find(record.id), record) for record in records])


def gone(document, *identities):
    return fields.remove(document, identities)


def came(document, changes):
    """Apply what fits; return how much was left."""
    fitted = fit(document, changes)
    document.apply(fitted.changes)
    return fitted.left


def card(document, identity):
    return document.get(Card, identity)


def test_where_nothing_has_come_between_the_very_same_changes_fit():
    document = small()
    changes = gone(document, "s")
    document.apply(changes)
    back = changes.inverse()
    assert fit(document, back).changes is back
    assert fit(document, back).left == 0


def test_the_other_fields_of_a_record_stay_as_others_made_them():
    document = small()
    mine = put(document, replace(card(document, "a"), title="A", note="mine"))
    document.apply(mine)
    document.apply(put(document, replace(card(document, "a"), title="theirs", owner="Noa")))
    assert came(document, mine.inverse()) == 1
    assert card(document, "a") == replace(card(small(), "a"), title="theirs", owner="Noa")


def test_what_already_is_as_it_should_be_is_neither_changed_nor_left():
    document = small()
    mine = put(document, replace(card(document, "a"), title="A"))
    document.apply(mine)
    document.apply(mine.inverse())
    fitted = fit(document, mine.inverse())
    assert (fitted.changes.changes, fitted.left) == ((), 0)
    assert fitted.changes.undoes == mine.id


def test_the_place_of_a_card_is_one_unit():
    document = small()
    mine = put(document, replace(card(document, "a"), stage="t", order="a5", title="A"))
    document.apply(mine)
    document.apply(put(document, replace(card(document, "a"), order="a9")))
    assert came(document, mine.inverse()) == 1
    assert card(document, "a") == Card("a", "m", "t", "l", "a9", "touchpoint", "a")


def test_a_removed_card_does_not_come_back_without_its_stage():
    document = small()
    mine = gone(document, "a")
    document.apply(mine)
    document.apply(gone(document, "s"))
    fitted = fit(document, mine.inverse())
    assert (fitted.changes.changes, fitted.left) == ((), 1)


def test_what_comes_back_brings_only_what_still_has_its_place():
    document = small()
    mine = gone(document, "b", "a")
    document.apply(mine)
    document.apply(gone(document, "c"))
    assert came(document, mine.inverse()) == 1
    assert "a" in document and "b" in document and "w" not in document


def test_what_a_card_was_about_is_forgotten_when_that_has_gone():
    document = small()
    document.apply(put(document, replace(card(document, "a"), about="b")))
    mine = gone(document, "a")
    document.apply(mine)
    document.apply(gone(document, "b"))
    assert came(document, mine.inverse()) == 1
    assert card(document, "a").about is None


def test_an_added_stage_stays_when_others_have_put_a_card_into_it():
    document = small()
    mine = stages.add_stage(document, "m", 2, "New")
    document.apply(mine)
    stage = mine.changes[0].id
    document.apply(put(document, Card("d", "m", stage, "l", "a0", "touchpoint")))
    fitted = fit(document, mine.inverse())
    assert (fitted.changes.changes, fitted.left) == ((), 1)


@pytest.mark.parametrize(
    "spoken", [Comment("c1", "d", text="Why?"), Card("e", "m", "s", "l", "a5", "action", about="d")]
)
def test_an_added_card_stays_when_others_speak_of_it(spoken):
    document = small()
    mine = put(document, Card("d", "m", "s", "l", "a4", "touchpoint"))
    document.apply(mine)
    document.apply(put(document, spoken))
    assert came(document, mine.inverse()) == 1
    assert "d" in document and spoken.id in document


def test_a_record_that_others_have_changed_is_not_removed():
    document = small()
    mine = put(document, Card("d", "m", "s", "l", "a4", "touchpoint"))
    document.apply(mine)
    document.apply(put(document, replace(card(document, "d"), title="theirs")))
    assert came(document, mine.inverse()) == 1
    assert card(document, "d").title == "theirs"


def test_a_record_that_is_there_again_is_left_as_it_is():
    document = small()
    before = card(document, "a")
    mine = gone(document, "a")
    document.apply(mine)
    document.apply(put(document, replace(before, title="theirs")))
    assert came(document, mine.inverse()) == 1
    assert card(document, "a").title == "theirs"


def test_no_circle_is_closed():
    document = small()
    document.apply(put(document, replace(card(document, "a"), about="b")))
    mine = put(document, replace(card(document, "a"), about=None))
    document.apply(mine)
    document.apply(put(document, replace(card(document, "b"), about="c")))
    document.apply(put(document, replace(card(document, "c"), about="a")))
    assert came(document, mine.inverse()) == 1
    assert card(document, "a").about is None


def test_a_card_does_not_leave_its_map_without_the_links_of_others():
    document = small()
    document.apply(put(document, JourneyMap("n"), Stage("sn", "n"), Lane("ln", "n")))
    mine = put(
        document,
        replace(card(document, "b"), map="n", stage="sn", lane="ln"),
        replace(card(document, "c"), map="n", stage="sn", lane="ln"),
        replace(document.get(Link, "w"), map="n"),
    )
    document.apply(mine)
    document.apply(put(document, Link("theirs", "n", "b", "b")))
    assert came(document, mine.inverse()) == 3
    assert {card(document, each).map for each in "bc"} == {document.get(Link, "w").map} == {"n"}


def test_one_project_and_one_map_stay_whatever_is_taken_back():
    document = small()
    begun = replace(put(Document(), *document.records.values()), undoes="")
    fitted = fit(document, begun.inverse())
    kept = [change.before for change in fitted.changes.changes]
    assert not any(isinstance(each, Project | JourneyMap) for each in kept)
    assert fitted.left == 2


def test_a_project_may_give_way_to_another():
    document = small()
    mine = change_set("k", [Change(document.project, None), Change(None, Project("q"))])
    assert came(document, mine) == 0
    assert document.project.id == "q"
    assert came(document, change_set("k", [Change(None, Project("r"))])) == 1
    assert document.project.id == "q" and "r" not in document


@pytest.mark.parametrize("cls", KINDS.values())
def test_every_field_belongs_to_one_unit(cls):
    names = [name for unit in units(cls()) for name in unit]
    assert sorted(names) == sorted(set(rules(cls)) - {"id"})
