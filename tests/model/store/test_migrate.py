"""Older files: brought up to date on the copy, or refused."""

import sqlite3
from contextlib import closing

import pytest

from model.store import form, migrate
from model.store.content import content_digest
from model.store.form import fingerprint
from model.store.opening import open_file
from model.store.problems import ProjectFileProblem
from tests.model.store.support import as_first_version, small_document, tamper, write


@pytest.fixture
def old_file(tmp_path):
    """A file as the first version wrote it."""
    path = tmp_path / "old.masar"
    write(path)
    as_first_version(path)
    return path


def test_an_older_file_opens_with_what_it_holds_and_stays_as_it_was(old_file):
    path = old_file
    before = path.read_bytes()
    found = open_file(path)
    assert {record.id: record for record in found.records} == small_document().records
    assert found.version == 1
    assert path.read_bytes() == before


def test_an_older_file_with_a_wrong_digest_is_refused(old_file):
    with closing(sqlite3.connect(old_file, isolation_level=None)) as connection:
        connection.execute("UPDATE card SET title='other'")
    with pytest.raises(ProjectFileProblem) as caught:
        open_file(old_file)
    assert caught.value.key == "file.altered"


def test_an_older_file_is_brought_to_the_very_schema_that_a_new_one_has(old_file):
    migrate.migrate(old_file, 1)
    with closing(sqlite3.connect(old_file)) as connection:
        schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    assert fingerprint(schema) == form.FINGERPRINTS[form.SCHEMA_VERSION]


def test_an_older_file_with_todays_schema_is_refused(tmp_path):
    write(tmp_path / "new.masar")
    tamper(tmp_path / "new.masar", "PRAGMA user_version=1")
    with pytest.raises(ProjectFileProblem) as caught:
        open_file(tmp_path / "new.masar")
    assert caught.value.key == "file.foreign"


def test_a_step_that_fails_leaves_the_database_as_it_was(old_file):
    path = old_file

    def fail(connection):
        connection.execute("DELETE FROM card")
        raise sqlite3.OperationalError("no")

    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError):
        migrate.migrate(path, 1, 2, {1: fail})
    assert path.read_bytes() == before


def test_the_steps_run_in_order_and_the_digest_follows(old_file):
    ran = []
    steps = {1: lambda c: (ran.append(1), migrate.MIGRATIONS[1](c)), 2: lambda c: ran.append(2)}
    migrate.migrate(old_file, 1, 3, steps)
    with closing(sqlite3.connect(old_file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert connection.execute("SELECT value FROM meta").fetchone() == (content_digest(connection),)
    assert ran == [1, 2]


def test_every_version_but_the_newest_has_a_step():
    assert set(migrate.MIGRATIONS) == set(range(1, form.SCHEMA_VERSION))
    assert set(form.FINGERPRINTS) == set(range(1, form.SCHEMA_VERSION + 1))
