"""The log as a list: in words, newest first, however long it is."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from editor.history import log_model as room
from editor.history.log_model import SHOWN, TIME, LogModel
from editor.history.moments import as_it_was, day, done
from editor.window.voice import Voice
from model.change import Label
from model.entry import Entry
from model.records import Version
from model.timeline import Timeline
from tests.editor.history.logs import BEGUN, MINUTE, grown


@pytest.fixture
def voice(qapp):
    made = Voice("en")
    yield made
    made.speak("en")


def long_timeline(entries: int) -> Timeline:
    label = Label("change.set_field", (("field", "@field.title"), ("title", "Card")))
    return Timeline(
        Entry(f"e{at}", (f"e{at - 1}",) if at else (), "Amal", f"s{at // 40}", BEGUN + at * MINUTE, label)
        for at in range(entries)
    )


def words(model):
    return [model.index(row).data() for row in range(model.rowCount())]


def test_the_newest_stands_first_under_its_sitting(voice):
    log, model = grown(2), LogModel(voice)
    log.rename("s0", "Waits", author="Bea", session="b")
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.follow(log.timeline.entries, [])
    said = words(model)
    assert said[0] == "Now"
    assert said[1].startswith("Bea · ")
    assert "“Waits”" in said[2]
    assert said[3].startswith("Amal · ")
    assert said[-1] == "Beginning of the project"


def test_a_version_is_listed_by_its_name_and_note(voice):
    log, model = grown(3), LogModel(voice)
    version = Version(id="v", entry=log.order[2], title="Sent to client", note="Too\nlong", author="Amal", time=BEGUN)
    model.follow(log.timeline.entries, [version])
    said = words(model)
    at = said.index("Sent to client")
    assert said[at + 1] == "Too long"
    assert model.row_at(model.index(at)).entry == log.order[2]
    assert model.index(at).data(TIME) == day(BEGUN, voice)
    assert not model.flags(model.index(at + 1)) & Qt.ItemFlag.ItemIsSelectable
    assert model.index_of(log.order[2]).row() == at + 2


def test_fifty_thousand_entries_are_put_in_words_only_where_they_are_seen(voice, monkeypatch):
    said = []
    monkeypatch.setattr(room, "done", lambda entry, entries, voice: said.append(entry.id) or "x")
    timeline, model = long_timeline(50_000), LogModel(voice)
    model.follow(timeline.entries, [])
    assert said == []
    assert model.rowCount() == SHOWN + 1
    assert model.canFetchMore(QModelIndex())
    assert model.index(2).data() == "x"
    assert said == ["e49999"]


def test_a_new_entry_moves_no_row_but_the_heading(voice):
    timeline, model = long_timeline(5_000), LogModel(voice)
    model.follow(timeline.entries, [])
    told = []
    model.rowsInserted.connect(lambda _, first, last: told.append(("come", first, last)))
    model.rowsRemoved.connect(lambda _, first, last: told.append(("gone", first, last)))
    timeline.add(Entry("new", (timeline.head,), "Bea", "b", BEGUN, Label("change.begin")))
    model.follow(timeline.entries, [])
    assert told == [("gone", 1, 1), ("come", 1, 3)]


def test_a_far_entry_is_reached_and_let_go_again(voice):
    timeline, model = long_timeline(6_000), LogModel(voice)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.follow(timeline.entries, [])
    far = model.index_of("e10")
    assert model.row_at(far).entry == "e10"
    assert model.rowCount() > 5_000
    model.fold()
    assert model.rowCount() == SHOWN + 1
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert words(model)[-1].startswith("Change of")


def test_what_was_undone_and_done_again_says_so(voice):
    label = Label("change.set_field", (("field", "@field.title"), ("title", "Card")))
    first = Entry("a", (), "Amal", "s", BEGUN, label)
    undone = Entry("b", ("a",), "Amal", "s", BEGUN, label, undoes="a")
    again = Entry("c", ("b",), "Amal", "s", BEGUN, label, undoes="b")
    entries = {each.id: each for each in (first, undone, again)}
    what = done(first, entries, voice)
    assert what[0].isupper()
    assert done(undone, entries, voice) == f"Undone: {what[0].lower()}{what[1:]}"
    assert done(again, entries, voice).startswith("Done again: ")


def test_a_moment_is_said_as_each_language_writes_it(voice):
    entry = Entry("a", (), "Amal", "s", 1_747_043_000_000, Label("change.begin"))
    assert as_it_was(entry, voice).startswith("As it was on 12 May 2025, ")
    assert as_it_was(entry, voice).endswith(" by Amal")
    voice.speak("ar")
    assert "12 مايو 2025" in as_it_was(entry, voice)
    voice.speak("he")
    assert "12 במאי 2025" in as_it_was(entry, voice)
