"""The log in memory: what is joined, what is sealed, and what another thread sees of it."""

from dataclasses import replace
from types import SimpleNamespace

from model.change import Change, change_set
from model.entry import entry_of, root
from model.records import Card
from model.store.logbook import Logbook
from model.store.messages import Sitting
from tests.model.store.support import small_document

FIRST = root("Amal", "s0", 1)


def logbook():
    made = Logbook(small_document().records.values(), FIRST.id, Sitting("Noa", "s1"))
    made.give([FIRST])
    return made


def titles(*words):
    """Changes of one title, each going on from the one before."""
    card = small_document().get(Card, "c1")
    made = []
    for word in words:
        after = replace(card, title=word)
        made.append(change_set("change.set_field", [Change(card, after)], coalesce="typing"))
        card = after
    return made


def test_a_step_is_joined_with_the_one_before():
    book = logbook()
    one, two = titles("A", "As")
    book.write(one, squash=False, time=5)
    assert book.is_open
    pending = book.write(two, squash=True, time=6)
    assert (pending.number, pending.squash) == (2, True)
    assert book.head == one.id
    (_, entry) = book.timeline().entries.values()
    assert (entry.id, entry.time, entry.changes.changes[0].after.title) == (one.id, 6, "As")


def test_what_was_sealed_is_joined_with_nothing():
    book = logbook()
    one, two = titles("A", "As")
    book.write(one, squash=False, time=5)
    assert book.seal(1)
    assert not book.is_open
    assert not book.write(two, squash=True, time=6).squash
    assert book.head == two.id


def test_what_came_meanwhile_keeps_the_log_from_being_sealed():
    book = logbook()
    one, two = titles("A", "As")
    book.write(one, squash=False, time=5)
    book.write(two, squash=True, time=6)
    assert not book.seal(1)
    assert book.is_open
    assert book.seal(2)


def test_a_step_that_was_sealed_stays_so_when_what_came_after_it_came_to_nothing():
    book = logbook()
    one, two, three = titles("A", "As", "A")
    book.write(one, squash=False, time=5)
    assert book.seal(1)
    book.write(two, squash=False, time=6)
    book.write(three, squash=True, time=7)
    assert book.head == one.id
    assert not book.is_open


def test_a_moment_is_taken_as_it_was_and_seals_if_wanted():
    book = logbook()
    one, two = titles("A", "As")
    book.write(one, squash=False, time=5)
    moment = book.moment(seal=True)
    assert not book.is_open
    book.write(two, squash=True, time=6)
    assert (moment.number, moment.timeline.head, moment.records["c1"].title) == (1, one.id, "A")
    assert (book.moment().timeline.head, book.timeline().head) == (two.id, two.id)


def test_entries_that_are_given_twice_are_taken_once():
    book = logbook()
    book.give([root("Eve", "s9", 9)])
    assert list(book.timeline().entries) == [FIRST.id]


def test_nothing_is_joined_with_a_merge_or_across_it():
    book = logbook()
    one, two, three = titles("A", "As", "Ask")
    book.write(one, squash=False, time=5)
    theirs = entry_of(two, (one.id,), "Noa", "s2", 6)
    pending = book.merge(SimpleNamespace(changes=two, entries=(), entry=theirs), 7)
    assert (pending.number, book.head, book.is_open) == (2, two.id, False)
    assert not book.write(three, squash=True, time=8).squash
    assert list(book.timeline().entries) == [FIRST.id, one.id, two.id, three.id]


def test_a_log_that_was_compacted_goes_on_from_its_root():
    book = logbook()
    one, two = titles("A", "As")
    book.write(one, squash=False, time=5)
    kept = replace(book.timeline().entries[one.id], parents=(), written="[]")
    assert book.compact([kept], 6).log == (kept,)
    assert (book.head, book.beginning, book.is_open) == (one.id, one.id, False)
    book.write(two, squash=True, time=7)
    assert list(book.timeline().entries) == list(book.moment().timeline.entries) == [one.id, two.id]
