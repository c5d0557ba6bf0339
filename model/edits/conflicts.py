"""Edits that settle a conflict of a merge: what was kept stays, or the other value takes its place."""

import json
from typing import Any

from model.change import ChangeSet
from model.document import Document
from model.edits.cards import lane_for, takes
from model.edits.draft import Draft
from model.edits.fields import name_of, removable
from model.records import (
    KINDS,
    BadRecord,
    Card,
    Comment,
    Conflict,
    Lane,
    Project,
    Record,
    Stage,
    from_data,
    references,
    rules,
)

PLACE = "place"
"""The name of a card's map, stage, lane and order where they are one thing."""
PLACE_FIELDS = ("map", "stage", "lane", "order")


def values_of(conflict: Conflict) -> tuple[Any, Any]:
    """Return the kept and the other value: of a field, of a place by its fields' names, or None for a deletion.

    What is no JSON, which only a file made elsewhere can hold, is None too.
    """
    kept, other = (_read(text) for text in (conflict.kept, conflict.other))
    return kept[0] if kept else None, other[0] if other else None


def _read(text: str) -> tuple[Any] | None:
    """Return the value that a text holds as JSON, alone in a tuple; None where it holds none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return (tuple(value) if isinstance(value, list) else value,)


def settle_conflict(document: Document, conflict_id: str, *, take_other: bool) -> ChangeSet:
    """Settle a conflict: as it was kept, or the other way; raise KeyError where there is no such conflict.

    Where the record has gone, or the other value no longer fits (its lane is gone), what is possible is done and the
    document stays valid. Conflicts about records that a deletion takes along go with them.
    """
    conflict = document.get(Conflict, conflict_id)
    about = document.find(conflict.record)
    draft = Draft(document)
    draft.remove(conflict_id)
    if take_other:
        _take(draft, conflict, about)
        for each in document.conflicts():
            if each.record in document and draft.find(each.record) is None:
                draft.remove(each.id)
    field = "@conflict.deletion" if not conflict.field else f"@field.{_word(conflict.field)}"
    title = name_of(about) if about is not None else ""
    if take_other:
        return draft.finish("change.settle_other", title=title, field=field)
    return draft.finish("change.settle_kept", title=title, field=field)


def _word(field: str) -> str:
    return "order" if field == PLACE else field


def _take(draft: Draft, conflict: Conflict, about: Record | None) -> None:
    if not conflict.field and not conflict.other:
        if about is not None and removable(draft.document, [about.id]):
            draft.remove(about.id)
        return
    other = _read(conflict.other)
    if other is None:
        return
    if not conflict.field:
        _put_back(draft, other[0], conflict.record)
    elif conflict.field == PLACE:
        if isinstance(about, Card) and isinstance(other[0], dict):
            _move(draft, about, other[0])
    elif about is not None:
        _set(draft, about, conflict.field, other[0])


def _put_back(draft: Draft, data: Any, identity: str) -> None:
    """Put back a record that found no place in the merge, if there is one for it by now."""
    try:
        record = from_data(data)
    except BadRecord:
        return
    if isinstance(record, Project) or record.id != identity or draft.find(identity) is not None:
        return
    if _fits(draft, record):
        draft.put(record)


def _set(draft: Draft, about: Record, field: str, value: Any) -> None:
    if field in ("id", "map") or field not in rules(type(about)):
        return
    before = draft.find(about.id)
    try:
        draft.change(about.id, **{field: value})
    except (ValueError, TypeError, AttributeError, OverflowError):
        return
    record = draft.find(about.id)
    if before is not None and (record is None or not _fits(draft, record)):
        draft.put(before)


def _move(draft: Draft, card: Card, place: dict[str, Any]) -> None:
    """Put a card into the other place, or, where its lane is gone, into its stage and the lane of its kind there."""
    stage, lane = draft.find(str(place.get("stage"))), draft.find(str(place.get("lane")))
    if not isinstance(stage, Stage) or stage.map != card.map:
        return
    if not isinstance(lane, Lane) or lane.map != stage.map or not takes(lane, card.kind):
        lane = lane_for(draft.document, stage.map, card.kind, card.lane)
    if lane is not None:
        draft.change(card.id, stage=stage.id, lane=lane.id, order=str(place.get("order", card.order)))


def _fits(draft: Draft, record: Record) -> bool:
    """Whether all that a record refers to is there, of the right kind, on its map, and leads in no circle."""
    for name, rule, target in references(record):
        found = draft.find(target)
        if type(found) is not KINDS[rule.target]:
            return False
        on_one_map = name not in ("about", "persona", "reply_to", "card")
        if on_one_map and getattr(found, "map", found.id) != getattr(record, "map", None):
            return False
    return not any(_circles(draft, record, name) for name in ("about", "reply_to") if hasattr(record, name))


def _circles(draft: Draft, record: Record, name: str) -> bool:
    seen = {record.id}
    at = getattr(record, name)
    while isinstance(found := draft.find(at), Card | Comment):
        if found.id in seen:
            return True
        seen.add(found.id)
        at = getattr(found, name)
    return False
