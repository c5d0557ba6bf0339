"""Edits of lanes: add, move."""

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.ids import new_id
from model.records import LANE_KINDS, Lane


def pencil_lane(draft: Draft, map_id: str, kind: str, index: int | None = None) -> Lane:
    """Put a lane into a draft: at an index, or after the last lane whose kind comes no later in the usual order."""
    lanes = list(draft.document.lanes(map_id))
    if index is None:
        usual = list(LANE_KINDS)
        rank = usual.index(kind)
        before = [position for position, lane in enumerate(lanes) if usual.index(lane.kind) <= rank]
        index = before[-1] + 1 if before else 0
    return draft.put(Lane(id=new_id(), map=map_id, order=draft.place(lanes, index), kind=kind))


def add_lane(document: Document, map_id: str, kind: str, index: int | None = None, title: str = "") -> ChangeSet:
    """Add a lane of a kind, at an index among the map's lanes or where such a lane usually stands."""
    draft = Draft(document)
    lane = pencil_lane(draft, map_id, kind, index)
    if title:
        draft.change(lane.id, title=title)
    return draft.finish("change.add_lane", kind=f"@lane.{kind}")


def move_lane(document: Document, lane_id: str, index: int) -> ChangeSet:
    """Move a lane to an index, counted with the lane still standing where it was."""
    draft = Draft(document)
    lane = document.get(Lane, lane_id)
    draft.move(document.lanes(lane.map), lane_id, index)
    return draft.finish("change.move_lane", title=short(lane.title), kind=f"@lane.{lane.kind}")
