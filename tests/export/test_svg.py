"""The SVG: well-formed, refers to nothing outside itself, holds the words, and shows what the PDF shows."""

import re
from xml.etree import ElementTree

import pytest

from export.poster import compose
from export.svg import svg_text
from export.svg_paint import plain
from model.layout.shapes import Box, Ellipse, Gradient, Path, Text
from model.text import set_text
from model.text.block import TextStyle
from tests.export.corpus import words
from tests.export.pages import page_of
from tests.export.samples import TODAY, changed, findings_of, louise, many_findings

SVG = "{http://www.w3.org/2000/svg}"


def drawn(document, **how):
    journey = document.maps()[0].id
    how.setdefault("findings", findings_of(document)[journey])
    pages = compose(document, journey, today=TODAY, **how)
    return pages, svg_text(pages)


@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_it_is_well_formed_and_complete(language):
    document = louise(language)
    (page,), text = drawn(document)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox").split()[2:] == [
        f"{page.width:.3f}".rstrip("0").rstrip("."),
        f"{page.height:.3f}"[:7].rstrip("0"),
    ]
    assert root.find(f"{SVG}title").text == document.project.title
    titles = " ".join(each.title for each in document.cards(page.map))
    assert words(titles) <= words(" ".join(each.text for each in root.iter(f"{SVG}text")))


def test_every_reference_is_to_something_in_the_file():
    document = louise("ar")
    _, text = drawn(document, findings=many_findings(document, 40))
    root = ElementTree.fromstring(text)
    names = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(names) == len(set(names))
    goals = [value[1:] for each in root.iter() for key, value in each.attrib.items() if key.endswith("href")]
    goals += re.findall(r"url\(#([^)]*)\)", text)
    assert goals
    assert set(goals) <= set(names)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|file:|data:|<image|<script|@import", text)


def test_each_finding_links_to_its_card():
    document = louise()
    findings = findings_of(document)[document.maps()[0].id]
    _, text = drawn(document, findings=findings)
    links = list(ElementTree.fromstring(text).iter(f"{SVG}a"))
    assert len(links) == len(findings)
    assert all(finding.code in link.get("aria-label") for link, finding in zip(links, findings, strict=True))


def test_further_pages_stand_below_the_first():
    document = louise()
    pages, text = drawn(document, findings=many_findings(document, 200), paper="A4")
    assert len(pages) > 1
    height = float(ElementTree.fromstring(text).get("viewBox").split()[3])
    assert height > sum(page.height for page in pages)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><image href="http://x/"/>', "a & b ]]> c", "\x00\x1b\ufffe"]
)
def test_what_a_person_types_is_only_text(hostile):
    document = louise()
    card = document.reading_order(document.maps()[0].id)[0]
    changed(document, card, title=hostile)
    changed(document, document.project, title=hostile, client=hostile)
    _, text = drawn(document)
    root = ElementTree.fromstring(text)
    assert not list(root.iter(f"{SVG}script")) and not list(root.iter(f"{SVG}image"))
    assert root.find(f"{SVG}title").text in (hostile, None, "")


def test_shapes_become_elements():
    block = set_text("Halo", TextStyle(20))
    shapes = [
        Box(1, 2, 30, 40, 50, "#112233", "#445566", 2, 0.5),
        Ellipse(5, 6, 7, 8, "", "#445566"),
        Path((("M", 0, 0), ("C", 1, 2, 3, 4, 5, 6), ("Z",)), stroke="#445566", dash=(2, 3)),
        Gradient(0, 0, 10, 10, ("#ffffff", "#000000")),
        Text(10, 10, block, "#000000", "#ffffff"),
    ]
    root = ElementTree.fromstring(svg_text([page_of(shapes)]))
    box, ramp = root.iter(f"{SVG}rect")
    assert (box.get("rx"), box.get("opacity"), box.get("stroke-width")) == ("15", "0.5", "2")
    assert ramp.get("fill") == "url(#cffffff-000000)"
    assert next(root.iter(f"{SVG}ellipse")).get("fill") == "none"
    assert any(
        each.get("stroke-dasharray") == "2 3" and each.get("d") == "M0 0C1 2 3 4 5 6Z"
        for each in root.iter(f"{SVG}path")
    )
    assert len(list(root.iter(f"{SVG}use"))) == 2 * len("Halo")
    (selectable,) = root.iter(f"{SVG}text")
    assert (selectable.text, selectable.get("textLength")) == ("Halo", f"{block.lines[0].width:.3f}".rstrip("0"))


def test_only_characters_that_xml_holds_are_left():
    assert plain("a\x00b\x1bc\ud800d\ufffee\tf\U0001f600") == "abcde\tf\U0001f600"


def test_the_same_pages_give_the_same_text():
    document = louise("he")
    assert drawn(document)[1] == drawn(document)[1]
