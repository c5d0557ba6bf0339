"""J201 to J211, J401 and J501: for each a map that trips it and one that does not (the sound map trips none)."""

import pytest

from tests.model.checks.sketch import Sketch, sound


@pytest.mark.parametrize(
    ("code", "field", "empty"),
    [("J201", "persona", None), ("J202", "scenario", " \n"), ("J203", "expectations", "")],
)
def test_a_map_without_persona_scenario_or_expectations_is_found(code: str, field: str, empty: str | None) -> None:
    sketch = Sketch(**{field: empty}).cards("a:A")
    assert [each.targets for each in sketch.findings(code)] == [("m",)]
    assert Sketch().cards("a:A").findings(code) == []


def test_a_stage_without_touchpoint_or_action_is_found() -> None:
    sketch = Sketch().cards("a:A").cards("does:B", "action").cards("feels:C", "emotion")
    assert sketch.targets("J204") == ["C"]


def test_a_stage_without_an_emotion_is_found() -> None:
    sketch = Sketch().cards("a:A b:B c:C").cards("feels:A glad:C", "emotion")
    assert sketch.targets("J205") == ["B"]


def test_a_blueprint_without_an_emotion_lane_is_not_asked_for_emotions() -> None:
    assert Sketch(lanes=("touchpoints",), kind="service_blueprint").cards("a:A").findings("J205") == []
    assert Sketch(lanes=("touchpoints",)).cards("a:A").targets("J205") == ["A"]


@pytest.mark.parametrize(
    ("scores", "flat"), [((0, 0.5), True), ((0, 1), False), ((-0.5, 0.5, 0), False), ((2,), False)]
)
def test_a_curve_is_flat_below_a_range_of_one(scores: tuple[float, ...], flat: bool) -> None:
    sketch = Sketch()
    for number, score in enumerate(scores):
        sketch.card(f"e{number}", "A", "emotion", score=score)
    assert sketch.targets("J206") == (["emotions"] if flat else [])


def test_a_pain_point_without_an_opportunity_is_found() -> None:
    assert Sketch().cards("hurts:A", "pain_point").targets("J207") == ["hurts"]


@pytest.mark.parametrize(
    ("opportunity", "answered"),
    [
        ({"about": "hurts", "stage": "C"}, True),
        ({"about": "a", "stage": "C"}, True),
        ({"stage": "A"}, True),
        ({"stage": "B"}, False),
        ({"about": "b", "stage": "A"}, False),
        ({"about": "hurts", "stage": "A", "status": "dropped"}, False),
    ],
)
def test_what_answers_a_pain_point(opportunity: dict[str, str], answered: bool) -> None:
    sketch = Sketch().cards("a:A b:B").card("hurts", "A", "pain_point", about="a")
    sketch.card("idea", kind="opportunity", **opportunity)
    assert sketch.targets("J207") == ([] if answered else ["hurts"])


def test_a_low_point_without_a_pain_point_is_found() -> None:
    sketch = Sketch().card("sad", "A", "emotion", score=-1).card("so so", "B", "emotion", score=-0.5)
    assert sketch.targets("J208") == ["sad"]
    assert sketch.cards("hurts:B", "pain_point").targets("J208") == ["sad"]
    assert sketch.cards("aches:A", "pain_point").targets("J208") == []


def test_a_pain_point_about_the_low_point_explains_it_from_any_stage() -> None:
    sketch = Sketch().card("sad", "A", "emotion", score=-2).card("hurts", "C", "pain_point", about="sad")
    assert sketch.targets("J208") == []


def test_an_opportunity_without_an_owner_is_found_unless_dropped() -> None:
    sketch = Sketch().cards("idea:A", "opportunity").card("old", "A", "opportunity", status="dropped")
    assert sketch.card("owned", "A", "opportunity", owner="Sales").targets("J209") == ["idea"]


def test_severe_pains_and_moments_of_truth_must_not_be_assumed() -> None:
    sketch = Sketch().card("visit", "A", moment_of_truth=True).card("call", "A")
    sketch.card("seen", "B", moment_of_truth=True, evidence="observed", source="Diary")
    sketch.card("hurts", "A", "pain_point", severity=4).card("itches", "A", "pain_point", severity=3)
    assert sketch.targets("J210") == ["visit", "hurts"]


def test_evidence_without_a_source_is_found() -> None:
    sketch = Sketch().card("seen", "A", evidence="observed").card("counted", "A", evidence="measured", source=" ")
    sketch.card("told", "A", evidence="observed", source="Interview 3").card("guessed", "A")
    assert sketch.targets("J211") == ["seen", "counted"]


def test_a_review_is_overdue_from_the_day_after() -> None:
    sketch = sound()
    assert [each.targets for each in sketch.findings("J401", review_date="2026-11-20")] == [("p",)]
    assert sketch.findings("J401", review_date="2026-11-21") == []
    assert sketch.findings("J401", review_date="") == []


MISSING = "\U00012000"
"""A cuneiform sign, which none of the shipped fonts has."""


def test_a_character_without_a_font_is_found_wherever_it_stands() -> None:
    sketch = (
        Sketch(scenario=MISSING).card("a", "A", note=f"see {MISSING}").card("b", "B", tags=("x", MISSING)).cards("c:C")
    )
    sketch.link("a>b", condition=MISSING).link("b>c")
    found = sketch.findings("J501", client=MISSING)
    assert [each.targets for each in found] == [("m",), ("p",), ("a",), ("a", "a>b"), ("b",)]
    assert {dict(each.values)["characters"] for each in found} == {f"{MISSING} U+12000"}


def test_the_three_scripts_with_their_marks_have_fonts() -> None:
    sketch = sound().card("words", "A", note="Résumé — «مَرحبًا» ١٢٪ שָׁלוֹם ₪ “quoted” …\tand\nlines")
    assert sketch.findings("J501") == []


def test_a_sentence_lists_a_few_characters_only() -> None:
    many = "".join(chr(0x12000 + step) for step in range(9))
    [finding] = Sketch().card("a", "A", title=many).findings("J501")
    assert dict(finding.values)["characters"].count("U+") == 6
    assert dict(finding.values)["characters"].endswith("…")
