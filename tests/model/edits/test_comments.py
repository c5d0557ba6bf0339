"""Comments: said, answered, resolved, corrected, taken back."""

import pytest

from model.document import Document
from model.edits import comments
from model.labels import label_words
from model.records import Card, Comment, JourneyMap, Lane, Project, Stage


@pytest.fixture
def document():
    found = Document(
        [
            Project("p"),
            JourneyMap("m"),
            Stage("s", "m"),
            Lane("l", "m"),
            Card("c", "m", "s", "l", "a0", "touchpoint", "Waits"),
        ]
    )
    found.apply(comments.add_comment(found, "c", "Why?", author="Noa", time=5))
    return found


def first(document):
    return document.comments("c")[0]


def test_a_comment_says_who_said_what_and_when(document):
    said = first(document)
    assert said == Comment(said.id, "c", None, "Noa", 5, "Why?")


def test_a_reply_to_a_reply_is_in_the_same_thread(document):
    document.apply(comments.reply(document, first(document).id, "Because.", author="Amal", time=6))
    answer = document.comments("c")[1]
    document.apply(comments.reply(document, answer.id, "Ah.", author="Noa", time=7))
    assert [each.reply_to for each in document.comments("c")] == [None, first(document).id, first(document).id]
    assert comments.thread_of(document, document.comments("c")[2].id) == first(document)
    assert [each.text for each in comments.replies(document, first(document).id)] == ["Because.", "Ah."]


def test_resolving_a_reply_resolves_its_thread_and_can_be_reopened(document):
    document.apply(comments.reply(document, first(document).id, "Because.", author="Amal", time=6))
    document.apply(comments.resolve(document, document.comments("c")[1].id))
    assert [each.resolved for each in document.comments("c")] == [True, False]
    changes = comments.resolve(document, first(document).id, resolved=False)
    document.apply(changes)
    assert not first(document).resolved
    assert label_words(changes.label, "en") == "reopening of a comment on “Waits”"


def test_a_comment_is_corrected(document):
    document.apply(comments.edit_comment(document, first(document).id, "Why\n12 hours?", coalesce="text"))
    assert first(document).text == "Why\n12 hours?"


def test_with_the_first_comment_goes_its_thread_and_a_reply_goes_alone(document):
    for time in (6, 7):
        document.apply(comments.reply(document, first(document).id, str(time), author="Amal", time=time))
    document.apply(comments.remove_comment(document, document.comments("c")[1].id))
    assert [each.text for each in document.comments("c")] == ["Why?", "7"]
    document.apply(comments.remove_comment(document, first(document).id))
    assert document.all_comments() == []
