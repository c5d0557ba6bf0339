"""What can be put on a map by its name in the palette, and the edit that does it.

Names: "stage", a card's kind ("touchpoint"), "lane:KIND" ("lane:opportunities") or "line:KIND".
"""

from model.change import ChangeSet
from model.document import Document
from model.edits.cards import add_card, add_first_card, takes
from model.edits.lanes import add_lane
from model.edits.stages import add_stage
from model.records import CARD_KINDS, LANE_KINDS, Card, Lane, Stage


def family(name: str) -> str:
    """Return what a name puts on the map: "stage", "card" or "lane"; empty for a name that is none."""
    if name == "stage":
        return "stage"
    if name in CARD_KINDS:
        return "card"
    head, _, kind = name.partition(":")
    return "lane" if head in ("lane", "line") and kind in LANE_KINDS else ""


def lane_kind(name: str) -> str:
    """Return the kind of lane that "lane:KIND" or "line:KIND" names."""
    return name.partition(":")[2]


def put(
    document: Document,
    map_id: str,
    name: str,
    stage: str | None = None,
    lane: str | None = None,
    index: int | None = None,
    **fields: object,
) -> ChangeSet:
    """Return the edit that puts a named thing in a place. index: among the cards of the cell, the stages, the lanes."""
    match family(name):
        case "stage":
            return add_stage(document, map_id, index)
        case "lane":
            return add_lane(document, map_id, lane_kind(name), index)
    if stage is None:
        return add_first_card(document, map_id, name, **fields)
    return add_card(document, name, stage, lane, index, **fields)


def put_beside(document: Document, map_id: str, name: str, beside: str | None) -> ChangeSet:
    """Return the edit that puts a named thing beside a record: behind it, or at the end where there is none."""
    record = document.find(beside)
    match family(name), record:
        case "stage", Stage() | Card():
            stage = record if isinstance(record, Stage) else document.get(Stage, record.stage)
            return put(document, map_id, name, index=document.stages(map_id).index(stage) + 1)
        case "lane", Lane(hidden=False):
            return put(document, map_id, name, index=document.shown_lanes(map_id).index(record) + 1)
        case "card", Card():
            home = document.get(Lane, record.lane)
            if takes(home, name):
                index = document.cell(record.stage, record.lane).index(record) + 1
                return put(document, map_id, name, record.stage, record.lane, index)
            return put(document, map_id, name, record.stage, record.lane)
        case "card", Stage():
            return put(document, map_id, name, record.id)
        case "card", _:
            stages = document.stages(map_id)
            lane = record.id if isinstance(record, Lane) else None
            return put(document, map_id, name, stages[0].id if stages else None, lane)
    return put(document, map_id, name)
