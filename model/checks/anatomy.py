"""Checks of a map's anatomy, after what Nielsen Norman Group asks of a journey map: J100 and J201 to J211.

Source: Sarah Gibbons, "Journey Mapping 101" (nngroup.com, 2018): actor, scenario and expectations, phases, actions,
mindsets and emotions, opportunities with metrics and owners.
"""

from collections.abc import Iterator

from model.checks.paths import SEVERE
from model.checks.sentences import figure
from model.checks.subject import Subject, Trip
from model.records import Card

FLAT_RANGE = 1.0
"""A curve whose highest and lowest score are less than this apart is flat."""
LOW_POINT = -1.0
"""The score at which, and below which, an emotion is a low point."""


def empty_map(subject: Subject) -> Iterator[Trip]:
    """J100: a map without a single card, hidden ones included: a hint how to begin, and then nothing else is said."""
    if not subject.cards and not subject.unseen:
        yield Trip((subject.map.id,))


def no_persona(subject: Subject) -> Iterator[Trip]:
    """J201: the map is nobody's journey."""
    if subject.map.persona is None:
        yield Trip((subject.map.id,))


def no_scenario(subject: Subject) -> Iterator[Trip]:
    """J202: the map does not say what situation it describes."""
    if not subject.map.scenario.strip():
        yield Trip((subject.map.id,))


def no_expectations(subject: Subject) -> Iterator[Trip]:
    """J203: the map does not say what the customer expects."""
    if not subject.map.expectations.strip():
        yield Trip((subject.map.id,))


def empty_stage(subject: Subject) -> Iterator[Trip]:
    """J204: a stage with neither touchpoint nor customer action."""
    filled = subject.stages_with("touchpoint", "action")
    for stage in subject.stages:
        if stage.id not in filled:
            yield Trip((stage.id,), subject.name("stage", stage))


def _has_curve(subject: Subject) -> bool:
    """Return whether emotions are asked for: a service blueprint need not have any, but if it has, then all along."""
    if subject.map.kind != "service_blueprint" or subject.of_kind("emotion"):
        return True
    return any(lane.kind == "emotions" for lane in subject.lanes)


def stage_without_emotion(subject: Subject) -> Iterator[Trip]:
    """J205: a stage where nobody feels anything."""
    if not _has_curve(subject):
        return
    felt = subject.stages_with("emotion")
    for stage in subject.stages:
        if stage.id not in felt:
            yield Trip((stage.id,), subject.name("stage", stage))


def flat_curve(subject: Subject) -> Iterator[Trip]:
    """J206: two or more emotions whose scores hardly differ, so that the curve tells nothing."""
    emotions = subject.of_kind("emotion")
    scores = [card.score for card in emotions]
    if len(scores) > 1 and max(scores) - min(scores) < FLAT_RANGE:
        yield Trip((emotions[0].lane,), (("count", figure(len(scores))),))


def unanswered_pain(subject: Subject) -> Iterator[Trip]:
    """J207: a pain point without an opportunity.

    One that is about the pain point answers it, or about the card that the pain point is about, or one in the same
    stage that is not said to be about anything. A dropped opportunity answers nothing, a hidden one as any other.
    """
    alive = [card for card in subject.every("opportunity") if card.status != "dropped"]
    answered = {card.about for card in alive if card.about is not None}
    stages = {card.stage for card in alive if card.about is None}
    for pain in subject.of_kind("pain_point"):
        if pain.id not in answered and pain.about not in answered and pain.stage not in stages:
            yield Trip((pain.id,), subject.name("card", pain))


def unexplained_low(subject: Subject) -> Iterator[Trip]:
    """J208: a low point without a pain point in its stage, or about it, or about the same card.

    Faces seldom have words: an untitled one is called by what it is about.
    """
    hurting = subject.stages_with("pain_point")
    explained = {card.about for card in subject.every("pain_point") if card.about is not None}
    for emotion in subject.of_kind("emotion"):
        if emotion.score > LOW_POINT or emotion.stage in hurting:
            continue
        if emotion.id not in explained and emotion.about not in explained:
            about = subject.document.find(emotion.about)
            told = emotion if emotion.title.strip() or about is None or not subject.document.shows(about) else about
            yield Trip((emotion.id,), (*subject.name("card", told), ("score", figure(emotion.score))))


def ownerless_opportunity(subject: Subject) -> Iterator[Trip]:
    """J209: an opportunity that nobody owns, and that was not dropped."""
    for card in subject.of_kind("opportunity"):
        if card.status != "dropped" and not card.owner.strip():
            yield Trip((card.id,), subject.name("card", card))


def _is_weighty(card: Card) -> bool:
    if card.kind == "pain_point":
        return (card.severity or 0) >= SEVERE
    return card.kind == "touchpoint" and card.moment_of_truth


def assumed_weight(subject: Subject) -> Iterator[Trip]:
    """J210: a severe pain point or a moment of truth that is only assumed."""
    for card in subject.cards:
        if card.evidence == "assumed" and _is_weighty(card):
            yield Trip((card.id,), (("what", f"@finding.J210.{card.kind}"), *subject.name("card", card)))


def unsourced(subject: Subject) -> Iterator[Trip]:
    """J211: a card that counts as observed, or as measured, and names no source."""
    for card in subject.cards:
        if card.evidence != "assumed" and not card.source.strip():
            yield Trip((card.id,), (("what", f"@layout.evidence.{card.evidence}"), *subject.name("card", card)))
