"""Undo and redo: every step back and forth, without limit, and typing as one step."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import Change, ChangeSet, Label, change_set, change_set_from_data, change_set_to_data
from model.document import Document
from model.edits import cards, clipboard, fields, lanes, links, maps, stages
from model.entry import entry_of, root
from model.fitting import fit
from model.history import History, older_steps
from model.ids import seeded
from model.records import CARD_KINDS, KIND_OF, LANE_KINDS, BadRecord, Card, Stage
from model.store.references import settle
from model.templates import sample
from model.timeline import Timeline

with seeded("history of laws"):
    BEGINNING = tuple(sample("louise", "en").records.values())


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
    document = Document(BEGINNING)
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
    document = Document(BEGINNING)
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


# When others change things between a step and its undo


def theirs(document, history, changes):
    """Apply what was merged in from somebody else."""
    with history.standing_aside():
        document.apply(changes)


def assert_valid(document):
    """Hold that the records would be opened again as they are."""
    found = {}
    for record in document.records.values():
        found.setdefault(KIND_OF[type(record)], []).append(record)
    assert settle(found)[1] == 0
    assert document.maps()


def touched(changes):
    """Return which fields of which records a ChangeSet sets; all that were added or removed as a whole."""
    found = set()
    for change in changes.changes:
        if change.before is None or change.after is None:
            found.add(change.id)
        else:
            names = change.before.__slots__
            found |= {
                (change.id, name) for name in names if getattr(change.before, name) != getattr(change.after, name)
            }
    return found


def test_the_work_of_others_is_no_step(document):
    history = History(document)
    theirs(document, history, fields.set_fields(document, document.project.id, title="theirs"))
    assert history.undoable is None and history.undo() is None
    assert document.project.title == "theirs"


def test_undo_leaves_what_others_have_set_since_and_says_so(document):
    history = History(document)
    before = document.project
    document.apply(change_set("k", [Change(before, replace(before, title="mine", client="mine"))]))
    theirs(document, history, fields.set_fields(document, before.id, title="theirs"))
    assert history.undo()
    assert (document.project.title, document.project.client) == ("theirs", before.client)
    assert history.left_alone == 1
    assert history.redo()
    assert (document.project.title, document.project.client) == ("theirs", "mine")
    assert history.left_alone == 0


def test_a_step_of_which_nothing_can_be_taken_back_is_given_up(document):
    history = History(document)
    typed(document, "first")
    history.seal()
    typed(document, "mine")
    theirs(document, history, fields.set_fields(document, document.project.id, title="theirs"))
    assert history.undo() is not None and not history.redoable
    assert (history.left_alone, document.project.title) == (1, "theirs")
    theirs(document, history, fields.set_fields(document, document.project.id, title="first"))
    assert history.undo()
    assert document.project.title == "Louise finds a home"


def test_a_step_that_others_have_taken_back_already_is_passed_over(document):
    history = History(document)
    document.apply(fields.set_fields(document, document.project.id, client="C"))
    history.seal()
    typed(document, "mine")
    theirs(document, history, fields.set_fields(document, document.project.id, title="Louise finds a home"))
    assert history.undo()
    assert (document.project.client, history.undoable) == ("Acme Estates", None)


def test_typing_does_not_go_on_across_the_work_of_others(document):
    history = History(document)
    typed(document, "mine")
    theirs(document, history, fields.set_fields(document, document.project.id, title="theirs"))
    typed(document, "theirs and mine")
    history.undo()
    assert document.project.title == "theirs"


def test_a_change_that_comes_while_undo_fails_leaves_both_stacks(document):
    history = History(document)
    typed(document, "A")

    def fail(_):
        raise RuntimeError

    document.listen(fail)
    with pytest.raises(RuntimeError):
        history.undo()
    assert history.undoable and not history.redoable


@given(st.data())
def test_whatever_others_did_undo_and_redo_leave_a_valid_document_and_only_touch_their_own(data):
    document = Document(BEGINNING)
    history = History(document)
    for _ in range(data.draw(st.integers(1, 7))):
        changes = random_edit(document, data.draw)
        if data.draw(st.booleans()):
            theirs(document, history, changes)
        else:
            document.apply(changes)
            history.seal()
    for travel, source in ((history.undo, "undoable"), (history.redo, "redoable")):
        for _ in range(8):
            own = getattr(history, source)
            made = travel()
            if made is None:
                break
            assert_valid(document)
            if made and made.undoes == own.id:
                assert touched(made) <= touched(own)
            if data.draw(st.integers(0, 3)) == 0:
                theirs(document, history, random_edit(document, data.draw))


# Across sessions


class Sitting:
    """A document whose every step is logged, as an open project logs it."""

    def __init__(self, document, log, author="Amal"):
        self.document, self.log, self.author = document, log, author
        self.history = History(document)
        document.listen(self.keep)

    def keep(self, changes):
        self.log.add(entry_of(changes, (self.log.head,), self.author, "s", len(self.log)))

    def reopened(self):
        """Return the same project opened anew, whose history reads the log."""
        entries = Timeline(self.log.entries.values())
        sitting = Sitting(Document(self.document.records.values()), entries, self.author)
        sitting.history.remember(*older_steps(entries, self.author, entries.head))
        return sitting

    def foreign(self, changes):
        self.author, own = "Noa", self.author
        theirs(self.document, self.history, changes)
        self.author = own


@pytest.fixture
def sitting(document):
    return Sitting(document, Timeline([root("Amal", "s", 1)]))


def titled(sitting, title):
    sitting.document.apply(fields.set_fields(sitting.document, sitting.document.project.id, title=title))
    sitting.history.seal()


def test_undo_and_redo_reach_into_earlier_sittings(sitting):
    for title in "ABC":
        titled(sitting, title)
    sitting.history.undo()
    again = sitting.reopened()
    assert again.history.redoable is not None
    again.history.undo()
    assert again.document.project.title == "A"
    again.history.redo()
    again.history.redo()
    assert again.document.project.title == "C"
    assert again.history.redo() is None


def test_what_was_remembered_lies_under_what_this_sitting_did(sitting):
    titled(sitting, "A")
    titled(sitting, "B")
    sitting.history.undo()
    again = Sitting(Document(sitting.document.records.values()), Timeline(sitting.log.entries.values()))
    until = again.log.head
    titled(again, "new")
    again.history.remember(*older_steps(again.log, "Amal", until))
    assert again.history.redoable is None
    again.history.undo()
    assert again.document.project.title == "A"
    again.history.undo()
    assert again.document.project.title == "Louise finds a home"


def test_the_steps_of_others_are_not_remembered(sitting):
    titled(sitting, "mine")
    sitting.foreign(fields.set_fields(sitting.document, sitting.document.project.id, client="theirs"))
    done, undone = older_steps(sitting.log, "Amal", sitting.log.head)
    assert [entry.author for entry in done] == ["Amal"] and not undone
    assert older_steps(sitting.log, "Amal", "nowhere") == ([], [])


def test_a_merge_is_no_step(sitting):
    titled(sitting, "A")
    log = sitting.log
    merge = entry_of(ChangeSet(sitting.history.undoable.label, ()), (log.head, next(iter(log.entries))), "Amal", "s", 9)
    log.add(replace(merge, written='[{"before":null,"after":{}}]'))
    assert len(older_steps(log, "Amal", log.head)[0]) == 1


def test_what_was_merged_of_a_log_that_does_not_join_ours_is_no_step(sitting):
    titled(sitting, "A")
    entry = sitting.log.entries[sitting.log.head]
    sitting.log.add(replace(entry, id="merge", parents=(sitting.log.head,), author="", session="merge"))
    assert older_steps(sitting.log, "", "merge") == ([], [])
    sitting.log.add(replace(entry, id="step", parents=("merge",), author="", session="sitting"))
    assert len(older_steps(sitting.log, "", "step")[0]) == 1


def test_what_was_done_after_an_undo_ends_redoing_in_the_next_sitting_too(sitting):
    titled(sitting, "A")
    sitting.history.undo()
    titled(sitting, "B")
    assert sitting.reopened().history.redoable is None


def test_a_step_of_the_log_that_cannot_be_read_is_passed_over(sitting):
    titled(sitting, "A")
    titled(sitting, "B")
    last = sitting.log.entries[sitting.log.head]
    sitting.log.drop()
    sitting.log.add(replace(last, written="[{}]"))
    again = sitting.reopened()
    assert again.history.undoable.id == list(sitting.log.entries)[1]


def fits(sitting, step):
    """Whether anything of a step can be taken back: one that was given up is there again when a project is reopened."""
    return step is not None and bool(fit(sitting.document, step.inverse()).changes)


@given(st.data())
def test_undo_across_a_reopened_project_is_undo_within_the_sitting(data):
    sitting = Sitting(Document(BEGINNING), Timeline([root("Amal", "s", 1)]))
    for _ in range(data.draw(st.integers(1, 9))):
        match data.draw(st.integers(0, 4)):
            case 0 if fits(sitting, sitting.history.undoable):
                sitting.history.undo()
            case 1 if fits(sitting, sitting.history.redoable):
                sitting.history.redo()
            case 2:
                sitting.foreign(random_edit(sitting.document, data.draw))
            case _:
                changes = random_edit(sitting.document, data.draw)
                sitting.document.apply(changes)
                sitting.history.seal()
    again = sitting.reopened()
    for travel in ("redo", "undo"):
        while (made := getattr(sitting.history, travel)()) is not None:
            assert getattr(again.history, travel)().changes == made.changes
        assert again.document.records == sitting.document.records


ONE = Card("c", "m", "s", "l", title="A")


@pytest.mark.parametrize(
    "changes",
    [
        [Change(None, ONE), Change(None, ONE)],
        [Change(ONE, replace(ONE, title="B")), Change(replace(ONE, title="B"), ONE)],
        [Change(ONE, replace(ONE, id="d"))],
        [Change(ONE, Stage("c", "m"))],
    ],
)
def test_changes_of_the_log_that_contradict_themselves_are_not_read(changes):
    data = change_set_to_data(ChangeSet(Label("k"), tuple(changes)))
    with pytest.raises(BadRecord):
        change_set_from_data(data)
