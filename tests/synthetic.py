"""Synthetic maps of any size, the same for the same seed: what tests and benchmarks of large maps are measured on."""

import random
from itertools import pairwise

from model.document import Document
from model.ids import new_id, seeded
from model.order import spread
from model.records import LANE_KINDS, Card, JourneyMap, Lane, Link, Persona, Project, Record, Stage

SIZES = {100: (10, 5), 1_000: (40, 10), 10_000: (150, 20)}
"""Stages and lanes for a number of cards; other numbers take the nearest."""
LANES = (
    *("touchpoints", "emotions", "pain_points", "opportunities", "actions", "thoughts", "needs", "touchpoints"),
    *("frontstage", "backstage", "support_processes", "channels", "metrics", "physical_evidence", "free", "actions"),
    *("thoughts", "pain_points", "opportunities", "backstage"),
)
WORDS = {
    "en": "waits twelve hours for a reply from the agent searches web homes reads reviews signs contract visits "
    "price mobile slow clear photos garden keys bank letter friend calls asks compares decides",
    "ar": "تنتظر العميلة ردًا من الوسيط العقاري ساعة كاملة تبحث عن منزل جديد تقرأ تقييمات العملاء توقع العقد "
    "السعر واضح الصور المفتاح البنك رسالة صديق تتصل تسأل تقارن تقرر",
    "he": "ממתינה שעות לתשובה מהמתווך מחפשת בית ברשת קוראת חוות דעת חותמת על חוזה מבקרת בנכס המחיר ברור "
    "תמונות מפתח בנק מכתב חברה מתקשרת שואלת משווה מחליטה",
}


def synthetic_document(cards: int, seed: int = 0, language: str = "en") -> Document:
    """Return a document with one map of that many cards, 30 % of their titles Arabic or Hebrew.

    100 cards stand in 10 stages and 5 lanes, 1,000 in 40 and 10, 10,000 in 150 and 20. About 1.2 links a
    touchpoint, 40 % of the cards with notes.
    """
    with seeded(f"synthetic {cards} {seed} {language}"):
        return Document(_records(cards, random.Random(seed), language))


def _records(count: int, dice: random.Random, language: str) -> list[Record]:
    columns, rows = SIZES[min(SIZES, key=lambda size: abs(size - count))]
    project = Project(id=new_id(), title="Synthetic", language=language)
    persona = Persona(id=new_id(), order=spread(1)[0], name="Louise")
    journey = JourneyMap(id=new_id(), order=spread(1)[0], title="Synthetic", persona=persona.id)
    stages = [Stage(new_id(), journey.id, order, _words(dice, language, 1, 3)) for order in spread(columns)]
    lanes = [Lane(new_id(), journey.id, order, LANES[row % len(LANES)]) for row, order in enumerate(spread(rows))]
    orders = spread(count)
    cards = [
        _card(dice, journey, stages[at * columns // count], lanes[dice.randrange(rows)], orders[at], language)
        for at in range(count)
    ]
    touchpoints = [card for card in cards if card.kind == "touchpoint"]
    return [project, persona, journey, *stages, *lanes, *cards, *_links(dice, touchpoints)]


def _words(dice: random.Random, language: str, least: int, most: int) -> str:
    return " ".join(dice.choices(WORDS[language].split(), k=dice.randint(least, most))).capitalize()


def _card(dice: random.Random, journey: JourneyMap, stage: Stage, lane: Lane, order: str, language: str) -> Card:
    kind = LANE_KINDS[lane.kind].card
    tongue = dice.choice(("ar", "he")) if dice.random() < 0.3 else language
    return Card(
        id=new_id(),
        map=journey.id,
        stage=stage.id,
        lane=lane.id,
        order=order,
        kind="note" if kind == "*" else kind,
        title=_words(dice, tongue, 2, 7),
        note=_words(dice, tongue, 8, 30) if dice.random() < 0.4 else "",
        evidence=dice.choice(("assumed", "observed", "measured")),
        channels=tuple(dice.sample(("web", "phone", "e-mail", "in person"), dice.randint(0, 2))),
        score=dice.randrange(-4, 5) / 2,
        severity=dice.choice((None, 1, 2, 3, 4, 5)),
        impact=dice.choice((None, 2, 4)),
        effort=dice.choice((None, 1, 3)),
        owner=dice.choice(("", "", "Sales", "Service")),
        duration=dice.choice((None, None, 15.0, 720.0)),
        moment_of_truth=dice.random() < 0.1,
    )


def _links(dice: random.Random, touchpoints: list[Card]) -> list[Link]:
    links = [Link(new_id(), a.map, a.id, b.id) for a, b in pairwise(touchpoints)]
    for at, source in enumerate(touchpoints):
        if dice.random() < 0.2:
            target = touchpoints[min(len(touchpoints) - 1, max(0, at + dice.randint(-6, 12)))]
            share = float(dice.randrange(5, 100, 5)) if dice.random() < 0.5 else None
            condition = _words(dice, "en", 1, 4) if dice.random() < 0.5 else ""
            kind = dice.choice(("next", "choice", "detour", "return"))
            links.append(Link(new_id(), source.map, source.id, target.id, kind, condition, share))
    return links
