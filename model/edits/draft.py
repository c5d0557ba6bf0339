"""A draft: a document with changes pencilled in, from which an edit reads and to which it writes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from model.change import Change, ChangeSet, change_set
from model.document import Document, Each
from model.order import Ordered, place
from model.records import Record, RecordType, clean, references


class Draft:
    """Collects what an edit does. Every record that is put is normalised; the document itself is never touched."""

    def __init__(self, document: Document) -> None:
        """Begin with nothing changed."""
        self.document = document
        self._after: dict[str, Record | None] = {}

    def find(self, identity: str | None) -> Record | None:
        """Return a record as the draft has it, or None."""
        if not identity:
            return None
        return self._after[identity] if identity in self._after else self.document.find(identity)

    def get(self, cls: type[Each], identity: str) -> Each:
        """Return a record as the draft has it; raise KeyError unless it is there and of this class."""
        record = self.find(identity)
        if type(record) is not cls:
            raise KeyError(identity)
        return record

    def put(self, record: RecordType) -> RecordType:
        """Add or replace a record, normalised, and return it as it was put."""
        cleaned = clean(record)
        self._after[cleaned.id] = cleaned
        return cleaned

    def change(self, identity: str, **values: Any) -> None:
        """Set fields of a record."""
        record = self.find(identity)
        if record is None:
            raise KeyError(identity)
        self._after[identity] = clean(replace(record, **values))

    def place(self, siblings: "list[Any]", index: int) -> str:
        """Return the order key for a place among siblings, rewriting those of equal key that must move for it.

        The siblings are read as the draft has them, so places can be taken one after the other.
        """
        current = [self.find(each.id) or each for each in siblings]
        key, moved = place(cast("list[Ordered]", current), index)
        for identity, order in moved.items():
            self.change(identity, order=order)
        return key

    def move(self, siblings: Sequence[Any], identity: str, index: int) -> None:
        """Move one of some sorted siblings to an index, counted with it still standing where it was."""
        here = next(place for place, each in enumerate(siblings) if each.id == identity)
        at = index - 1 if index > here else index
        if at != here:
            self.change(identity, order=self.place([each for each in siblings if each.id != identity], at))

    def remove(self, identity: str) -> None:
        """Remove a record and all that cannot be without it; what merely spoke of it forgets it."""
        pending = [identity]
        while pending:
            gone = pending.pop()
            if self.find(gone) is None:
                continue
            self._after[gone] = None
            for record in self._referring(gone):
                for name, rule, target in tuple(references(record)):
                    if target != gone:
                        continue
                    if rule.on_delete == "cascade":
                        pending.append(record.id)
                    else:
                        self.change(record.id, **{name: None})

    def _referring(self, identity: str) -> Iterator[Record]:
        seen = {record.id for record in self.document.referring(identity)}
        pencilled = (each for each, record in self._after.items() if record is not None and each not in seen)
        for each in (*seen, *pencilled):
            record = self.find(each)
            if record is not None and any(target == identity for _, _, target in references(record)):
                yield record

    def finish(self, key: str, *, coalesce: str = "", **values: str) -> ChangeSet:
        """Return what was drafted as one ChangeSet under a catalogue key."""
        changes = (Change(self.document.find(identity), after) for identity, after in self._after.items())
        return change_set(key, changes, coalesce=coalesce, **values)


def short(text: str, limit: int = 40) -> str:
    """Return a title fit for a label: one line, at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def created(changes: ChangeSet) -> list[str]:
    """Return the ids of the records that a ChangeSet adds."""
    return [change.id for change in changes.changes if change.before is None]
