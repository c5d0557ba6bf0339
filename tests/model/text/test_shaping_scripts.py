"""Letters join, marks sit on letters, and each character comes from a face that has it."""

import pytest
import uharfbuzz

from model.text.characters import missing_characters
from model.text.engine import set_text
from model.text.faces import EMOJI, FACES, STACKS
from model.text.shaping import FARTHEST
from tests.model.text.looking import STYLE, glyphs


def faces(text: str, weight: str = "regular") -> list[tuple[str, str]]:
    style = type(STYLE)(12.0, weight)
    runs = sorted(set_text(text, style).lines[0].runs, key=lambda run: run.start)
    return [(text[run.start : run.end], FACES[run.face].name) for run in runs]


def test_an_arabic_letter_takes_another_form_where_it_joins() -> None:
    alone, joined = glyphs("ب")[0], glyphs("بب")
    assert alone not in joined
    assert joined[0] != joined[1]


def test_lam_and_alef_become_one_glyph_that_stands_for_both() -> None:
    run = set_text("لا", STYLE).lines[0].runs[0]
    assert list(run.clusters) == [0]
    assert (run.start, run.end) == (0, 2)


@pytest.mark.parametrize(("plain", "marked"), [("كتب", "كَتَبَ"), ("קרא", "קָרָא"), ("שלום", "שָׁלוֹם")])
def test_vowel_marks_take_no_room_and_sit_within_their_letters(plain: str, marked: str) -> None:
    assert set_text(marked, STYLE).width == pytest.approx(set_text(plain, STYLE).width, abs=0.5)
    run = set_text(marked, STYLE).lines[0].runs[0]
    still = [x for x, advance in zip(run.xs, run.advances, strict=True) if advance == 0]
    assert len(still) == len(marked) - len(plain)
    assert all(0 <= x <= sum(run.advances) for x in still)


def test_a_tashkeel_glyph_belongs_to_its_own_character() -> None:
    run = set_text("بَ", STYLE).lines[0].runs[0]
    assert list(run.clusters) == [1, 0]
    assert run.advances[0] == 0


def test_brackets_are_mirrored_in_right_to_left_text() -> None:
    assert glyphs("א(ב)")[0] == glyphs("(")[0]
    assert glyphs("א(ב)")[2] == glyphs("a)")[1]


def test_kerning_is_applied_across_the_space() -> None:
    joined = set_text("Y Y", STYLE).width
    assert joined != pytest.approx(set_text("Y", STYLE).width + set_text(" Y", STYLE).width, abs=0.05)


def test_a_family_emoji_is_one_glyph_in_the_emoji_face() -> None:
    family = "👨\u200d👩\u200d👧"
    assert faces(family) == [(family, FACES[EMOJI].name)]
    assert len(glyphs(family)) == 1


def test_a_variation_selector_asks_for_the_emoji_face() -> None:
    assert faces("❤") == [("❤", "NotoSansSymbols2_400Regular")]
    assert faces("❤\ufe0f") == [("❤\ufe0f", "NotoEmoji_400Regular")]
    assert len(glyphs("❤\ufe0f")) == 1


def test_a_word_with_a_letter_that_rubik_lacks_stays_in_one_face() -> None:
    assert faces("ٹھیک سلام") == [("ٹھیک", "NotoSansArabic_400Regular"), (" سلام", "Rubik_400Regular")]


def test_arrows_and_ticks_come_from_a_fallback() -> None:
    assert [name for _, name in faces("✓→")] == ["NotoSansSymbols2_400Regular", "NotoSansMath_400Regular"]
    assert 0 not in glyphs("✓→")


@pytest.mark.parametrize(
    ("weight", "rubik", "arabic"),
    [
        ("regular", "Rubik_400Regular", "NotoSansArabic_400Regular"),
        ("medium", "Rubik_500Medium", "NotoSansArabic_400Regular"),
        ("bold", "Rubik_700Bold", "NotoSansArabic_700Bold"),
    ],
)
def test_each_weight_has_its_own_faces(weight: str, rubik: str, arabic: str) -> None:
    assert [name for _, name in faces("a ٹ", weight)] == [rubik, arabic]


def test_every_face_opens_and_agrees_with_its_name() -> None:
    for stack in STACKS.values():
        for face in stack:
            name = FACES[face].font.face.get_name(uharfbuzz.OTNameIdPredefined.FONT_FAMILY)
            assert name.startswith(FACES[face].family)
            assert FACES[face].ascent > 0.5
            assert 0 < FACES[face].descent < 1
            assert ord(" ") in FACES[face].coverage


def test_a_character_in_no_font_is_named_and_shows_a_box_with_ink() -> None:
    assert missing_characters("a\ue000𓀀a𓀀") == ("\ue000", "𓀀")
    run = set_text("\ue000", STYLE).lines[0].runs[0]
    assert list(run.glyphs) == [0]
    box = FACES[run.face].font.get_glyph_extents(0)
    assert box.width > 300
    assert -box.height > 300
    assert run.width > 0


def test_what_people_write_is_not_missing() -> None:
    usual = "Aé ß Ж α — “x” € ₪ ﷼ ١٢٪ آأإؤئ ﷲ שָׁ ײַ ﬁ ≥ → ✓ ☎ ★ 😀 👩🏽‍💻 🇵🇸 1️⃣ \t\n\u00a0\u2003\u2011\u00ad"
    assert missing_characters(usual) == ()


IGNORABLES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069"
    "\u3164\ufe00\ufe0f\ufeff\uffa0\U0001d173\U000e0001\U000e0100"
)


@pytest.mark.parametrize("invisible", IGNORABLES)
def test_default_ignorables_draw_nothing_and_are_not_missing(invisible: str) -> None:
    assert missing_characters(invisible) == ()
    for text in (invisible, f"ab{invisible}"):
        block = set_text(text, STYLE)
        drawn = [
            glyph for run in block.lines[0].runs for glyph, wide in zip(run.glyphs, run.advances, strict=True) if wide
        ]
        assert 0 not in drawn
        assert block.width == pytest.approx(set_text(text.replace(invisible, ""), STYLE).width, abs=0.5)


def test_a_zero_width_non_joiner_parts_arabic_letters() -> None:
    assert glyphs("ب\u200cب") == glyphs("ب") * 2


def test_a_tab_is_as_wide_as_a_space() -> None:
    assert set_text("a\tb", STYLE).width == pytest.approx(set_text("a b", STYLE).width, abs=0.3)
    assert 0 not in glyphs("a\tb")
    assert missing_characters("\t") == ()


def test_lone_surrogates_show_something_and_do_no_harm() -> None:
    block = set_text("a\ud800b", STYLE, 100)
    assert block.text == "a\ufffdb"
    assert block.lines[0].runs


@pytest.mark.parametrize("stack", ["a" + "\u0301" * 300, "\u0301" * 2_000, "م" + "\u064e" * 300])
def test_hundreds_of_marks_on_one_letter_stay_near_it(stack: str) -> None:
    for run in set_text(stack, STYLE).lines[0].runs:
        most, pen = FARTHEST * FACES[run.face].units_per_em, 0.0
        for x, y, advance in zip(run.xs, run.ys, run.advances, strict=True):
            assert abs(x - pen) <= most and abs(y) <= most
            pen += advance
