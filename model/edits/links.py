"""Edits of links between touchpoints."""

from typing import Any

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.ids import new_id
from model.records import Card, Link


def can_connect(document: Document, source_id: str, target_id: str) -> bool:
    """Return whether a link may be drawn: between two different touchpoints of one map, not there already."""
    source, target = document.find(source_id), document.find(target_id)
    if not isinstance(source, Card) or not isinstance(target, Card) or source is target:
        return False
    if source.kind != "touchpoint" or target.kind != "touchpoint" or source.map != target.map:
        return False
    return not any(
        isinstance(link, Link) and (link.source, link.target) == (source_id, target_id)
        for link in document.referring(source_id)
    )


def _later(document: Document, source: Card, target: Card) -> bool:
    stages = [stage.id for stage in document.stages(source.map)]
    return stages.index(target.stage) >= stages.index(source.stage)


def connect(document: Document, source_id: str, target_id: str, **fields: Any) -> ChangeSet:
    """Link two touchpoints. A second way out of the source is a choice, a way back over a stage a return."""
    draft = Draft(document)
    source, target = document.get(Card, source_id), document.get(Card, target_id)
    if "kind" not in fields:
        ways = [each for each in document.referring(source_id) if isinstance(each, Link) and each.source == source_id]
        forks = any(link.kind in ("next", "choice") for link in ways)
        fields["kind"] = "return" if not _later(document, source, target) else "choice" if forks else "next"
    draft.put(Link(id=new_id(), map=source.map, source=source_id, target=target_id, **fields))
    return draft.finish("change.connect", source=short(source.title), target=short(target.title))
