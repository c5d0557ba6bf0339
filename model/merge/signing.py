"""Who last changed what, read from the entries of a log that came after the ancestor."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from model.change import Change
from model.entry import Entry
from model.merge.ancestor import Graph, is_merge
from model.merge.fields import differing, units, value_of
from model.merge.side import UNSIGNED, Signature, age
from model.records import BadRecord, Record


class _Made(NamedTuple):
    """A change of one field: whether a person made it (a merge signs nothing), when, by whom, and to what."""

    by_person: bool
    time: int
    author: str
    value: Any


_Index = dict[tuple[str, str], list[_Made]]


def signer(graph: Graph, since: Iterable[str], records: Mapping[str, Record]) -> Callable[[str, str], Signature]:
    """Return who signs each field of a side: whoever brought it last to the value that it has there.

    since: the entries of the side after the ancestor. They are read when the first signature is asked for.
    """
    entries = [entry for each in sorted(since) for entry in graph.variants(each)]
    index = cache(partial(_index, entries))
    begun = min((Signature(each.author, each.time) for each in entries if not each.parents), key=age, default=UNSIGNED)

    def sign(identity: str, unit: str) -> Signature:
        record = records.get(identity)
        made = index().get((identity, unit), [])
        if unit:
            value = value_of(record, unit) if record is not None else None
            made = [each for each in made if each.value == value] or made
        else:
            made = [each for each in made if each.value is (record is not None)] or made
        newest = max(made, key=lambda each: each[:3], default=None)
        return Signature(newest.author, newest.time) if newest is not None else begun

    return sign


def _index(entries: Iterable[Entry]) -> _Index:
    index: _Index = defaultdict(list)
    for entry in entries:
        try:
            changes = entry.changes.changes
        except BadRecord:
            continue
        by_person = not is_merge(entry.id)
        for change in changes:
            index[change.id, ""].append(_Made(by_person, entry.time, entry.author, change.after is not None))
            for unit in _set(change):
                index[change.id, unit].append(_Made(by_person, entry.time, entry.author, value_of(change.record, unit)))
    return index


def _set(change: Change) -> Iterable[str]:
    """Return the names of what a change set in a record."""
    if change.after is None:
        return ()
    if type(change.before) is not type(change.after):
        return units(type(change.after))
    assert change.before is not None
    return differing(change.before, change.after)
