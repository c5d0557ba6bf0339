"""A project as text for people and for git's textconv: in a fixed order, a line for each field that says something.

What a field holds stands behind its name; what goes on over several lines stands behind bars, so that no text can
pass for a field. Ids and order keys are left out: things stand in their order and are called by their titles.
"""

from collections.abc import Iterator
from typing import Any

from export.history_report import iso
from export.record_words import field_words, kind_words, named, title_of, value_words
from model.document import Document
from model.records import (
    CARD_FIELDS,
    COMMON_CARD_FIELDS,
    Card,
    Comment,
    Conflict,
    Lane,
    Link,
    Record,
    Stage,
    Version,
    rules,
)
from model.threads import threads
from resources.words import contained, say

_INDENT = "  "
_LONGEST = 1_000_000
"""More characters than any field holds: nothing is cut."""
_UNTOLD = {
    *("id", "order", "map", "stage", "lane", "source", "target"),
    *("card", "reply_to", "author", "time", "record", "entry"),
}
"""Fields that the place of a line tells, or its first words."""
_UNTOLD_OF = {Card: {"kind"}, Conflict: {"kept_author", "kept_time", "other_author", "other_time"}}
_SAID_FIRST = ("title", "name", "text", "condition")


_BLANK = Card()


def dump_text(document: Document, language: str) -> str:
    """Return the whole document as text; the same text for the same content."""
    return "\n".join(_Dump(document, language).lines()) + "\n"


class _Dump:
    def __init__(self, document: Document, language: str) -> None:
        self._document, self._language = document, language

    def lines(self) -> Iterator[str]:
        """Yield all lines."""
        document = self._document
        yield from self._record(document.project, 0)
        for persona in document.personas():
            yield from self._record(persona, 0)
        for journey in document.maps():
            yield from self._record(journey, 0)
            for lane in document.lanes(journey.id):
                yield from self._record(lane, 1)
            for stage in document.stages(journey.id):
                yield from self._stage(stage)
        for version in document.versions():
            yield from self._record(version, 0, _signature(version))
        for conflict in document.conflicts():
            yield from self._record(conflict, 0)

    def _stage(self, stage: Stage) -> Iterator[str]:
        yield from self._record(stage, 1)
        for lane in self._document.lanes(stage.map):
            cell = self._document.cell(stage.id, lane.id)
            if cell:
                yield _INDENT * 2 + contained(title_of(lane, {}, self._language))
            for card in cell:
                yield from self._card(card)

    def _card(self, card: Card) -> Iterator[str]:
        document = self._document
        yield from self._record(card, 3)
        leaving = [each for each in document.referring(card.id) if isinstance(each, Link) and each.source == card.id]
        for link in sorted(leaving, key=lambda each: (self._place(each.target), each.id)):
            target = title_of(document.records[link.target], document.records, self._language)
            yield from self._record(link, 4, f" → {contained(target or say('common.untitled', self._language))}")
        for thread in threads(document.comments(card.id)):
            for comment in thread.comments:
                yield from self._record(comment, 4 if comment is thread.first else 5, _signature(comment))

    def _place(self, card_id: str) -> tuple[Any, ...]:
        """Return what the targets of links are sorted by: where they stand."""
        card = self._document.get(Card, card_id)
        stage, lane = self._document.get(Stage, card.stage), self._document.get(Lane, card.lane)
        return (stage.order, stage.id, lane.order, lane.id, card.order, card.id)

    def _record(self, record: Record, depth: int, beside: str = "") -> Iterator[str]:
        """Yield the first line of a record and its fields. beside: what its first line says beside its kind."""
        own, value = self._first(record)
        yield from _text(kind_words(record, self._language) + beside, value, depth)
        untold = _UNTOLD | _UNTOLD_OF.get(type(record), set()) | {own}
        for name, rule in rules(type(record)).items():
            value = getattr(record, name)
            if name in untold or value in (None, "", ()) or (rule.kind == "flag" and not value):
                continue
            if isinstance(record, Card) and value == getattr(_BLANK, name) and name not in _own_fields(record.kind):
                continue
            words = value if rule.kind in ("line", "text") else self._value(record, name, value)
            yield from _text(field_words(name, self._language), words, depth + 1)

    def _first(self, record: Record) -> tuple[str, str]:
        """Return what the first line of a record says: the name of the field, if it is one, and the text."""
        match record:
            case Conflict():
                about = self._document.find(record.record)
                return "", named(about, self._document.records, self._language) if about else ""
            case Lane() if not record.title:
                return "kind", title_of(record, {}, self._language)
        name = next((name for name in _SAID_FIRST if getattr(record, name, "")), "")
        return name, getattr(record, name, "")

    def _value(self, record: Record, name: str, value: Any) -> str:
        return value_words(record, name, value, self._document.records, self._language, longest=_LONGEST)


def _own_fields(kind: str) -> tuple[str, ...]:
    """Return the fields that a kind of card has; those of other kinds are told only where they say something."""
    return (*COMMON_CARD_FIELDS, *CARD_FIELDS.get(kind, ()))


def _signature(said: Comment | Version) -> str:
    """Return who said something, and when."""
    return f" ({', '.join(each for each in (contained(said.author), iso(said.time)) if each)})"


def _text(label: str, value: str, depth: int) -> Iterator[str]:
    """Yield a labelled text, its further lines behind a bar."""
    first, *more = value.split("\n") if value else ("",)
    yield f"{_INDENT * depth}{label}: {contained(first)}".rstrip() if first or more else f"{_INDENT * depth}{label}"
    for line in more:
        yield f"{_INDENT * (depth + 1)}| {contained(line)}".rstrip()
