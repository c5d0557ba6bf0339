"""Hostile texts through everything that writes: nothing is taken for more than text, fetched, read, or lost.

The texts are in `tests/hostile_text.py`, the traps in `tests/traps.py`; what the window does with them is in
`tests/editor/window/test_user_text_in_the_window.py`.
"""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from export.csv_file import as_written
from export.dump import dump_text
from export.files import WRITERS, export_bytes
from export.mermaid import write_mermaid
from export.table import rows
from model.checks.run import run_checks
from model.importers.json_file import read_json
from model.importers.mermaid import read_mermaid
from model.records import KINDS, Card, Comment, Stage, rules
from model.store.files import read, write
from tests.export.samples import MOMENT, findings_of, louise
from tests.hostile_text import ALL, FAMILIES, document, names, text_of
from tests.spreadsheet import sheets
from tests.torture import tally
from tests.traps import Traps

LANGUAGES = ("en", "ar", "he")
NAMES = names()


@pytest.fixture(scope="module")
def traps(tmp_path_factory):
    made = Traps(tmp_path_factory.mktemp("traps"))
    for ending in WRITERS:  # so that every library has read what it reads when it is loaded
        exported(document("plain"), ending.removeprefix("."))
    yield made
    made.remove()


def hostile(name, traps):
    """A document full of one text, in each language in its turn."""
    return document(text_of(name, traps.marks), LANGUAGES[len(name) % 3])


def exported(full, ending, **how):
    return export_bytes(full, f"out.{ending}", moment=MOMENT, **how)[0]


def findings(full):
    return {each.id: run_checks(full, each.id, today=MOMENT.date()) for each in full.maps()}


@pytest.fixture(params=NAMES)
def full(request, traps):
    """A document full of one text, while all traps are set."""
    with traps.set():
        yield hostile(request.param, traps)
    tally("hostile strings", 1)


def test_there_are_hundreds_of_them_and_of_every_family_each_time():
    assert len(ALL) >= 300 and len(set(ALL.values())) >= 300
    assert {name.split("-")[0] for name in NAMES} == FAMILIES.keys()
    told = {type(each) for each in document("x").records.values()}
    assert told == set(KINDS.values())
    for cls in told:
        for name, rule in rules(cls).items():
            if rule.kind in ("line", "text", "words"):
                held = [getattr(each, name) for each in document("x").records.values() if type(each) is cls]
                assert any(value and value in ("x", ("x", "x 2")) for value in held), (cls, name)


def test_the_traps_snap(traps, tmp_path):
    with pytest.raises(AssertionError, match="bait"), traps.set():
        traps.bait.read_bytes()
    with pytest.raises(AssertionError, match="open /etc/hostname"), traps.set(), Path("/etc/hostname").open("rb"):
        pass


def test_nothing_is_lost_in_a_file_and_in_json(full, tmp_path):
    write(tmp_path / "a.masar", full.records.values(), author="", time=0)
    assert {each.id: each for each in read(tmp_path / "a.masar").records} == full.records
    text = exported(full, "json").decode("utf-8")
    json.loads(text)
    assert read_json(text).document.records == full.records


def test_a_dump_holds_the_words_and_commands_no_terminal(full):
    text = dump_text(full, full.project.language)
    assert not any(unicodedata.category(each) == "Cc" and each not in "\n\t" for each in text)
    bare = bared(text)
    for title in (full.project.title, full.get(Card, "need1").title, full.get(Comment, "reply").text):
        assert all(bared(line) in bare for line in title.split("\n"))


def bared(text):
    """A text without blanks, and without the isolates and overrides that a sentence sets or leaves out."""
    return "".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())


def test_nothing_is_lost_in_tables_and_nothing_is_a_formula(full):
    maps = [each.id for each in full.maps()]
    told = [row for each in maps for row in rows(full, each, full.project.language)]
    read_back = list(csv.reader(io.StringIO(exported(full, "csv").decode("utf-8-sig"), newline=""), strict=True))
    assert len(read_back) == len(told) + 1
    for row, cells in zip(told, read_back[1:], strict=True):
        for cell, written in zip(row, cells, strict=True):
            if isinstance(cell, str):
                assert as_written(written) == cell
                assert not re.search(r"(?:\A|[;\t\r\n])[^\S\t\r\n]*\"*[=+@＝＋－＠-]", written)
    (sheet, _) = sheets(exported(full, "xlsx")).values()
    assert joined(sheet.rows[1:], len(told)) == told


