"""Threads of comments: what was said about a card, and what was answered to it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from model.document import Document
from model.records import Comment


class Thread(NamedTuple):
    """A comment that began a thread, and the answers to it, oldest first."""

    first: Comment
    replies: tuple[Comment, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody has resolved it: it is the first comment that says so."""
        return not self.first.resolved

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of it, oldest first."""
        return (self.first, *self.replies)


def threads(comments: Iterable[Comment]) -> list[Thread]:
    """Return comments that are given oldest first as threads, in the order in which they began.

    A reply to a reply belongs to the same thread; one whose thread is not among the comments begins a thread itself.
    """
    given = {comment.id: comment for comment in comments}
    answers: dict[str, list[Comment]] = {}
    for comment in given.values():
        first = _first(comment, given)
        replies = answers.setdefault(first.id, [])
        if first is not comment:
            replies.append(comment)
    return [Thread(comment, tuple(answers[each])) for each, comment in given.items() if each in answers]


def _first(comment: Comment, given: Mapping[str, Comment]) -> Comment:
    """Return what began the thread of a comment; of replies in a circle, the one with the least id."""
    seen = {comment.id: comment}
    while comment.reply_to in given:
        comment = given[comment.reply_to or ""]
        if comment.id in seen:
            return seen[min(seen)]
        seen[comment.id] = comment
    return comment


def open_threads(document: Document) -> dict[str, int]:
    """Return how many unresolved threads there are about each card that has any, by the card's id."""
    counts: dict[str, int] = {}
    for thread in threads(document.all_comments()):
        if thread.is_open:
            counts[thread.first.card] = counts.get(thread.first.card, 0) + 1
    return counts
