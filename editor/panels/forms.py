"""Which fields the inspector shows of which record, and which widget each takes: tables over the records' rules."""

from collections.abc import Callable, Sequence
from typing import Any

from editor.bridge import Session
from editor.panels.field import Field, LineField, ListField, TextField, WordsField
from editor.panels.field_choice import ChoiceField, FlagField, Option, ReferenceField
from editor.panels.field_date import DateField
from editor.panels.field_number import DurationField, NumberField, RatingField, ScoreField, signed
from editor.window.voice import OWN_NAMES, Voice
from model.change import ChangeSet
from model.document import Document
from model.edits.cards import move_cards, takes
from model.edits.draft import short
from model.edits.fields import set_fields_of_all
from model.records import CARD_FIELDS, COMMON_CARD_FIELDS, Card, Lane, Link, Record, rules

FIELDS: dict[str, tuple[str, ...]] = {
    "project": ("title", "client", "authors", "version", "language", "review_date"),
    "persona": ("name", "summary", "quote", "goals", "needs", "frustrations"),
    "map": ("title", "kind", "persona", "scenario", "expectations", "language", "direction"),
    "stage": ("title", "width"),
    "lane": ("title", "height", "hidden"),
    "link": ("kind", "source", "target", "condition", "share"),
}
"""The fields of each kind of record, in order; those of cards come from `card_fields`."""

CHOICE_WORDS = {("map", "kind"): "map_kind", ("link", "kind"): "link_kind"}
"""Where the words of choices are found other than under the field's own name."""
COMMA_WORDS = ("channels", "tags")
TITLES = ("title", "name")
NOTHING = {"persona": "inspector.no_persona", "about": "inspector.about_nothing"}
"""What a reference to nothing is called."""
UNITS = {"share": "unit.percent", "width": "unit.points", "height": "unit.points"}


def card_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of card: its title, its own, then what every card has, then where it stands."""
    title, *rest = COMMON_CARD_FIELDS
    return (title, *CARD_FIELDS.get(kind, ()), *rest, "stage", "lane")


def make_field(session: Session, voice: Voice, kind: str, cls: type[Record], name: str) -> Field:
    """Return the widget for a field of a kind of record."""
    rule = rules(cls)[name]
    own = _OWN.get((kind, name)) or _OWN.get(("", name))
    if own is not None:
        return own(session, voice, rule)
    if rule.kind == "choice":
        return ChoiceField(rule, voice, choices(voice, kind, name, rule.choices))
    if rule.kind == "reference":
        return ReferenceField(
            rule,
            voice,
            lambda: referable(session, voice, name),
            lambda value: called(session.document.find(value), voice) if value else voice.say(NOTHING[name]),
        )
    if rule.kind == "words":
        return WordsField(rule, voice) if name in COMMA_WORDS else ListField(rule, voice)
    if rule.kind == "number":
        return NumberField(rule, voice, voice.say(UNITS[name]))
    made: dict[str, Callable[..., Field]] = {
        "line": LineField,
        "text": TextField,
        "integer": RatingField,
        "flag": FlagField,
        "date": DateField,
    }
    return made[rule.kind](rule, voice)


_OWN: dict[tuple[str, str], Callable[..., Field]] = {
    ("card", "title"): lambda session, voice, rule: TextField(rule, voice, title=True),
    ("", "score"): lambda session, voice, rule: ScoreField(rule, voice),
    ("", "duration"): lambda session, voice, rule: DurationField(rule, voice),
}


def choices(voice: Voice, kind: str, name: str, values: Sequence[str]) -> list[Option]:
    """Return the options of a choice in words; languages are called what they call themselves."""
    table = CHOICE_WORDS.get((kind, name), name)
    return [
        (value, OWN_NAMES[value] if name == "language" and value else voice.say(f"choice.{table}.{value or 'none'}"))
        for value in values
    ]


def called(record: Record | None, voice: Voice) -> str:
    """Return what a record is called in a list: its words, or what it is."""
    title = short(str(getattr(record, "title", "") or getattr(record, "name", "")), 60)
    if title:
        return title
    if isinstance(record, Card):
        kind = voice.say(f"card.{record.kind}")
        return f"{kind} {signed(record.score, voice)}" if record.kind == "emotion" else kind
    if isinstance(record, Lane):
        return voice.say(f"layout.lane.{record.kind}")
    return voice.say("common.untitled")


def referable(session: Session, voice: Voice, name: str) -> list[Option]:
    """Return what a reference of the records selected may point at, "nothing" first where that is allowed."""
    document, here = session.document, session.map_id
    selected = [document.find(each) for each in session.selection.ids]
    if name == "persona":
        return [
            (None, voice.say(NOTHING[name])),
            *((each.id, called(each, voice)) for each in document.personas()),
        ]
    if name == "stage":
        return [(each.id, called(each, voice)) for each in document.stages(here)]
    if name == "lane":
        cards = [each for each in selected if isinstance(each, Card)]
        lanes = (lane for lane in document.shown_lanes(here) if all(takes(lane, card.kind) for card in cards))
        return [(lane.id, called(lane, voice)) for lane in lanes]
    cards = document.reading_order(here)
    if name in ("source", "target"):
        taken = {_other_end(each, name) for each in selected if isinstance(each, Link)}
        return [(card.id, called(card, voice)) for card in cards if card.kind == "touchpoint" and card.id not in taken]
    own = set(session.selection.ids)
    cards = document.reading_order(here, hidden=True)
    return [
        (None, voice.say(NOTHING[name])),
        *((card.id, called(card, voice)) for card in cards if card.id not in own),
    ]


def _other_end(link: Link, name: str) -> str:
    return link.target if name == "source" else link.source


def edit_of(document: Document, ids: Sequence[str], name: str, value: Any, coalesce: str) -> ChangeSet:
    """Return the edit that a field makes: a card's stage and lane move it, everything else sets the field."""
    first = document.records[ids[0]]
    if isinstance(first, Card) and name == "stage":
        return move_cards(document, ids, value, None)
    if isinstance(first, Card) and name == "lane":
        return move_cards(document, ids, first.stage, value)
    return set_fields_of_all(document, ids, coalesce=coalesce, **{name: value})
