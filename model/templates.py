"""Templates and samples: maps written down as TOML, one structure with the words of all three languages beside it.

A text is a table of languages (`{en = "…", ar = "…", he = "…"}`). A card may carry a `name` by which others speak of
it: `about` and `links` use these names. Ids are new each time, so two projects made from one template stay strangers.
"""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.document import Document
from model.ids import new_id
from model.order import spread
from model.records import (
    LANE_OF_CARD,
    LANGUAGES,
    Card,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Project,
    Record,
    Stage,
    clean,
)
from resources import SAMPLES, TEMPLATES

_FIRST = ("blank", "purchase", "blueprint")


def template_names() -> list[str]:
    """Return the names of the templates, the simplest first."""
    found = {path.stem for path in TEMPLATES.glob("*.toml")}
    return [name for name in _FIRST if name in found] + sorted(found - set(_FIRST))


def template(name: str, language: str) -> Document:
    """Return a new document made from a template; raise KeyError for a name that is none."""
    if name not in template_names():
        raise KeyError(name)
    return _build(TEMPLATES / f"{name}.toml", language)


def sample(name: str, language: str) -> Document:
    """Return a new document made from a sample ("louise"); raise KeyError for a name that is none."""
    path = SAMPLES / f"{name}.toml"
    if not path.exists():
        raise KeyError(name)
    return _build(path, language)


def _build(path: Path, language: str) -> Document:
    assert language in LANGUAGES
    said = _in_language(tomllib.loads(path.read_text(encoding="utf-8")), language)
    project = Project(id=new_id(), language=language, **said.get("project", {}))
    records: list[Record] = [project]
    personas = {}
    for data, order in _ordered(said.get("personas", [])):
        persona = Persona(id=new_id(), order=order, **_without(data, "key"))
        personas[data["key"]] = persona.id
        records.append(persona)
    for data, order in _ordered(said["maps"]):
        records += _map(data, order, personas)
    return Document(clean(record) for record in records)


def _map(data: dict[str, Any], order: str, personas: dict[str, str]) -> list[Record]:
    fields = _without(data, "stages", "lanes", "links", "persona")
    journey = JourneyMap(id=new_id(), order=order, persona=personas.get(data.get("persona", "")), **fields)
    lanes = [Lane(id=new_id(), map=journey.id, order=key, **each) for each, key in _ordered(data.get("lanes", []))]
    lane_of = {lane.kind: lane.id for lane in reversed(lanes)}
    stages: list[Stage] = []
    cards: list[Card] = []
    names: dict[str, str] = {}
    spoken: dict[str, str] = {}
    for column, key in _ordered(data.get("stages", [])):
        stage = Stage(id=new_id(), map=journey.id, order=key, **_without(column, "cards"))
        stages.append(stage)
        for card, place in _ordered(column.get("cards", [])):
            made = Card(
                id=new_id(),
                map=journey.id,
                stage=stage.id,
                lane=lane_of[LANE_OF_CARD[card["kind"]]],
                order=place,
                **_without(card, "name", "about"),
            )
            cards.append(made)
            if "name" in card:
                names[card["name"]] = made.id
            if "about" in card:
                spoken[made.id] = card["about"]
    told = [_about(card, names, spoken) for card in cards]
    links = [
        Link(
            id=new_id(),
            map=journey.id,
            source=names[each["source"]],
            target=names[each["target"]],
            **_without(each, "source", "target"),
        )
        for each in data.get("links", [])
    ]
    return [journey, *lanes, *stages, *told, *links]


def _about(card: Card, names: dict[str, str], spoken: dict[str, str]) -> Card:
    return replace(card, about=names[spoken[card.id]]) if card.id in spoken else card


def _ordered(items: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    return list(zip(items, spread(len(items)), strict=True))


def _without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _in_language(value: Any, language: str) -> Any:
    """Return the data with every table of languages replaced by the words of one."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            return value[language]
        return {name: _in_language(each, language) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_language(each, language) for each in value]
    return value
