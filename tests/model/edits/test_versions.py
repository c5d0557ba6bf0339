"""Named versions: given, renamed, taken away."""

import pytest

from model.document import Document
from model.edits.versions import name_version, remove_version, rename_version
from model.labels import label_words
from model.records import JourneyMap, Project, Version


@pytest.fixture
def document():
    found = Document([Project("p"), JourneyMap("m")])
    found.apply(name_version(found, "entry", "Sent to\nthe client", "by mail", author="Amal", time=7))
    return found


def test_a_version_names_an_entry_of_the_log(document):
    (version,) = document.versions()
    assert version == Version(version.id, "entry", "Sent to the client", "by mail", "Amal", 7)


def test_a_version_is_renamed_in_one_step(document):
    (version,) = document.versions()
    changes = rename_version(document, version.id, "Sent", "")
    document.apply(changes)
    assert document.versions() == [Version(version.id, "entry", "Sent", "", "Amal", 7)]
    assert label_words(changes.label, "en") == "renaming of the version “Sent”"
    document.apply(changes.inverse())
    assert document.versions() == [version]


def test_a_version_is_taken_away(document):
    (version,) = document.versions()
    document.apply(remove_version(document, version.id))
    assert document.versions() == []
    with pytest.raises(KeyError):
        remove_version(document, "p")
