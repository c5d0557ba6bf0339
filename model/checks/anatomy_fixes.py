"""Fixes of findings on a map's anatomy. New cards carry a question for the workshop, in the language asked for."""

from model.change import ChangeSet
from model.checks.finding import Finding
from model.document import Document
from model.edits.cards import add_card
from model.edits.draft import short
from model.edits.fields import set_fields
from model.edits.maps import add_persona
from model.records import Card
from resources.words import say


def give_persona(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J201: give the map the project's first persona, or a new one where there is none."""
    personas = document.personas()
    if personas:
        return set_fields(document, finding.map, persona=personas[0].id)
    return add_persona(document, finding.map, say("finding.new.persona", language))


def add_touchpoint(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J204: add a touchpoint to the stage."""
    return add_card(document, "touchpoint", finding.targets[0], title=say("finding.new.touchpoint", language))


def add_emotion(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J205: add an emotion to the stage, neither high nor low."""
    return add_card(document, "emotion", finding.targets[0], title=say("finding.new.emotion", language))


def add_opportunity(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J207: add an opportunity about the pain point to its stage."""
    pain = document.get(Card, finding.targets[0])
    title = _question("opportunity", pain, language)
    return add_card(document, "opportunity", pain.stage, title=title, about=pain.id)


def add_pain_point(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J208: add a pain point to the stage, about what the emotion is about."""
    emotion = document.get(Card, finding.targets[0])
    title = _question("pain_point", emotion, language)
    return add_card(document, "pain_point", emotion.stage, title=title, about=emotion.about)


def _question(kind: str, card: Card, language: str) -> str:
    title = short(card.title, 60)
    return say(f"finding.new.{kind}", language, title=title) if title else say(f"finding.new.{kind}.untitled", language)


def mark_assumed(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J211: call the card assumed, since nothing says where it comes from."""
    return set_fields(document, finding.targets[0], evidence="assumed")
