"""What is not said: silenced checks, the hint of an empty map, muted findings, and the order of the rest."""

import pytest

from model.checks.finding import SEVERITIES
from model.checks.run import run_checks
from model.checks.table import CHECK_OF, CHECKS
from model.document import Document
from model.records import JourneyMap, Project
from tests.model.checks.sketch import TODAY, Sketch


def test_an_empty_map_shows_one_hint_and_nothing_else() -> None:
    document = Document([Project("p", review_date="2020-01-01", client="\U00012000"), JourneyMap("m", order="a0")])
    assert [(each.code, each.severity) for each in run_checks(document, "m", today=TODAY)] == [("J100", "note")]
    assert [each.code for each in Sketch(persona=None, scenario="").findings()] == ["J100"]


def test_one_card_ends_the_hint() -> None:
    assert "J100" not in Sketch().cards("thought:A", "note").codes()


def test_a_map_without_touchpoints_has_no_findings_on_paths() -> None:
    sketch = Sketch().cards("does:A reads:B signs:C", "action")
    assert not [code for code in sketch.codes() if code.startswith("J1")]


def test_a_map_without_links_hears_of_them_once() -> None:
    sketch = Sketch().cards("a:A b:B c:C")
    assert sketch.findings("J112")
    assert sketch.findings("J101", "J102", "J103", "J104", "J111") == []
    assert sketch.link("a>b").codes() >= {"J103", "J104", "J111"}


def test_without_a_start_nothing_is_said_of_what_no_start_reaches() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>a").link("b>c")
    assert sketch.findings("J101")
    assert sketch.findings("J103", "J111") == []


def test_without_a_goal_nothing_is_said_of_what_reaches_none() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>c>b")
    assert sketch.findings("J102")
    assert sketch.findings("J104") == []


def test_an_empty_stage_is_told_once() -> None:
    sketch = Sketch().cards("a:A c:C").link("a>c")
    assert [each.code for each in sketch.findings() if each.targets == ("B",)] == ["J204"]


def test_the_second_map_does_not_repeat_what_is_the_projects() -> None:
    sketch = Sketch().cards("a:A")
    sketch.records.append(JourneyMap("first", order="Zz"))
    assert sketch.findings("J401", "J501", review_date="2020-01-01", client="\U00012000") == []


def test_a_check_muted_for_the_project_is_still_counted() -> None:
    sketch = Sketch().cards("hurts:A aches:B", "pain_point")
    assert [each.muted for each in sketch.findings("J207", muted_checks=("J207",))] == [True, True]
    assert [each.muted for each in sketch.findings("J207", muted_checks=("J208",))] == [False, False]


def test_a_check_muted_on_a_card_is_muted_there_only() -> None:
    sketch = Sketch().card("hurts", "A", "pain_point", muted_checks=("J207",)).cards("aches:B", "pain_point")
    assert {each.targets[0]: each.muted for each in sketch.findings("J207")} == {"hurts": True, "aches": False}


def test_muting_a_check_on_any_card_of_a_finding_mutes_it() -> None:
    sketch = Sketch().cards("a:A x:B c:C").card("y", "B", muted_checks=("J105",)).link("a>x>y>x").link("a>c")
    assert [each.muted for each in sketch.findings("J105")] == [True]


def test_a_muted_cause_still_silences_its_consequences() -> None:
    sketch = Sketch().cards("a:A b:B c:C")
    assert [each.code for each in sketch.findings("J103", "J104", "J112", muted_checks=("J112",))] == ["J112"]


def test_findings_stand_by_severity_then_in_reading_order() -> None:
    sketch = Sketch(scenario="").cards("a:A b:B stuck:B c:C lost:C").link("a>b>c").link("a>stuck")
    sketch.card("late", "C", evidence="observed").card("early", "A", evidence="observed")
    found = sketch.findings()
    ranks = [SEVERITIES.index(each.severity) for each in found]
    assert ranks == sorted(ranks)
    assert [each.targets[0] for each in found if each.code == "J104"] == ["early", "stuck"]
    assert [each.targets[0] for each in found if each.code == "J211"] == ["early", "late"]
    assert found[-1].severity == "note"


def test_the_table_is_in_order_and_names_only_checks_that_exist() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    for check in CHECKS:
        assert check.severity in SEVERITIES
        assert {*check.silenced_by, *check.yields_to} <= CHECK_OF.keys()


@pytest.mark.parametrize("code", ["J103", "J104", "J111"])
def test_missing_links_silence_their_consequences(code: str) -> None:
    assert "J112" in CHECK_OF[code].silenced_by


def test_errors_are_what_keeps_a_customer_from_arriving_and_notes_are_what_is_merely_missing() -> None:
    """The command line fails a map with an error, so moving a check between severities is a decision."""
    by_severity = {each: {check.code for check in CHECKS if check.severity == each} for each in SEVERITIES}
    assert by_severity["error"] == {"J101", "J102", "J103", "J104", "J105"}
    assert by_severity["note"] == {"J100", "J202", "J203", "J205", "J206", "J209"}
