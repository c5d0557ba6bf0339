"""Edits of cards: add, move, score."""

from collections.abc import Sequence
from typing import Any

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.edits.lanes import pencil_lane
from model.ids import new_id
from model.records import ANY_CARD, LANE_KINDS, LANE_OF_CARD, Card, Lane, Stage


def takes(lane: Lane, kind: str) -> bool:
    """Return whether a lane takes cards of a kind."""
    return LANE_KINDS[lane.kind].card in (kind, ANY_CARD)


def lane_for(document: Document, map_id: str, kind: str, near: str | None = None) -> Lane | None:
    """Return the lane a card of a kind goes to: the one pointed at if it takes it, else the nearest of its kind.

    None where the map shows no such lane, so that a new one must be made: a hidden lane takes nothing new, and does
    not come back by itself, for what it holds was hidden on purpose.
    """
    lanes = document.shown_lanes(map_id)
    pointed = next((position for position, lane in enumerate(lanes) if lane.id == near), 0)
    if near and lanes and takes(lanes[pointed], kind):
        return lanes[pointed]
    own = [position for position, lane in enumerate(lanes) if LANE_KINDS[lane.kind].card == kind]
    if not own and LANE_OF_CARD[kind] == "free":
        own = [position for position, lane in enumerate(lanes) if takes(lane, kind)]
    return lanes[min(own, key=lambda position: abs(position - pointed))] if own else None


def add_card(
    document: Document,
    kind: str,
    stage_id: str,
    lane_id: str | None = None,
    index: int | None = None,
    **fields: Any,
) -> ChangeSet:
    """Add a card to a stage. A lane that does not take the kind gives way to the nearest that does, or a new one.

    index: the place among the cell's cards; None is the end.
    """
    draft = Draft(document)
    stage = document.get(Stage, stage_id)
    lane = lane_for(document, stage.map, kind, lane_id)
    if lane is None:
        lane = pencil_lane(draft, stage.map, LANE_OF_CARD[kind])
    cell = list(document.cell(stage.id, lane.id))
    where = len(cell) if index is None or lane.id != lane_id else index
    order = draft.place(cell, where)
    card = draft.put(Card(id=new_id(), map=stage.map, stage=stage.id, lane=lane.id, order=order, kind=kind, **fields))
    return draft.finish("change.add_card", kind=f"@card.{kind}", title=short(card.title))


def add_first_card(document: Document, map_id: str, kind: str, **fields: Any) -> ChangeSet:
    """Add a card to a map that has no stage yet, with the stage (and, where need be, the lane) it stands in."""
    draft = Draft(document)
    stage = draft.put(Stage(id=new_id(), map=map_id, order=draft.place([], 0)))
    lane = lane_for(document, map_id, kind) or pencil_lane(draft, map_id, LANE_OF_CARD[kind])
    order = draft.place([], 0)
    card = draft.put(Card(id=new_id(), map=map_id, stage=stage.id, lane=lane.id, order=order, kind=kind, **fields))
    return draft.finish("change.add_card", kind=f"@card.{kind}", title=short(card.title))


def move_cards(
    document: Document, card_ids: Sequence[str], stage_id: str, lane_id: str | None, index: int | None = None
) -> ChangeSet:
    """Move cards to a stage, and to a lane where it takes them; elsewhere they change only their stage.

    They keep their order among themselves. index: the place in the cell of stage and lane, counted with the moved
    cards still standing where they were; None, and lanes other than the one pointed at, is the end. Cards put down
    just where they were change nothing.
    """
    draft = Draft(document)
    stage = document.get(Stage, stage_id)
    wanted = set(card_ids)
    moving = [card for card in document.reading_order(stage.map, hidden=True) if card.id in wanted]
    cells: dict[str, list[Card]] = {}
    places: dict[str, int] = {}
    for card in moving:
        lane = _lane_to(document, card, lane_id)
        if lane.id not in cells:
            cell = document.cell(stage.id, lane.id)
            at = len(cell) if index is None or lane.id != lane_id else index
            cells[lane.id] = [each for each in cell if each.id not in wanted]
            places[lane.id] = sum(1 for each in cell[:at] if each.id not in wanted)
        order = draft.place(cells[lane.id], places[lane.id])
        draft.change(card.id, stage=stage.id, lane=lane.id, order=order)
        cells[lane.id].insert(places[lane.id], card)
        places[lane.id] += 1
    if all([each.id for each in cells[lane]] == [each.id for each in document.cell(stage.id, lane)] for lane in cells):
        draft = Draft(document)
    return draft.finish("change.move_cards", title=short(moving[0].title) if moving else "", number=str(len(moving)))


def _lane_to(document: Document, card: Card, lane_id: str | None) -> Lane:
    pointed = document.find(lane_id)
    return pointed if isinstance(pointed, Lane) and takes(pointed, card.kind) else document.get(Lane, card.lane)


def set_score(document: Document, card_id: str, score: float) -> ChangeSet:
    """Set an emotion's score, -2 to +2, rounded to halves."""
    draft = Draft(document)
    draft.change(card_id, score=score)
    return draft.finish("change.set_score", title=short(document.get(Card, card_id).title))
