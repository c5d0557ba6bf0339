"""Threads: comments and what was answered to them, in whatever shape a file brings them."""

from model.document import Document
from model.records import Card, Comment, JourneyMap, Lane, Project, Stage
from model.threads import open_threads, threads


def said(identity, time, reply_to=None, card="c", resolved=False):
    return Comment(id=identity, card=card, reply_to=reply_to, time=time, text=identity, resolved=resolved)


def test_a_reply_belongs_to_the_thread_it_answers_even_by_way_of_another_reply():
    found = threads([said("a", 1), said("b", 2), said("a1", 3, "a"), said("a2", 4, "a1")])
    assert [(each.first.id, [reply.id for reply in each.replies]) for each in found] == [("a", ["a1", "a2"]), ("b", [])]


def test_a_reply_whose_thread_is_gone_begins_one():
    assert [each.first.id for each in threads([said("a1", 3, "a")])] == ["a1"]


def test_replies_in_a_circle_are_one_thread_and_nothing_is_lost():
    (found,) = threads([said("b", 1, "c"), said("a", 2, "b"), said("c", 3, "a")])
    assert found.first.id == "a"
    assert sorted(each.id for each in found.comments) == ["a", "b", "c"]


def test_a_thread_is_open_until_its_first_comment_is_resolved():
    open_one, resolved = threads([said("a", 1), said("b", 2, resolved=True), said("b1", 3, "b")])
    assert open_one.is_open
    assert not resolved.is_open


def test_open_threads_are_counted_by_card():
    records = [
        Project(id="p"),
        JourneyMap(id="m", order="a0"),
        Stage(id="s", map="m", order="a0"),
        Lane(id="l", map="m", order="a0", kind="touchpoints"),
        *(Card(id=each, map="m", stage="s", lane="l", order=f"a{each}", kind="touchpoint") for each in "cde"),
    ]
    comments = [said("1", 1), said("2", 2), said("21", 3, "2"), said("3", 4, card="d", resolved=True)]
    assert open_threads(Document([*records, *comments])) == {"c": 2}
