"""From a finding to a sentence."""

import pytest

from model.checks.finding import Finding
from model.checks.sentences import figure, literal, plain_values, sentence
from model.records import Stage
from tests.model.checks.sketch import Sketch


def said(sketch: Sketch, code: str, language: str = "en", **project: str) -> str:
    return sentence(sketch.findings(code, **project)[0], language)


def test_a_card_is_called_by_its_title() -> None:
    assert said(Sketch().card("x", "A", "pain_point", title="Waits\n12  hours"), "J207").endswith(": “Waits 12 hours”.")


def test_an_untitled_card_is_called_by_its_kind_and_stage() -> None:
    sketch = Sketch().card("x", "A", "pain_point", title=" ")
    assert "the untitled pain point in “Stage A”" in said(sketch, "J207")
    assert "נקודת הכאב ללא כותרת ב" in said(sketch, "J207", "he")


def test_an_untitled_stage_is_called_by_its_number() -> None:
    sketch = Sketch("").card("x", "second", "pain_point", title="")
    sketch.records += [Stage("first", "m", "a0"), Stage("second", "m", "a1")]
    assert "the untitled pain point in stage 2" in said(sketch, "J207")
    assert "المرحلة 2" in said(sketch, "J207", "ar")


def test_an_untitled_low_point_is_called_by_what_it_is_about() -> None:
    sketch = Sketch().card("call", "A").card("sad", "B", "emotion", title="", score=-2, about="call")
    assert "(-2) at “call”" in said(sketch, "J208")


@pytest.mark.parametrize("title", ["@finding.named", "@", "@@", "@=3", "{card}", "100% {0}"])
def test_a_title_is_never_taken_for_a_key_or_a_placeholder(title: str) -> None:
    assert f"“{title}”" in said(Sketch().card("x", "A", "pain_point", title=title), "J207")


def test_a_long_title_is_shortened_to_a_line() -> None:
    spoken = said(Sketch().card("x", "A", "pain_point", title="very " * 4_000), "J207")
    assert len(spoken) < 120
    assert "…" in spoken


def test_numbers_choose_the_plural_of_the_language() -> None:
    sketch = Sketch().cards("a:A b:B")
    assert "touchpoints" in said(sketch, "J112")
    assert "نقطتا اتصال" in said(sketch, "J112", "ar")
    assert "3 نقاط اتصال" in said(sketch.cards("c:C"), "J112", "ar")


def test_dates_and_numbers_are_written_as_the_language_writes_them() -> None:
    sketch = Sketch().cards("a:A")
    assert "March 1, 2026" in said(sketch, "J401", review_date="2026-03-01")
    assert "1 במרץ 2026" in said(sketch, "J401", "he", review_date="2026-03-01")
    assert plain_values(Finding("J106", "warning", "m", values=(("total", figure(1234.5)),)), "en") == {
        "total": "1,234.5"
    }


def test_a_minus_stays_with_its_number_in_a_right_to_left_sentence() -> None:
    sketch = Sketch().card("sad", "A", "emotion", score=-1.5)
    assert "\u2066-1.5\u2069" in said(sketch, "J208", "ar")
    assert "(-1.5)" in said(sketch, "J208", "en")


def test_a_literal_keeps_within_its_limit() -> None:
    assert literal("a" * 100, 10) == "a" * 9 + "…"
    assert literal("a\n b") == "a b"
