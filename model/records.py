"""The records a journey map is made of: small, frozen, plain. Everything else is built from these.

Each field carries a `model.rules.Rule`: its kind, limits, choices, what it refers to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple, TypeVar, cast

from model.rules import (
    Rule,
    choice_field,
    clean_value,
    field_of,
    flag_field,
    id_field,
    line_field,
    order_field,
    rating_field,
    reference_field,
    text_field,
    time_field,
    words_field,
)

LANGUAGES = ("en", "ar", "he")
RIGHT_TO_LEFT = frozenset({"ar", "he"})


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

VALUE_LIMIT = 2_000_000
"""The most characters of a value written down as JSON: more than the largest field can need."""

STAGE_WIDTH = 170.0
"""A stage's width in points unless it was set."""


@dataclass(frozen=True, slots=True)
class Project:
    """The document as a whole; there is exactly one. `version` and `client` are printed on the poster."""

    id: str = id_field()
    title: str = line_field()
    client: str = line_field()
    authors: tuple[str, ...] = words_field()
    version: str = line_field()
    language: str = choice_field(*LANGUAGES)
    review_date: str = field_of("", kind="date")
    muted_checks: tuple[str, ...] = words_field()


@dataclass(frozen=True, slots=True)
class Persona:
    """The person whose journey is drawn."""

    id: str = id_field()
    order: str = order_field()
    name: str = line_field()
    summary: str = text_field()
    quote: str = text_field()
    goals: tuple[str, ...] = words_field()
    needs: tuple[str, ...] = words_field()
    frustrations: tuple[str, ...] = words_field()


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """One map of the project, a tab. An empty language is the project's; an empty direction is the language's."""

    id: str = id_field()
    order: str = order_field()
    title: str = line_field()
    kind: str = choice_field("current_state", "future_state", "service_blueprint")
    persona: str | None = reference_field("persona", optional=True)
    scenario: str = text_field()
    expectations: str = text_field()
    language: str = choice_field("", *LANGUAGES)
    direction: str = choice_field("", "ltr", "rtl")


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the map. `width` in points; None is `STAGE_WIDTH`."""

    id: str = id_field()
    map: str = reference_field("map")
    order: str = order_field()
    title: str = line_field()
    width: float | None = field_of(None, kind="number", lowest=110, highest=800, step=10, optional=True)


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the map. An empty title is its kind's word in the map's language; `height` (pt) is a least height.

    A hidden lane is on no map and no paper, with its cards, until it is shown again; a clean copy leaves it out.
    """

    id: str = id_field()
    map: str = reference_field("map")
    order: str = order_field()
    kind: str = choice_field(*LANE_KINDS)
    title: str = line_field()
    height: float | None = field_of(None, kind="number", lowest=40, highest=1200, step=10, optional=True)
    hidden: bool = flag_field()


@dataclass(frozen=True, slots=True)
class Card:
    """What stands in a cell of stage and lane.

    `about`: the card this one speaks of (a pain point is about a touchpoint, an opportunity about a pain point).
    `score`: an emotion's height, -2 to +2 in halves. `duration` in minutes. Ratings are 1 to 5, None unrated.
    """

    id: str = id_field()
    map: str = reference_field("map")
    stage: str = reference_field("stage")
    lane: str = reference_field("lane")
    order: str = order_field()
    kind: str = choice_field(*CARD_KINDS)
    title: str = text_field()
    note: str = text_field()
    evidence: str = choice_field("assumed", "observed", "measured")
    source: str = line_field()
    channels: tuple[str, ...] = words_field()
    owner: str = line_field()
    tags: tuple[str, ...] = words_field()
    about: str | None = reference_field("card", optional=True)
    score: float = field_of(0.0, kind="number", lowest=-2, highest=2, step=0.5)
    severity: int | None = rating_field()
    frequency: int | None = rating_field()
    impact: int | None = rating_field()
    effort: int | None = rating_field()
    status: str = choice_field("idea", "planned", "in_progress", "done", "dropped")
    role: str = choice_field("step", "start", "goal", "exit")
    duration: float | None = field_of(None, kind="number", lowest=0, highest=5_256_000, step=1, optional=True)
    moment_of_truth: bool = flag_field()
    muted_checks: tuple[str, ...] = words_field()


@dataclass(frozen=True, slots=True)
class Link:
    """A way from one touchpoint to another. `share`: per cent of those at the source who take it, None unsaid."""

    id: str = id_field()
    map: str = reference_field("map")
    source: str = reference_field("card")
    target: str = reference_field("card")
    kind: str = choice_field("next", "choice", "detour", "return")
    condition: str = line_field()
    share: float | None = field_of(None, kind="number", lowest=0, highest=100, step=1, optional=True)


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says about a card. `reply_to` is the comment that begins the thread; `time` in ms since 1970."""

    id: str = id_field()
    card: str = reference_field("card")
    reply_to: str | None = reference_field("comment", optional=True)
    author: str = line_field()
    time: int = time_field()
    text: str = text_field()
    resolved: bool = flag_field()


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the project that was given a name ("Sent to client 12 May"). `entry`: the entry of the log it is."""

    id: str = id_field()
    entry: str = line_field()
    title: str = line_field()
    note: str = text_field()
    author: str = line_field()
    time: int = time_field()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people set one field to two values, and a merge kept one: what the other was, for a person to decide.

    record: the id of what it is about. field: its field; "place" for stage, lane and order of a card together; empty
    when one side deleted what the other had changed, and it stayed. kept, other: the values as JSON. Of a deletion
    `kept` is true and `other` empty; of a record that could stand nowhere `kept` is empty and `other` all of it.
    Authors and times (ms since 1970) are those of the two changes.
    """

    id: str = id_field()
    record: str = line_field()
    field: str = line_field()
    kept: str = text_field(VALUE_LIMIT)
    other: str = text_field(VALUE_LIMIT)
    kept_author: str = line_field()
    kept_time: int = time_field()
    other_author: str = line_field()
    other_time: int = time_field()


Record = Project | Persona | JourneyMap | Stage | Lane | Card | Link | Comment | Version | Conflict
RecordType = TypeVar("RecordType", bound=Record)
KINDS: dict[str, type[Record]] = {
    "project": Project,
    "persona": Persona,
    "map": JourneyMap,
    "stage": Stage,
    "lane": Lane,
    "card": Card,
    "link": Link,
    "comment": Comment,
    "version": Version,
    "conflict": Conflict,
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
    described = {name: value for name, value in data.items() if name != "kind_of_record"}
    for name, value in described.items():
        rule = table.get(name)
        if rule is None:
            raise BadRecord("bad_record.field", field=str(name)[:80], record=where)
        if value is None and rule.optional:
            values[name] = None
            continue
        wrong = not isinstance(value, _TYPES.get(rule.kind, str)) or (isinstance(value, bool) and rule.kind != "flag")
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
