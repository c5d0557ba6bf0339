"""Laws of line breaking, for any text, width and direction."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.text.block import Block, Line, TextStyle
from model.text.breaks import grapheme_breaks
from model.text.characters import HANGING
from model.text.engine import clear_cache, set_text
from tests.model.text.looking import STYLE, words

SNIPPETS = (
    *("Waits", "twelve hours", "AVATAR", "To", "fi", "(sure)", "12%", "£350,000", "well-known", "x", "a.b/c", "Ye Yo"),
    *("يبحث", "العميل", "لا", "كَتَبَ", "ساعة", "١٢", "،", "لله", "ٹھیک"),
    *("שלום", "שָׁלוֹם", "בית", "(א)", "ש״ח"),
    *(" ", "  ", "\n", "\t", "\u00a0", "\u200f", "\u2067", "\u2069", "\u200d", "\u00ad", "\u0301", "\r\n"),
    *("👨\u200d👩\u200d👧", "🇵🇸", "❤\ufe0f", "→", "✓", "\ue000", "𓀀", "日本語", "สวัสดี"),
)
TEXTS = st.one_of(st.lists(st.sampled_from(SNIPPETS), max_size=12).map("".join), st.text(max_size=30))
DIRECTIONS = st.sampled_from(("ltr", "rtl"))
WIDTHS = st.one_of(st.none(), st.floats(0, 200))


def check_line(block: Block, line: Line) -> None:
    """Its runs stand side by side, add up to its width and hold each of its characters once."""
    pen = 0.0
    held: list[int] = []
    for run in line.runs:
        assert run.x == pytest.approx(pen, abs=0.01)
        assert len(run.glyphs) == len(run.xs) == len(run.ys) == len(run.advances) == len(run.clusters)
        assert all(run.start <= cluster < run.end for cluster in run.clusters)
        assert list(run.clusters) == sorted(run.clusters, reverse=bool(run.level & 1))
        pen += run.width
        held += range(run.start, run.end)
    assert sorted(held) == list(range(line.start, line.end))
    assert line.width == pytest.approx(pen, abs=0.01)


@given(TEXTS, WIDTHS, DIRECTIONS, st.sampled_from(("start", "center", "end")))
def test_lines_hold_the_whole_text_in_order_and_none_is_too_wide(
    text: str, width: float | None, direction: str, align: str
) -> None:
    block = set_text(text, STYLE, width, direction=direction, align=align)
    at = 0
    for line in block.lines:
        assert set(block.text[at : line.start]) <= HANGING
        at = line.end
        assert line.start <= line.end
        check_line(block, line)
        if width is not None and line.width > width + 0.01:
            assert len(grapheme_breaks(block.text[line.start : line.end])) == 1
    assert set(block.text[at:]) <= HANGING
    assert not block.clipped


@given(TEXTS, st.floats(5, 200), DIRECTIONS, st.integers(1, 3))
def test_a_clipped_text_ends_in_an_ellipsis_that_fits(text: str, width: float, direction: str, most: int) -> None:
    whole = set_text(text, STYLE, width, direction=direction)
    block = set_text(text, STYLE, width, direction=direction, most_lines=most)
    assert len(block.lines) == min(most, len(whole.lines))
    left = whole.text[whole.lines[most - 1].end :] if len(whole.lines) > most else ""
    assert block.clipped == bool(set(left) - HANGING)
    if not block.clipped:
        return
    last = block.lines[-1]
    marks = [run for run in last.runs if run.start == run.end]
    assert len(marks) == 1
    assert marks[0] is last.runs[0 if last.level & 1 else -1]
    assert last.width == pytest.approx(sum(run.width for run in last.runs), abs=0.01)
    assert last.width <= max(width, marks[0].width) + 0.01


@given(TEXTS, WIDTHS, DIRECTIONS)
def test_the_same_text_set_twice_is_the_same(text: str, width: float | None, direction: str) -> None:
    first = set_text(text, STYLE, width, direction=direction)
    assert set_text(text, STYLE, width, direction=direction) is first
    clear_cache()
    again = set_text(text, STYLE, width, direction=direction)
    assert again is not first
    assert [line.runs for line in again.lines] == [line.runs for line in first.lines]
    assert [(line.x, line.baseline, line.width) for line in again.lines] == [
        (line.x, line.baseline, line.width) for line in first.lines
    ]


@given(TEXTS, DIRECTIONS)
def test_a_text_fits_the_width_that_it_was_measured_to_have(text: str, direction: str) -> None:
    free = set_text(text, STYLE, direction=direction)
    fitted = set_text(text, STYLE, free.ink_width, direction=direction)
    assert words(fitted) == words(free)


@given(TEXTS, st.floats(6, 40), st.floats(1, 2))
def test_the_height_is_the_number_of_lines_times_the_leading(text: str, size: float, line_height: float) -> None:
    style = TextStyle(size, "regular", line_height)
    block = set_text(text, style, 90)
    assert block.height == pytest.approx(len(block.lines) * style.leading)
    steps = [line.baseline for line in block.lines]
    assert steps[0] == pytest.approx((style.leading - 1.185 * size) / 2 + 0.935 * size)
    assert all(after - before == pytest.approx(style.leading) for before, after in pairwise(steps))


def test_a_title_wraps_between_words_and_white_space_hangs() -> None:
    block = set_text("Waits twelve hours   for a reply", STYLE, set_text("Waits twelve hours", STYLE).width)
    assert words(block) == ["Waits twelve hours", "for a reply"]


def test_a_line_takes_as_many_words_as_fit_and_no_more() -> None:
    room = set_text("Waits twelve", STYLE).width
    assert words(set_text("Waits twelve hours", STYLE, room)) == ["Waits twelve", "hours"]
    assert words(set_text("Waits twelve hours", STYLE, room - 0.1)) == ["Waits", "twelve", "hours"]


def test_arabic_and_hebrew_wrap_between_words() -> None:
    assert words(set_text("يبحث العميل عن منزل", STYLE, 70)) == ["يبحث العميل", "عن منزل"]
    assert words(set_text("מחפשת בית חדש", STYLE, 60)) == ["מחפשת בית", "חדש"]


def test_a_number_stays_with_its_sign_and_a_no_break_space_holds() -> None:
    assert words(set_text("pays £350,000 now", STYLE, 62)) == ["pays", "£350,000", "now"]
    assert words(set_text("ab cd\u00a0ef", STYLE, 40)) == ["ab", "cd\u00a0ef"]


@pytest.mark.parametrize("text", ["ab يبحث\u200d cd", "ab Y\u200d Y", "ab Y Y"])
def test_a_word_that_fits_without_what_follows_it_is_not_moved_on(text: str) -> None:
    ink = text[: text.rindex(" ")]
    assert words(set_text(text, STYLE, set_text(ink, STYLE).width))[0] == ink


def test_a_soft_hyphen_never_breaks_a_word_without_its_hyphen() -> None:
    assert words(set_text("a super\u00adb c", STYLE, 40)) == ["a", "super\u00adb", "c"]


def test_a_word_wider_than_the_line_is_broken_between_graphemes() -> None:
    word = "e\u0301" * 12
    block = set_text(word, STYLE, 30)
    assert len(block.lines) > 1
    assert all(len(each) % 2 == 0 for each in words(block))
    assert all(line.width <= 30.01 for line in block.lines)


def test_one_grapheme_wider_than_the_line_stands_alone() -> None:
    assert words(set_text("abc", STYLE, 1)) == ["a", "b", "c"]
    assert words(set_text("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", STYLE, 0)) == ["👨\u200d👩\u200d👧"] * 2


def test_the_letters_of_a_broken_arabic_word_keep_their_joined_forms() -> None:
    whole = set_text("بببببببب", STYLE)
    block = set_text("بببببببب", STYLE, whole.width * 0.6)
    assert len(block.lines) == 2
    broken = [glyph for line in reversed(block.lines) for run in line.runs for glyph in run.glyphs]
    assert broken == list(whole.lines[0].runs[0].glyphs)


def test_an_empty_text_is_one_empty_line() -> None:
    block = set_text("", STYLE, 100)
    assert (len(block.lines), block.height, block.ink_width, block.lines[0].runs) == (1, STYLE.leading, 0.0, ())


def test_line_breaks_are_kept_and_blank_lines_count() -> None:
    block = set_text("a\n\nb\n", STYLE, 100)
    assert words(block) == ["a", "", "b", ""]
    assert words(set_text("a\r\nb\u2028c", STYLE)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("direction", "align", "share"),
    [("ltr", "start", 0), ("rtl", "start", 1), ("ltr", "end", 1), ("rtl", "end", 0), ("rtl", "center", 0.5)],
)
def test_alignment_refers_to_the_direction_around(direction: str, align: str, share: float) -> None:
    for text in ("abc", "ساعة", "12"):
        block = set_text(text, STYLE, 100, direction=direction, align=align)
        line = block.lines[0]
        assert block.width == 100
        assert line.x == pytest.approx((100 - line.width) * share)


def test_without_a_width_lines_are_aligned_in_the_widest() -> None:
    block = set_text("long line\nx", STYLE, direction="rtl")
    assert block.width == block.ink_width == block.lines[0].width
    assert block.lines[1].x + block.lines[1].width == pytest.approx(block.width)


def test_white_space_after_the_last_line_is_no_reason_for_an_ellipsis() -> None:
    block = set_text("abc  \n \n", STYLE, 100, most_lines=1)
    assert (words(block), block.clipped) == (["abc"], False)


@pytest.mark.parametrize(("text", "side"), [("Waits twelve hours for a reply", -1), ("ينتظر اثنتي عشرة ساعة", 0)])
def test_the_ellipsis_stands_where_the_text_goes_on(text: str, side: int) -> None:
    block = set_text(text, STYLE, 60, most_lines=1)
    line = block.lines[0]
    mark = line.runs[side]
    assert block.clipped
    assert (mark.start, mark.end, list(mark.clusters)) == (line.end, line.end, [line.end])
    assert list(mark.glyphs) == list(set_text("…", STYLE).lines[0].runs[0].glyphs)
    assert mark.x == pytest.approx(0 if side == 0 else line.width - mark.width)
    assert text.startswith(text[line.start : line.end])
    assert line.end > 3


def test_the_width_of_a_line_does_not_know_of_kerning_with_what_was_cut_off() -> None:
    first = set_text("Y Y", STYLE, 12).lines[0]
    assert first.width == pytest.approx(set_text("Y", STYLE).width, abs=1e-9)
    assert first.width == pytest.approx(first.runs[0].width, abs=1e-9)


def test_weights_and_sizes_change_the_width() -> None:
    regular = set_text("Stage", STYLE).width
    assert set_text("Stage", TextStyle(12.0, "bold")).width > regular
    assert set_text("Stage", TextStyle(24.0)).width == pytest.approx(2 * regular)


@pytest.mark.parametrize(
    "text",
    [each * 20_000 for each in ("word ", "xxxxx", "يبحثن", "\u0301", " ", "\n", "(\u2067", "שלום 1 x ")],
    ids=["words", "no space", "arabic", "marks", "spaces", "line breaks", "isolates", "mixed"],
)
@pytest.mark.timeout(60)
def test_a_very_long_text_is_broken_and_does_not_hang(text: str) -> None:
    block = set_text(text, STYLE, 134)
    at = 0
    for line in block.lines:
        assert set(text[at : line.start]) <= HANGING
        at = line.end
    assert set(text[at:]) <= HANGING
    assert len(set_text(text, STYLE, 134, most_lines=3).lines) <= 3
    clear_cache()


def test_invisible_characters_at_a_cut_are_not_tried_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from model.text import paragraph

    calls = []
    real = paragraph.advance
    monkeypatch.setattr(paragraph, "advance", lambda *given: calls.append(given) or real(*given))
    for width in (122, 133):
        calls.clear()
        block = set_text("W" + ("\u2060" * 3000 + "W" * 11) * 20, STYLE, width)
        assert 0 < len(calls) < 10 * len(block.lines)
    clear_cache()


def test_a_million_characters_in_one_line_keep_their_width() -> None:
    text = "Lorem ipsum " * 83_334
    block = set_text(text, STYLE)
    check_line(block, block.lines[0])
    assert block.width > 1_000_000
    clear_cache()
