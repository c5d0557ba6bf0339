"""The PDF as a file: fonts, metadata, language, bookmarks, links, the same bytes twice, harmless whatever it holds."""

import io
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path as FilePath

import pikepdf
import pypdfium2
import pytest

from export.pdf import export_moment, pdf_bytes, write_pdf
from export.poster import compose
from export.problem import ExportProblem
from model.document import Document
from model.layout.shapes import Box, Ellipse, Gradient, Path, Text
from model.records import Project
from model.text import set_text
from model.text.block import TextStyle
from tests.export.corpus import corpus, words
from tests.export.pages import page_of, pages_of_lines
from tests.export.samples import MOMENT, TODAY, changed, findings_of, louise, many_findings


def written(document, **how):
    how.setdefault("findings", findings_of(document))
    how.setdefault("moment", MOMENT)
    file = io.BytesIO()
    write_pdf(document, file, **how)
    return file.getvalue()


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def text_of(data, page=0):
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].get_textpage().get_text_bounded()
    finally:
        document.close()


def fonts_of(pdf):
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]


def test_every_font_is_embedded_and_cut_down():
    with opened(pdf_bytes(pages_of_lines(corpus(60)), moment=MOMENT)) as pdf:
        fonts = fonts_of(pdf)
        assert {str(each.Subtype) for each in fonts} == {"/Type0", "/CIDFontType2"}
        for font in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+\w.*", str(font.BaseFont))
            inner = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
            assert 500 < len(inner.FontDescriptor.FontFile2.read_bytes()) < 60_000
            assert "Helvetica" not in str(font.BaseFont)
        assert b"Helvetica" not in b"".join(page.Contents.read_bytes() for page in pdf.pages)


def test_a_face_that_is_not_used_is_not_in_the_file():
    with opened(pdf_bytes(pages_of_lines(["plain words"]), moment=MOMENT)) as pdf:
        assert len([each for each in fonts_of(pdf) if each.Subtype == "/Type0"]) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_document_and_moment_give_the_same_bytes(language):
    document = louise(language)
    assert written(document) == written(document)


_EXPORT = """
import hashlib
from export.files import WRITERS, Order
from tests.export.samples import MOMENT, findings_of, louise
from model.ids import seeded
with seeded(1):
    document = louise("ar")
order = Order(document, (document.maps()[0].id,), "A3", "landscape", findings_of(document), MOMENT, 1.0)
for suffix in (".pdf", ".svg", ".png"):
    print(suffix, hashlib.sha256(WRITERS[suffix](order)).hexdigest())
"""


