"""Older files: brought up to date on the copy, or refused. The older version is made up by the test."""

import sqlite3
from contextlib import closing

import pytest

from model.store import form, header, migrate, opening
from model.store.content import content_digest
from model.store.digest import add, as_text, digest_of
from model.store.form import fingerprint
from model.store.opening import open_file
from model.store.problems import ProjectFileProblem
from tests.model.store.support import small_document, write


def add_muted_checks(connection):
    connection.execute("ALTER TABLE card ADD COLUMN muted_checks TEXT NOT NULL DEFAULT '[]'")


def raw_digest(connection):
    total = 0
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
        where = " WHERE key != 'digest'" if table == "meta" else ""
        total = add(total, digest_of(table, connection.execute(f'SELECT * FROM "{table}"{where}')))
    return as_text(total)


@pytest.fixture
def old_file(tmp_path, monkeypatch):
    """A file of a time when cards had no muted checks, and a program for which that was a version ago."""
    path = tmp_path / "old.masar"
    write(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE card DROP COLUMN muted_checks")
        connection.execute("UPDATE meta SET value=? WHERE key='digest'", (raw_digest(connection),))
        older = fingerprint(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    prints = {1: older, 2: form.FINGERPRINTS[1]}
    monkeypatch.setattr(opening, "FINGERPRINTS", prints)
    monkeypatch.setattr(header, "FINGERPRINTS", prints)
    monkeypatch.setattr(opening, "SCHEMA_VERSION", 2)
    steps = {1: add_muted_checks}
    monkeypatch.setattr(opening, "migrate", lambda path, found: migrate.migrate(path, found, 2, steps))
    return path, steps


def test_an_older_file_opens_with_what_it_holds_and_stays_as_it_was(old_file):
    path, _ = old_file
    before = path.read_bytes()
    found = open_file(path)
    assert {record.id: record for record in found.records} == small_document().records
    assert found.version == 1
    assert path.read_bytes() == before


def test_an_older_file_with_a_wrong_digest_is_refused(old_file):
    path, _ = old_file
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE card SET title='other'")
    with pytest.raises(ProjectFileProblem) as caught:
        open_file(path)
    assert caught.value.key == "file.altered"


def test_an_older_file_with_todays_schema_is_refused(old_file, tmp_path):
    write(tmp_path / "new.masar")
    with pytest.raises(ProjectFileProblem) as caught:
        open_file(tmp_path / "new.masar")
    assert caught.value.key == "file.foreign"


def test_a_step_that_fails_leaves_the_database_as_it_was(old_file):
    path, steps = old_file

    def fail(connection):
        connection.execute("DELETE FROM card")
        raise sqlite3.OperationalError("no")

    steps[1] = fail
    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError):
        migrate.migrate(path, 1, 2, steps)
    assert path.read_bytes() == before


def test_the_steps_run_in_order_and_the_digest_follows(old_file):
    path, _ = old_file
    ran = []
    steps = {1: lambda c: (ran.append(1), add_muted_checks(c)), 2: lambda c: ran.append(2)}
    migrate.migrate(path, 1, 3, steps)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert connection.execute("SELECT value FROM meta").fetchone() == (content_digest(connection),)
    assert ran == [1, 2]


def test_every_version_but_the_newest_has_a_step():
    assert set(migrate.MIGRATIONS) == set(range(1, form.SCHEMA_VERSION))
    assert set(form.FINGERPRINTS) == set(range(1, form.SCHEMA_VERSION + 1))
