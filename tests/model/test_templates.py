"""Templates and the sample: whole in every language, and new each time."""

import pytest

from model.records import LANGUAGES, references
from model.templates import sample, template, template_names


def documents():
    return [(name, language, template) for name in template_names() for language in LANGUAGES] + [
        ("louise", language, sample) for language in LANGUAGES
    ]


@pytest.mark.parametrize(("name", "language", "make"), documents())
def test_a_template_is_a_whole_document_in_its_language(name, language, make):
    document = make(name, language)
    assert document.project.language == language
    assert document.maps()
    for record in document.records.values():
        for _, rule, target in references(record):
            assert target in document, (rule.target, record)


@pytest.mark.parametrize("name", template_names())
def test_the_three_languages_say_the_same_thing(name):
    shapes = {
        tuple(type(record).__name__ for record in template(name, language).records.values()) for language in LANGUAGES
    }
    assert len(shapes) == 1


def test_two_projects_of_one_template_are_strangers():
    assert not template("purchase", "en").records.keys() & template("purchase", "en").records.keys()


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError):
        template("../samples/louise", "en")
    with pytest.raises(KeyError):
        sample("nobody", "en")
