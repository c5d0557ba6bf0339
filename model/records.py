"""The records a journey map is made of: small, frozen, plain. Everything else is built from these.

Each field carries a `Rule` (its kind, limits, choices, what it refers to). The rules are the one place that says
what a field may hold: normalising, the file's schema, JSON, the inspector and the tests' generators all read them.
"""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

LANGUAGES = ("en", "ar", "he")
RIGHT_TO_LEFT = frozenset({"ar", "he"})


@dataclass(frozen=True, slots=True)
class Rule:
    """What one field may hold.

    kind: line (one line of text), text (lines), words (a tuple of lines), choice, number, integer, flag, date
    (ISO, or empty), order, reference (the id of a record of kind `target`), id.
    optional: None is allowed and means "not said". limit: the most characters. on_delete: what becomes of a
    record when what it refers to goes: it goes too ("cascade") or forgets it ("clear").
    """

    kind: str
    limit: int = 0
    choices: tuple[str, ...] = ()
    lowest: float = 0.0
    highest: float = 0.0
    step: float = 1.0
    target: str = ""
    optional: bool = False
    on_delete: str = "cascade"


LINE_LIMIT = 2_000
TEXT_LIMIT = 20_000
WORDS_LIMIT = 200


def _field(default: object, **rule: Any) -> Any:
    return field(default=default, metadata={"rule": Rule(**rule)})


def _line() -> Any:
    return _field("", kind="line", limit=LINE_LIMIT)


def _text() -> Any:
    return _field("", kind="text", limit=TEXT_LIMIT)


def _words() -> Any:
    return _field((), kind="words", limit=LINE_LIMIT)


def _choice(*choices: str) -> Any:
    return _field(choices[0], kind="choice", choices=choices)


def _rating() -> Any:
    return _field(None, kind="integer", lowest=1, highest=5, optional=True)


def _reference(target: str, *, optional: bool = False) -> Any:
    return _field(
        None if optional else "",
        kind="reference",
        target=target,
        optional=optional,
        on_delete="clear" if optional else "cascade",
    )


def _order() -> Any:
    return _field("", kind="order", limit=LINE_LIMIT)


def _id() -> Any:
    return _field("", kind="id", limit=64)


class LaneKind(NamedTuple):
    """What a kind of lane takes: cards of one kind, any kind (the free lane), or none (a blueprint line)."""

    card: str
    is_line: bool = False


ANY_CARD = "*"
LANE_KINDS: dict[str, LaneKind] = {
    "touchpoints": LaneKind("touchpoint"),
    "actions": LaneKind("action"),
    "thoughts": LaneKind("thought"),
    "emotions": LaneKind("emotion"),
    "pain_points": LaneKind("pain_point"),
    "needs": LaneKind("need"),
    "opportunities": LaneKind("opportunity"),
    "channels": LaneKind("channel"),
    "frontstage": LaneKind("frontstage"),
    "backstage": LaneKind("backstage"),
    "support_processes": LaneKind("support_process"),
    "physical_evidence": LaneKind("physical_evidence"),
    "metrics": LaneKind("metric"),
    "free": LaneKind(ANY_CARD),
    "line_of_interaction": LaneKind("", is_line=True),
    "line_of_visibility": LaneKind("", is_line=True),
    "line_of_internal_interaction": LaneKind("", is_line=True),
}
CARD_KINDS = (*(kind.card for kind in LANE_KINDS.values() if kind.card not in ("", ANY_CARD)), "note")
LANE_OF_CARD = {kind.card: name for name, kind in LANE_KINDS.items() if kind.card not in ("", ANY_CARD)} | {
    "note": "free"
}

STAGE_WIDTH = 170.0
"""A stage's width in points unless it was set."""


@dataclass(frozen=True, slots=True)
class Project:
    """The document as a whole; there is exactly one. `version` and `client` are printed on the poster."""

    id: str = _id()
    title: str = _line()
    client: str = _line()
    authors: tuple[str, ...] = _words()
    version: str = _line()
    language: str = _choice(*LANGUAGES)
    review_date: str = _field("", kind="date")
    muted_checks: tuple[str, ...] = _words()


