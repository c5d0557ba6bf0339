"""Three-way merging of records: what either side did since the ancestor is in the result, or in a Conflict.

It is symmetric: it does not matter which side is called the first. Fields are merged one by one. Where both sides set
one differently the later change wins; a record that one side changed outlives its deletion by the other.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model.merge.fields import blank, differing, joined, units, value_of, with_values, written
from model.merge.merging import Merging, newer, rank
from model.merge.repair import repair
from model.merge.side import Side, Signature
from model.records import KIND_OF, KINDS, Conflict, Project, Record, rules


def three_way(base: Mapping[str, Record], first: Side, second: Side) -> dict[str, Record]:
    """Return the merged records by id, with a new Conflict for every value that lost.

    Both sides must be valid documents; so is the result. base: what both came of; empty where they have no common
    history. A record that stands in neither is gone.
    """
    given = first.records, second.records
    base, first, second = _with_one_project(base, first, second)
    merging = Merging(base, first, second, dict(base))
    for records in given:
        _note_displaced(merging, records)
    merging.touched = _differing(base, first.records) | _differing(base, second.records)
    for identity in sorted(merging.touched):
        outcome = _decided(merging, identity)
        if outcome is not None:
            merging.result[identity] = outcome
        else:
            merging.result.pop(identity, None)
    repair(merging)
    for identity, conflict in merging.conflicts.items():
        merging.result.setdefault(identity, conflict)
    return merging.result


def _differing(base: Mapping[str, Record], records: Mapping[str, Record]) -> set[str]:
    """Return the ids of what a side added, changed or removed. Most records are the same object, or equal."""
    found = {each for each, record in records.items() if (was := base.get(each)) is not record and was != record}
    return found | (base.keys() - records.keys())


def _decided(merging: Merging, identity: str) -> Record | None:
    """Return what becomes of one record."""
    base = merging.base.get(identity)
    first, second = merging.first.records.get(identity), merging.second.records.get(identity)
    if first == second or second == base:
        return first
    if first == base:
        return second
    if isinstance(first, Conflict) or isinstance(second, Conflict):
        return _conflict(first, second)
    if first is None or second is None:
        return _survivor(merging, base, identity)
    if type(first) is not type(second):
        kept, lost = sorted((first, second), key=lambda record: list(KINDS).index(KIND_OF[type(record)]))
        merging.note_loss(lost)
        return kept
    return _merged(merging, base if type(base) is type(first) else blank(first), first, second)


def _survivor(merging: Merging, base: Record | None, identity: str) -> Record | None:
    """Return what becomes of a record that one side removed and the other changed: it stays, if that was an edit."""
    side = next(side for side in merging.sides if identity in side.records)
    record = side.records[identity]
    if base is not None and type(base) is type(record) and _has_only_forgotten(side, base, record):
        return None
    merging.note_deletion(identity, identity)
    return record


def _has_only_forgotten(side: Side, base: Record, record: Record) -> bool:
    """Whether all that a side changed in a record are references to what it removed."""
    return all(_only_forgot(side, base, record, unit) for unit in differing(base, record))


def _only_forgot(side: Side, base: Record, record: Record, unit: str) -> bool:
    """Whether a side emptied a reference only because it removed what that led to, so that nobody set the field."""
    rule = rules(type(base)).get(unit)
    if rule is None or rule.kind != "reference" or value_of(record, unit) is not None:
        return False
    return value_of(base, unit) not in side.records


def _conflict(first: Record | None, second: Record | None) -> Record | None:
    """Return what becomes of a record of a conflict: nobody edits it, so once it is settled on a side it is settled."""
    if isinstance(first, Conflict) and isinstance(second, Conflict):
        return newer(first, second)
    return None


def _merged(merging: Merging, base: Record, first: Record, second: Record) -> Record:
    """Return a record with the changes that both sides made to it."""
    values: dict[str, Any] = {}
    for unit in units(type(base)):
        was, one, two = value_of(base, unit), value_of(first, unit), value_of(second, unit)
        if one == two or two == was:
            values[unit] = one
        elif one == was or _only_forgot(merging.first, base, first, unit):
            values[unit] = two
        elif _only_forgot(merging.second, base, second, unit):
            values[unit] = one
        else:
            values[unit] = _chosen(merging, base, unit, one, two)
    return with_values(first, values)


def _chosen(merging: Merging, base: Record, unit: str, one: Any, two: Any) -> Any:
    """Return what a field becomes that both sides set, each to something else."""
    first = written(unit, one), merging.first.sign(base.id, unit)
    second = written(unit, two), merging.second.sign(base.id, unit)
    if rank(first[1], first[0]) < rank(second[1], second[0]):
        one, two, first, second = two, one, second, first
    rule = rules(type(base)).get(unit)
    if rule is not None and rule.kind == "words":
        words = joined(value_of(base, unit), one, two)
        if words is not None:
            return words
    merging.note(base.id, unit, first, second)
    return one


def _with_one_project(base: Mapping[str, Record], first: Side, second: Side) -> tuple[Mapping[str, Record], Side, Side]:
    """Return base and sides with one project record in all, under one id, so that its fields merge like all others."""
    ids = {_project(first.records), _project(second.records)} - {""}
    if len(ids) < 2:
        return base, first, second
    kept = min(ids)
    one, two = (_renamed_side(side, kept) for side in (first, second))
    return _renamed(base, kept), one, two


def _note_displaced(merging: Merging, records: Mapping[str, Record]) -> None:
    """Record what lost its id to the project, if a file made elsewhere has one id for both."""
    displaced = records.get(_project(merging.first.records))
    if displaced is not None and not isinstance(displaced, Project):
        merging.note_loss(displaced)


def _project(records: Mapping[str, Record]) -> str:
    return next((record.id for record in records.values() if isinstance(record, Project)), "")


def _renamed(records: Mapping[str, Record], kept: str) -> Mapping[str, Record]:
    was = _project(records)
    if was in ("", kept):
        return records
    renamed = {each: record for each, record in records.items() if each != was}
    return renamed | {kept: replace(records[was], id=kept)}


def _renamed_side(side: Side, kept: str) -> Side:
    was = _project(side.records)

    def sign(record: str, unit: str) -> Signature:
        return side.sign(was if record == kept else record, unit)

    return side if was == kept else Side(_renamed(side.records, kept), sign)
