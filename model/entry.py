"""An entry of the log: one ChangeSet, when it was made, by whom, and on top of what.

An entry's parents are the entries it was made on top of: one, or none for a root, or two for a merge. What it changed
is kept as the text that stands in the file and read when it is asked for, because a log is long and seldom read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from model.change import Change, ChangeSet, Label, change_set_from_data, change_set_to_data
from model.ids import new_id
from model.records import BadRecord, Record

ROOT_KEY = "change.begin"
COMPACTED_KEY = "change.compacted"
"""The label of a root before which the log was forgotten."""
ABSORBED = "absorbed"
"""The value of a label that names, separated by blanks, entries that are part of this state and not in the log."""

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. time: ms since 1970; session: which sitting at the program it belongs to.

    written: its changes as JSON, relative to the state of its first parent. A root has none: it changes nothing, and
    the state it stands for is what is left when all that came after it is taken back.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    session: str
    time: int
    label: Label
    undoes: str = ""
    coalesce: str = ""
    written: str = "[]"

    @property
    def changes(self) -> ChangeSet:
        """Its ChangeSet, read anew each time; raise BadRecord where what is written makes none."""
        try:
            changes = json.loads(self.written)
        except (ValueError, RecursionError) as problem:
            raise BadRecord("bad_record.change_set") from problem
        data: dict[str, Any] = {"id": self.id, "label": "", "values": {}, "undoes": self.undoes, "changes": changes}
        return replace(change_set_from_data(data), label=self.label, coalesce=self.coalesce)

    @property
    def absorbed(self) -> tuple[str, ...]:
        """The ids of entries that are part of this state though the log does not hold them (any more)."""
        return tuple(dict(self.label.values).get(ABSORBED, "").split())


def entry_of(changes: ChangeSet, parents: tuple[str, ...], author: str, session: str, time: int) -> Entry:
    """Return the entry of a ChangeSet."""
    written = encode(change_set_to_data(changes)["changes"])
    return Entry(
        changes.id, parents, author, session, time, changes.label, changes.undoes, changes.coalesce, written=written
    )


def root(author: str, session: str, time: int) -> Entry:
    """Return the first entry of a log, which changes nothing."""
    return Entry(new_id(), (), author, session, time, Label(ROOT_KEY))


def taken_back(records: Mapping[str, Record], later: Iterable[ChangeSet]) -> dict[str, Record]:
    """Return the records as they were before ChangeSets that are given newest first.

    Raise BadRecord when a ChangeSet does not fit what it should have led to.
    """
    return _walked(records, (Change(each.after, each.before) for changes in later for each in changes.changes))


def led_to(records: Mapping[str, Record], later: Iterable[ChangeSet]) -> dict[str, Record]:
    """Return the records after ChangeSets that are given oldest first; raise BadRecord when one does not fit."""
    return _walked(records, (each for changes in later for each in changes.changes))


def _walked(records: Mapping[str, Record], steps: Iterable[Change]) -> dict[str, Record]:
    state = dict(records)
    for step in steps:
        if state.get(step.id) != step.before:
            raise BadRecord("bad_record.change_set")
        if step.after is None:
            del state[step.id]
        else:
            state[step.id] = step.after
    return state
