"""What is written on paper can be searched and copied: the words come back in logical order."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from export.pdf import pdf_bytes
from tests.export.corpus import corpus, read_with_pdfium, readers, score, words
from tests.export.pages import pages_of_lines

MOMENT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases" / "text" / "mixed.txt"


def written(tmp_path, lines, **how):
    target = tmp_path / "out.pdf"
    target.write_bytes(pdf_bytes(pages_of_lines(lines, **how), moment=MOMENT))
    return target


@pytest.mark.parametrize("column", [110, 180, 420])
@pytest.mark.parametrize("name", readers())
def test_at_least_98_of_100_words_come_back(tmp_path, name, column):
    lines = corpus(300)
    read = readers()[name](written(tmp_path, lines, column=column))
    assert score(read, "\n".join(lines)) >= 0.98


@pytest.mark.parametrize("name", readers())
@pytest.mark.parametrize(
    "line",
    [
        "office affluent fjord",
        "السلام عليكم لأن الإلغاء إلا الآن",
        "مَرْحَبًا بِكُمْ فِي رِحْلَةِ العَمِيلِ",
        "שָׁלוֹם בְּרָכָה לְכֻלָּם",
        "العميل يفتح WhatsApp ثم يدفع 250",
        "הלקוח פותח את WhatsApp ומשלם 250",
        "The client says أين طلبي and waits",
        "اتصل على الرقم +966 55 الآن",
    ],
)
def test_every_word_of_a_short_line_comes_back(tmp_path, name, line):
    read = readers()[name](written(tmp_path, [line], column=400))
    assert words(read) == words(line)


def test_pdfium_does_not_turn_a_right_to_left_line_full_of_latin_words_around(tmp_path):
    read = read_with_pdfium(written(tmp_path, ["הלקוח Chrome פותח WhatsApp beta"], column=400))
    places = [read.index(word) for word in ("הלקוח", "Chrome", "פותח", "WhatsApp")]
    assert places == sorted(places)


@pytest.mark.skipif("poppler" not in readers(), reason="pdftotext is not installed")
def test_the_shared_corpus_comes_back(tmp_path):
    if not SHARED.exists():
        pytest.skip("the shared corpus is not beside this clone")
    text = SHARED.read_text(encoding="utf-8")
    target = written(tmp_path, [line for line in text.split("\n") if line.strip()])
    assert {name: score(read(target), text) >= 0.98 for name, read in readers().items()} == dict.fromkeys(
        readers(), True
    )


def test_a_copied_text_holds_each_character_once(tmp_path):
    read = read_with_pdfium(written(tmp_path, ["waffle 12 (ok)"], column=400))
    assert read.strip() == "waffle 12 (ok)"


def test_the_scorer_sees_lost_and_reversed_words():
    assert score("one two", "one two") == 1
    assert score("one", "one two") == 0.5
    assert score("بيت"[::-1], "بيت") == 0
    assert score("one", "one one") == 0.5


def test_a_character_that_no_font_has_is_drawn_as_a_box_and_still_copied(tmp_path):
    target = written(tmp_path, ["before \U00012000 after"], column=400)
    assert "\U00012000" in read_with_pdfium(target)
    if "poppler" in readers():
        assert subprocess.run(["pdftotext", str(target), "-"], capture_output=True, check=True).returncode == 0
