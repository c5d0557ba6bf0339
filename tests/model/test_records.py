"""Records: what a field may hold, and plain data there and back."""

import math
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.records import KINDS, BadRecord, Card, Persona, Project, clean, from_data, rules, to_data
from model.rules import LINE_LIMIT, clean_text


def test_every_field_of_every_record_carries_a_rule_that_its_default_obeys():
    for cls in KINDS.values():
        assert set(rules(cls)) == {each.name for each in fields(cls)}
        assert clean(cls()) == cls()


@given(st.text())
def test_text_is_normalised_once_and_for_all(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert "\0" not in once and "\r" not in once
    once.encode("utf-8")


def test_text_loses_nul_and_lone_surrogates_but_keeps_joiners_and_line_breaks():
    assert clean_text("a\0b\ud800c\u200dd\r\ne\u2028f") == "abc\u200dd\ne\nf"


def test_a_line_has_no_line_breaks_and_an_end():
    card = clean(Card(id="a", owner="two\nlines" + "x" * 3_000_000))
    assert "\n" not in card.owner and len(card.owner) == LINE_LIMIT


def test_composed_and_decomposed_letters_become_the_same():
    assert clean_text("e\u0301") == clean_text("\u00e9") == "\u00e9"


def test_numbers_are_held_within_their_bounds_and_steps():
    card = clean(Card(id="a", score=9.7, severity=12, impact=0))
    assert (card.score, card.severity, card.impact) == (2.0, 5, 1)
    assert clean(Card(id="a", score=-0.6)).score == -0.5


def test_words_lose_blanks_and_repetitions():
    assert clean(Card(id="a", tags=(" b ", "", "b", "a"))).tags == ("b", "a")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (None, "bad_record.not_an_object"),
        ([], "bad_record.not_an_object"),
        ({"kind_of_record": "cat"}, "bad_record.kind"),
        ({"kind_of_record": "card"}, "bad_record.id"),
        ({"kind_of_record": "card", "id": "a", "colour": "red"}, "bad_record.field"),
        ({"kind_of_record": "card", "id": "a", "title": 3}, "bad_record.value"),
        ({"kind_of_record": "card", "id": "a", "score": math.nan}, "bad_record.value"),
        ({"kind_of_record": "card", "id": "a", "score": True}, "bad_record.value"),
        ({"kind_of_record": "card", "id": "a", "tags": ["a", 3]}, "bad_record.value"),
        ({"kind_of_record": "card", "id": "a", "evidence": "rumour"}, "bad_record.value"),
        ({"kind_of_record": "project", "id": "a", "review_date": "soon"}, "bad_record.value"),
    ],
)
def test_bad_data_is_refused_with_the_reason(data, key):
    with pytest.raises(BadRecord) as refused:
        from_data(data)
    assert refused.value.key == key


def test_a_refusal_names_the_field_and_the_record():
    with pytest.raises(BadRecord) as refused:
        from_data({"kind_of_record": "card", "id": "card-7", "title": 3})
    assert refused.value.values == {"field": "title", "record": "card-7"}


def test_records_come_back_from_plain_data_as_they_were():
    for record in (
        Project(id="p", title="خريطة", authors=("Louise",), review_date="2026-05-12"),
        Persona(id="l", order="a0", goals=("a", "b")),
        Card(id="c", score=-1.5, severity=4, about="d", moment_of_truth=True, duration=720.0),
    ):
        assert from_data(to_data(record)) == record
