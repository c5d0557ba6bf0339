"""What of a project is fit for somebody outside: the map, and nothing that was said or hidden behind it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from model.document import Document
from model.records import Comment, Conflict, Lane, Project, Record, Version, references


def cleaned_for_sending(records: Iterable[Record]) -> list[Record]:
    """Return the records without comments, versions, conflicts, authors and hidden lanes.

    With a hidden lane go its cards, their links and what else cannot be without them; what merely spoke of them
    forgets it. The records are in the order they came in.
    """
    document = Document(records)
    gone = _leaving(document)
    return [_cleaned(record, gone) for record in document.records.values() if record.id not in gone]


def _leaving(document: Document) -> set[str]:
    """Return the ids of all that is not sent."""
    records = document.records.values()
    pending = [each.id for each in records if isinstance(each, Comment | Version | Conflict)]
    pending += [each.id for each in records if isinstance(each, Lane) and each.hidden]
    gone: set[str] = set()
    while pending:
        identity = pending.pop()
        if identity in gone:
            continue
        gone.add(identity)
        for record in document.referring(identity):
            if any(target == identity and rule.on_delete == "cascade" for _, rule, target in references(record)):
                pending.append(record.id)
    return gone


def _cleaned(record: Record, gone: set[str]) -> Record:
    forgotten: dict[str, Any] = {name: None for name, _, target in references(record) if target in gone}
    if isinstance(record, Project):
        forgotten["authors"] = ()
    return replace(record, **forgotten) if forgotten else record
