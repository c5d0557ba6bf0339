"""Edits of the maps of a project, and of its personas."""

from dataclasses import replace
from typing import Any

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.ids import new_id
from model.records import JourneyMap, Persona, Record, references


def add_map(document: Document, title: str, index: int | None = None, **fields: Any) -> ChangeSet:
    """Add an empty map as a tab; None is the last place."""
    draft = Draft(document)
    maps = list(document.maps())
    order = draft.place(maps, len(maps) if index is None else index)
    draft.put(JourneyMap(id=new_id(), order=order, title=title, **fields))
    return draft.finish("change.add_map", title=short(title))


def move_map(document: Document, map_id: str, index: int) -> ChangeSet:
    """Move a map's tab to an index, counted with the tab still standing where it was."""
    draft = Draft(document)
    record = document.get(JourneyMap, map_id)
    draft.move(document.maps(), map_id, index)
    return draft.finish("change.move_map", title=short(record.title))


def duplicate_map(document: Document, map_id: str, title: str, **fields: Any) -> ChangeSet:
    """Copy a map with all that it holds, next to it and under a new title."""
    draft = Draft(document)
    original = document.get(JourneyMap, map_id)
    parts: list[Record] = [*document.stages(map_id), *document.lanes(map_id)]
    parts += [*document.cards(map_id), *document.links(map_id)]
    names = {part.id: new_id() for part in parts} | {map_id: new_id()}
    maps = list(document.maps())
    order = draft.place(maps, maps.index(original) + 1)
    draft.put(replace(original, id=names[map_id], order=order, title=title, **fields))
    for part in parts:
        renamed: dict[str, Any] = {name: names.get(target, target) for name, _, target in references(part)}
        draft.put(replace(part, id=names[part.id], **renamed))
    return draft.finish("change.duplicate_map", title=short(original.title))


def add_persona(document: Document, map_id: str | None = None, name: str = "", **fields: Any) -> ChangeSet:
    """Add a persona, and give it to a map where one is named."""
    draft = Draft(document)
    personas = list(document.personas())
    persona = draft.put(Persona(id=new_id(), order=draft.place(personas, len(personas)), name=name, **fields))
    if map_id:
        draft.change(map_id, persona=persona.id)
    return draft.finish("change.add_persona", title=short(name))
