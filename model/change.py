"""Reversible changes: what happened to the records, and how to take it back.

After tldraw's RecordsDiff: a change holds a record before and after (None: it was not there), so the inverse of a
ChangeSet is the same thing read backwards, and two in a row squash into one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from model.ids import new_id
from model.records import BadRecord, Record, from_data, to_data


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after. One of the two may be None: added, removed."""

    before: Record | None
    after: Record | None

    @property
    def id(self) -> str:
        """The id of the record that changed."""
        record = self.after or self.before
        assert record is not None
        return record.id

    @property
    def record(self) -> Record:
        """The record as it is after the change, or as it was when it was removed."""
        record = self.after or self.before
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class Label:
    """What a ChangeSet did, as a key of the catalogue and its values: "change.move_card", {"title": "Waits"}."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that one act of the user changed. It is applied as a whole or not at all.

    undoes: the id of the ChangeSet that this one takes back, or empty. coalesce: two ChangeSets in a row with the
    same non-empty word are one step for undo (typing in one field). No record occurs twice in `changes`.
    """

    label: Label
    changes: tuple[Change, ...]
    id: str = field(default_factory=new_id)
    undoes: str = ""
    coalesce: str = ""

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.changes)

    def inverse(self) -> "ChangeSet":
        """Return the ChangeSet that takes this one back."""
        return ChangeSet(
            self.label,
            tuple(Change(change.after, change.before) for change in reversed(self.changes)),
            undoes=self.id,
        )

    def squash(self, later: "ChangeSet") -> "ChangeSet":
        """Return one ChangeSet with the effect of this and then `later`, keeping this one's id and later's label."""
        changes = {change.id: change for change in self.changes}
        for change in later.changes:
            earlier = changes.get(change.id)
            changes[change.id] = Change(earlier.before, change.after) if earlier else change
        kept = tuple(change for change in changes.values() if change.before != change.after)
        return replace(self, label=later.label, changes=kept)


def change_set(key: str, changes: Iterable[Change], *, coalesce: str = "", **values: str) -> ChangeSet:
    """Return a ChangeSet labelled by a catalogue key and its values, without the changes that change nothing."""
    real = tuple(change for change in changes if change.before != change.after)
    return ChangeSet(Label(key, tuple(sorted(values.items()))), real, coalesce=coalesce)


def change_set_to_data(changes: ChangeSet) -> dict[str, Any]:
    """Return the ChangeSet as plain data for the file's log."""
    return {
        "id": changes.id,
        "label": changes.label.key,
        "values": dict(changes.label.values),
        "undoes": changes.undoes,
        "changes": [
            {
                "before": to_data(change.before) if change.before else None,
                "after": to_data(change.after) if change.after else None,
            }
            for change in changes.changes
        ],
    }


def change_set_from_data(data: Any) -> ChangeSet:
    """Return the ChangeSet that plain data describes; raise BadRecord where it does not."""
    try:
        changes = tuple(
            Change(
                from_data(each["before"]) if each["before"] else None,
                from_data(each["after"]) if each["after"] else None,
            )
            for each in data["changes"]
        )
        label = Label(str(data["label"]), tuple(sorted((str(k), str(v)) for k, v in data["values"].items())))
        identity, undoes = str(data["id"]), str(data["undoes"])
    except (KeyError, TypeError, AttributeError) as problem:
        raise BadRecord("bad_record.change_set") from problem
    if not all(map(_is_of_one_record, changes)) or len({change.id for change in changes}) < len(changes):
        raise BadRecord("bad_record.change_set")
    return ChangeSet(label, changes, id=identity, undoes=undoes)


def _is_of_one_record(change: Change) -> bool:
    """Whether there is a record before or after, and both are the same one where there are both."""
    before, after = change.before, change.after
    if before is None or after is None:
        return before is not after
    return before.id == after.id and type(before) is type(after)
