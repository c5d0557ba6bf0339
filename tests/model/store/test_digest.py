"""The digest of everything."""

import hashlib
import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from model.store import digest
from model.store.content import content_digest, measure_if_whole, measured
from model.store.digest import add, as_text, digest_of, row_digest
from tests.model.store.support import tamper, write

rows = st.lists(st.tuples(st.text(max_size=5), st.none() | st.floats(allow_nan=False) | st.integers()), max_size=6)


@given(rows, st.randoms())
def test_the_order_of_rows_does_not_matter(some, dice):
    shuffled = list(some)
    dice.shuffle(shuffled)
    assert digest_of("card", some) == digest_of("card", shuffled)


@given(rows, rows)
def test_what_came_and_went_again_leaves_no_trace(some, other):
    before = digest_of("card", some)
    more = add(before, *(row_digest("card", row) for row in other))
    assert add(more, *(-row_digest("card", row) for row in other)) == before


def test_a_row_is_hashed_as_the_readme_says():
    expected = hashlib.sha256('["card","c1","شبكة",1.5,null]'.encode()).hexdigest()
    assert as_text(row_digest("card", ("c1", "شبكة", 1.5, None))) == expected


def test_the_same_row_in_another_table_counts_differently():
    assert row_digest("stage", ("a",)) != row_digest("lane", ("a",))


def test_a_file_carries_the_digest_of_its_rows(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    with closing(sqlite3.connect(path)) as connection:
        written = connection.execute("SELECT value FROM meta").fetchone()[0]
        assert written == content_digest(connection) == measured(connection, politely=True).digest
    assert measure_if_whole(path)


def test_a_file_that_was_altered_is_not_whole(tmp_path):
    path = tmp_path / "a.masar"
    write(path)
    tamper(path, "UPDATE link SET condition='if'", redigest=False)
    assert not measure_if_whole(path)
    path.write_bytes(b"nothing of the kind")
    assert not measure_if_whole(path)


def test_a_text_of_megabytes_is_hashed_in_pieces_and_comes_to_the_same(monkeypatch):
    row = ("a", 7, None, 1.5, 'x"\\\n\U0001f600é' * 50, b"\x01\xff")
    whole, weight = digest.weighed("card", row)
    monkeypatch.setattr(digest, "_LONG", 7)
    in_pieces, weight_in_pieces = digest.weighed("card", row)
    assert in_pieces == whole
    assert min(weight, weight_in_pieces) > 50 * 6 * 4
