"""Edits of the scores of several emotions at once."""

from collections.abc import Iterable

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.records import Card


def add_to_scores(document: Document, card_ids: Iterable[str], step: float) -> ChangeSet:
    """Add to the scores of the emotions among some records; each stays within -2 to +2, in halves."""
    draft = Draft(document)
    title = ""
    for identity in card_ids:
        card = document.find(identity)
        if isinstance(card, Card) and card.kind == "emotion":
            draft.change(identity, score=card.score + step)
            title = title or card.title
    return draft.finish("change.set_score", title=short(title))
