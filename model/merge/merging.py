"""A merge while it is under way: the result so far, and what was decided against somebody's work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from model.entry import encode
from model.merge.fields import units, value_of, written
from model.merge.side import UNSIGNED, Side, Signature, age
from model.records import Conflict, Record, clean, to_data

_THERE = encode(True)
_GONE = ""
"""What a Conflict keeps of a record as a whole."""


@dataclass
class Merging:
    """base, first, second: what is merged. result: by id, changed as the merge goes on. touched: ids to look at."""

    base: Mapping[str, Record]
    first: Side
    second: Side
    result: dict[str, Record]
    touched: set[str] = field(default_factory=set)
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.first, self.second

    def found(self, identity: str) -> Record | None:
        """Return a record that may be gone from the result as one of the sides or else the ancestor has it."""
        for records in (self.first.records, self.second.records, self.base):
            if identity in records:
                return records[identity]
        return None

    def signature(self, identity: str, unit: str, value: Any) -> Signature:
        """Return the latest signature of a side that brought something to this value."""
        signed = [
            side.sign(identity, unit)
            for side in self.sides
            if (record := side.records.get(identity)) is not None
            and unit in units(type(record))
            and value_of(record, unit) == value
        ]
        return max(signed, key=age, default=UNSIGNED)

    def note(self, record: str, unit: str, kept: tuple[str, Signature], other: tuple[str, Signature]) -> None:
        """Record that a value (as JSON) was kept and another was not."""
        identity = sha256(encode([record, unit, kept[0], other[0]]).encode()).hexdigest()[:20]
        conflict = Conflict(identity, record, unit, kept[0], other[0], *kept[1], *other[1])
        self.conflicts[identity] = newer(clean(conflict), self.conflicts.get(identity))

    def note_deletion(self, identity: str, keeper: str) -> None:
        """Record that a side removed what the other one kept at work on, which stays; `keeper`: what it worked on."""
        first, second = self.sides if identity in self.first.records else self.sides[::-1]
        self.note(identity, "", (_THERE, first.sign(keeper, "")), (_GONE, second.sign(identity, "")))

    def note_loss(self, record: Record) -> None:
        """Record that a record can stand nowhere in the result: the conflict holds all of it."""
        signed = max((side.sign(record.id, "") for side in self.sides), key=age)
        self.note(record.id, "", (_GONE, UNSIGNED), (encode(to_data(record)), signed))

    def note_emptied(self, record: Record, unit: str, winner: Signature) -> None:
        """Record that a reference had to be emptied."""
        value = value_of(record, unit)
        lost = written(unit, value), self.signature(record.id, unit, value)
        self.note(record.id, unit, (written(unit, None), winner), lost)


def rank(signature: Signature, value: str) -> tuple[int, str, str]:
    """Return what decides between two changes: the time, then the author, then the value itself."""
    return signature.time, signature.author, value


def newer(conflict: Conflict, other: Conflict | None) -> Conflict:
    """Return one of two records of one conflict, the same whichever comes first."""
    return conflict if other is None else max(conflict, other, key=_moments)


def _moments(conflict: Conflict) -> tuple[int, str, int, str, str]:
    times = (conflict.kept_time, conflict.kept_author, conflict.other_time, conflict.other_author)
    return *times, encode(to_data(conflict))