@dataclass(frozen=True, slots=True)
class Persona:
    """The person whose journey is drawn."""

    id: str = _id()
    order: str = _order()
    name: str = _line()
    summary: str = _text()
    quote: str = _text()
    goals: tuple[str, ...] = _words()
    needs: tuple[str, ...] = _words()
    frustrations: tuple[str, ...] = _words()


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """One map of the project, a tab. An empty language is the project's; an empty direction is the language's."""

    id: str = _id()
    order: str = _order()
    title: str = _line()
    kind: str = _choice("current_state", "future_state", "service_blueprint")
    persona: str | None = _reference("persona", optional=True)
    scenario: str = _text()
    expectations: str = _text()
    language: str = _choice("", *LANGUAGES)
    direction: str = _choice("", "ltr", "rtl")


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the map. `width` in points; None is `STAGE_WIDTH`."""

    id: str = _id()
    map: str = _reference("map")
    order: str = _order()
    title: str = _line()
    width: float | None = _field(None, kind="number", lowest=110, highest=800, step=10, optional=True)


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the map. An empty title is its kind's word in the map's language; `height` (pt) is a least height."""

    id: str = _id()
    map: str = _reference("map")
    order: str = _order()
    kind: str = _choice(*LANE_KINDS)
    title: str = _line()
    height: float | None = _field(None, kind="number", lowest=40, highest=1200, step=10, optional=True)


@dataclass(frozen=True, slots=True)
class Card:
    """What stands in a cell of stage and lane.

    `about`: the card this one speaks of (a pain point is about a touchpoint, an opportunity about a pain point).
    `score`: an emotion's height, -2 to +2 in halves. `duration` in minutes. Ratings are 1 to 5, None unrated.
    """

    id: str = _id()
    map: str = _reference("map")
    stage: str = _reference("stage")
    lane: str = _reference("lane")
    order: str = _order()
    kind: str = _choice(*CARD_KINDS)
    title: str = _text()
    note: str = _text()
    evidence: str = _choice("assumed", "observed", "measured")
    source: str = _line()
    channels: tuple[str, ...] = _words()
    owner: str = _line()
    tags: tuple[str, ...] = _words()
    about: str | None = _reference("card", optional=True)
    score: float = _field(0.0, kind="number", lowest=-2, highest=2, step=0.5)
    severity: int | None = _rating()
    frequency: int | None = _rating()
    impact: int | None = _rating()
    effort: int | None = _rating()
    status: str = _choice("idea", "planned", "in_progress", "done", "dropped")
    role: str = _choice("step", "start", "goal", "exit")
    duration: float | None = _field(None, kind="number", lowest=0, highest=5_256_000, step=1, optional=True)
    moment_of_truth: bool = _field(False, kind="flag")
    muted_checks: tuple[str, ...] = _words()


@dataclass(frozen=True, slots=True)
class Link:
    """A way from one touchpoint to another. `share`: per cent of those at the source who take it, None unsaid."""

    id: str = _id()
    map: str = _reference("map")
    source: str = _reference("card")
    target: str = _reference("card")
    kind: str = _choice("next", "choice", "detour", "return")
    condition: str = _line()
    share: float | None = _field(None, kind="number", lowest=0, highest=100, step=1, optional=True)


Record = Project | Persona | JourneyMap | Stage | Lane | Card | Link
RecordType = TypeVar("RecordType", bound=Record)
KINDS: dict[str, type[Record]] = {
    "project": Project,
    "persona": Persona,
    "map": JourneyMap,
    "stage": Stage,
    "lane": Lane,
    "card": Card,
    "link": Link,
}
KIND_OF: dict[type[Record], str] = {cls: name for name, cls in KINDS.items()}

CARD_FIELDS: dict[str, tuple[str, ...]] = {
    "touchpoint": ("channels", "role", "duration", "moment_of_truth"),
    "action": ("about", "channels", "duration"),
    "thought": ("about",),
    "emotion": ("score", "about"),
    "pain_point": ("severity", "frequency", "about"),
    "need": ("about",),
    "opportunity": ("impact", "effort", "status", "about"),
}
"""The fields that belong to one kind of card, beside those that every card has."""
COMMON_CARD_FIELDS = ("title", "note", "evidence", "source", "owner", "tags")


