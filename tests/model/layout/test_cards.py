"""Cards: what they say, how they grow, which pictures they share."""

from dataclasses import replace
from typing import Any

import pytest

from model.document import Document
from model.layout.cards import card_piece
from model.layout.glyphs import SIGNS, sign
from model.layout.lay_out import lay_out
from model.layout.meta import duration
from model.layout.setting import Setting
from model.layout.shapes import Box, Ellipse, Path, Piece, Text
from model.layout.theme import blend, theme
from model.records import CARD_KINDS
from tests.model.layout.worlds import card, table

ENGLISH = Setting(theme(), "en", "ltr")
ARABIC = Setting(theme(), "ar", "rtl")


def piece(setting: Setting = ENGLISH, width: float = 152.0, **more: Any) -> Piece:
    return card_piece(card("a", 0, 0, **more), width, setting)


def said(picture: Piece) -> list[str]:
    return [shape.block.text for shape in picture.shapes if isinstance(shape, Text)]


def test_a_title_wraps_at_the_card_width() -> None:
    long = piece(title="Searches the web for homes near the river with a garden")
    texts = [shape for shape in long.shapes if isinstance(shape, Text)]
    assert len(texts[0].block.lines) > 1
    assert long.height > piece(title="Searches").height


def test_metadata_wraps_instead_of_being_cut() -> None:
    little = piece(channels=("web",))
    much = piece(channels=("web", "telephone"), owner="Customer service", duration=95.0, tags=("vip", "winter"))
    assert much.height > little.height
    texts = [shape for shape in much.shapes if isinstance(shape, Text)]
    assert all(not shape.block.clipped for shape in texts)
    assert {"web, telephone", "Customer service", "1 hour 35 minutes", "vip", "winter"} <= set(said(much))


@pytest.mark.parametrize(
    ("evidence", "word"), [("assumed", "assumed"), ("observed", "observed"), ("measured", "measured")]
)
def test_evidence_is_said_in_a_word_on_a_coloured_pill(evidence: str, word: str) -> None:
    picture = piece(evidence=evidence)
    assert word in said(picture)
    fills = {shape.fill for shape in picture.shapes if isinstance(shape, Box)}
    assert theme().evidence[evidence]["fill"] in fills


def test_severity_is_five_dots_of_which_so_many_are_full() -> None:
    dots = [
        shape
        for shape in piece(kind="pain_point", severity=4).shapes
        if isinstance(shape, Ellipse) and shape.stroke == theme().colour["grey"]
    ]
    assert [bool(dot.fill) for dot in dots] == [True, True, True, True, False]


def test_impact_effort_and_status_of_an_opportunity_are_said() -> None:
    assert {"impact 4 · effort 2", "planned"} <= set(
        said(piece(kind="opportunity", impact=4, effort=2, status="planned"))
    )


def test_a_start_carries_its_mark_and_a_step_none() -> None:
    assert "start" in said(piece(role="start"))
    assert not {"start", "step"} & set(said(piece(role="step")))


def test_a_moment_of_truth_carries_a_star() -> None:
    star = theme().colour["star"]
    assert any(isinstance(shape, Path) and shape.fill == star for shape in piece(moment_of_truth=True).shapes)
    assert not any(isinstance(shape, Path) and shape.fill == star for shape in piece().shapes)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        *((0, "0 minutes"), (1, "1 minute"), (45, "45 minutes"), (720, "12 hours"), (95, "1 hour 35 minutes")),
        *((1440 * 8 + 61, "1 week 1 day"), (1440 * 2, "2 days"), (1445, "1 day 5 minutes"), (10_080, "1 week")),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(minutes: float, words: str) -> None:
    assert duration(minutes, ENGLISH) == words


def test_arabic_counts_have_their_plural_forms() -> None:
    assert [duration(count * 60, ARABIC) for count in (1, 2, 3, 11)] == ["ساعة", "ساعتان", "3 ساعات", "11 ساعة"]


def test_the_bar_stands_on_the_leading_edge() -> None:
    blue = theme().kinds["touchpoint"]
    for setting, leading in ((ENGLISH, 0.0), (ARABIC, 152.0)):
        bar = next(shape for shape in piece(setting).shapes if isinstance(shape, Path) and shape.fill == blue)
        xs = [x for segment in bar.segments for x in segment[1::2] if isinstance(x, float | int)]
        assert min(abs(x - leading) for x in xs) == 0
        assert max(abs(x - leading) for x in xs) < 10


def test_every_kind_has_a_colour_and_a_sign_of_its_own() -> None:
    drawn = [tuple(sign(kind, 0, 0, 10, "#000000")) for kind in CARD_KINDS]
    assert len(set(drawn)) == len(CARD_KINDS)
    assert {*CARD_KINDS, "stage"} <= theme().kinds.keys() and "stage" in SIGNS
    assert len({theme().kinds[kind] for kind in CARD_KINDS}) == len(CARD_KINDS)


def test_cards_of_equal_content_share_one_picture() -> None:
    records = [*table(("touchpoints",), 2), card("a", 0, 0), card("b", 1, 0), card("c", 1, 0, title="Other")]
    sheet = lay_out(Document(records), "m")
    assert sheet.placed["card", "a"].piece is sheet.placed["card", "b"].piece
    assert sheet.placed["card", "a"].piece is not sheet.placed["card", "c"].piece


def test_notes_do_not_show_and_do_not_cost_a_new_picture() -> None:
    records = table(("touchpoints",), 2)
    noted = replace(card("b", 1, 0), note="long")
    sheet = lay_out(Document([*records, card("a", 0, 0), noted]), "m")
    assert sheet.placed["card", "a"].piece is sheet.placed["card", "b"].piece


def test_an_emotion_in_a_free_lane_is_a_card_with_a_face() -> None:
    sheet = lay_out(Document([*table(("free",), 1), card("a", 0, 0, "emotion", "Mixed", score=-1)]), "m")
    red = theme().emotion["bad"]
    shapes = sheet.placed["card", "a"].piece.shapes
    assert any(isinstance(shape, Ellipse) and shape.stroke == red for shape in shapes)


def test_the_stages_run_through_five_steps_of_teal() -> None:
    look = theme()
    assert [look.stage_colour(at, 5) for at in range(5)] == list(look.stages)
    assert look.stage_colour(1, 9) == blend(look.stages[0], look.stages[1], 0.5)
    assert look.stage_colour(0, 1) in look.stages
