"""The log in the file: the rows of its entries (`model.entry`), and whether rows of a stranger are what a log may hold.

It is a graph, like git's, and travels in the file.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from model.change import Change, ChangeSet, Label
from model.entry import Entry, encode
from model.records import BadRecord, clean
from model.rules import LATEST_TIME, clean_text
from model.store.rows import Row, is_clean_text

_LONGEST_ID = 64
_LONGEST_LINE = 2_000
_LONGEST_PARENTS = 20_000
"""The most characters of an entry's parents as JSON: a merge has two, or a few where two others crossed."""

_TYPES = (int, str, str, str, str, int, str, str, str, str, str)
"""The types of a row, in the order of LOG_COLUMNS."""
_MOST_QUOTES = 20_000
_LONGEST_VALUES = 16 << 20
"""The most characters of a label's values as JSON: a compacted log names all entries that it has forgotten."""


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
    """Return an entry's row, in the order of LOG_COLUMNS. What it changed must be cleaned."""
    return (
        position,
        entry.id,
        encode(list(entry.parents)),
        clean_text(entry.author, _LONGEST_LINE, lines=False),
        entry.session,
        entry.time,
        entry.label.key,
        encode(dict(entry.label.values)),
        entry.undoes,
        entry.coalesce,
        entry.written,
    )


def from_row(row: Row) -> Entry:
    """Return the entry of a row, with what it changed not looked at yet; raise BadRecord where it holds none."""
    _, identity, parents, author, session, time, label, values, undoes, coalesce, changes = row
    try:
        above: Any = json.loads(parents)
        named = {str(name): str(value) for name, value in json.loads(values).items()}
    except (ValueError, RecursionError, AttributeError) as problem:
        raise BadRecord("bad_record.change_set") from problem
    return Entry(
        identity,
        tuple(above),
        author,
        session,
        time,
        Label(label, tuple(sorted(named.items()))),
        undoes,
        coalesce,
        changes,
    )


def is_sound(rows: Iterable[Row], known: set[str]) -> bool:
    """Whether rows of a log, in order, are what a log may hold; `known` are the ids before them, and grows.

    Positions, ids, parents and times are looked at in full. What an entry changed is looked at when history is
    read (`Entry.changes`), for a long log would make opening slow.
    """
    for row in rows:
        if tuple(map(type, row)) != _TYPES:
            return False
        _, identity, parents, author, session, time, label, values, undoes, coalesce, _ = row
        if not 0 <= time <= LATEST_TIME or not 0 < len(identity) <= _LONGEST_ID or identity in known:
            return False
        if not _are_clean_lines((identity, session, label, undoes, coalesce, author)):
            return False
        if values != "{}" and not _is_an_object_of_texts(values):
            return False
        if not _is_one_of(parents, known) and not _parents_are_known(parents, known):
            return False
        known.add(identity)
    return True


def _are_clean_lines(texts: tuple[str, ...]) -> bool:
    """Whether `clean_text` would change none of the texts. Most are short and plain, which is seen at a glance."""
    joined = "".join(texts)
    if len(joined) <= _LONGEST_LINE and joined.isascii() and joined.isprintable():
        return True
    return is_clean_text(texts, _LONGEST_LINE, lines=False)


def _is_one_of(parents: str, known: set[str]) -> bool:
    """Whether there is one parent and it is known, as of nearly every entry; what needs reading as JSON is not one."""
    inner = parents[2:-2]
    return inner in known and parents == f'["{inner}"]' and '"' not in inner and "\\" not in inner


def _parents_are_known(text: str, known: set[str]) -> bool:
    if len(text) > _LONGEST_PARENTS:
        return False
    try:
        parents = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(parents, list) and all(isinstance(each, str) and each in known for each in parents)


def _is_an_object_of_texts(text: str) -> bool:
    if len(text) > _LONGEST_VALUES or text.count('"') > _MOST_QUOTES:
        return False
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and all(isinstance(each, str) for each in values.values())
