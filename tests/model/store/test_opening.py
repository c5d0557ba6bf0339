"""Opening: whole files come back as they were; anything else is refused with its own sentence and left untouched."""

import os
import sqlite3
import struct
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings

from model.document import Document
from model.records import LANGUAGES, BadRecord, Project
from model.store import header, opening
from model.store.form import SCHEMA_VERSION
from model.store.opening import open_file
from model.store.problems import ProjectFileProblem
from resources.words import say
from tests.model.store.support import misfiled, small_document, tamper, write
from tests.strategies import documents
from tests.torture import times


def refusal(path):
    """Return the problem with which a file is refused; its bytes stay, and nothing is left lying about."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProjectFileProblem) as caught:
        open_file(path, keep=True)
    assert before is None or path.read_bytes() == before
    assert not list((path.parent / "home").glob("working/*"))
    for language in LANGUAGES:
        assert path.name in say(caught.value.key, language, **caught.value.values).replace("\u2068", "")
    return caught.value


@settings(max_examples=times(400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_any_document_comes_back_from_its_file(tmp_path, document):
    path = tmp_path / "a.masar"
    write(path, document)
    found = open_file(path)
    assert {record.id: record for record in found.records} == document.records
    assert (found.repaired, found.entries, found.version) == (0, 1, SCHEMA_VERSION)


def test_a_file_is_written_clean_whatever_the_document_holds(tmp_path):
    write(tmp_path / "a.masar", Document([Project("p", title="e\u0301\x00\ud800", language="ar")]))
    found = open_file(tmp_path / "a.masar")
    assert (found.records[0].title, found.repaired) == ("\u00e9", 0)


def test_links_come_back_in_the_order_in_which_they_were_made(tmp_path):
    write(tmp_path / "a.masar")
    assert [each.id for each in open_file(tmp_path / "a.masar").records if each.id.startswith("l")] == ["l1", "l2"]


def test_what_may_not_be_read_says_so(tmp_path, monkeypatch):
    path = tmp_path / "a.masar"
    write(path)
    ours, denied = os.open, PermissionError(13, "denied")

    def deny(name, *arguments, **named):
        if name == path:
            raise denied
        return ours(name, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", deny)
        with pytest.raises(ProjectFileProblem) as caught:
            open_file(path)
    assert caught.value.key == "file.unreadable"


def test_a_file_that_grows_while_it_is_copied_stops_at_the_cap(tmp_path, monkeypatch):
    path = tmp_path / "a.masar"
    write(path)
    monkeypatch.setattr(opening.header, "LARGEST_FILE", 5_000)
    monkeypatch.setattr(opening.header, "check", lambda *arguments: None)
    assert refusal(path).key == "file.too_large"


def test_a_file_above_the_cap_is_refused_before_it_is_copied(tmp_path, monkeypatch):
    path = tmp_path / "a.masar"
    write(path)
    monkeypatch.setattr(header, "LARGEST_FILE", 1000)
    monkeypatch.setattr(opening, "_copy", None)
    assert refusal(path).key == "file.too_large"


def test_a_journal_beside_the_file_is_never_played_back(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    journal = tmp_path / "a.masar-journal"
    old = path.read_bytes()
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 1, 0, len(old) // 4096, 512, 4096)
    journal.write_bytes(head.ljust(512, b"\0") + struct.pack(">I", 3) + bytes(4096) + struct.pack(">I", 0))
    (tmp_path / "a.masar-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(100))
    found = open_file(path)
    assert {record.id: record for record in found.records} == small_document().records
    assert path.read_bytes() == old
    assert journal.exists()


def test_references_that_may_be_empty_and_lead_nowhere_are_emptied_and_counted(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    tamper(path, "UPDATE card SET about='nobody' WHERE id='c3'", "UPDATE map SET persona='nobody'")
    found = open_file(path)
    records = {record.id: record for record in found.records}
    assert (records["c3"].about, records["m"].persona, found.repaired) == (None, None, 2)


def test_cards_that_speak_of_each_other_in_a_circle_speak_of_nothing(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    tamper(
        path,
        "UPDATE card SET about='c2' WHERE id='c1'",
        "UPDATE card SET about='c1' WHERE id='c2'",
    )
    found = open_file(path)
    records = {record.id: record for record in found.records}
    assert (records["c1"].about, records["c2"].about, records["c3"].about) == (None, None, "c2")
    assert found.repaired == 2


def test_texts_that_no_field_takes_are_cleaned_and_counted(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    tamper(path, "UPDATE card SET title='a' || char(0) || 'b', score=17.0 WHERE id='c1'")
    found = open_file(path)
    card = next(record for record in found.records if record.id == "c1")
    assert (card.title, card.score, found.repaired) == ("ab", 2.0, 1)


def test_what_an_entry_of_the_log_changed_is_looked_at_when_history_is_read(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    tamper(path, "UPDATE log SET changes='[{\"before\": 3}]'")
    found = open_file(path, keep=True)
    (row,) = opening.log_rows(found.private)
    with pytest.raises(BadRecord):
        _ = opening.log.from_row(row).changes


def test_flipped_bits_never_go_unnoticed(tmp_path):
    path = tmp_path / "a.masar"
    original = write(path)
    records = {record.id: record for record in open_file(path).records}
    refused = 0
    for at in range(61, len(original) * 8, len(original) * 8 // 60):
        flipped = bytearray(original)
        flipped[at // 8] ^= 1 << at % 8
        path.write_bytes(flipped)
        try:
            found = open_file(path)
        except ProjectFileProblem:
            refused += 1
        else:
            assert {record.id: record for record in found.records} == records
    assert refused > 0


def test_a_bit_flipped_inside_a_title_is_seen_by_the_digest_alone(tmp_path):
    path = tmp_path / "a.masar"
    original = write(path)
    path.write_bytes(original.replace(b"Waits 12 hours", b"Waits 13 hours"))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert refusal(path).key == "file.altered"


def test_an_index_that_disagrees_with_its_table_is_seen_by_the_check_of_pages_alone(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    misfiled(path)
    assert refusal(path).key == "file.damaged"


def test_a_file_that_takes_more_memory_than_there_is_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.masar"
    write(path)

    def fail(*arguments):
        raise MemoryError

    monkeypatch.setattr(opening, "weighed", fail)
    assert refusal(path).key == "file.damaged"
