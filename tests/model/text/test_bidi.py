"""Order on the line (UAX #9). The capitals of the standard's examples are Hebrew here; brackets are as in the text."""

import pytest

from model.text.engine import set_text
from tests.model.text.looking import STYLE, levels, seen, seen_in, words


def test_left_to_right_text_with_an_arabic_word_keeps_both_orders() -> None:
    assert seen_in("Waits 12 ساعة") == "Waits 12 ةعاس"
    assert levels("Waits 12 ساعة") == [("Waits 12 ", 0), ("ساعة", 1)]


def test_arabic_text_with_a_number_and_a_latin_word_runs_from_the_right() -> None:
    assert seen_in("ينتظر 12 ساعة via email") == "via email ةعاس 12 رظتني"
    assert [level for _, level in levels("ينتظر 12 ساعة via email")] == [2, 1, 2, 1]


@pytest.mark.parametrize(
    ("logical", "direction", "visual"),
    [
        ("car is THE CAR in arabic", "ltr", "car is RAC EHT in arabic"),
        ("CAR IS the car IN ENGLISH", "rtl", "HSILGNE NI the car SI RAC"),
        ('he said "IT IS 123, 456, OK".', "ltr", 'he said "KO ,456 ,123 SI TI".'),
        ('he said "IT IS (123, 456), OK".', "ltr", 'he said "KO ,)456 ,123( SI TI".'),
        ("IT IS 12-34 OK", "rtl", "KO 12-34 SI TI"),
        ("DID YOU SAY he said car?", "rtl", "?he said car YAS UOY DID"),
    ],
)
def test_the_examples_of_the_standard(logical: str, direction: str, visual: str) -> None:
    to_hebrew = {ord(letter): chr(0x05D0 + index) for index, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXY")}
    assert seen_in(logical.translate(to_hebrew), direction) == visual.translate(to_hebrew)


def test_a_percentage_follows_the_direction_around_it() -> None:
    left, right = set_text("12 %", STYLE, 100), set_text("12 %", STYLE, 100, direction="rtl")
    assert seen(left, left.lines[0]) == "12 %"
    assert seen(right, right.lines[0]) == "% 12"
    assert seen_in("12%", "rtl") == "12%"


def test_the_first_strong_letter_decides_the_paragraph_not_the_surroundings() -> None:
    assert set_text("12 שלום abc", STYLE).lines[0].level == 1
    assert set_text("12 abc שלום", STYLE, direction="rtl").lines[0].level == 0
    assert set_text("12", STYLE, direction="rtl").lines[0].level == 1
    assert set_text("12", STYLE, direction="ltr").lines[0].level == 0


def test_the_first_strong_letter_is_sought_outside_isolates() -> None:
    assert set_text("\u2067שלום\u2069 abc", STYLE, direction="rtl").lines[0].level == 0
    assert set_text("\u2066abc\u2069 שלום", STYLE, direction="ltr").lines[0].level == 1
    assert set_text("\u2067שלום\u2069", STYLE, direction="ltr").lines[0].level == 0


def test_every_paragraph_has_its_own_direction() -> None:
    assert [line.level for line in set_text("abc\nשלום\n12\nساعة", STYLE, direction="ltr").lines] == [0, 1, 0, 1]


def test_an_isolate_keeps_a_name_from_reordering_its_sentence() -> None:
    assert seen_in("see \u2068דנה\u2069 1, 2").replace("\u2068", "").replace("\u2069", "") == "see הנד 1, 2"
    assert seen_in("see דנה 1, 2") == "see 2 ,1 הנד"


def test_each_line_is_ordered_by_itself() -> None:
    block = set_text("abc שלום עולם", STYLE, set_text("abc שלום", STYLE).width)
    assert words(block) == ["abc שלום", "עולם"]
    assert [seen(block, line) for line in block.lines] == ["abc םולש", "םלוע"]


def test_characters_outside_the_basic_plane_do_not_shift_the_levels() -> None:
    assert levels("😀😀 שלום abc") == [("abc", 2), (" שלום ", 1), ("😀😀", 1)]
    assert levels("a😀 שלום b") == [("a", 0), ("😀", 0), (" ", 0), ("שלום", 1), (" b", 0)]


def test_white_space_at_the_end_of_a_line_is_not_put_inside_it() -> None:
    block = set_text("abc שלום   ", STYLE, 500)
    assert block.lines[0].end == 8
    assert seen(block, block.lines[0]) == "abc םולש"
