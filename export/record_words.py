"""Records and their values in words: what a record is called, what stands in a field. For lists that people read."""

from collections.abc import Mapping
from typing import Any

from model.edits.draft import short
from model.records import KIND_OF, Card, Comment, Conflict, Lane, Link, Record, rules
from resources.words import number, say
from resources.words.times import written_moment

_CHOICES = {
    ("map", "kind"): "choice.map_kind",
    ("link", "kind"): "choice.link_kind",
    ("card", "kind"): "card",
    ("lane", "kind"): "lane",
}
"""Where the words of choices are found other than under "choice" and the field's own name."""
LONGEST = 200
"""The most characters of a value on one line."""

Records = Mapping[str, Record]


def kind_words(record: Record, language: str) -> str:
    """Return what kind of thing a record is: "Pain point", "Stage"."""
    if isinstance(record, Card):
        return say(f"card.{record.kind}", language)
    return say(f"record.{KIND_OF[type(record)]}", language)


def title_of(record: Record, records: Records, language: str) -> str:
    """Return what a record is called; records: those it may refer to. Empty where nothing names it."""
    match record:
        case Link():
            ends = (_title(records.get(each), records, language) for each in (record.source, record.target))
            source, target = ends
            return record.condition or say("commands.link", language, source=source, target=target)
        case Comment():
            return short(record.text, LONGEST)
        case Conflict():
            about = records.get(record.record)
            return "" if isinstance(about, Conflict) else _title(about, records, language)
        case Lane():
            return record.title or say(f"lane.{record.kind}", language)
    return short(str(getattr(record, "title", "") or getattr(record, "name", "")), LONGEST)


def named(record: Record, records: Records, language: str) -> str:
    """Return kind and title of a record: "Pain point “No call back”"."""
    kind, title = kind_words(record, language), title_of(record, records, language)
    return say("commands.named", language, kind=kind, title=title) if title else kind


def field_words(name: str, language: str) -> str:
    """Return what a field is called."""
    return say(f"field.{name}", language)


def value_words(record: Record, name: str, value: Any, records: Records, language: str, longest: int = LONGEST) -> str:
    """Return a field's value in words, on one line of so many characters; records: those it may refer to."""
    if value is None or value in ("", ()):
        return say("commands.nothing", language)
    rule = rules(type(record))[name]
    match rule.kind:
        case "reference":
            return _title(records.get(str(value)), records, language)
        case "choice":
            return say(f"{_CHOICES.get((KIND_OF[type(record)], name), f'choice.{name}')}.{value}", language)
        case "flag":
            return say("commands.yes" if value else "commands.no", language)
        case "words":
            return short(say("commands.comma", language).join(value), longest)
    if name == "time":
        return written_moment(value, language)
    return number(value, language) if isinstance(value, int | float) else short(str(value), longest)


def _title(record: Record | None, records: Records, language: str) -> str:
    title = title_of(record, records, language) if record is not None else ""
    return title or say("common.untitled", language)
