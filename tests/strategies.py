"""Hypothesis strategies: random documents that are valid in every field and reference, in three languages.

`documents()` gives whole projects as a person could have drawn them, odd ones included: empty maps, stages without
lanes, equal order keys, links in circles, self links and doubles, blank and mixed-script texts.
"""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from model.document import Document
from model.records import (
    ANY_CARD,
    CARD_FIELDS,
    CARD_KINDS,
    LANE_KINDS,
    Card,
    Comment,
    Conflict,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Project,
    Record,
    Stage,
    Version,
    clean,
    rules,
)
from model.rules import Rule

PHRASES = (
    "",
    "Searches the web",
    "Waits 12 hours",
    "Views the flat",
    "يبحث في الويب",
    "ينتظر 12 ساعة",
    "מחפשת באתר",
    "ממתינה 12 שעות",
    "Calls the سمسار twice",
    "@home: 50% #1; {card}",
    "مرحباً بِكُم",
    "שָׁלוֹם",
)
ORDER_KEYS = ("a0", "a1", "a1V", "a2", "a3", "a4")
"""Valid order keys, few enough that equal ones occur (as after a merge)."""
COMMON_LANES = ("touchpoints", "touchpoints", "emotions", "pain_points", "opportunities", "actions")
CODES = ("J101", "J103", "J104", "J106", "J108", "J205", "J207", "J209", "J501")


def texts() -> st.SearchStrategy[str]:
    """Return short texts: phrases in three scripts, and now and then anything at all that is valid."""
    return st.one_of(st.sampled_from(PHRASES), st.sampled_from(PHRASES), st.text(max_size=24))


def values(rule: Rule) -> st.SearchStrategy[Any]:
    """Return what a field with this rule may hold; ids and references are up to the caller."""
    match rule.kind:
        case "words":
            some: st.SearchStrategy[Any] = st.lists(texts(), max_size=2).map(tuple)
        case "choice":
            some = st.sampled_from(rule.choices)
        case "flag":
            some = st.booleans()
        case "integer":
            some = st.integers(int(rule.lowest), int(rule.highest))
        case "number":
            most = min(rule.highest, rule.lowest + 1000 * rule.step)
            some = st.integers(0, int((most - rule.lowest) / rule.step)).map(lambda n: rule.lowest + n * rule.step)
        case "date":
            some = st.one_of(st.just(""), st.dates().map(lambda day: day.isoformat()))
        case "order":
            some = st.sampled_from(ORDER_KEYS)
        case _:
            some = texts()
    return st.one_of(st.none(), some) if rule.optional else some


def _fields(draw: st.DrawFn, cls: type[Record], names: tuple[str, ...] = ()) -> dict[str, Any]:
    """Draw the named fields of a record (all that are neither id nor reference, where none is named)."""
    table = rules(cls)
    names = names or tuple(name for name, rule in table.items() if rule.kind not in ("id", "reference"))
    drawn = {name: draw(values(table[name])) for name in names}
    if "muted_checks" in drawn:
        drawn["muted_checks"] = tuple(draw(st.lists(st.sampled_from(CODES), max_size=1)))
    return drawn


@st.composite
def documents(
    draw: st.DrawFn, *, most_maps: int = 2, most_stages: int = 4, most_lanes: int = 5, most_cards: int = 12
) -> Document:
    """Return a valid document with one project and at least one map; the limits are for each map."""
    records: list[Record] = [Project("project", **_fields(draw, Project))]
    personas = [Persona(f"persona{n}", **_fields(draw, Persona)) for n in range(draw(st.integers(0, 2)))]
    records += personas
    for number in range(draw(st.integers(1, most_maps))):
        records += _map(draw, f"map{number}", personas, most_stages, most_lanes, most_cards)
    records += _told(draw, [record for record in records if isinstance(record, Card)])
    return Document([clean(record) for record in records])


