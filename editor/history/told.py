"""Differences in words: what a record is called, what its fields are called, what stood in them before and after."""

from collections.abc import Mapping
from typing import Any

from editor.panels.field_number import signed
from editor.panels.forms import called
from editor.window.voice import OWN_NAMES, Voice
from export import record_words
from model.compare import FieldDifference
from model.edits.draft import short
from model.records import Comment, Conflict, Link, Record, rules

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
                return voice.say("commands.link", source=source, target=target)
            return voice.say("record.link")
        case Comment():
            return short(record.text, 60)
        case Conflict():
            return voice.say("record.conflict")
    return called(record, voice)


def kind_of(record: Record, voice: Voice) -> str:
    """Return what kind of thing a record is: "Pain point", "Stage"."""
    return record_words.kind_words(record, voice.language)


def field_line(record: Record, difference: FieldDifference, before: Records, after: Records, voice: Voice) -> str:
    """Return one field's difference: "Severity: 2 → 4"."""
    name, old, new = difference
    if name == "order":
        return voice.say("history.order_changed")
    return voice.say(
        "commands.diff_field",
        field=record_words.field_words(name, voice.language),
        before=value_words(record, name, old, before, voice),
        after=value_words(record, name, new, after, voice),
    )


def value_words(record: Record, name: str, value: Any, records: Records, voice: Voice) -> str:
    """Return a field's value in words; records: those it may refer to."""
    if value is None or value in ("", ()):
        return voice.say("commands.nothing")
    if rules(type(record))[name].kind == "reference":
        found = records.get(str(value))
        return title_of(found, voice, records) if found is not None else voice.say("common.untitled")
    if name == "language":
        return OWN_NAMES[value]
    if name == "score":
        return signed(value, voice)
    return record_words.value_words(record, name, value, records, voice.language, longest=MOST)
