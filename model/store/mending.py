"""Making one document of whatever records are left: each value in its rule, each reference to something that is there.

A card whose stage, lane or map is lost gets another with that very id, so that cards which stood together still do. A
link or a comment without its card says nothing to anybody, and goes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from model.ids import new_id
from model.order import place, sort_key, spread
from model.records import (
    ANY_CARD,
    CARD_KINDS,
    KIND_OF,
    KINDS,
    LANE_KINDS,
    LANE_OF_CARD,
    LANGUAGES,
    Card,
    Comment,
    JourneyMap,
    Lane,
    Link,
    Project,
    Record,
    RecordType,
    Stage,
    Version,
)
from model.rules import Rule, clean_value
from model.store.pages import Torn
from model.store.references import settle
from model.store.rows import Row, columns
from resources.words import say

Map = JourneyMap
Found = dict[str, Record]


def record_of(kind: str, row: Row) -> tuple[Record | None, int]:
    """Return the record of a row and how many of its values could not be read; None where too little is left of it."""
    values: dict[str, Any] = {}
    bad = 0
    for spec, value in zip(columns(kind), row, strict=True):
        try:
            values[spec.name] = _value(spec.rule, value)
            bad += isinstance(value, Torn)
        except (ValueError, TypeError, OverflowError, RecursionError):
            bad += 1
            if spec.name == "id" or (spec.rule.kind == "reference" and not spec.rule.optional):
                return None, bad
    return (KINDS[kind](**values), bad) if values["id"] else (None, bad)


def _value(rule: Rule, value: Any) -> Any:
    """Return a value as a record holds it; raise ValueError or TypeError where it is none."""
    if value is None and rule.optional:
        return None
    if rule.kind == "words":
        value = json.loads(value)
        if not isinstance(value, list):
            raise TypeError(value)
        return clean_value(rule, [each for each in value if isinstance(each, str)])
    if rule.kind in ("number", "integer", "flag"):
        if not isinstance(value, int | float):
            raise TypeError(value)
        return clean_value(rule, float(value) if rule.kind == "number" else value)
    if not isinstance(value, str):
        raise TypeError(value)
    return clean_value(rule, str(value))


def mended(records: Iterable[Record], done: Counter[str]) -> list[Record]:
    """Return the records of one document made of these; what had to be done is counted.

    made_up: maps, stages and lanes that were lost and made anew. moved: cards and links that named another map than
    what they stand in. emptied: references that led nowhere. lost_KIND: records that could not be kept.
    """
    found: Found = {}
    project: Project | None = None
    for record in records:
        if record.id in found or (isinstance(record, Project) and project is not None):
            done[f"lost_{KIND_OF[type(record)]}"] += 1
            continue
        found[record.id] = record
        project = record if isinstance(record, Project) else project
    if project is None:
        project = Project(new_id(), title=say("rescue.title", LANGUAGES[0]))
        found[project.id] = project
        done["lost_project"] += 1
    _make_up(found, say("rescue.title", project.language), done)
    _put_in_place(found, done)
    _drop_what_hangs_on_nothing(found, done)
    settled, emptied = settle({kind: _of(found, cls) for kind, cls in KINDS.items()})
    done["emptied"] += emptied
    return settled


def _of(found: Mapping[str, Record], cls: type[RecordType]) -> list[RecordType]:
    return [each for each in found.values() if type(each) is cls]


def _make_up(found: Found, title: str, done: Counter[str]) -> None:
    """Make up the lost maps, stages and lanes that others stand in, under the ids by which those name them."""
    made: dict[str, list[Map | Stage | Lane]] = {"map": [], "stage": [], "lane": []}

    def ensure(owner: Any, name: str) -> Any:
        target = getattr(owner, name)
        if isinstance(found.get(target), KINDS[name]):
            return owner
        if not target or target in found:  # it is the id of something else
            target = new_id()
            owner = replace(owner, **{name: target})
            found[owner.id] = owner
        record = _anew(name, target, owner, title)
        found[target] = record
        made[name].append(record)
        return owner

    for owner in (*_of(found, Stage), *_of(found, Lane)):
        ensure(owner, "map")
    for card in _of(found, Card):
        stage = found.get(card.stage)
        if isinstance(stage, Stage) and not isinstance(found.get(card.map), JourneyMap):
            card = replace(card, map=stage.map)
            found[card.id] = card
        for name in ("map", "stage", "lane"):
            card = ensure(card, name)
    if not _of(found, JourneyMap):
        made["map"].append(_anew("map", new_id(), None, title))
    for kind, records in made.items():
        _put_last(found, KINDS[kind], records)
    done["made_up"] += sum(map(len, made.values()))


def _anew(kind: str, identity: str, owner: Any, title: str) -> Map | Stage | Lane:
    if kind == "map":
        return JourneyMap(identity, title=title)
    if kind == "stage":
        return Stage(identity, owner.map, title=title)
    return Lane(identity, owner.map, kind=LANE_OF_CARD[owner.kind])


def _put_last(found: Found, cls: type[Any], made: list[Map | Stage | Lane]) -> None:
    """Give what was made up places after all else of its kind."""
    if not made:
        return
    ids = {each.id for each in made}
    siblings = sorted((each for each in _of(found, cls) if each.id not in ids), key=sort_key)
    first, renewed = place(siblings, len(siblings))
    for sibling in siblings:
        found[sibling.id] = replace(sibling, order=renewed.get(sibling.id, sibling.order))
    for record, key in zip(made, (first, *spread(len(made) - 1, first)), strict=True):
        found[record.id] = replace(record, order=key)


def _put_in_place(found: Found, done: Counter[str]) -> None:
    """Let every card stand in a stage and a lane of one map: that of its stage."""
    lanes: dict[tuple[str, str], str] = {}
    for each in _of(found, Lane):
        for kind in CARD_KINDS:
            if LANE_KINDS[each.kind].card in (kind, ANY_CARD):
                lanes.setdefault((each.map, kind), each.id)
    for card in _of(found, Card):
        stage, lane = found[card.stage], found[card.lane]
        assert isinstance(stage, Stage) and isinstance(lane, Lane)
        if (stage.map, lane.map) == (card.map, card.map):
            continue
        done["moved"] += 1
        home = lane.id if lane.map == stage.map else lanes.get((stage.map, card.kind), "")
        if not home:
            made = Lane(new_id(), stage.map, lane.order, LANE_OF_CARD[card.kind])
            found[made.id] = made
            home = lanes[stage.map, card.kind] = made.id
        found[card.id] = replace(card, map=stage.map, lane=home)


def _drop_what_hangs_on_nothing(found: Found, done: Counter[str]) -> None:
    for record in list(found.values()):
        if isinstance(record, Link):
            source, target = found.get(record.source), found.get(record.target)
            if not isinstance(source, Card) or not isinstance(target, Card) or source.map != target.map:
                del found[record.id]
                done["lost_link"] += 1
            elif record.map != source.map:
                found[record.id] = replace(record, map=source.map)
                done["moved"] += 1
        elif isinstance(record, Comment) and not isinstance(found.get(record.card), Card):
            del found[record.id]
            done["lost_comment"] += 1
        elif isinstance(record, Version):  # it names an entry of a history that is not there
            del found[record.id]
            done["lost_version"] += 1
