"""Links: where they run, how they are drawn, what their labels say."""

from dataclasses import replace

import pytest

from model.change import Change, change_set
from model.document import Document
from model.layout.lay_out import Layouter, lay_out
from model.layout.shapes import Path, Placed, Text
from model.layout.sheet import Sheet
from model.records import Card, Record
from tests.model.layout.worlds import card, link, table


def sheet_of(*records: Record, kinds: tuple[str, ...] = ("touchpoints",), stages: int = 3, **more: str) -> Sheet:
    return lay_out(Document([*table(kinds, stages, **more), *records]), "m")


def corners(link_placed: Placed) -> list[tuple[float, float]]:
    line = link_placed.piece.shapes[0]
    assert isinstance(line, Path)
    return [(link_placed.x + end[-2], link_placed.y + end[-1]) for end in line.segments if len(end) > 1]  # type: ignore[misc]


def test_a_link_to_the_next_stage_runs_straight_from_edge_to_edge() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 1, 0), link("k", "a", "b"))
    (start_x, start_y), *_, (end_x, end_y) = corners(sheet.placed["link", "k"])
    assert start_y == pytest.approx(end_y)
    assert start_x == pytest.approx(sheet.placed["card", "a"].right)
    assert sheet.placed["card", "b"].x - 8 < end_x < sheet.placed["card", "b"].x


def test_a_link_starts_at_the_port_of_a_card_with_one_link() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 1, 0), link("k", "a", "b"))
    assert corners(sheet.placed["link", "k"])[0] == pytest.approx(sheet.port("a"))


def test_a_link_to_a_neighbour_runs_straight_even_where_the_cards_differ_in_height() -> None:
    tall = card("b", 1, 0, title="Many words that need three lines on a card of the usual width, or even four")
    sheet = sheet_of(card("a", 0, 0), tall, link("k", "a", "b"))
    assert len({round(y, 3) for _, y in corners(sheet.placed["link", "k"])}) == 1


def test_a_link_that_passes_a_stage_runs_beneath_its_cards() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 1, 0), card("c", 2, 0), link("k", "a", "c"))
    assert max(y for _, y in corners(sheet.placed["link", "k"])) > sheet.placed["card", "b"].bottom
    assert sheet.placed["link", "k"].bottom <= sheet.rows[0].end


def test_links_that_pass_the_same_stage_run_beneath_each_other() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 0, 0), card("c", 2, 0), link("k", "a", "c"), link("n", "b", "c"))
    depths = [max(y for _, y in corners(sheet.placed["link", name])) for name in "kn"]
    assert abs(depths[0] - depths[1]) == pytest.approx(8)


def test_a_link_back_enters_its_target_at_the_leading_edge_from_beneath() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 1, 0), link("k", "b", "a", kind="return"))
    *_, (end_x, _) = corners(sheet.placed["link", "k"])
    assert end_x < sheet.placed["card", "a"].x
    assert max(y for _, y in corners(sheet.placed["link", "k"])) > sheet.placed["card", "a"].bottom


def test_a_link_within_a_stage_turns_in_the_gutter() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 0, 0), link("k", "a", "b"))
    points = corners(sheet.placed["link", "k"])
    right = sheet.placed["card", "a"].right
    assert all(x >= right - 0.01 for x, _ in points)
    assert points[-1][0] < right + 8 and sheet.placed["card", "b"].y < points[-1][1] < sheet.placed["card", "b"].bottom


def test_a_link_to_itself_is_a_loop_at_the_trailing_edge() -> None:
    sheet = sheet_of(card("a", 0, 0), link("k", "a", "a"))
    points = corners(sheet.placed["link", "k"])
    assert points[0][1] != points[-1][1]
    assert all(sheet.placed["card", "a"].y < y < sheet.placed["card", "a"].bottom for _, y in points)


def test_duplicate_links_are_both_drawn_and_apart() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 1, 0), link("k", "a", "b"), link("n", "a", "b"))
    one, other = (corners(sheet.placed["link", name]) for name in "kn")
    assert abs(one[0][1] - other[0][1]) >= 5


