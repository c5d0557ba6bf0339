"""The Sheets of a project: laid out when asked for, and always as from cold."""

import pytest

from editor.sheets import Sheets
from model.edits.cards import move_cards, set_score
from model.edits.fields import remove, set_fields
from model.edits.maps import add_map, duplicate_map
from model.layout.lay_out import lay_out
from tests.editor.hands import journey


def places(sheet):
    return {key: (each.x, each.y, each.piece.width, each.piece.height) for key, each in sheet.placed.items()}


@pytest.fixture
def document():
    return journey("rtl")


@pytest.fixture
def sheets(document):
    made = Sheets(document)
    document.listen(made.heard)
    return made


def test_several_changes_in_a_row_are_laid_out_together_as_from_cold(document, sheets):
    sheets.of("map")
    for edit in (
        lambda: move_cards(document, ["s0t0"], "s3", "touchpoints", 0),
        lambda: set_fields(document, "s0t1", title="A title that is a good deal longer than it was before"),
        lambda: set_score(document, "s0e0", -2),
        lambda: set_fields(document, "s1", width=300),
        lambda: remove(document, ["pain"]),
    ):
        document.apply(edit())
    assert places(sheets.of("map")) == places(lay_out(document, "map"))


def test_a_map_that_was_shown_keeps_its_sheet_while_another_one_changes(document, sheets):
    first = sheets.of("map")
    document.apply(add_map(document, "Other"))
    other = document.maps()[1].id
    sheets.of(other)
    document.apply(set_fields(document, other, title="Renamed"))
    assert sheets.of("map") is first


def test_a_map_that_comes_back_by_undo_is_laid_out_anew(document, sheets):
    document.apply(duplicate_map(document, "map", "Copy"))
    copy = document.maps()[1].id
    sheets.of(copy)
    gone = remove(document, [copy])
    document.apply(gone)
    with pytest.raises(KeyError):
        sheets.of(copy)
    document.apply(gone.inverse())
    assert places(sheets.of(copy)) == places(lay_out(document, copy))
