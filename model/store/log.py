"""The log: every ChangeSet with its parents, author and time. It is a graph, like git's, and travels in the file.

An entry's parents are the entries it was made on top of: one, or none for the root, or two for a merge. The root
changes nothing; the state it stands for is what is left when everything after it is taken back.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from model.change import Change, ChangeSet, Label, change_set_from_data, change_set_to_data
from model.ids import new_id
from model.records import BadRecord, Record, clean, clean_text
from model.store.rows import Row, is_clean_text

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_LONGEST_ID = 64
_LONGEST_LINE = 2_000
LATEST_TIME = 1 << 53
"""The greatest time in ms that a log may name: what a double holds exactly."""
ROOT_KEY = "change.begin"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. time: ms since 1970; session: which sitting at the program it belongs to."""

    changes: ChangeSet
    parents: tuple[str, ...]
    author: str
    session: str
    time: int


def root(author: str, session: str, time: int) -> Entry:
    """Return the first entry of a log, which changes nothing."""
    return Entry(ChangeSet(Label(ROOT_KEY), (), id=new_id()), (), author, session, time)


def cleaned(changes: ChangeSet) -> ChangeSet:
    """Return the ChangeSet with its records and words as a file may hold them (see `model.records.clean`)."""
    values = tuple((name, clean_text(value, _LONGEST_LINE)) for name, value in changes.label.values)
    return replace(
        changes,
        label=Label(changes.label.key, values),
        changes=tuple(
            Change(change.before and clean(change.before), change.after and clean(change.after))
            for change in changes.changes
        ),
    )


def to_row(position: int, entry: Entry) -> Row:
    """Return an entry's row, in the order of LOG_COLUMNS. The entry's ChangeSet must be cleaned."""
    data = change_set_to_data(entry.changes)
    return (
        position,
        entry.changes.id,
        _encode(list(entry.parents)),
        clean_text(entry.author, _LONGEST_LINE, lines=False),
        entry.session,
        entry.time,
        data["label"],
        _encode(data["values"]),
        data["undoes"],
        entry.changes.coalesce,
        _encode(data["changes"]),
    )


def from_row(row: Row) -> Entry:
    """Return the entry of a row; raise BadRecord where it holds none."""
    _, identity, parents, author, session, time, label, values, undoes, coalesce, changes = row
    try:
        data: Any = {"id": identity, "label": label, "undoes": undoes}
        data |= {"values": json.loads(values), "changes": json.loads(changes)}
        above = json.loads(parents)
    except (ValueError, RecursionError) as problem:
        raise BadRecord("bad_record.change_set") from problem
    return Entry(replace(change_set_from_data(data), coalesce=coalesce), tuple(above), author, session, time)


def is_sound(rows: Iterable[Row], known: set[str]) -> bool:
    """Whether rows of a log, in order, are what a log may hold; `known` are the ids before them, and grows.

    Positions, ids, parents and times are looked at in full. What an entry changed is looked at when history is
    read (`from_row`), for a long log would make opening slow.
    """
    for position, identity, parents, author, session, time, *texts in rows:
        if type(position) is not int or type(time) is not int or not 0 <= time <= LATEST_TIME:
            return False
        if not all(type(each) is str for each in (identity, parents, author, session, *texts)):
            return False
        short = (identity, session, texts[0], texts[2], texts[3])
        if not identity or identity in known or not is_clean_text(short, _LONGEST_LINE, lines=False):
            return False
        if len(identity) > _LONGEST_ID or not is_clean_text((author,), _LONGEST_LINE, lines=False):
            return False
        if not _parents_are_known(parents, known):
            return False
        known.add(identity)
    return True


def _parents_are_known(text: str, known: set[str]) -> bool:
    try:
        parents = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(parents, list) and all(isinstance(each, str) and each in known for each in parents)


def taken_back(records: Mapping[str, Record], later: Iterable[ChangeSet]) -> dict[str, Record]:
    """Return the records as they were before ChangeSets that are given newest first.

    Raise BadRecord when a ChangeSet does not fit what it should have led to.
    """
    state = dict(records)
    for changes in later:
        for change in changes.changes:
            if state.get(change.id) != change.after:
                raise BadRecord("bad_record.change_set")
            if change.before is None:
                del state[change.id]
            else:
                state[change.id] = change.before
    return state
