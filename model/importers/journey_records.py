"""From the outline of journeys in a text to a project: stages, touchpoints in a chain, emotions and personas."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from model.document import Document
from model.ids import new_id
from model.importers.imported import Notes
from model.importers.mermaid_task import Task
from model.order import spread
from model.records import Card, JourneyMap, Lane, Link, Persona, Project, Record, Stage

_LANGUAGE_OF_DIRECTION = {"L": "en", "AL": "ar", "R": "he"}


@dataclass(slots=True)
class Section:
    """A stage to be: its title and its tasks in order."""

    title: str
    tasks: list[Task] = field(default_factory=list)


@dataclass(slots=True)
class Journey:
    """A map to be. `line` is where it begins in the file."""

    line: int
    title: str = ""
    description: str = ""
    sections: list[Section] = field(default_factory=list)

    def tasks(self) -> list[Task]:
        """Return all tasks in order."""
        return [task for section in self.sections for task in section.tasks]


def language_of(journey: Journey, fallback: str) -> str:
    """Return the language that most strings begin in, by their first strong letter; the fallback where none has one.

    Latin and all other left-to-right letters count as English, the letters of Arabic as Arabic, of Hebrew as Hebrew.
    """
    strings = [
        journey.title,
        *(section.title for section in journey.sections),
        *(task.title for task in journey.tasks()),
    ]
    return language_of_strings(strings, fallback)


def language_of_strings(strings: Iterable[str], fallback: str) -> str:
    """Return the language that most of the strings begin in, as `language_of` counts them."""
    counted = Counter(
        next((found for each in string if (found := _LANGUAGE_OF_DIRECTION.get(unicodedata.bidirectional(each)))), "")
        for string in strings
    )
    del counted[""]
    return counted.most_common(1)[0][0] if counted else fallback


def persona_of(journey: Journey) -> str:
    """Return the actor of most tasks, the first one named among equals; empty where there are no actors."""
    counted = Counter(actor for task in journey.tasks() for actor in task.actors)
    return counted.most_common(1)[0][0] if counted else ""


def build(journeys: Sequence[Journey], notes: Notes, language: str, title: str = "") -> Document:
    """Return a project with one map a journey. Its title is the one given, or that of the first map.

    language: what a map without letters of any script is in; the project takes the language of its first map.
    """
    spoken = [language_of(journey, language) for journey in journeys]
    main = spoken[0] if spoken else language
    records: list[Record] = [Project(new_id(), title=title or journeys[0].title, language=main)]
    personas: dict[str, Persona] = {}
    for name in dict.fromkeys(map(persona_of, journeys)):
        if name:
            personas[name] = Persona(new_id(), name=name)
    orders = spread(len(personas))
    records += [Persona(each.id, order, each.name) for each, order in zip(personas.values(), orders, strict=True)]
    for journey, order, own in zip(journeys, spread(len(journeys)), spoken, strict=True):
        persona = personas.get(persona_of(journey))
        journey_map = JourneyMap(
            new_id(),
            order,
            journey.title,
            persona=persona.id if persona else None,
            scenario=journey.description,
            language="" if own == main else own,
        )
        records.append(journey_map)
        records += _map_records(journey, journey_map.id, persona.name if persona else "", notes)
    return Document(records)


def _map_records(journey: Journey, map_id: str, persona: str, notes: Notes) -> list[Record]:
    first, second = spread(2)
    steps, feelings = Lane(new_id(), map_id, first, "touchpoints"), Lane(new_id(), map_id, second, "emotions")
    stages: list[Record] = []
    cards: list[Card] = []
    orders = spread(len(journey.sections))
    for section, order in zip(journey.sections, orders, strict=True):
        stage = Stage(new_id(), map_id, order, section.title)
        stages.append(stage)
        cards += _cards(section.tasks, stage, (steps, feelings), persona)
    chain = [card.id for card in cards if card.kind == "touchpoint"]
    links = [Link(new_id(), map_id, source, target) for source, target in pairwise(chain)]
    without = [task.line for task in journey.tasks() if task.actors and persona not in task.actors]
    if without:
        lines = ", ".join(map(str, without[:5])) + (" …" if len(without) > 5 else "")
        notes.warn(without[0], "import.mermaid.without_persona", persona=persona, lines=lines)
    return [*stages, steps, feelings, *cards, *links]


def _cards(tasks: Sequence[Task], stage: Stage, lanes: tuple[Lane, Lane], persona: str) -> list[Card]:
    """Return a touchpoint for each task, each followed by its emotion where it has a score."""
    cards: list[Card] = []
    for task, order in zip(tasks, spread(len(tasks)), strict=True):
        tags = tuple(actor for actor in task.actors if actor != persona)
        step = Card(new_id(), stage.map, stage.id, lanes[0].id, order, "touchpoint", task.title, task.note, tags=tags)
        cards.append(step)
        if task.score is not None:
            feeling = Card(
                new_id(), stage.map, stage.id, lanes[1].id, order, "emotion", about=step.id, score=task.score
            )
            cards.append(feeling)
    return cards
