"""The PDF's logical structure: a table of stages and lanes, links in a list, and the exact words on every element."""

import io
import re

import pikepdf
import pytest

from export.pdf import write_pdf
from model.checks.sentences import sentence
from resources.words import say
from tests.export.samples import MOMENT, changed, findings_of, louise, many_findings


def tagged(document, **how):
    how.setdefault("findings", findings_of(document))
    file = io.BytesIO()
    write_pdf(document, file, moment=MOMENT, **how)
    return pikepdf.open(file)


def elements(element, tag=None):
    """Yield the elements below one in the order of reading."""
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if tag in (None, str(kid.S)[1:]):
                yield kid
            yield from elements(kid, tag)


def root_of(pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    (document,) = pdf.Root.StructTreeRoot.K
    assert document.S == "/Document"
    return document


def spoken(element):
    return str(element.get("/ActualText", ""))


def marks_in(page):
    return sorted(map(int, re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_mark_in_the_content_belongs_to_one_element(language):
    document = louise(language)
    with tagged(document, paper="A4", findings={document.maps()[0].id: many_findings(document, 150)}) as pdf:
        told = {}
        for element in elements(root_of(pdf)):
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    told.setdefault(element.Pg.objgen, []).append(kid)
        assert len(pdf.pages) > 1
        for page in pdf.pages:
            assert sorted(told[page.obj.objgen]) == marks_in(page) != []
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page in pdf.pages:
            listed = parents[int(page.obj.StructParents)]
            assert [mark for mark, parent in enumerate(listed) if mark not in parent.K] == []
            assert len(listed) == len(marks_in(page))


@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_the_map_is_a_table_of_stages_and_lanes(language):
    document = louise(language)
    journey = document.maps()[0].id
    stages, lanes = document.stages(journey), document.lanes(journey)
    with tagged(document) as pdf:
        (table,) = elements(root_of(pdf), "Table")
        head, *rows = table.K
        assert len(rows) == len(lanes)
        for stage, cell in zip(stages, list(head.K)[1:], strict=True):
            assert cell.S == "/TH" and cell.A.Scope == "/Column"
            assert spoken(next(elements(cell))).startswith(stage.title)
        for lane, row in zip(lanes, rows, strict=True):
            title, *cells = row.K
            assert title.S == "/TH" and title.A.Scope == "/Row"
            for stage, cell in zip(stages, cells, strict=True):
                titles = [card.title for card in document.cell(stage.id, lane.id) if card.title]
                words = " ".join(map(spoken, elements(cell)))
                assert all(each in words for each in titles)


def test_elements_carry_the_exact_words_and_their_language():
    document = louise("ar")
    card = document.reading_order(document.maps()[0].id)[0]
    changed(document, card, title="تبحث (عبر WhatsApp) ثم تدفع 1,250.50\nبطاقة\x07")
    changed(document, document.project, title="Acme Estates")
    with tagged(document) as pdf:
        heading = next(elements(root_of(pdf), "H1"))
        assert (spoken(heading), str(heading.Lang)) == ("Acme Estates", "en")
        exact = "تبحث (عبر WhatsApp) ثم تدفع 1,250.50 بطاقة"
        (found,) = [each for each in elements(root_of(pdf), "P") if spoken(each).startswith(exact)]
        assert "/Lang" not in found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_face_is_described(language):
    document = louise(language)
    scores = [card.score for card in document.reading_order(document.maps()[0].id) if card.kind == "emotion"]
    with tagged(document) as pdf:
        said = [str(each.Alt) for each in elements(root_of(pdf), "Figure")]
        assert len(said) == len(scores)
        assert said == [say("poster.score", language, score=f"{score:+g}" if score else "0") for score in scores]


def test_findings_are_a_list_of_links_that_hold_their_annotations():
    document = louise()
    findings = findings_of(document)[document.maps()[0].id]
    with tagged(document) as pdf:
        (listed,) = elements(root_of(pdf), "L")
        links = list(elements(listed, "Link"))
        assert len(links) == len(findings) == len(pdf.pages[0].Annots)
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for finding, link in zip(findings, links, strict=True):
            assert sentence(finding, "en") in spoken(link)
            (reference,) = [each for each in link.K if isinstance(each, pikepdf.Dictionary)]
            assert reference.Obj.Subtype == "/Link"
            assert parents[int(reference.Obj.StructParent)].objgen == link.objgen
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey == max(parents) + 1


def test_page_numbers_and_initials_are_not_read_out():
    document = louise()
    with tagged(document) as pdf:
        told = [spoken(each) for each in elements(root_of(pdf))]
        assert "Louise, 34" in told
        assert not [words for words in told if words == "L" or words.startswith("Page ")]


def test_the_legend_is_read_out_after_the_map():
    document = louise()
    with tagged(document) as pdf:
        read = [each for each in elements(root_of(pdf)) if str(each.S) in ("/Table", "/P")]
        table = next(place for place, each in enumerate(read) if each.S == "/Table")
        told = [spoken(each) for each in read]
    for words in (say("card.touchpoint", "en"), say("layout.moment_of_truth", "en")):
        assert told.index(words) > table
