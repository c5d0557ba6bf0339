"""The schema: what this program writes is, to the letter, what it accepts."""

import sqlite3
from contextlib import closing

from model.store.form import APPLICATION_ID, FINGERPRINTS, SCHEMA_VERSION, TABLES, fingerprint
from model.store.schema import metadata
from tests.model.store.support import write


def _rows(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()


def test_a_new_file_has_the_fingerprint_of_its_version(tmp_path):
    write(tmp_path / "a.masar")
    assert fingerprint(_rows(tmp_path / "a.masar")) == FINGERPRINTS[SCHEMA_VERSION]


def test_a_new_file_carries_the_marks_of_masar(tmp_path):
    content = write(tmp_path / "a.masar")
    assert content[68:72] == b"MASR" == APPLICATION_ID.to_bytes(4)
    assert int.from_bytes(content[60:64]) == SCHEMA_VERSION
    assert content[18:20] == b"\x01\x01"


def test_the_fingerprint_sees_every_letter_but_blanks(tmp_path):
    write(tmp_path / "a.masar")
    rows = _rows(tmp_path / "a.masar")
    kind, name, table, sql = rows[0]
    assert fingerprint([(kind, name, table, sql.replace("\n\t", "  ")), *rows[1:]]) == fingerprint(rows)
    assert fingerprint([(kind, name, table, sql.replace("TEXT", "BLOB", 1)), *rows[1:]]) != fingerprint(rows)
    assert fingerprint(rows[1:]) != fingerprint(rows)


def test_the_tables_are_those_that_opening_knows():
    assert set(metadata.tables) == set(TABLES)
