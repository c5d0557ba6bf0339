"""Fitting: what of a ChangeSet can still be applied to a document in which others have changed things since.

An undo takes back what one person did and nothing else. A record is taken apart into units: each of its fields, a
card's place and a link's ends as one. A unit is set only where it holds what the ChangeSet expects, and whatever
would leave the document without something it refers to is left alone, together with what hangs on it.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from model.change import Change, ChangeSet
from model.document import Document
from model.records import Card, Comment, JourneyMap, Link, Project, Record, references

PLACE = ("map", "stage", "lane", "order")
"""The fields of a card that say where it stands. They are one unit: half a move would put it where nobody did."""
_TOGETHER: dict[type[Record], tuple[str, ...]] = {Card: PLACE, Link: ("map", "source", "target")}
_ON_ONE_MAP: dict[type[Record], tuple[str, ...]] = {Card: ("stage", "lane"), Link: ("source", "target")}
_CIRCLES: dict[type[Record], str] = {Card: "about", Comment: "reply_to"}


class Fitted(NamedTuple):
    """The part of a ChangeSet that can be applied, and how many units and whole records had to be left as they are."""

    changes: ChangeSet
    left: int


def fit(document: Document, changes: ChangeSet) -> Fitted:
    """Return what of a ChangeSet can be applied and leaves a valid document; all of it where nothing has come between.

    What already is as it should become is neither changed nor counted as left.
    """
    wishes = [_Wish(change, document.find(change.id)) for change in changes.changes]
    _Fitting(document, wishes).settle()
    fitted = tuple(Change(each.now, each.result) for each in wishes if each.now != each.result)
    left = sum(each.left for each in wishes)
    return Fitted(changes if fitted == changes.changes else replace(changes, changes=fitted), left)


def units(record: Record) -> Iterator[tuple[str, ...]]:
    """Yield the fields of a record, but its id, in groups that are only set together."""
    together = _TOGETHER.get(type(record), ())
    if together:
        yield together
    for each in fields(record):
        if each.name != "id" and each.name not in together:
            yield (each.name,)


class _Wish:
    """What is still wished for one record: to be there, to be gone, or to have some units set."""

    def __init__(self, change: Change, now: Record | None) -> None:
        self.id, self.now, self.left = change.id, now, 0
        self.whole: Record | None = None
        self.gone = False
        self.values: dict[tuple[str, ...], dict[str, Any]] = {}
        before, after = change.before, change.after
        if now == after:
            pass
        elif before is None:
            self.whole, self.left = (after, 0) if now is None else (None, 1)
        elif after is None:
            self.gone, self.left = (True, 0) if now == before else (False, 1)
        elif now is None or type(now) is not type(before) or type(after) is not type(before):
            self.left = 1
        else:
            self._take_apart(before, after, now)

    def _take_apart(self, before: Record, after: Record, now: Record) -> None:
        for names in units(before):
            wanted = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
            held = {name: getattr(now, name) for name in wanted}
            if held == wanted:
                continue
            if held == {name: getattr(before, name) for name in wanted}:
                self.values[names] = wanted
            else:
                self.left += 1

    @property
    def result(self) -> Record | None:
        """The record as it will be, or None."""
        if self.gone or self.now is None:
            return self.whole
        wanted = {name: value for values in self.values.values() for name, value in values.items()}
        return replace(self.now, **wanted) if wanted else self.now

    def give_up(self, name: str, *, optional: bool = False) -> bool:
        """Give up what is wished for a field (of a record that is to come: the field if `optional`, else all of it).

        Return False when nothing is wished for it.
        """
        if self.whole is not None:
            without: dict[str, Any] = {name: None}
            self.whole = replace(self.whole, **without) if optional else None
        else:
            names = next((each for each in self.values if name in each), None)
            if names is None:
                return False
            del self.values[names]
        self.left += 1
        return True

    def stay(self) -> bool:
        """Give up that the record goes, or moves to another map; return False when it does neither."""
        if self.gone:
            self.gone = False
            self.left += 1
            return True
        return self.give_up("map")


class _Fitting:
    """Gives up wishes until what is left of them makes a valid document: at the worst, the one that is there."""

    def __init__(self, document: Document, wishes: list[_Wish]) -> None:
        self._document = document
        self._wishes = {each.id: each for each in wishes}

    def settle(self) -> None:
        """Give up what would break the document. Each round gives up at least one wish, so it ends."""
        while self._keep_one_project() or self._keep_a_map() or self._mend_references() or self._open_circles():
            pass

    def _result(self, identity: str | None) -> Record | None:
        wish = self._wishes.get(identity or "")
        return wish.result if wish else self._document.find(identity)

    def _keep_one_project(self) -> bool:
        comings = [each for each in self._wishes.values() if isinstance(each.whole, Project)]
        goings = [each for each in self._wishes.values() if each.gone and isinstance(each.now, Project)]
        if len(comings) == len(goings):
            return False
        for each in comings:
            each.give_up("title")
        for each in goings:
            each.stay()
        return True

    def _keep_a_map(self) -> bool:
        goings = [each for each in self._wishes.values() if each.gone and isinstance(each.now, JourneyMap)]
        comings = sum(isinstance(each.whole, JourneyMap) for each in self._wishes.values())
        return bool(goings) and len(self._document.maps()) + comings == len(goings) and goings[-1].stay()

    def _mend_references(self) -> bool:
        """Give up what leads nowhere or to another map; return whether there was any."""
        found = False
        for wish in self._wishes.values():
            result = wish.result
            if result != wish.now:
                found |= self._mend(wish.id)
            if wish.now is not None and (result is None or _map_of(result) != _map_of(wish.now)):
                for each in self._document.referring(wish.id):
                    found |= self._mend(each.id)
        return found

    def _mend(self, identity: str) -> bool:
        record = self._result(identity)
        if record is None:
            return False
        for name, rule, target in references(record):
            if self._leads_somewhere(record, name, target):
                continue
            own = self._wishes.get(identity)
            if not (own and own.give_up(name, optional=rule.optional)):
                stays = self._wishes[target].stay()
                assert stays, f"{identity} led nowhere already"
            return True
        return False

    def _leads_somewhere(self, record: Record, name: str, target: str) -> bool:
        found = self._result(target)
        if found is None:
            return False
        same_map = name in _ON_ONE_MAP.get(type(record), ())
        return not same_map or _map_of(found) == _map_of(record)

    def _open_circles(self) -> bool:
        """Give up one reference that, followed on, leads back to its own record; return whether there was one."""
        for wish in self._wishes.values():
            record = wish.result
            name = _CIRCLES.get(type(record)) if record else None
            if record is None or name is None or getattr(record, name) == getattr(wish.now, name, None):
                continue
            if self._comes_back(record, name):
                return wish.give_up(name, optional=True)
        return False

    def _comes_back(self, start: Record, name: str) -> bool:
        seen: set[str] = set()
        at = getattr(start, name)
        while at and at not in seen:
            if at == start.id:
                return True
            seen.add(at)
            at = getattr(self._result(at), name, None)
        return False


def _map_of(record: Record) -> str | None:
    return getattr(record, "map", None)
