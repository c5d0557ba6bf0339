"""Records and rows: one mapping, both ways."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.records import KIND_OF, KINDS, Card, Stage, clean, rules
from model.store.rows import BadRow, columns, is_clean_text, kind_and_row, to_records
from tests.strategies import documents
from tests.torture import times


@settings(max_examples=times(400), deadline=None)
@given(documents())
def test_every_record_survives_its_row_of_text_numbers_and_null(document):
    expected = {"TEXT": str, "REAL": float, "INTEGER": int}
    for record in document.records.values():
        kind, row = kind_and_row(record)
        assert to_records(kind, [row]) == ([record], 0)
        for spec, value in zip(columns(kind), row, strict=True):
            assert value is None or type(value) is expected[spec.type]


def test_every_field_of_every_kind_has_a_column():
    for kind, cls in KINDS.items():
        assert [spec.name for spec in columns(kind)] == list(rules(cls))


@example(["plain", "e\u0301te\u0301"])
@example(["\u05e9\u05bc\u05c1"])
@example(["\ufb1d"])
@example(["\u0301 alone", "a"])
@example(["a\x7f"])
@example(["a\u2028b"])
@example(["a\r\nb"])
@given(st.lists(st.text(max_size=12), max_size=5))
def test_texts_pass_as_clean_only_if_cleaning_would_change_none(texts):
    cards = [clean(Card("c", title=text)) for text in texts]
    unchanged = all(card.title == text for card, text in zip(cards, texts, strict=True))
    assert is_clean_text(texts, 20_000, lines=True) == unchanged


def test_a_whole_number_in_a_number_field_is_written_as_a_real_number():
    _, row = kind_and_row(Stage("s", "m", width=200))
    assert [type(value) for value in row][-1] is float


def test_values_outside_their_limits_are_brought_back_and_counted():
    kind, row = kind_and_row(Card("c", "m", "s", "l", score=1.0, title="fine"))
    names = [spec.name for spec in columns(kind)]
    wrong = list(row)
    wrong[names.index("score")] = 99.0
    wrong[names.index("title")] = "a\x00b"
    (card, other), repaired = to_records(kind, [tuple(wrong), row])
    assert (card.score, card.title, repaired) == (2.0, "ab", 1)
    assert other == Card("c", "m", "s", "l", score=1.0, title="fine")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("score", "high"),
        ("score", float("inf")),
        ("score", None),
        ("severity", 2.5),
        ("title", 7),
        ("title", b"bytes"),
        ("kind", "dragon"),
        ("channels", "not json"),
        ("channels", '{"a": 1}'),
        ("channels", "[1, 2]"),
        ("id", ""),
        ("moment_of_truth", "yes"),
    ],
)
def test_values_that_no_rule_can_save_name_their_field(field, value):
    kind, row = kind_and_row(Card("c", "m", "s", "l"))
    names = [spec.name for spec in columns(kind)]
    wrong = list(row)
    wrong[names.index(field)] = value
    with pytest.raises(BadRow) as caught:
        to_records(kind, [row, tuple(wrong)])
    assert caught.value.column == field


def test_words_written_with_other_blanks_mean_the_same():
    kind, row = kind_and_row(Card("c", "m", "s", "l", channels=("web", "phone")))
    names = [spec.name for spec in columns(kind)]
    spaced = list(row)
    spaced[names.index("channels")] = json.dumps(["web", "phone"], indent=2)
    (card,), repaired = to_records(kind, [tuple(spaced)])
    assert (card.channels, repaired) == (("web", "phone"), 0)


def test_a_record_that_is_not_clean_is_cleaned_on_its_way_to_a_row():
    card = Card("c", "m", "s", "l", title="a\ud800b\r\nc")
    kind, row = kind_and_row(card)
    assert kind == KIND_OF[Card]
    assert to_records(kind, [row]) == ([replace(card, title="ab\nc")], 0)
