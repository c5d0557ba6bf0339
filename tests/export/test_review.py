"""The review copy: open comments counted in the title block, numbered on their cards, listed after the map."""

from datetime import UTC, datetime

import pytest

from export.files import export_bytes
from export.pdf import export_moment
from export.poster import compose
from export.svg import svg_text
from model.document import Document
from model.layout.shapes import Text
from model.project import write_new
from model.records import Comment
from model.templates import sample
from tests.export.samples import TODAY
from tests.terminal import forget_environment, refused, run

MOMENT = int(datetime(2026, 5, 12, 12, tzinfo=UTC).timestamp() * 1000)
LONG = "Word after word, and no end. " * 600


def commented(language="en", *, text="Is this still so?"):
    """The sample with two open threads on its first card, one on its first emotion, and a resolved one."""
    document = sample("louise", language)
    cards = document.reading_order(document.maps()[0].id)
    first, second = cards[0], cards[1]
    face = next(card for card in cards if card.kind == "emotion")
    records = [
        Comment(id="a", card=first.id, author="Noa", time=MOMENT, text=text),
        Comment(id="a1", card=first.id, reply_to="a", author="Lev", time=MOMENT + 1, text="It is."),
        Comment(id="b", card=first.id, author="Lev", time=MOMENT + 2, text="And <b>this</b> & that?"),
        Comment(id="c", card=face.id, author="", time=0, text="Why so calm?"),
        Comment(id="d", card=second.id, author="Noa", time=MOMENT + 3, text="Long done.", resolved=True),
    ]
    return Document([*document.records.values(), *records]), first, face


def pages(document, **how):
    return compose(document, document.maps()[0].id, today=TODAY, **how)


def words(page):
    """Return all texts of a page, piece by piece."""
    placed = [each for layer in page.layers for each in layer.placed]
    return [" ".join(s.block.text for s in each.piece.shapes if isinstance(s, Text)) for each in placed]


def on_map(page, part):
    return [each for each in page.layers[1].placed if each.part == part]


def test_without_the_choice_nothing_of_comments_is_on_paper():
    document, *_ = commented()
    plain = Document(each for each in document.records.values() if not isinstance(each, Comment))
    assert svg_text(pages(document)) == svg_text(pages(plain))


def test_the_title_block_counts_open_threads():
    document, *_ = commented()
    title_block = next(each for each in words(pages(document, review=True)[0]) if "21 November" in each)
    assert title_block.endswith("3 open comments")


def test_a_map_without_comments_says_so_in_its_review_copy():
    document = sample("louise", "en")
    (page,) = pages(document, review=True)
    assert any(each.endswith("0 open comments") for each in words(page))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_cards_with_open_comments_carry_a_number(language):
    document, first, face = commented(language)
    page = pages(document, review=True)[0]
    shown = {each.id: [s.block.text for s in each.piece.shapes if isinstance(s, Text)] for each in on_map(page, "pin")}
    assert shown == {first.id: ["1"], face.id: ["2"]}
    card = next(each for each in on_map(page, "card") if each.id == first.id)
    pin = next(each for each in on_map(page, "pin") if each.id == first.id)
    middle = pin.x + pin.piece.width / 2
    near = card.right if language == "en" else card.x
    assert abs(middle - near) < 12
    assert pin.layer > card.layer


def test_comments_are_listed_after_the_map_with_their_replies_and_lead_to_their_cards():
    document, first, face = commented()
    *_, last = pages(document, review=True)
    said = words(last)
    assert any("Noa, 12 May 2026" in each and "Is this still so?" in each and each.startswith("1 ") for each in said)
    assert any("It is." in each for each in said)
    assert any("And <b>this</b> & that?" in each for each in said)
    assert any(each.startswith("2 ") and "Someone" in each and "Why so calm?" in each for each in said)
    assert not any("Long done." in each for each in said)
    assert {jump.id for jump in last.jumps} == {first.id, face.id}
    assert {jump.page for jump in last.jumps} == {0}
    assert last.bookmarks[0].title == "Open comments"


@pytest.mark.parametrize(("paper", "orientation"), [("A3", "landscape"), ("A4", "portrait"), ("own", "landscape")])
def test_a_comment_longer_than_a_page_goes_on_and_loses_no_word(paper, orientation):
    document, *_ = commented(text=LONG)
    found = pages(document, review=True, paper=paper, orientation=orientation)
    placed = [each for page in found for each in page.layers[0].placed if each.part == "comment"]
    said = " ".join(s.block.text for each in placed for s in each.piece.shapes if isinstance(s, Text))
    assert said.count("Word after word, and no end.") == 600
    for page in found:
        room = page.layers[0]
        for each in room.placed:
            if each.part == "comment":
                assert room.y + (each.y + each.piece.height) * room.scale <= page.height


def test_the_pdf_says_it_too_and_is_as_tagged_as_ever():
    import io

    import pikepdf

    document, *_ = commented("ar")
    data, _ = export_bytes(document, "map.pdf", moment=export_moment(), review=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = []

        def walk(element):
            if "/ActualText" in element:
                texts.append(str(element.ActualText))
            for child in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else []:
                if isinstance(child, pikepdf.Dictionary):
                    walk(child)

        walk(pdf.Root.StructTreeRoot.K[0])
    assert any("3 تعليقات مفتوحة" in each for each in texts)
    assert any("Is this still so?" in each for each in texts)


def test_the_command_line_makes_a_review_copy(tmp_path, capfd, monkeypatch):
    forget_environment(monkeypatch, tmp_path)
    document, *_ = commented()
    write_new(tmp_path / "home.masar", document)
    code, _, _ = run(capfd, "export", "home.masar", "home.svg", "--review")
    assert code == 0
    reviewed = (tmp_path / "home.svg").read_bytes()
    assert run(capfd, "export", "home.masar", "home.svg")[0] == 0
    assert len((tmp_path / "home.svg").read_bytes()) < len(reviewed)
    assert "review copy" in refused(capfd, "export", "home.masar", "home.mmd", "--review")
