"""Edits of lanes: add, move, hide and show again."""

from collections.abc import Iterable

from model.change import ChangeSet
from model.document import Document
from model.edits.draft import Draft, short
from model.ids import new_id
from model.records import LANE_KINDS, Lane


def pencil_lane(draft: Draft, map_id: str, kind: str, index: int | None = None) -> Lane:
    """Put a lane into a draft: at an index, or after the last lane whose kind comes no later in the usual order.

    index: among the lanes that the map shows.
    """
    lanes = list(draft.document.lanes(map_id))
    if index is not None:
        index = _among_all(draft.document, map_id, index)
    else:
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
    """Move a lane to an index among the lanes that the map shows, counted with the lane still standing where it was."""
    draft = Draft(document)
    lane = document.get(Lane, lane_id)
    shown = [each.id for each in document.shown_lanes(lane.map)]
    here = shown.index(lane_id) if lane_id in shown else None
    if here is None or index not in (here, here + 1):
        draft.move(document.lanes(lane.map), lane_id, _among_all(document, lane.map, index))
    return draft.finish("change.move_lane", title=short(lane.title), kind=f"@lane.{lane.kind}")


def _among_all(document: Document, map_id: str, index: int) -> int:
    """Return where among all lanes of a map an index among the shown ones is: ahead of the lane that stands there."""
    lanes, shown = document.lanes(map_id), document.shown_lanes(map_id)
    if index < len(shown):
        return lanes.index(shown[max(index, 0)])
    return lanes.index(shown[-1]) + 1 if shown else len(lanes)


def hide_lanes(document: Document, lane_ids: Iterable[str]) -> ChangeSet:
    """Hide lanes with their cards and the links to these; everything stays where it is in the project."""
    return _set_hidden(document, lane_ids, hidden=True)


def show_lanes(document: Document, lane_ids: Iterable[str]) -> ChangeSet:
    """Show hidden lanes again, where they stood."""
    return _set_hidden(document, lane_ids, hidden=False)


def _set_hidden(document: Document, lane_ids: Iterable[str], *, hidden: bool) -> ChangeSet:
    draft = Draft(document)
    lanes = [lane for each in lane_ids if (lane := document.get(Lane, each)).hidden != hidden]
    for lane in lanes:
        draft.change(lane.id, hidden=hidden)
    words = (short(lanes[0].title), f"@lane.{lanes[0].kind}") if lanes else ("", "")
    key = "change.hide_lanes" if hidden else "change.show_lanes"
    return draft.finish(key, title=words[0], kind=words[1], number=str(len(lanes)))
