"""Laws of all checks on random documents, and the words of each."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.checks.finding import SEVERITIES
from model.checks.run import run_checks
from model.checks.sentences import plain_values, sentence
from model.checks.table import CHECK_OF, CHECKS
from model.document import Document
from model.records import CARD_KINDS, LANE_KINDS, LANGUAGES
from resources.words import catalogue
from tests.model.checks.sketch import TODAY
from tests.strategies import documents

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@patient
@given(documents(), st.randoms(use_true_random=False))
def test_checks_only_read_and_do_not_care_in_which_order_records_came(document: Document, dice: random.Random) -> None:
    before = dict(document.records)
    shuffled = list(before.values())
    dice.shuffle(shuffled)
    other = Document(shuffled)
    for each in document.maps():
        found = run_checks(document, each.id, today=TODAY)
        assert run_checks(document, each.id, today=TODAY) == found
        assert run_checks(other, each.id, today=TODAY) == found
    assert document.records == before


@patient
@given(documents())
def test_every_finding_is_well_formed_and_can_be_said_in_every_language(document: Document) -> None:
    for each in document.maps():
        for finding in run_checks(document, each.id, today=TODAY):
            assert finding.map == each.id
            assert finding.severity == CHECK_OF[finding.code].severity
            assert finding.targets
            assert all(target in document for target in finding.targets)
            assert len(set(finding.targets)) == len(finding.targets)
            for language in LANGUAGES:
                said = sentence(finding, language)
                assert said
                assert "\n" not in said
                assert not any(value.startswith("@finding") for value in plain_values(finding, language).values())


@patient
@given(documents(most_maps=1))
def test_no_finding_is_given_twice(document: Document) -> None:
    found = run_checks(document, document.maps()[0].id, today=TODAY)
    assert len({(each.code, each.targets) for each in found}) == len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_its_words(language: str) -> None:
    words = catalogue(language)
    for check in CHECKS:
        assert words[f"finding.{check.code}"]
        assert words[f"finding.{check.code}.name"]
        assert (f"finding.{check.code}.fix" in words) == (check.fix is not None), check.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_severities_and_all_that_may_be_untitled_have_their_words(language: str) -> None:
    words = catalogue(language)
    for severity in SEVERITIES:
        assert words[f"severity.{severity}"]
    assert {f"finding.untitled.{kind}" for kind in (*CARD_KINDS, "stage", "map", "project", "persona")} <= words.keys()
    assert {f"lane.{kind}" for kind in LANE_KINDS} <= words.keys()
