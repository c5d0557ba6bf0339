"""What of a map a Mermaid journey can hold: title, scenario, stages, touchpoints with scores, the persona's name."""

from dataclasses import dataclass

from model.document import Document
from model.importers.imported import INVISIBLE
from model.importers.mermaid_task import NEUTRAL
from model.records import Card, JourneyMap, Persona, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """A touchpoint and the emotion about it. `score` is on Mermaid's scale, 1 to 5; without an emotion its middle."""

    card: Card
    emotion: Card | None

    @property
    def score(self) -> float:
        """The score that is written."""
        return NEUTRAL + (self.emotion.score if self.emotion else 0)


@dataclass(frozen=True, slots=True)
class Outline:
    """A map as a Mermaid journey tells it. `persona` is empty where there is none that a task could name."""

    map: JourneyMap
    title: str
    description: str
    persona: str
    stages: tuple[tuple[Stage, tuple[Step, ...]], ...]

    def steps(self) -> list[Step]:
        """Return all touchpoints in reading order."""
        return [step for _, steps in self.stages for step in steps]


def outline(document: Document, map_id: str) -> Outline:
    """Return what a Mermaid journey can hold of a map."""
    journey_map = document.get(JourneyMap, map_id)
    cards = document.reading_order(map_id)
    emotions: dict[str, Card] = {}
    for card in cards:
        if card.kind == "emotion" and card.about:
            emotions.setdefault(card.about, card)
    steps: dict[str, list[Step]] = {}
    for card in cards:
        if card.kind == "touchpoint":
            steps.setdefault(card.stage, []).append(Step(card, emotions.get(card.id)))
    persona = document.find(journey_map.persona)
    name = persona.name if isinstance(persona, Persona) else ""
    return Outline(
        journey_map,
        journey_map.title,
        journey_map.scenario,
        "" if INVISIBLE.issuperset(name) else name,
        tuple((stage, tuple(steps.get(stage.id, ()))) for stage in document.stages(map_id)),
    )
