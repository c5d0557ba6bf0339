"""What a map says, without ids and order keys: what two readings of one journey must agree in."""

from typing import NamedTuple

from model.records import Card


class Step(NamedTuple):
    title: str
    score: float | None
    tags: tuple[str, ...]
    note: str


class Shape(NamedTuple):
    project: str
    title: str
    scenario: str
    language: str
    persona: str | None
    lanes: tuple[str, ...]
    stages: tuple[tuple[str, tuple[Step, ...]], ...]
    links: tuple[tuple[int, int, str], ...]


def shape(document, map_id=None, *, notes=True):
    journey_map = document.maps()[0] if map_id is None else next(m for m in document.maps() if m.id == map_id)
    touchpoints = [card for card in document.reading_order(journey_map.id) if card.kind == "touchpoint"]
    places = {card.id: index for index, card in enumerate(touchpoints)}
    persona = document.find(journey_map.persona)
    return Shape(
        document.project.title,
        journey_map.title,
        journey_map.scenario,
        document.language(journey_map.id),
        persona.name if persona else None,
        tuple(lane.kind for lane in document.lanes(journey_map.id)),
        tuple(
            (stage.title, tuple(_step(document, card, notes) for card in touchpoints if card.stage == stage.id))
            for stage in document.stages(journey_map.id)
        ),
        tuple(sorted((places[link.source], places[link.target], link.kind) for link in document.links(journey_map.id))),
    )


def _step(document, card, notes):
    emotions = [each for each in document.referring(card.id) if isinstance(each, Card) and each.kind == "emotion"]
    assert len(emotions) <= 1
    assert all(each.stage == card.stage for each in emotions)
    return Step(card.title, emotions[0].score if emotions else None, card.tags, card.note if notes else "")