def _map(
    draw: st.DrawFn, map_id: str, personas: list[Persona], most_stages: int, most_lanes: int, most_cards: int
) -> list[Record]:
    persona = draw(st.sampled_from([None, *(persona.id for persona in personas)]))
    records: list[Record] = [JourneyMap(map_id, persona=persona, **_fields(draw, JourneyMap))]
    stages = [f"{map_id}s{n}" for n in range(draw(st.integers(0, most_stages)))]
    records += [Stage(each, map_id, **_fields(draw, Stage)) for each in stages]
    lanes = [_lane(draw, f"{map_id}l{n}", map_id) for n in range(draw(st.integers(0, most_lanes)))]
    records += lanes
    holding = [lane for lane in lanes if not LANE_KINDS[lane.kind].is_line]
    if not stages or not holding:
        return records
    cards = [_card(draw, f"{map_id}c{n}", map_id, stages, holding) for n in range(draw(st.integers(0, most_cards)))]
    records += _tell_about(draw, cards)
    touchpoints = [card.id for card in cards if card.kind == "touchpoint"]
    for number in range(draw(st.integers(0, 2 * len(touchpoints)))):
        ends = {"source": draw(st.sampled_from(touchpoints)), "target": draw(st.sampled_from(touchpoints))}
        records.append(Link(f"{map_id}w{number}", map_id, **ends, **_fields(draw, Link)))
    return records


def _told(draw: st.DrawFn, cards: list[Card]) -> list[Record]:
    """Draw what people said about the cards, a named version and a conflict now and then."""
    told: list[Record] = []
    if cards:
        for number in range(draw(st.integers(0, 2))):
            comment = Comment(f"said{number}", draw(st.sampled_from(cards)).id, **_fields(draw, Comment))
            told.append(comment)
            if draw(st.booleans()):
                reply = _fields(draw, Comment) | {"resolved": False}
                told.append(Comment(f"reply{number}", comment.card, comment.id, **reply))
        if draw(st.integers(0, 3)) == 0:
            about = draw(st.sampled_from(cards))
            told.append(Conflict("conflict", about.id, "title", '"kept"', '"other"', "Amal", 1, "Noa", 2))
    if draw(st.integers(0, 3)) == 0:
        told.append(Version("named", "entry", **_fields(draw, Version, ("title", "note", "author", "time"))))
    return told


def _lane(draw: st.DrawFn, identity: str, map_id: str) -> Lane:
    """Draw a lane of any kind, of a kind that others depend on in three cases of four."""
    kinds = tuple(LANE_KINDS) if draw(st.integers(0, 3)) == 3 else COMMON_LANES
    return Lane(identity, map_id, **(_fields(draw, Lane) | {"kind": draw(st.sampled_from(kinds))}))


def _card(draw: st.DrawFn, identity: str, map_id: str, stages: list[str], lanes: list[Lane]) -> Card:
    """Draw a card in a lane that takes its kind; the fields of other kinds keep their defaults."""
    lane = draw(st.sampled_from(lanes))
    kind = LANE_KINDS[lane.kind].card
    if kind == ANY_CARD:
        kind = draw(st.sampled_from(CARD_KINDS))
    own = tuple(name for name in CARD_FIELDS.get(kind, ()) if name != "about")
    names = ("order", "title", "evidence", "source", "owner", "muted_checks", *own)
    if draw(st.integers(0, 3)) == 0:
        names += ("note", "tags")
    place = {"stage": draw(st.sampled_from(stages)), "lane": lane.id, "kind": kind}
    return Card(identity, map_id, **place, **_fields(draw, Card, names))


def _tell_about(draw: st.DrawFn, cards: list[Card]) -> list[Card]:
    """Let some of the cards be about an earlier one, where their kind has the field."""
    told = list(cards)
    for index, card in enumerate(cards[1:], start=1):
        if "about" in CARD_FIELDS.get(card.kind, ()) and draw(st.booleans()):
            told[index] = replace(card, about=draw(st.sampled_from(cards[:index])).id)
    return told
