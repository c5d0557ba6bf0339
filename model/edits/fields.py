"""Edits of any record: set fields, remove."""

from collections.abc import Iterable
from typing import Any

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.records import KIND_OF, JourneyMap, Persona, Project, Record


def name_of(record: Record) -> str:
    """Return what a record is called in a label; empty where it has no words of its own."""
    return short(str(getattr(record, "title", "") or getattr(record, "name", "") or getattr(record, "condition", "")))


def set_fields(document: Document, identity: str, *, coalesce: str = "", **values: Any) -> ChangeSet:
    """Set fields of one record. coalesce: the same word for all that belongs to one stretch of typing."""
    return set_fields_of_all(document, (identity,), coalesce=coalesce, **values)


def set_fields_of_all(document: Document, identities: Iterable[str], *, coalesce: str = "", **values: Any) -> ChangeSet:
    """Set the same fields of several records; a value that a field's rule refuses raises ValueError."""
    draft = Draft(document)
    chosen = list(identities)
    for identity in chosen:
        draft.change(identity, **values)
    record = document.records[chosen[0]]
    field = next(iter(values))
    return draft.finish(
        "change.set_field",
        coalesce=coalesce,
        title=name_of(record),
        kind=f"@record.{KIND_OF[type(record)]}",
        field=f"@field.{field}",
    )


def removable(document: Document, identities: Iterable[str]) -> list[str]:
    """Return which of the ids may be removed: anything but the project and its last map."""
    wanted = list(dict.fromkeys(each for each in identities if each in document))
    maps = [each for each in wanted if isinstance(document.records[each], JourneyMap)]
    kept = maps[-1:] if len(maps) == len(document.maps()) else []
    return [each for each in wanted if each not in kept and not isinstance(document.records[each], Project)]


def remove(document: Document, identities: Iterable[str]) -> ChangeSet:
    """Remove records with all that cannot be without them: a stage with its cards, a card with its links."""
    draft = Draft(document)
    chosen = removable(document, identities)
    for identity in chosen:
        draft.remove(identity)
    first = document.records[chosen[0]] if chosen else None
    kind = KIND_OF[type(first)] if first is not None else "card"
    title = name_of(first) if first is not None else ""
    return draft.finish("change.remove", title=title, kind=f"@record.{kind}", number=str(len(chosen)))


def unused_persona(document: Document, persona: Persona) -> bool:
    """Return whether no map is about this persona."""
    return not document.referring(persona.id)
