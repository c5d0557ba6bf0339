"""The guarded connection: even if a hostile schema came past every other check, it could do nothing."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from model.store import guard
from model.store.guard import guarded
from model.store.opening import open_file
from tests.model.store.support import tamper, write
from tests.synthetic import synthetic_document


@pytest.fixture
def path(tmp_path):
    write(tmp_path / "a.masar")
    return tmp_path / "a.masar"


FORBIDDEN = (
    "INSERT INTO meta VALUES ('a', 'b')",
    "DELETE FROM card",
    "CREATE TEMP TABLE x (a)",
    "ATTACH DATABASE ':memory:' AS other",
    "PRAGMA writable_schema=ON",
    "PRAGMA journal_mode=WAL",
    "SELECT load_extension('x')",
    "SELECT upper(title) FROM card",
    "SELECT * FROM seen",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    "SELECT * FROM other_table",
    "VACUUM",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_it_refuses_every_statement_but_plain_reading(path, statement):
    tamper(path, "CREATE VIEW seen AS SELECT id FROM card", "CREATE TABLE other_table (a)", redigest=False)
    before = path.read_bytes()
    with guarded(path) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute(statement).fetchall()
    assert path.read_bytes() == before


def test_the_authorizer_alone_refuses_what_a_view_would_read(path):
    assert guard._allow(sqlite3.SQLITE_READ, "card", "id", "main", None) == sqlite3.SQLITE_OK
    assert guard._allow(sqlite3.SQLITE_READ, "card", "id", "main", "seen") == sqlite3.SQLITE_DENY
    assert guard._allow(sqlite3.SQLITE_SELECT, None, None, None, "a_trigger") == sqlite3.SQLITE_DENY


def test_it_trusts_no_schema_and_keeps_to_its_limits(path):
    with guarded(path) as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert connection.execute("PRAGMA cell_size_check").fetchone() == (1,)
        for limit, most in guard._LIMITS.items():
            assert connection.getlimit(limit) == most
        names = [name for name in dir(sqlite3) if name.startswith("SQLITE_LIMIT_") and "THREADS" not in name]
        with closing(sqlite3.connect(":memory:")) as usual:
            wide = [
                name
                for name in names
                if connection.getlimit(getattr(sqlite3, name)) >= usual.getlimit(getattr(sqlite3, name))
            ]
        assert wide == []


def test_it_loses_patience_with_a_query_without_end(path, monkeypatch):
    monkeypatch.setattr(guard, "_STEPS_BETWEEN_LOOKS", 100)
    with guarded(path) as connection, pytest.raises(sqlite3.OperationalError, match="interrupted"):
        many = ", ".join(f"card c{number}" for number in range(12))
        connection.execute(f"SELECT c0.id FROM {many}").fetchall()


def test_it_has_patience_enough_for_a_whole_large_file(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "_LOOKS", 0)
    path = tmp_path / "large.masar"
    write(path, synthetic_document(2_000))
    assert len(open_file(path).records) > 2_000


def test_a_hot_journal_beside_the_file_is_not_played_back(path, tmp_path):
    other = tmp_path / "b.masar"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("UPDATE card SET title='half done', note=printf('%.*c', 9000, 'x')")
        connection.execute("SELECT count(*) FROM card, stage, lane").fetchall()
        shutil.copy(path, other)
        shutil.copy(f"{path}-journal", f"{other}-journal")
    half = other.read_bytes()
    with guarded(other) as connection:
        connection.execute("SELECT id FROM project").fetchall()
    assert other.read_bytes() == half
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("SELECT id FROM project").fetchall()
    assert other.read_bytes() != half, "the journal was not a hot one, so the test showed nothing"


def test_a_path_is_a_path_whatever_letters_it_has(tmp_path):
    path = tmp_path / "a?mode=rw&x#y%41 ط.masar"
    write(path)
    with guarded(path) as connection:
        assert connection.execute("SELECT id FROM project").fetchone() == ("p",)
