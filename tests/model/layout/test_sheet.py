"""The Sheet as a whole: stages, lanes, lines, empty maps, and the questions that canvas and keyboard ask."""

from dataclasses import replace

import pytest

from model.change import Change, change_set
from model.document import Document
from model.layout.lay_out import Layouter, lay_out
from model.layout.shapes import Path, Text
from model.layout.sheet import Sheet
from model.records import LANE_KINDS, Card, Lane, Project, Stage
from tests.model.layout.worlds import card, link, table
from tests.synthetic import SIZES, synthetic_document

LINES = [kind for kind, lane in LANE_KINDS.items() if lane.is_line]


def texts(sheet: Sheet, part: str, name: str) -> list[str]:
    return [shape.block.text for shape in sheet.placed[part, name].piece.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize("kinds", [(), ("touchpoints",), ("emotions",)])
@pytest.mark.parametrize("stages", [0, 1])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_an_empty_map_is_a_decent_sheet(kinds: tuple[str, ...], stages: int, direction: str) -> None:
    sheet = lay_out(Document(table(kinds, stages, direction=direction)), "m")
    assert sheet.width > 200 and sheet.height > 80
    assert sheet.placed["ground", ""].piece.width == sheet.width
    assert sheet.within(0, 0, sheet.width, sheet.height)


def test_a_map_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        lay_out(Document(table(())), "other")


def test_a_stage_is_170_wide_unless_set() -> None:
    document = Document([*table(("needs",), 1), Stage("wide", "m", "b0", "Wide", 300.0)])
    assert [band.length for band in lay_out(document, "m").columns] == [170, 300]


def test_a_stage_title_wraps_and_all_headers_grow_with_it() -> None:
    plain = lay_out(Document(table(("needs",), 2)), "m")
    wrapped = Document([*table(("needs",), 2), Stage("long", "m", "b0", "A title that is too long for a single line")])
    sheet = lay_out(wrapped, "m")
    assert sheet.header.length > plain.header.length
    assert {sheet.placed["stage", band.id].piece.height for band in sheet.columns} == {sheet.header.length}


@pytest.mark.parametrize(("language", "said"), [("en", "2 touchpoints"), ("ar", "نقطتا اتصال"), ("he", "2 נקודות מגע")])
def test_a_stage_counts_its_touchpoints_in_the_maps_language(language: str, said: str) -> None:
    records = table(("touchpoints", "needs"), 1, language=language)
    sheet = lay_out(Document([*records, card("a", 0, 0), card("b", 0, 0), card("c", 0, 1, "need")]), "m")
    assert texts(sheet, "stage", "s0") == ["Stage 0", said]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_chevrons_point_the_way_the_journey_runs(direction: str) -> None:
    sheet = lay_out(Document(table(("needs",), 2, direction=direction)), "m")
    header = sheet.placed["stage", "s0"]
    outline = header.piece.shapes[0]
    assert isinstance(outline, Path)
    tips = [segment[1] for segment in outline.segments if len(segment) == 3 and segment[2] == header.piece.height / 2]
    ends = (header.piece.width, 0.0) if direction == "ltr" else (0.0, header.piece.width)
    assert ends[0] in tips and ends[1] not in tips


def test_lane_titles_stand_on_the_leading_side() -> None:
    there, back = (lay_out(Document(table(("needs",), 2, direction=way)), "m") for way in ("ltr", "rtl"))
    assert there.title_column.start == 0 and there.placed["lane", "l0"].x == 0
    assert back.title_column.end == back.width and back.placed["lane", "l0"].right == back.width
    assert back.columns[0].start > back.columns[1].start


@pytest.mark.parametrize("language", ["en", "ar", "he"])
@pytest.mark.parametrize("kind", LANE_KINDS)
def test_every_kind_of_lane_is_titled_in_every_language(kind: str, language: str) -> None:
    sheet = lay_out(Document(table((kind,), 1, language=language)), "m")
    said = texts(sheet, "lane", "l0")
    assert len(said) == (1 if LANE_KINDS[kind].is_line else 2)
    assert all(said) and kind not in said


def test_a_lanes_own_title_goes_before_its_kinds_word() -> None:
    document = Document([*table((), 1), Lane("own", "m", "a0", "needs", "What she wants")])
    assert texts(lay_out(document, "m"), "lane", "own")[0] == "What she wants"


@pytest.mark.parametrize("kind", LINES)
def test_a_blueprint_line_is_a_thin_row_with_a_dashed_line_across(kind: str) -> None:
    sheet = lay_out(Document(table((kind, "needs"), 2)), "m")
    line = sheet.placed["line", "l0"]
    dashed = line.piece.shapes[0]
    assert isinstance(dashed, Path) and dashed.dash
    assert line.right == sheet.width and line.x == sheet.title_column.end
    assert sheet.rows[0].length < sheet.rows[1].length


def test_a_row_is_as_high_as_its_tallest_cell_or_as_it_was_set() -> None:
    records = [*table((), 2), Lane("set", "m", "a0", "needs", height=300.0), Lane("l1", "m", "a1", "needs")]
    cards = [card(name, 0, 1, "need") for name in "abcdef"]
    sheet = lay_out(Document([*records, *cards]), "m")
    assert sheet.rows[0].length == 300
    assert sheet.rows[1].end >= max(sheet.placed["card", name].bottom for name in "abcdef") + 9


def test_the_reading_order_runs_through_stages_and_then_lanes() -> None:
    records = [*table(("touchpoints", "emotions"), 2), card("d", 1, 0), card("c", 0, 1, "emotion")]
    sheet = lay_out(Document([*records, card("b", 0, 0), card("a", 0, 0)]), "m")
    assert sheet.reading_order == (("card", "a"), ("card", "b"), ("face", "c"), ("card", "d"))


def test_what_lies_on_top_is_found_at_a_point() -> None:
    sheet = lay_out(Document([*table(("touchpoints",), 1), card("a", 0, 0)]), "m")
    placed = sheet.placed["card", "a"]
    found = sheet.at(placed.x + 5, placed.y + 5)
    assert found is placed
    assert sheet.at(placed.x + 5, placed.y + 5, parts=("lane",)) is None
    assert sheet.at(5, sheet.rows[0].start + 5) is sheet.placed["lane", "l0"]
    assert sheet.at(sheet.columns[0].start + 2, sheet.rows[0].end - 2) is None


def test_edges_ports_and_indexes_turn_about_with_the_direction() -> None:
    records = [*table(("touchpoints",), 2), card("a", 0, 0)]
    there = lay_out(Document(records), "m")
    back = lay_out(Document([*table(("touchpoints",), 2, direction="rtl"), card("a", 0, 0)]), "m")
    assert there.column_edge("s0") == there.columns[0].end and back.column_edge("s0") == back.columns[0].start
    port, turned = there.port("a"), back.port("a")
    assert port and turned and port[0] == there.placed["card", "a"].right and turned[0] == back.placed["card", "a"].x
    assert there.stage_index_at(0) == 0 and back.stage_index_at(0) == 2
    assert there.lane_index_at(0) == 0 and there.lane_index_at(there.height) == 1
    assert there.row_edge("l0") == there.rows[0].end


def test_placed_things_that_did_not_move_are_the_same_objects() -> None:
    document = Document(
        [*table(("touchpoints", "needs"), 2), card("a", 0, 0), card("b", 1, 0), card("c", 0, 1, "need")]
    )
    layouter = Layouter(document, "m")
    before = {name: layouter.sheet.placed["card", name] for name in "abc"}
    old = document.get(Card, "b")
    changes = change_set("edit", [Change(old, replace(old, title="Calls"))])
    document.apply(changes)
    after = layouter.update(changes)
    assert after.placed["card", "a"] is before["a"] and after.placed["card", "c"] is before["c"]
    assert after.placed["card", "b"] is not before["b"]


def test_a_new_language_lays_the_map_out_afresh() -> None:
    document = Document([*table(("needs",), 1), card("a", 0, 0, "need")])
    layouter = Layouter(document, "m")
    old = document.get(Project, "p")
    changes = change_set("edit", [Change(old, replace(old, language="ar"))])
    document.apply(changes)
    sheet = layouter.update(changes)
    assert sheet.direction == "rtl" and texts(sheet, "lane", "l0")[0] == "الاحتياجات"


def test_a_change_of_another_map_leaves_the_sheet_alone() -> None:
    document = Document([*table(("needs",), 1), card("a", 0, 0, "need")])
    layouter = Layouter(document, "m")
    before = layouter.sheet
    other = replace(card("x", 0, 0), map="other", stage="other", lane="other")
    assert layouter.update(change_set("edit", [Change(None, other)])) is before


def test_a_link_whose_card_is_not_there_as_a_box_is_left_out() -> None:
    records = [*table(("touchpoints",), 1), card("a", 0, 0), link("k", "a", "gone")]
    assert ("link", "k") not in lay_out(Document(records), "m").placed


@pytest.mark.parametrize("count", [100, 1_000])
def test_synthetic_maps_have_the_size_they_promise(count: int) -> None:
    document = synthetic_document(count)
    journey = document.maps()[0].id
    assert (len(document.stages(journey)), len(document.lanes(journey))) == SIZES[count]
    cards = document.cards(journey)
    touchpoints = sum(each.kind == "touchpoint" for each in cards)
    assert len(cards) == count
    assert 1.0 < len(document.links(journey)) / touchpoints < 1.35
    assert 0.3 < sum(bool(each.note) for each in cards) / count < 0.5
    mixed = sum(any("\u0590" <= letter <= "\u06ff" for letter in each.title) for each in cards)
    assert 0.2 < mixed / count < 0.4
    assert document.records == synthetic_document(count).records
