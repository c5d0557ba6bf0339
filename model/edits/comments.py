"""Edits of comments: say something about a card, reply, resolve, correct, take back.

A thread is a comment and the replies to it. Whether it is resolved stands at the comment that begins it.
"""

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.ids import new_id
from model.records import Card, Comment


def add_comment(document: Document, card_id: str, text: str, *, author: str, time: int) -> ChangeSet:
    """Say something about a card. time: in ms since 1970."""
    return _said(document, "change.add_comment", Comment(new_id(), card_id, None, author, time, text))


def reply(document: Document, comment_id: str, text: str, *, author: str, time: int) -> ChangeSet:
    """Reply to a comment, in its thread."""
    first = thread_of(document, comment_id)
    return _said(document, "change.reply", Comment(new_id(), first.card, first.id, author, time, text))


def resolve(document: Document, comment_id: str, *, resolved: bool = True) -> ChangeSet:
    """Mark the thread of a comment as resolved, or as open again."""
    first = thread_of(document, comment_id)
    draft = Draft(document)
    draft.change(first.id, resolved=resolved)
    return draft.finish("change.resolve" if resolved else "change.reopen", title=_title(document, first))


def edit_comment(document: Document, comment_id: str, text: str, *, coalesce: str = "") -> ChangeSet:
    """Correct what a comment says. coalesce: the same word for all that belongs to one stretch of typing."""
    draft = Draft(document)
    draft.change(comment_id, text=text)
    title = _title(document, document.get(Comment, comment_id))
    return draft.finish("change.edit_comment", coalesce=coalesce, title=title)


def remove_comment(document: Document, comment_id: str) -> ChangeSet:
    """Take back a comment; with it goes what was replied to it."""
    comment = document.get(Comment, comment_id)
    draft = Draft(document)
    for each in (*replies(document, comment_id), comment):
        draft.remove(each.id)
    return draft.finish("change.remove_comment", title=_title(document, comment))


def thread_of(document: Document, comment_id: str) -> Comment:
    """Return the comment that begins the thread of a comment."""
    comment = document.get(Comment, comment_id)
    while comment.reply_to:
        comment = document.get(Comment, comment.reply_to)
    return comment


def replies(document: Document, comment_id: str) -> list[Comment]:
    """Return what was replied to a comment, oldest first."""
    found = (each for each in document.referring(comment_id) if isinstance(each, Comment))
    return sorted(found, key=lambda each: (each.time, each.id))


def _said(document: Document, key: str, comment: Comment) -> ChangeSet:
    draft = Draft(document)
    return draft.finish(key, title=_title(document, draft.put(comment)))


def _title(document: Document, comment: Comment) -> str:
    return short(document.get(Card, comment.card).title)
