"""Labels of ChangeSets in words."""

import re
from pathlib import Path

import pytest

from model.change import Label
from model.document import Document
from model.edits.cards import add_card
from model.edits.fields import remove, set_fields
from model.edits.lanes import add_lane
from model.edits.stages import add_stage
from model.labels import label_words
from model.records import JourneyMap, Project
from resources.words import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parents[2]


def _document() -> Document:
    return Document((Project(id="p"), JourneyMap(id="m", order="a0", title="Now")))


def test_a_label_says_the_kind_and_title_of_a_new_card() -> None:
    document = _document()
    document.apply(add_stage(document, "m", title="Awareness"))
    changes = add_card(document, "touchpoint", document.stages("m")[0].id, title="Waits 12 hours")
    assert label_words(changes.label, "en") == "new touchpoint “Waits 12 hours”"


def test_a_label_of_something_untitled_needs_no_title() -> None:
    document = _document()
    document.apply(add_stage(document, "m"))
    assert label_words(add_stage(document, "m").label, "en") == "new stage"
    assert label_words(add_lane(document, "m", "needs").label, "en") == "new lane of needs"


def test_a_label_counts_in_the_plural_of_the_language() -> None:
    label = Label("change.move_cards", (("number", "3"), ("title", "Waits")))
    assert label_words(label, "en") == "move of 3 cards"
    assert label_words(label, "ar") == "نقل 3 بطاقات"
    assert label_words(Label("change.move_cards", (("number", "1"), ("title", "Waits"))), "en") == "move of “Waits”"


def test_a_title_that_runs_against_the_sentence_is_isolated() -> None:
    assert "\u2068انتظار\u2069" in label_words(Label("change.move_stage", (("title", "انتظار"),)), "en")


def test_a_label_of_a_newer_version_is_just_a_change() -> None:
    assert label_words(Label("change.teleport", (("title", "x"),)), "en") == "a change"
    assert label_words(Label("change.move_stage", (("name", "x"),)), "en") == "move of a stage"


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_and_removals_have_words(language: str) -> None:
    document = _document()
    document.apply(add_stage(document, "m", title="Awareness"))
    stage = document.stages("m")[0].id
    for changes in (set_fields(document, stage, title="x"), remove(document, [stage])):
        words = label_words(changes.label, language)
        assert "Awareness" in words
        assert "@" not in words
        assert "." not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_that_the_code_makes_has_words(language: str) -> None:
    named = {
        key
        for room in ("model", "editor")
        for path in (ROOT / room).rglob("*.py")
        for key in re.findall(
            r"(?:finish|change_set|Label)\(\s*\"(change\.[a-z_]+)\"", path.read_text(encoding="utf-8")
        )
    }
    assert len(named) > 10
    assert named <= catalogue(language).keys()


@pytest.mark.parametrize(
    "values",
    [
        {"language": "xx", "key": "x", "count": "x"},
        {"number": "9" * 5000, "title": "A"},
        {"title": "A\x1b[31m\nB\0"},
        {"title": "@" + "x" * 5000},
        {"title": "{0} {title.__class__}"},
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_strange_log_says_becomes_one_plain_line(values: dict[str, str], language: str) -> None:
    for key in ("change.remove", "change.set_field", "change.add_card"):
        words = label_words(Label(key, tuple(values.items())), language)
        assert words
        assert not any(character in words for character in "\n\0\x1b")