def test_a_gutter_widens_to_its_label() -> None:
    cards = card("a", 0, 0), card("b", 1, 0)
    plain = sheet_of(*cards, link("k", "a", "b"))
    labelled = sheet_of(*cards, link("k", "a", "b", condition="once she has seen it"))
    label = labelled.placed["label", "k"]
    assert labelled.width > plain.width
    assert labelled.placed["card", "a"].right < label.x and label.right < labelled.placed["card", "b"].x


def test_a_long_label_wraps_and_is_no_wider_than_the_cap() -> None:
    label = sheet_of(
        card("a", 0, 0), card("b", 1, 0), link("k", "a", "b", condition="a very long condition " * 8)
    ).placed["label", "k"]
    assert label.piece.width <= 120
    assert len(words(label)[0].block.lines) > 3


def words(placed: Placed) -> list[Text]:
    return [shape for shape in placed.piece.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize(("language", "share"), [("en", "62%"), ("ar", "62%"), ("he", "62%")])
def test_a_label_says_condition_and_share_each_on_its_line(language: str, share: str) -> None:
    sheet = sheet_of(
        card("a", 0, 0), card("b", 1, 0), link("k", "a", "b", condition="yes", share=62.0), language=language
    )
    said = words(sheet.placed["label", "k"])[0].block.text
    assert [line.strip("\u2066\u2069") for line in said.split("\n")] == ["yes", share]


def test_each_kind_of_link_that_is_not_ordinary_has_its_own_dashes() -> None:
    dashes = {}
    for kind in ("next", "choice", "detour", "return"):
        line = sheet_of(card("a", 0, 0), card("b", 1, 0), link("k", "a", "b", kind=kind)).placed["link", "k"]
        shape = line.piece.shapes[0]
        assert isinstance(shape, Path)
        dashes[kind] = shape.dash
    assert dashes["next"] == dashes["choice"] == ()
    assert dashes["detour"] != dashes["return"] and dashes["detour"] and dashes["return"]


def test_a_link_between_lanes_runs_down_the_gutter() -> None:
    sheet = sheet_of(
        card("a", 0, 0), card("b", 1, 2), link("k", "a", "b"), kinds=("touchpoints", "emotions", "touchpoints")
    )
    link_placed = sheet.placed["link", "k"]
    assert link_placed.y < sheet.rows[0].end and link_placed.bottom > sheet.rows[2].start


def test_in_a_right_to_left_map_arrows_point_left() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 1, 0), link("k", "a", "b"), direction="rtl")
    head = sheet.placed["link", "k"].piece.shapes[1]
    assert isinstance(head, Path)
    tip, *base = [segment[1] for segment in head.segments if len(segment) > 1]
    assert all(tip < x for x in base)


def test_another_title_of_the_same_height_leaves_every_link_as_it_is() -> None:
    records = (card("a", 0, 0), card("b", 1, 0), card("c", 1, 0), link("k", "a", "b"), link("n", "a", "c"))
    document = Document([*table(("touchpoints",), 2), *records])
    layouter = Layouter(document, "m")
    before = layouter.sheet.placed["link", "k"].piece
    old = document.get(Card, "b")
    changes = change_set("edit", [Change(old, replace(old, title="Calls"))])
    document.apply(changes)
    assert layouter.update(changes).placed["link", "k"].piece is before


def test_clicking_a_link_needs_its_line_not_its_bounds() -> None:
    sheet = sheet_of(card("a", 0, 0), card("b", 0, 0), card("c", 2, 0), link("k", "a", "c"))
    points = corners(sheet.placed["link", "k"])
    corridor = max(y for _, y in points)
    middle = (points[0][0] + points[-1][0]) / 2
    hit = sheet.at(middle, corridor + 2)
    assert hit is not None and hit.key == ("link", "k")
    assert sheet.at(middle, corridor - 12) is None