def test_another_process_gives_the_same_bytes():
    root = FilePath(__file__).resolve().parents[2]
    written_by = {
        subprocess.run(
            [sys.executable, "-c", _EXPORT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(written_by) == 1
    assert written_by.pop().count("\n") == 3


def test_another_moment_gives_another_date():
    document = louise()
    later = written(document, moment=datetime(2027, 1, 2, tzinfo=UTC))
    assert later != written(document)
    assert "2 January 2027" in text_of(later)


def test_the_moment_comes_from_the_environment_where_it_is_set(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert export_moment() == datetime(1970, 1, 1, tzinfo=UTC)
    document = louise()
    assert written(document, moment=None) == written(document, moment=None)
    assert "1 January 1970" in text_of(written(document, moment=None))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert export_moment().year > 2000


@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_the_file_says_what_it_is_and_in_which_language(language):
    document = louise(language)
    changed(document, document.project, authors=("Ada", "لينا"))
    with opened(written(document)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == document.project.title
        assert str(pdf.docinfo["/Author"]) == "Ada, لينا"
        assert str(pdf.docinfo["/Subject"]) == document.project.client
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261121120000+00'00'"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == document.project.title
            assert metadata["dc:creator"] == ["Ada", "لينا"]


def test_there_is_a_bookmark_for_each_stage_on_the_page():
    document = louise("ar")
    journey = document.maps()[0]
    with opened(written(document)) as pdf, pdf.open_outline() as outline:
        (root,) = outline.root
        assert root.title == journey.title
        assert [each.title for each in root.children] == [each.title for each in document.stages(journey.id)]
        for each in root.children:
            page, _, left, top, _ = each.destination
            assert page.objgen == pdf.pages[0].obj.objgen
            assert 0 < float(left) < float(pdf.pages[0].MediaBox[2])
            assert 0 < float(top) < float(pdf.pages[0].MediaBox[3])


@pytest.mark.parametrize("language", ["en", "he"])
def test_links_lie_on_the_findings_and_lead_to_the_cards(language):
    document = louise(language)
    findings = findings_of(document)[document.maps()[0].id]
    data = written(document)
    drawn = pypdfium2.PdfDocument(data)
    text = drawn[0].get_textpage()
    with opened(data) as pdf:
        links = list(pdf.pages[0].Annots)
        assert len(links) == len(findings)
        for link, finding in zip(links, findings, strict=True):
            left, bottom, right, top = map(float, link.Rect)
            # pdfium turns the letters and digits of "J108" about where they stand among Hebrew.
            assert finding.code[1:] in text.get_text_bounded(left, bottom, right, top)
            card = document.find(finding.targets[0])
            kind, *view = list(link.Dest)[1:]
            assert kind == "/FitR"
            assert words(card.title) <= words(text.get_text_bounded(*map(float, view)))
    drawn.close()


def test_findings_go_on_on_a_second_page_and_their_links_lead_back():
    document = louise()
    journey = document.maps()[0].id
    data = written(document, paper="A4", findings={journey: many_findings(document, 200)})
    with opened(data) as pdf:
        assert len(pdf.pages) >= 2
        assert {each.Dest[0].objgen for page in pdf.pages for each in page.Annots} == {pdf.pages[0].obj.objgen}
        assert f"Page 2 of {len(pdf.pages)}" in text_of(data, 1)


def test_every_word_of_the_map_is_on_the_page():
    for language in ("en", "ar", "he"):
        document = louise(language)
        titles = " ".join(each.title for each in document.cards(document.maps()[0].id))
        assert words(titles) <= words(text_of(written(document)))


HOSTILE = (
    '<img src="/etc/passwd"/>',
    "<para><b>bold</b> & <a href='x'>y</a>",
    "(ET) Tj [<0001>] TJ \\ ) >> endstream endobj",
    "%PDF-1.7 %%EOF",
    "a\x00b\x1b[31mc\x85d\ufffe",
    "\u202eright to left override\u202c",
    "\ud800 lone surrogate",
    "x" * 20_000,
    "ا" * 3_000 + "\u0651" * 40,
    "👨‍👩‍👧 🏳️‍🌈 é́́́́",
)


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_what_a_person_types_is_never_taken_for_anything_but_text(number):
    document = louise()
    text = HOSTILE[number]
    card = document.reading_order(document.maps()[0].id)[0]
    # Records hold such text only if something went wrong; paper must stand it all the same.
    changed(document, card, title=text, note=text)
    changed(document, document.project, title=text[:1900], client=text[:1900], authors=(text[:1900],))
    changed(document, document.stages(document.maps()[0].id)[0], title=text[:100])
    data = written(document)
    with opened(data) as pdf:
        assert not [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert not pdf.check_pdf_syntax()
        assert len(pdf.pages) >= 1
    if number < 4:
        assert words(text) <= words(text_of(data))


def test_an_english_line_on_an_arabic_page_reads_from_the_left():
    document = louise("ar")
    changed(document, document.project, title="Acme Estates v2.5 and more")
    assert "Acme Estates v2.5 and more" in text_of(written(document))


def test_no_actual_text_stands_in_the_content():
    with opened(written(louise("ar"))) as pdf:
        assert b"ActualText" not in pdf.pages[0].Contents.read_bytes()


def test_a_project_without_maps_is_refused_in_a_sentence():
    with pytest.raises(ExportProblem) as caught:
        write_pdf(Document([Project(id="p")]), io.BytesIO(), moment=MOMENT)
    assert caught.value.key == "export.no_maps"


def pixel(data, x, y, scale=4):
    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].render(scale=scale).to_pil().convert("RGB").getpixel((int(x * scale), int(y * scale)))
    finally:
        document.close()


@pytest.mark.parametrize(
    ("shape", "inside", "outside"),
    [
        (Box(100, 50, 80, 40, fill="#d64545"), [(101, 51), (179, 89)], [(99, 51), (181, 89), (101, 91)]),
        (Box(100, 50, 80, 40, 20, "#d64545"), [(102, 70), (140, 51)], [(102, 52), (178, 88)]),
        (Ellipse(200, 100, 30, 20, "#d64545"), [(171, 100), (200, 81)], [(172, 82), (200, 79)]),
        (Path((("M", 10, 10), ("L", 60, 10), ("L", 10, 60), ("Z",)), "#d64545"), [(20, 20)], [(50, 50)]),
        (Path((("M", 10, 30), ("L", 90, 30)), stroke="#d64545", stroke_width=6), [(50, 28), (50, 32)], [(50, 34)]),
        (
            Path((("M", 10, 30), ("L", 90, 30)), stroke="#d64545", stroke_width=4, dash=(10, 20)),
            [(15, 30), (45, 30)],
            [(30, 30), (60, 30)],
        ),
    ],
)
def test_shapes_are_drawn_where_they_stand(shape, inside, outside):
    data = pdf_bytes([page_of([shape])], moment=MOMENT)
    assert [pixel(data, *each) for each in inside] == [(214, 69, 69)] * len(inside)
    assert [pixel(data, *each) for each in outside] == [(255, 255, 255)] * len(outside)


def test_opacity_and_gradients_are_drawn():
    shapes = [
        Box(10, 10, 50, 50, fill="#000000", opacity=0.5),
        Gradient(100, 0, 50, 100, ("#ff0000", "#ffffff", "#0000ff")),
        Box(200, 10, 50, 50, fill="#000000"),
    ]
    data = pdf_bytes([page_of(shapes)], moment=MOMENT)
    assert all(120 < each < 135 for each in pixel(data, 30, 30))
    assert pixel(data, 230, 30) == (0, 0, 0)
    red, white, blue = pixel(data, 120, 2), pixel(data, 120, 50), pixel(data, 120, 98)
    assert red[0] > 240 and red[2] < 30
    assert min(white) > 240
    assert blue[2] > 240 and blue[0] < 30


def test_a_halo_is_drawn_about_the_glyphs_and_read_only_once():
    block = set_text("Halo", TextStyle(40, "bold"))
    data = pdf_bytes(
        [page_of([Box(0, 0, 300, 200, fill="#3355aa"), Text(20, 20, block, "#000000", "#ffffff")])], moment=MOMENT
    )
    assert text_of(data).strip() == "Halo"
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=2).to_pil().convert("RGB").crop((30, 30, 60 + int(block.width * 2), 170))
    document.close()
    colours = {colour for _, colour in picture.getcolors(100_000)}
    assert {(255, 255, 255), (0, 0, 0), (51, 85, 170)} <= colours


@pytest.mark.parametrize("language", ["en", "ar"])
def test_ink_lies_where_the_sheet_has_its_cards(language):
    document = louise(language)
    journey = document.maps()[0].id
    (page,) = compose(document, journey, today=TODAY)
    data = pdf_bytes([page], moment=MOMENT)
    drawn = pypdfium2.PdfDocument(data)
    picture = drawn[0].render(scale=3).to_pil().convert("RGB")
    drawn.close()
    layer = page.layers[1]
    bars = {"touchpoint": (47, 127, 209), "pain_point": (214, 69, 69)}
    checked = 0
    for each in layer.placed:
        colour = bars.get(getattr(document.find(each.id), "kind", "")) if each.part == "card" else None
        if colour is None:
            continue
        inset = each.piece.width - 2 if page.direction == "rtl" else 2
        x, y = layer.x + (each.x + inset) * layer.scale, layer.y + (each.y + each.piece.height / 2) * layer.scale
        assert picture.getpixel((int(x * 3), int(y * 3))) == colour, each.key
        checked += 1
    assert checked > 8


@pytest.mark.parametrize(("count", "mode"), [(0, "/UseNone"), (300, "/UseOutlines")])
def test_bookmarks_are_shown_where_there_are_several_pages(count, mode):
    document = louise()
    findings = {document.maps()[0].id: many_findings(document, count)}
    with opened(written(document, paper="A4", findings=findings)) as pdf:
        assert mode == pdf.Root.PageMode