def joined(found, count):
    """Rows of a sheet, with what was too long for a cell put together again."""
    whole = []
    for row in found:
        if len(found) > count and whole and not any(isinstance(cell, float) for cell in row) and row[3] is None:
            whole[-1] = [(above or "") + below if below else above for above, below in zip(whole[-1], row, strict=True)]
        else:
            whole.append(row)
    return whole


def test_mermaid_holds_the_words_and_no_other_statement(full):
    text, _ = write_mermaid(full, "map")
    again = read_mermaid(text, language="en").document
    here = again.maps()[0].id
    assert len(again.stages(here)) == len(full.stages("map"))
    steps = [each.title for each in again.reading_order(here) if each.kind == "touchpoint"]
    wanted = [each.title for each in full.reading_order("map") if each.kind == "touchpoint"]
    assert len(steps) == len(wanted)
    assert [spoken(each) for each in steps] == [spoken(each) for each in wanted]


def spoken(text):
    """A text without what is never seen at its ends, which Mermaid trims, and what Unicode keeps for inner use."""
    return text.replace("\ufdd0", "").strip().strip("\u200b\ufeff\u3164\u2800")


@cache
def plain_svg():
    """The elements and attributes that a picture of harmless texts has."""
    documents = [document("plain"), louise("ar"), louise("en")]
    parts = [each for one in documents for each in parts_of(exported(one, "svg", findings=findings(one)))]
    return frozenset(parts)


def parts_of(data):
    tree = ElementTree.fromstring(data)
    return {(each.tag, name) for each in tree.iter() for name in (*each.attrib, "")}


def test_a_picture_is_drawn_with_no_other_elements_and_refers_to_nothing_outside(full):
    data = exported(full, "svg", findings=findings(full))
    assert parts_of(data) <= plain_svg()
    tree = ElementTree.fromstring(data)
    for each in tree.iter():
        for name, value in each.attrib.items():
            if name.endswith("href"):
                assert value.startswith("#")
            assert name == "aria-label" or "url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value)
    words = Counter("".join("".join(each.itertext()) for each in tree.iter() if each.tag.endswith("text")))
    assert not letters(full) - words


def letters(full):
    """The letters of a touchpoint's title that every font has."""
    title = full.get(Card, "touchpoint0").title
    return Counter(each for each in title if each.isascii() and each.isalnum())


@cache
def plain_pdf():
    """The keys and names that a poster of harmless texts has."""
    return frozenset().union(*(names_in(exported(one, "pdf", findings=findings_of(one))) for one in plain_documents()))


def plain_documents():
    return [document("plain"), document("مسار 12"), document("שלום 😀"), document(""), louise("ar"), louise("en")]


def names_in(data):
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
                found |= {key for key in each if not re.fullmatch(r"/(?:G|F|X|Im|GS|Sh|c)[\w.+-]*", key)}
                found |= {str(each[key]) for key in ("/S", "/Subtype", "/Type") if key in each}
    return found


def texts_in(data):
    """What the structure of a PDF says that its parts say."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each]
        return [str(each["/ActualText"]) for each in parts]


def test_a_poster_holds_the_words_and_nothing_that_acts(full):
    data = exported(full, "pdf", findings=findings(full))
    assert names_in(data) <= plain_pdf()
    assert not {"/JS", "/JavaScript", "/Launch", "/URI", "/EmbeddedFile", "/AA", "/RichMedia"} & names_in(data)
    reader = pypdfium2.PdfDocument(data)
    drawn = Counter("".join(page.get_textpage().get_text_bounded() for page in reader))
    reader.close()
    missing = sum((letters(full) - drawn).values())
    assert missing <= 0.01 * sum(letters(full).values())
    told = texts_in(data)
    for title in (full.get(Card, "touchpoint0").title, full.get(Stage, "stage0").title):
        assert not title.strip() or any(" ".join(title.split()) in " ".join(each.split()) for each in told)


def test_a_picture_of_pixels_is_drawn(full):
    with Image.open(io.BytesIO(exported(full, "png", scale=0.5))) as picture:
        picture.verify()
