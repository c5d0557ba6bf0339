"""Pages read one by one: as SQLite reads them where they are sound, and never past their end where they are not."""

import sqlite3
import struct
from contextlib import ExitStack, closing

import pytest

from model.records import KINDS
from model.store.pages import TABLE_LEAF, Cell, Pages, Torn, Unreadable, walk
from model.store.rows import select_records
from tests.model.store.hostile.craft import PAGE, good_document, good_log, root_page, write_whole
from tests.synthetic import synthetic_document


@pytest.fixture
def pages_of(tmp_path):
    """Make a file of pages that begin so, which is closed at the end."""
    with ExitStack() as files:

        def made(*bodies):
            path = tmp_path / "pages"
            path.write_bytes(b"".join(body.ljust(PAGE, b"\0") for body in bodies))
            return Pages(files.enter_context(path.open("rb")), PAGE)

        yield made


def leaf(*cells, offset=None):
    """A leaf of a table with these cells at its end, or one that says that they stand elsewhere."""
    body = bytearray(PAGE)
    start = PAGE
    for at, cell in enumerate(cells):
        start -= len(cell)
        body[start : start + len(cell)] = cell
        struct.pack_into(">H", body, 8 + 2 * at, start if offset is None else offset)
    struct.pack_into(">BHHH", body, 0, TABLE_LEAF, 0, len(cells), start)
    return bytes(body)


def spilled(written, length, goes_on_in):
    """A cell of a table whose row is so long that it goes on in another page (SQLite file format, 1.6)."""
    here = 489 + (length - 489) % 4092
    here = here if here <= 4061 else 489
    return written + b"\x01" + b"\x03\xbe\x00".ljust(here, b"x") + struct.pack(">I", goes_on_in)


def only_cell(pages, number=2):
    page = pages.page(number)
    return pages.cell(page, page.cells[0])


def test_rows_are_read_as_sqlite_reads_them(tmp_path):
    path = tmp_path / "a.masar"
    for document in (synthetic_document(300), good_document()):
        write_whole(path, document, good_log())
        with path.open("rb") as file, closing(sqlite3.connect(path)) as connection:
            pages = Pages(file, PAGE)
            for kind in KINDS:
                read = [
                    pages.cell(page, at).values
                    for page in walk(pages, root_page(path, kind), set(), [])
                    if page.kind == TABLE_LEAF
                    for at in page.cells
                ]
                assert read == connection.execute(select_records(kind)).fetchall()


def test_a_row_that_spills_over_many_pages_is_read_whole(tmp_path):
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (a, b)")
        connection.execute("INSERT INTO t VALUES (?, ?)", ("x" * 50_000, -7))
    with path.open("rb") as file:
        assert only_cell(Pages(file, PAGE)) == Cell(1, ("x" * 50_000, -7))


def test_a_text_that_is_no_utf_8_is_torn_and_not_lost(pages_of):
    (text,) = only_cell(pages_of(b"", leaf(b"\x05\x01\x02\x13a\xffb"))).values
    assert (text, type(text)) == ("a\ufffdb", Torn)


BROKEN = {
    "a page of no kind": b"\x07",
    "more cells than a page has": struct.pack(">BHH", TABLE_LEAF, 0, 5_000),
    "a cell in the head of the page": leaf(b"\x02\x01\x02\x08", offset=3),
    "a cell behind the page": leaf(b"\x02\x01\x02\x08", offset=PAGE + 9),
    "a value longer than its row": leaf(b"\x03\x01\x02\x21a"),
    "a value of a type there is not": leaf(b"\x02\x01\x02\x0a"),
    "a row longer than the page": leaf(b"\x7f\x01\x02\x21abc"),
    "a row that begins on the page and goes on behind its end": leaf(b"\xbf\x00\x01\x02\x21abcdefgh"),
    "a row of a terabyte in a chain without end": leaf(spilled(b"\xa0\x80\x80\x80\x80\x00", 1 << 40, 3)),
    "a row that goes on in no page": leaf(spilled(b"\xbe\x00", 7_936, 99)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_said_to_be_unreadable(pages_of, name):
    pages = pages_of(b"", BROKEN[name], struct.pack(">I", 3) + b"y" * 4_000)
    with pytest.raises(Unreadable):
        only_cell(pages)


@pytest.mark.parametrize("number", [0, -1, 4, 1 << 40])
def test_there_are_no_pages_but_those_of_the_file(pages_of, number):
    with pytest.raises(Unreadable):
        pages_of(b"", b"", b"").page(number)


def test_a_walk_through_pages_that_name_each_other_ends(pages_of):
    fork = struct.pack(">BHHHBIHHIB", 5, 0, 2, 100, 0, 2, 16, 16, 1, 1)
    broken = []
    walked = walk(pages_of(b"", fork, b""), 2, set(), broken)
    assert [page.number for page in walked] == [2]
    assert broken == [1]
