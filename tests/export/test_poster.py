"""The poster's pages: everything within the page, in the map's language and direction, and nothing left out."""

from dataclasses import replace
from datetime import date

import pytest

from export.legibility import LEAST_PRINT, small_print
from export.paper import LONGEST_SIDE, ORIENTATIONS, PAPER_NAMES, PAPERS, page_size
from export.poster import compose, compose_all
from export.poster_head import subtitle, written_date
from model.change import Change, change_set
from model.checks.finding import Finding
from model.document import Document
from model.layout.lay_out import lay_out
from model.layout.shapes import Text
from model.order import spread
from model.records import LANE_KINDS, Card, JourneyMap, Lane, Project, Stage
from model.templates import template, template_names
from resources.words import say
from tests.export.samples import TODAY, changed, findings_of, louise, many_findings
from tests.synthetic import synthetic_document


def posted(document, **how):
    journey = document.maps()[0].id
    how.setdefault("findings", findings_of(document)[journey])
    return compose(document, journey, today=TODAY, **how)


def placed_on(page):
    """Yield what is placed on a page, with left, top, right and bottom in page points."""
    for layer in page.layers:
        for each in layer.placed:
            left, top = layer.x + each.x * layer.scale, layer.y + each.y * layer.scale
            yield each, left, top, left + each.piece.width * layer.scale, top + each.piece.height * layer.scale


def texts(page, part=None):
    return [
        shape.block.text
        for each, *_ in placed_on(page)
        if part in (None, each.part)
        for shape in each.piece.shapes
        if isinstance(shape, Text)
    ]


