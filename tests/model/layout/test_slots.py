"""Where a dragged card lands."""

import pytest

from model.document import Document
from model.layout.lay_out import lay_out
from model.layout.slots import slot_at
from model.records import Record
from tests.model.layout.worlds import card, table

KINDS = ("touchpoints", "emotions", "needs", "free", "needs")


def land(
    records: list[Record], row: int, kind: str, *, column: int = 0, share: float = 0.5, moving: str = ""
) -> tuple[str, str | None, int]:
    document = Document(records)
    sheet = lay_out(document, "m")
    band, across = sheet.rows[row], sheet.columns[column]
    x, y = across.start + across.length / 2, band.start + band.length * share
    slot = slot_at(sheet, document, x, y, kind, moving)
    assert slot is not None
    return slot.stage, slot.lane, slot.index


def test_a_card_lands_in_the_lane_under_the_pointer_that_takes_it() -> None:
    assert land(table(KINDS), 0, "touchpoint", column=1) == ("s1", "l0", 0)


def test_a_free_lane_takes_every_kind() -> None:
    assert land(table(KINDS), 3, "pain_point")[1] == "l3"


@pytest.mark.parametrize(("row", "lane"), [(0, "l2"), (1, "l2"), (4, "l4")])
def test_over_another_kinds_lane_it_goes_to_the_nearest_lane_of_its_kind(row: int, lane: str) -> None:
    assert land(table(KINDS), row, "need")[1] == lane


def test_a_dragged_card_stays_in_its_own_lane_over_lanes_that_do_not_take_it() -> None:
    records = [*table(KINDS), card("a", 0, 4, "need")]
    assert land(records, 0, "need", column=1, moving="a") == ("s1", "l4", 0)


def test_without_a_lane_for_it_a_new_one_is_asked_for() -> None:
    assert land(table(("touchpoints",)), 0, "opportunity") == ("s0", None, 0)


def test_the_index_follows_the_pointer_among_the_cards() -> None:
    records = [*table(("needs",)), *(card(name, 0, 0, "need") for name in "abc")]
    assert [land(records, 0, "need", share=share)[2] for share in (0.01, 0.34, 0.6, 0.99)] == [0, 1, 2, 3]


def test_the_dragged_card_itself_does_not_count() -> None:
    records = [*table(("needs",)), *(card(name, 0, 0, "need") for name in "abc")]
    assert land(records, 0, "need", share=0.99, moving="a")[2] == 2


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_among_faces_the_index_runs_with_the_journey(direction: str) -> None:
    records = [*table(("emotions",), direction=direction), *(card(name, 0, 0, "emotion") for name in "ab")]
    document = Document(records)
    sheet = lay_out(document, "m")
    column, y = sheet.columns[0], sheet.rows[0].start + 5
    places = [slot_at(sheet, document, column.start + column.length * share, y, "emotion") for share in (0.1, 0.5, 0.9)]
    found = [slot.index for slot in places if slot]
    assert found == ([0, 1, 2] if direction == "ltr" else [2, 1, 0])


def test_the_insertion_mark_stands_between_the_cards() -> None:
    records = [*table(("needs",)), *(card(name, 0, 0, "need") for name in "ab")]
    document = Document(records)
    sheet = lay_out(document, "m")
    first, second = sheet.placed["card", "a"], sheet.placed["card", "b"]
    slot = slot_at(sheet, document, first.x + 9, second.y + 3, "need")
    assert slot is not None
    assert first.bottom <= slot.y <= second.y and (slot.x, slot.width) == (first.x, first.piece.width)


def test_beside_the_sheet_or_without_a_stage_there_is_no_place() -> None:
    document = Document(table(("needs",)))
    assert slot_at(lay_out(document, "m"), document, -5, 60, "need") is None
    empty = Document(table(("needs",), 0))
    assert slot_at(lay_out(empty, "m"), empty, 200, 60, "need") is None
