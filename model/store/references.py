"""Whether records that come from outside make one document: one project, no id twice, nothing that leads nowhere.

The rule: a reference that may be empty (a persona, what a card is about) and leads nowhere, or round in a circle,
is emptied and counted. One that a record cannot be without (its map, its stage) makes the file unusable.
"""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from model.change import ChangeSet
from model.document import Document
from model.records import KINDS, Card, Comment, Lane, Link, Record, Stage, references, rules

ByKind = dict[str, list[Record]]


class BadReference(ValueError):
    """Records that make no document. `key` names the sentence; `field` and `record` say where, if anywhere."""

    def __init__(self, key: str, *, record: str = "", field: str = "") -> None:
        super().__init__(key, record, field)
        self.key = key
        self.record = record
        self.field = field


def settle(found: ByKind) -> tuple[list[Record], int]:
    """Return the records of a document in the order of KINDS, and how many references had to be emptied.

    Raises BadReference where they make none.
    """
    if len(found.get("project", ())) != 1:
        raise BadReference("file.no_project")
    ids = {kind: set(map(attrgetter("id"), found.get(kind, ()))) for kind in KINDS}
    _check_ids(found, ids)
    emptied = 0
    settled: list[Record] = []
    for kind, cls in KINDS.items():
        records = found.get(kind, [])
        for name, rule in rules(cls).items():
            if rule.kind != "reference":
                continue
            wrong = set(map(attrgetter(name), records)) - ids[rule.target] - ({None} if rule.optional else set())
            if wrong and not rule.optional:
                lost = next(record for record in records if getattr(record, name) in wrong)
                raise BadReference("file.dangling", record=lost.id, field=name)
            if wrong:
                emptied += sum(getattr(record, name) in wrong for record in records)
                records = [_emptied(each, name) if getattr(each, name) in wrong else each for each in records]
        settled += records
    _check_maps(settled)
    return _without_circles(settled, emptied)


def _emptied(record: Record, name: str) -> Record:
    without: dict[str, Any] = {name: None}
    return replace(record, **without)


def _check_ids(found: ByKind, ids: dict[str, set[str]]) -> None:
    """Raise BadReference where two records, of one kind or of two, carry one id."""
    seen: set[str] = set()
    for kind in KINDS:
        twice = ids[kind] & seen
        if twice or len(ids[kind]) != len(found.get(kind, ())):
            raise BadReference("file.id_twice", record=min(twice, default=kind))
        seen |= ids[kind]


def _check_maps(records: Iterable[Record]) -> None:
    """Raise BadReference where a card stands in a stage or lane of another map, or a link leaves its map."""
    map_of = {record.id: record.map for record in records if isinstance(record, Stage | Lane | Card)}
    for record in records:
        if isinstance(record, Card):
            fields = {"stage": record.stage, "lane": record.lane}
        elif isinstance(record, Link):
            fields = {"source": record.source, "target": record.target}
        else:
            continue
        for name, target in fields.items():
            if map_of[target] != record.map:
                raise BadReference("file.other_map", record=record.id, field=name)


def _without_circles(records: list[Record], emptied: int) -> tuple[list[Record], int]:
    """Return the records with each reference of a kind to its own kind emptied that, followed on, leads back to itself.

    Those are what a card is about, and the comment that one replies to.
    """
    for cls, name in ((Card, "about"), (Comment, "reply_to")):
        ahead = {each.id: target for each in records if type(each) is cls and (target := getattr(each, name))}
        circles = _circles(ahead)
        if circles:
            records = [_emptied(each, name) if each.id in circles else each for each in records]
            emptied += len(circles)
    return records, emptied


def _circles(ahead: dict[str, str]) -> set[str]:
    """Return the ids that lead back to themselves."""
    circles: set[str] = set()
    done: set[str] = set()
    for start in ahead:
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = len(path)
            at = ahead.get(at)
        if at is not None and at in path:
            circles |= {each for each, step in path.items() if step >= path[at]}
        done |= path.keys()
    return circles


def check_references(document: Document, changes: ChangeSet) -> None:
    """Hold that an edit, already applied, left nothing that leads nowhere, which could not be opened again."""
    for change in changes.changes:
        if change.after is None:
            assert not document.referring(change.id), f"{changes.label.key}: {change.id} is still referred to"
        else:
            lost = [target for _, _, target in references(change.after) if target not in document]
            assert not lost, f"{changes.label.key}: {change.id} refers to {lost}"