class BadRecord(ValueError):
    """Plain data that is not a record. `key` and `values` name the sentence in the catalogue."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


_RULES: dict[type[Record], dict[str, Rule]] = {
    cls: {each.name: each.metadata["rule"] for each in fields(cls)} for cls in KIND_OF
}
_REFERENCES: dict[type[Record], tuple[tuple[str, Rule], ...]] = {
    cls: tuple((name, rule) for name, rule in table.items() if rule.kind == "reference")
    for cls, table in _RULES.items()
}


def rules(cls: type[Record]) -> dict[str, Rule]:
    """Return the rule of every field of a record class, by field name, in order."""
    return _RULES[cls]


def references(record: Record) -> Iterator[tuple[str, Rule, str]]:
    """Yield field name, rule and id for everything the record refers to."""
    for name, rule in _REFERENCES[type(record)]:
        target = getattr(record, name)
        if target is not None:
            yield name, rule, target


def clean_text(value: str, limit: int = TEXT_LIMIT, *, lines: bool = True) -> str:
    """Return text fit for a record: NFC, no NUL or lone surrogates, line breaks as \\n (or spaces), at most `limit`.

    Other control characters are dropped too, since no reader of the file, the PDF or the screen has a use for them.
    """
    if value.isascii() and value.isprintable():
        return value[:limit]
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not lines:
        value = value.replace("\n", " ")
    value = "".join(
        character
        for character in value[: limit * 4]
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", value)[:limit]


def clean_value(rule: Rule, value: Any) -> Any:
    """Return the nearest value that the rule allows; raise ValueError where there is none."""
    if value is None and rule.optional:
        return None
    if rule.kind in ("line", "order", "id"):
        return clean_text(value, rule.limit, lines=False)
    if rule.kind == "text":
        return clean_text(value, rule.limit)
    if rule.kind == "words":
        cleaned = (clean_text(each, rule.limit, lines=False).strip() for each in value)
        return tuple(dict.fromkeys(each for each in cleaned if each))[:WORDS_LIMIT]
    if rule.kind == "choice":
        if value not in rule.choices:
            raise ValueError(value)
        return value
    if rule.kind in ("number", "integer"):
        return _clean_number(rule, value)
    if rule.kind == "flag":
        return bool(value)
    if rule.kind == "date":
        return date.fromisoformat(value).isoformat() if value else ""
    return clean_text(value, 64, lines=False)


def _clean_number(rule: Rule, value: Any) -> float | int:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    number = max(rule.lowest, min(rule.highest, number))
    if rule.kind == "integer":
        return round(number)
    return round(number / rule.step) * rule.step if rule.step < 1 else round(number, 4)


def clean(record: RecordType) -> RecordType:
    """Return the record with every field normalised; the same object where nothing had to change."""
    changed = {}
    for name, rule in rules(cast("type[Record]", type(record))).items():
        value = getattr(record, name)
        cleaned = clean_value(rule, value)
        if cleaned != value or type(cleaned) is not type(value):
            changed[name] = cleaned
    return replace(record, **changed) if changed else record


def to_data(record: Record) -> dict[str, Any]:
    """Return the record as plain data (for JSON): its kind, then its fields that differ from their defaults."""
    data: dict[str, Any] = {"kind_of_record": KIND_OF[type(record)]}
    for each in fields(record):
        value = getattr(record, each.name)
        if value != each.default:
            data[each.name] = list(value) if isinstance(value, tuple) else value
    return data


_TYPES: dict[str, tuple[type, ...]] = {
    "words": (list, tuple),
    "number": (int, float),
    "integer": (int,),
    "flag": (bool,),
}


def from_data(data: Any) -> Record:
    """Return the record that plain data describes, normalised; raise BadRecord saying what is wrong and where."""
    if not isinstance(data, dict):
        raise BadRecord("bad_record.not_an_object")
    cls = KINDS.get(str(data.get("kind_of_record")))
    if cls is None:
        raise BadRecord("bad_record.kind", kind=str(data.get("kind_of_record"))[:80])
    where = str(data.get("id", ""))[:80]
    table = rules(cls)
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name == "kind_of_record":
            continue
        rule = table.get(name)
        if rule is None:
            raise BadRecord("bad_record.field", field=str(name)[:80], record=where)
        if value is None and rule.optional:
            values[name] = None
            continue
        expected = _TYPES.get(rule.kind, (str,))
        wrong = not isinstance(value, expected) or (isinstance(value, bool) and rule.kind != "flag")
        if not wrong and rule.kind == "words":
            wrong = not all(isinstance(each, str) for each in value)
        if wrong:
            raise BadRecord("bad_record.value", field=name, record=where)
        try:
            values[name] = clean_value(rule, value)
        except (ValueError, OverflowError) as problem:
            raise BadRecord("bad_record.value", field=name, record=where) from problem
    if not values.get("id"):
        raise BadRecord("bad_record.id", kind=KIND_OF[cls])
    return cls(**values)
