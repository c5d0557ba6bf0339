"""Differences in words: what a record is called, what its fields are called, what stood in them before and after."""

from collections.abc import Mapping
from typing import Any

from editor.panels.field_number import signed
from editor.panels.forms import CHOICE_WORDS, called
from editor.window.voice import OWN_NAMES, Voice
from model.compare import FieldDifference
from model.edits.draft import short
from model.records import KIND_OF, Comment, Conflict, Link, Record, rules
from resources.words.times import written_moment

MOST = 400
"""Characters of a value that are listed."""
Records = Mapping[str, Record]


def title_of(record: Record, voice: Voice, records: Records | None = None) -> str:
    """Return what a record is called in a list. records: those beside it, to name the ends of a link by."""
    beside = records or {}
    match record:
        case Link():
            ends = [beside.get(each) for each in (record.source, record.target)]
            if record.condition:
                return short(record.condition, 60)
            if all(ends):
                source, target = (called(each, voice) for each in ends)
                return voice.say("history.link", source=source, target=target)
            return voice.say("record.link")
        case Comment():
            return short(record.text, 60)
        case Conflict():
            return voice.say("record.conflict")
    return called(record, voice)


def kind_of(record: Record, voice: Voice) -> str:
    """Return what kind of thing a record is: "Pain point", "Stage"."""
    kind = KIND_OF[type(record)]
    return voice.say(f"card.{getattr(record, 'kind', '')}" if kind == "card" else f"record.{kind}")


def field_line(record: Record, difference: FieldDifference, before: Records, after: Records, voice: Voice) -> str:
    """Return one field's difference: "Severity: 2 → 4"."""
    name, old, new = difference
    words = voice.say(f"field.{name}")
    if name == "order":
        return voice.say("history.order_changed")
    return voice.say(
        "history.field_changed",
        field=words,
        before=value_words(record, name, old, before, voice),
        after=value_words(record, name, new, after, voice),
    )


def value_words(record: Record, name: str, value: Any, records: Records, voice: Voice) -> str:
    """Return a field's value in words; records: those it may refer to."""
    rule = rules(type(record))[name]
    if value is None or value in ("", ()):
        return voice.say("history.nothing")
    match rule.kind:
        case "reference":
            found = records.get(str(value))
            return title_of(found, voice, records) if found is not None else voice.say("common.untitled")
        case "choice":
            table = CHOICE_WORDS.get((KIND_OF[type(record)], name), name)
            if name == "language":
                return OWN_NAMES[value]
            if (KIND_OF[type(record)], name) == ("card", "kind"):
                return voice.say(f"card.{value}")
            if (KIND_OF[type(record)], name) == ("lane", "kind"):
                return voice.say(f"lane.{value}")
            return voice.say(f"choice.{table}.{value}")
        case "flag":
            return voice.say("history.yes" if value else "history.no")
        case "words":
            return short(voice.say("history.list_separator").join(value), MOST)
    if name == "time":
        return written_moment(value, voice.language)
    if isinstance(value, int | float):
        return signed(value, voice) if name == "score" else voice.number(value)
    return short(str(value), MOST)
