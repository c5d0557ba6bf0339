"""Opening: whole files come back as they were; anything else is refused with its own sentence and left untouched."""

import os
import sqlite3
import struct
import zipfile
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
from tests.model.store.support import small_document, tamper, write
from tests.strategies import documents


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def sql(*statements, redigest=True):
    return lambda path: tamper(path, *statements, redigest=redigest)


def schema_sql(statement):
    """Change the schema's own text, as no statement can."""
    return sql("PRAGMA writable_schema=ON", statement)


def content(data):
    return lambda path: path.write_bytes(data)


def bytes_at(offset, data):
    def change(path):
        old = path.read_bytes()
        path.write_bytes(old[:offset] + data + old[offset + len(data) :])

    return change


def cut_to(share):
    return lambda path: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


def zipped(path):
    path.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.json", "{}")


def other_database(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE card (id TEXT)")


def into_wal(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def broken_cell(path):
    tamper(path, "UPDATE card SET title=CAST(x'ff41ff' AS TEXT) WHERE id='c1'", redigest=False)


def index_without_rows(path):
    """Empty the page of an index: tables and digest are as they were, and only SQLite's own check can tell."""
    with closing(sqlite3.connect(path)) as connection:
        statement = "SELECT rootpage FROM sqlite_master WHERE name='sqlite_autoindex_card_1'"
        (page,) = connection.execute(statement).fetchone()
    bytes_at((page - 1) * 4096 + 3, b"\x00\x00")(path)


HOSTILE = {
    "an index that lost its rows": (index_without_rows, "file.damaged"),
    "empty, as a placeholder of a sync client": (content(b""), "file.empty"),
    "one byte": (content(b"S"), "file.truncated"),
    "only the magic": (content(b"SQLite format 3\x00"), "file.truncated"),
    "text": (content(b"title: my map\n" * 20), "file.not_masar"),
    "HTML": (content(b"<!DOCTYPE html><html><script>alert(1)</script></html>" * 5), "file.not_masar"),
    "zip": (zipped, "file.not_masar"),
    "somebody else's database": (other_database, "file.not_masar"),
    "half a header": (cut_to(0.001), "file.truncated"),
    "half a file": (cut_to(0.5), "file.truncated"),
    "all but the last page": (cut_to(0.95), "file.truncated"),
    "newer version": (sql("PRAGMA user_version=3"), "file.newer"),
    "version nought": (sql("PRAGMA user_version=0"), "file.damaged"),
    "negative version": (sql("PRAGMA user_version=-1"), "file.newer"),
    "WAL header": (into_wal, "file.damaged"),
    "mangled first page": (bytes_at(100, b"\xff" * 60), "file.damaged"),
    "mangled second page": (bytes_at(4096, b"\x00" * 4096), "file.damaged"),
    "trigger": (sql("CREATE TRIGGER t AFTER INSERT ON card BEGIN DELETE FROM card; END"), "file.foreign"),
    "view": (sql("CREATE VIEW v AS SELECT * FROM card"), "file.foreign"),
    "view in place of a table": (
        sql("ALTER TABLE link RENAME TO gone", "CREATE VIEW link AS SELECT * FROM gone", redigest=False),
        "file.foreign",
    ),
    "virtual table": (sql("CREATE VIRTUAL TABLE f USING fts5(words)"), "file.foreign"),
    "generated column": (sql("ALTER TABLE card ADD COLUMN more TEXT AS (upper(title))"), "file.foreign"),
    "extra table": (sql("CREATE TABLE more (id TEXT)"), "file.foreign"),
    "extra index": (sql("CREATE INDEX i ON card (title)"), "file.foreign"),
    "index on an expression": (sql("CREATE INDEX i ON card (upper(title))"), "file.foreign"),
    "extra column": (sql("ALTER TABLE card ADD COLUMN more TEXT"), "file.foreign"),
    "column of another name": (sql("ALTER TABLE card RENAME COLUMN note TO memo", redigest=False), "file.foreign"),
    "missing table": (sql("DROP TABLE link", redigest=False), "file.foreign"),
    "statistics": (sql("ANALYZE"), "file.foreign"),
    "check in the schema": (
        schema_sql(
            "UPDATE sqlite_master SET sql=replace(sql, 'PRIMARY KEY (id)', "
            "'CHECK (length(id)>0), PRIMARY KEY (id)') WHERE name='card'"
        ),
        "file.foreign",
    ),
    "nonsense in the schema": (
        schema_sql("UPDATE sqlite_master SET sql='CREATE TABLE card (' WHERE name='card'"),
        "file.damaged",
    ),
    "changed without its digest": (sql("UPDATE card SET title='Other'", redigest=False), "file.altered"),
    "log changed without its digest": (sql("UPDATE log SET author='Eve'", redigest=False), "file.altered"),
    "no digest": (sql("DELETE FROM meta", redigest=False), "file.altered"),
    "a digest that is no text": (sql("UPDATE meta SET value=x'00' WHERE key='digest'", redigest=False), "file.altered"),
    "text that is no UTF-8": (broken_cell, "file.damaged"),
    "no project": (sql("DELETE FROM project"), "file.no_project"),
    "two projects": (
        sql(
            "INSERT INTO project SELECT 'q',title,client,authors,version,language,review_date,muted_checks FROM project"
        ),
        "file.no_project",
    ),
    "one id for two kinds": (
        sql("UPDATE persona SET id='p'", "INSERT INTO persona SELECT 'm','a0','','','','[]','[]','[]'"),
        "file.id_twice",
    ),
    "link to a missing card": (sql("UPDATE link SET target='nobody' WHERE id='l1'"), "file.dangling"),
    "link to a stage": (sql("UPDATE link SET target='s' WHERE id='l1'"), "file.dangling"),
    "card in a missing stage": (sql("UPDATE card SET stage='gone' WHERE id='c1'"), "file.dangling"),
    "lane of a missing map": (sql("UPDATE lane SET map='gone' WHERE id='e'"), "file.dangling"),
    "card of another map": (
        sql(
            "INSERT INTO map SELECT 'm2',\"order\",title,kind,persona,scenario,expectations,language,direction "
            "FROM map",
            "UPDATE card SET map='m2' WHERE id='c1'",
        ),
        "file.other_map",
    ),
    "score that is not a number": (sql("UPDATE card SET score='NaN' WHERE id='c3'"), "file.bad_value"),
    "score without end": (sql("UPDATE card SET score=9e999 WHERE id='c3'"), "file.bad_value"),
    "bytes for a title": (sql("UPDATE card SET title=x'41'"), "file.bad_value"),
    "a kind there is not": (sql("UPDATE card SET kind='dragon' WHERE id='c1'"), "file.bad_value"),
    "words that are no list": (sql("UPDATE card SET tags='{' WHERE id='c1'"), "file.bad_value"),
    "empty id": (sql("UPDATE card SET id='' WHERE id='c3'"), "file.bad_value"),
    "log with parents from nowhere": (sql("UPDATE log SET parents='[\"x\"]'"), "file.bad_log"),
    "log that is its own parent": (sql("UPDATE log SET parents='[\"' || id || '\"]'"), "file.bad_log"),
    "log from the year 300000": (sql("UPDATE log SET time=9007199254740993"), "file.bad_log"),
    "log with an author of two lines": (sql("UPDATE log SET author='a' || char(10) || 'b'"), "file.bad_log"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_sentence(tmp_path, name):
    path = tmp_path / "a.masar"
    write(path)
    change, key = HOSTILE[name]
    change(path)
    assert refusal(path).key == key


def test_a_folder_a_pipe_and_nothing_at_all_are_refused(tmp_path):
    (tmp_path / "folder.masar").mkdir()
    os.mkfifo(tmp_path / "pipe.masar")
    assert refusal(tmp_path / "folder.masar").key == "file.folder"
    assert refusal(tmp_path / "pipe.masar").key == "file.not_masar"
    assert refusal(tmp_path / "none.masar").key == "file.missing"
    assert refusal(tmp_path / "no folder" / "none.masar").key == "file.missing"
    with pytest.raises(ProjectFileProblem) as caught:
        open_file(tmp_path / "a\0b.masar")
    assert caught.value.key == "file.missing"


def test_what_may_not_be_read_says_so(tmp_path, monkeypatch):
    path = tmp_path / "a.masar"
    write(path)
    ours, denied = type(path).open, PermissionError(13, "denied")

    def deny(self, *arguments, **named):
        if self == path and arguments == ("rb",):
            raise denied
        return ours(self, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(type(path), "open", deny)
        with pytest.raises(ProjectFileProblem) as caught:
            open_file(path)
    assert caught.value.key == "file.unreadable"


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