def assert_within(page):
    for each, left, top, right, bottom in placed_on(page):
        assert left >= -0.01 and top >= -0.01, each.key
        assert right <= page.width + 0.01 and bottom <= page.height + 0.01, each.key
    for jump in page.jumps:
        assert jump.x >= 0 and jump.x + jump.width <= page.width and jump.y + jump.height <= page.height


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("paper", PAPER_NAMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_lies_within_the_page_on_every_paper(language, paper, orientation):
    document = louise(language)
    pages = posted(document, paper=paper, orientation=orientation, findings=many_findings(document, 60))
    for page in pages:
        if paper in PAPERS:
            assert (page.width, page.height) == page_size(paper, orientation)
        assert_within(page)


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize("language", ["en", "he"])
def test_every_template_makes_a_poster(name, language):
    document = template(name, language)
    pages = posted(document)
    assert len(pages) == 1
    assert_within(pages[0])


def test_a_map_without_stages_makes_a_poster():
    document = Document([Project(id="p"), JourneyMap(id="m")])
    (page,) = compose(document, "m", today=TODAY)
    assert_within(page)
    assert say("poster.untitled", "en") in texts(page, "title")


def test_a_thousand_cards_fit_on_one_sheet():
    document = synthetic_document(1000)
    assert_within(posted(document, paper="A0")[0])


def test_nothing_on_a_page_covers_anything_else_of_the_furniture():
    page = posted(louise())[0]
    furniture = [box for box in placed_on(page) if box[0].layer == 10 and box[0] in page.layers[0].placed]
    for index, (one, left, top, right, bottom) in enumerate(furniture):
        for other, x, y, x_end, y_end in furniture[index + 1 :]:
            apart = right <= x + 0.5 or x_end <= left + 0.5 or bottom <= y + 0.5 or y_end <= top + 0.5
            assert apart, (one.key, other.key)


def map_layer(page):
    return page.layers[1]


def test_the_map_is_as_large_as_it_is_on_paper_of_its_own():
    document = louise()
    (page,) = posted(document, paper="own")
    assert map_layer(page).scale == 1


def test_paper_of_its_own_is_never_longer_than_a_page_can_be():
    keys = spread(120)
    stages = [Stage(id=f"s{number}", map="m", order=key) for number, key in enumerate(keys)]
    document = Document([Project(id="p"), JourneyMap(id="m"), *stages])
    (page,) = compose(document, "m", today=TODAY, paper="own")
    assert lay_out(document, "m").width > LONGEST_SIDE
    assert max(page.width, page.height) == LONGEST_SIDE
    assert_within(page)


def test_a_small_map_is_not_magnified_beyond_measure():
    document = template("blank", "en")
    scales = [map_layer(posted(document, paper=paper)[0]).scale for paper in ("A4", "A3", "A0")]
    assert scales[1] <= 1.4
    assert scales == sorted(scales)


def test_findings_that_find_no_room_go_on_on_further_pages():
    document = louise()
    findings = many_findings(document, 300)
    pages = posted(document, findings=findings, paper="A4")
    assert len(pages) > 1
    shown = [text for page in pages for text in texts(page, "finding") if not text.startswith("J")]
    assert len(shown) == 300
    assert len(set(shown)) == 300
    for page in pages:
        assert_within(page)
    assert say("poster.findings_continued", "en") in texts(pages[1], "heading")
    assert len(pages[1].layers) == 1


def test_the_gravest_findings_come_first():
    document = louise()
    pages = posted(document, findings=many_findings(document, 9), paper="A3")
    listed = [jump.words for page in pages for jump in page.jumps]
    numbers = [int(words.split("opportunity ")[1][:4]) % 3 for words in listed]
    assert numbers == sorted(numbers)


def test_each_finding_leads_to_its_card():
    document = louise()
    findings = findings_of(document)[document.maps()[0].id]
    assert findings
    (page,) = posted(document, findings=findings)
    sheet = lay_out(document, page.map)
    layer = map_layer(page)
    assert [jump.id for jump in page.jumps] == [finding.targets[0] for finding in findings]
    for jump in page.jumps:
        card = sheet.placed["card", jump.id]
        assert jump.to_x == pytest.approx(layer.x + card.x * layer.scale)
        assert jump.to_height == pytest.approx(card.piece.height * layer.scale)
        row = next(box for box in placed_on(page) if box[0].part == "finding" and jump.id in box[0].id)
        assert (jump.x, jump.y) == pytest.approx(row[1:3])


def test_findings_on_later_pages_lead_back_to_the_map():
    document = louise()
    pages = posted(document, findings=many_findings(document, 300), paper="A4")
    assert {jump.page for page in pages for jump in page.jumps} == {0}


def test_a_finding_about_the_whole_map_is_listed_without_a_link():
    document = louise()
    journey = document.maps()[0]
    changed(document, journey, persona=None)
    found = [each for each in findings_of(document)[journey.id] if each.code == "J201"]
    (page,) = posted(document, findings=found)
    assert any("J201" in text for text in texts(page, "finding"))
    assert not page.jumps


def test_muted_findings_are_counted_and_not_listed():
    document = louise()
    findings = [replace(each, muted=True) for each in many_findings(document, 3)]
    (page,) = posted(document, findings=findings)
    assert say("poster.muted", "en", count=3) in texts(page)
    assert say("poster.no_findings", "en") not in texts(page), "there are some"
    assert not texts(page, "finding")


@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_the_page_speaks_the_language_of_the_map(language):
    (page,) = posted(louise(language))
    spoken = texts(page)
    for key in ("field.scenario", "field.expectations", "poster.legend", "poster.findings"):
        assert say(key, language) in spoken
    assert say("layout.moment_of_truth", language) in texts(page, "mark")
    assert say("poster.page", language, page="1", pages="1") in spoken
    assert page.language == language
    assert page.direction == ("ltr" if language == "en" else "rtl")


def test_a_right_to_left_page_is_the_mirror_of_a_left_to_right_one():
    document = louise("ar")
    journey = document.maps()[0]
    right = posted(document)[0]
    changed(document, journey, direction="ltr")
    left = posted(document)[0]
    for part in ("initial", "box", "kind", "evidence"):
        one = [box for box in placed_on(left) if box[0].part == part]
        other = [box for box in placed_on(right) if box[0].part == part]
        assert [box[1] for box in one] == pytest.approx([right.width - box[3] for box in other])
    title = next(box for box in placed_on(right) if box[0].part == "title")
    assert title[3] == pytest.approx(right.width - 38)
    assert right.width - 38 == pytest.approx(
        map_layer(right).x + lay_out(document, journey.id).width * map_layer(right).scale
    )


def test_pages_of_several_maps_are_numbered_through():
    document = louise()
    document.apply(change_set("change.add_map", [Change(None, JourneyMap(id="second", order="b", title="Second"))]))
    ids = [each.id for each in document.maps()]
    pages = compose_all(document, ids, findings={ids[0]: many_findings(document, 300)}, today=TODAY, paper="A4")
    numbers = [text for page in pages for text in texts(page, "page")]
    assert numbers == [f"Page {number} of {len(pages)}" for number in range(1, len(pages) + 1)]
    assert pages[-1].bookmarks[0].page == len(pages) - 1
    assert pages[-1].bookmarks[0].title == "Second"


def test_there_is_a_bookmark_for_each_stage_at_its_header():
    document = louise("ar")
    (page,) = posted(document)
    stages = document.stages(page.map)
    assert [each.title for each in page.bookmarks if each.level] == [each.title for each in stages]
    columns = [each.x for each in page.bookmarks if each.level]
    assert columns == sorted(columns, reverse=True)


def test_the_line_under_the_title_says_what_is_known_and_nothing_twice():
    document = louise()
    journey = document.maps()[0].id
    assert subtitle(document, journey, TODAY, "en") == "Current state · Acme Estates · Version 3 · 21 November 2026"
    changed(document, document.project, client="", version="")
    assert subtitle(document, journey, TODAY, "en") == "Current state · 21 November 2026"
    changed(document, document.maps()[0], kind="service_blueprint", title="Buying")
    assert subtitle(document, journey, TODAY, "en") == "Buying · Service blueprint · 21 November 2026"


def test_a_name_that_runs_the_other_way_does_not_reorder_the_line():
    document = louise("ar")
    changed(document, document.project, client="Acme")
    assert "\u2068Acme\u2069 · " in subtitle(document, document.maps()[0].id, TODAY, "ar")


@pytest.mark.parametrize(
    ("language", "written"), [("en", "2 March 2026"), ("ar", "2 مارس 2026"), ("he", "2 במרץ 2026")]
)
def test_dates_are_written_in_words(language, written):
    assert written_date(date(2026, 3, 2), language) == written


def test_what_is_not_known_leaves_no_empty_labels():
    document = louise()
    changed(document, document.maps()[0], scenario="", expectations=" ", persona=None)
    (page,) = posted(document)
    assert say("field.scenario", "en") not in texts(page)
    assert not [each for each in page.layers[0].placed if each.part in ("box", "initial", "label")]


def test_only_kinds_and_evidence_in_use_are_explained():
    document = louise()
    (page,) = posted(document)
    used = {card.kind for card in document.cards(page.map)}
    assert {each.id for each, *_ in placed_on(page) if each.part == "kind"} == used


def test_a_long_text_is_cut_and_leaves_room_for_the_map():
    document = louise()
    changed(document, document.maps()[0], scenario="very long " * 1500)
    changed(document, document.project, title="T" * 2000)
    (page,) = posted(document)
    assert_within(page)
    assert map_layer(page).scale > 0.5


def test_an_empty_map_is_not_told_on_paper_how_to_begin():
    document = template("blank", "en")
    found = findings_of(document)[document.maps()[0].id]
    assert [each.code for each in found] == ["J100"]
    (page,) = posted(document, findings=found)
    assert not texts(page, "finding") and not texts(page, "heading")


def test_findings_that_need_further_pages_leave_the_map_all_it_can_use():
    document = synthetic_document(1000)
    (alone, *_) = posted(document, findings=())
    (crowded, *_) = posted(document, findings=many_findings(document, 500))
    assert map_layer(crowded).scale == pytest.approx(map_layer(alone).scale, rel=0.12)


def test_the_box_of_a_persona_with_nothing_but_a_name_holds_its_circle():
    document = louise()
    changed(document, document.personas()[0], summary="", quote="")
    changed(document, document.maps()[0], scenario="", expectations="")
    (page,) = posted(document)
    boxes = {each.part: (top, bottom) for each, _, top, _, bottom in placed_on(page)}
    assert boxes["box"][0] < boxes["initial"][0] < boxes["initial"][1] < boxes["box"][1]


def test_a_long_client_or_version_never_pushes_out_the_date():
    document = louise()
    changed(document, document.project, title="Home", client="Client " * 40, version="5 " * 20, authors=("A" * 90,) * 3)
    changed(document, document.maps()[0], title="Journey " * 40)
    for orientation in ORIENTATIONS:
        (page,) = posted(document, orientation=orientation)
        line = next(each for each, *_ in placed_on(page) if each.part == "subtitle").piece.shapes[0].block
        assert line.text.endswith("21 November 2026")
        assert line.lines[-1].end == len(line.text)


def columns_of_findings(page):
    columns = {}
    for each, left, *_ in placed_on(page):
        if each.part == "finding":
            columns.setdefault(round(left), []).append(each)
    return [len(column) for column in columns.values()]


def test_findings_fill_their_columns_evenly():
    document = wide_map(12)
    title = Finding("J201", "warning", "m")
    page = posted(document, findings=[replace(title, targets=(f"s{place}",)) for place in range(9)])[0]
    counts = columns_of_findings(page)
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 1


def test_findings_beside_a_tall_map_use_the_width_that_is_left():
    document = blueprint_with_every_lane()
    page = posted(document, findings=many_findings(document, 30))[0]
    assert len(columns_of_findings(page)) > 1
    assert_within(page)


def blueprint_with_every_lane():
    stages = [Stage(id=f"s{place}", map="m", order=order, title="Stage") for place, order in enumerate(spread(3))]
    lanes = [
        Lane(id=name, map="m", order=order, kind=name)
        for name, order in zip(LANE_KINDS, spread(len(LANE_KINDS)), strict=True)
    ]
    card = Card(id="c", map="m", stage="s0", lane="touchpoints", order="a0", kind="touchpoint", title="Asks")
    return Document([Project(id="p"), JourneyMap(id="m", order="a0"), *stages, *lanes, card])


@pytest.mark.parametrize(("stages", "paper", "better"), [(5, "A3", None), (30, "A4", "A1"), (80, "A4", "own")])
def test_a_map_too_small_to_read_names_the_paper_that_would_do(stages, paper, better):
    document = wide_map(stages)
    sheet = lay_out(document, "m")
    small = small_print(posted(document, paper=paper), paper, lambda other: posted(document, paper=other, sheet=sheet))
    if better is None:
        assert small is None
        return
    assert small.better == better
    assert small.points == pytest.approx(12 * map_layer(posted(document, paper=paper)[0]).scale)
    assert small.points < LEAST_PRINT <= 12 * map_layer(posted(document, paper=better)[0]).scale


def wide_map(count):
    stages = [Stage(id=f"s{place}", map="m", order=order) for place, order in enumerate(spread(count))]
    lane = Lane(id="l", map="m", order="a0", kind="touchpoints")
    return Document([Project(id="p"), JourneyMap(id="m", order="a0"), *stages, lane])
