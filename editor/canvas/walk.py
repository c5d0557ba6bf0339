"""Walking over the map with the arrow keys: from cell to cell, with headers and titles at its edges."""

from collections.abc import Callable, Sequence

from editor.canvas.selected import main_part
from model.document import Document
from model.layout.shapes import Placed
from model.layout.sheet import Sheet
from model.records import Card, Lane, Link, Stage

DIRECTIONS = ("left", "right", "up", "down")


def onward(sheet: Sheet, direction: str) -> int:
    """Return whether a direction on screen goes on (1) or back (-1) in the order of stages or lanes."""
    step = 1 if direction in ("right", "down") else -1
    return -step if direction in ("left", "right") and sheet.direction == "rtl" else step


def next_from(sheet: Sheet, document: Document, identity: str | None, direction: str) -> str | None:
    """Return the record that lies in a direction from another one; None where there is nothing more.

    Without one to start from that the map shows, the first card of the map, or its first stage.
    """
    record = document.find(identity) if identity and main_part(sheet, identity) else None
    match record:
        case Card():
            return _from_card(sheet, document, record, direction)
        case Stage():
            return _from_stage(sheet, document, record, direction)
        case Lane():
            return _from_lane(sheet, document, record, direction)
        case Link():
            return record.target if onward(sheet, direction) > 0 else record.source
    first = sheet.reading_order
    if first:
        return first[0][1]
    return sheet.columns[0].id if sheet.columns else None


def _standing(sheet: Sheet, stage_id: str, lane_id: str) -> list[Placed]:
    return [each for each in sheet.cell(stage_id, lane_id) if each.part in ("card", "face")]


def _middle(placed: Placed) -> tuple[float, float]:
    return placed.x + placed.piece.width / 2, placed.y + placed.piece.height / 2


def _nearest(found: Sequence[Placed], distance: Callable[[Placed], float]) -> str | None:
    return min(found, key=distance).id if found else None


def _from_card(sheet: Sheet, document: Document, card: Card, direction: str) -> str | None:
    here = main_part(sheet, card.id)
    if here is None:
        return None
    x, y = _middle(here)
    step = onward(sheet, direction)
    along = direction in ("left", "right")
    cell = _standing(sheet, card.stage, card.lane)
    if along == (here.part == "face"):
        at = [each.id for each in cell].index(card.id) + step
        if 0 <= at < len(cell):
            return cell[at].id
    if along:
        stages = [band.id for band in sheet.columns]
        for stage in _beyond(stages, card.stage, step):
            cell = _standing(sheet, stage, card.lane)
            if cell:
                near_x = cell[0 if step > 0 else -1].id
                return near_x if here.part == "face" else _nearest(cell, lambda each: abs(_middle(each)[1] - y))
        return card.lane if step < 0 else None
    lanes = [band.id for band in sheet.rows]
    for lane in _beyond(lanes, card.lane, step):
        cell = _standing(sheet, card.stage, lane)
        if cell and cell[0].part == "face":
            return _nearest(cell, lambda each: abs(_middle(each)[0] - x))
        if cell:
            return cell[0 if step > 0 else -1].id
    return card.stage if step < 0 else None


def _beyond(ids: Sequence[str], here: str, step: int) -> Sequence[str]:
    at = ids.index(here)
    return ids[at + 1 :] if step > 0 else ids[:at][::-1]


def _from_stage(sheet: Sheet, document: Document, stage: Stage, direction: str) -> str | None:
    if direction == "up":
        return None
    if direction == "down":
        cells = (_standing(sheet, stage.id, band.id) for band in sheet.rows)
        return next((cell[0].id for cell in cells if cell), None)
    beyond = _beyond([band.id for band in sheet.columns], stage.id, onward(sheet, direction))
    return beyond[0] if beyond else None


def _from_lane(sheet: Sheet, document: Document, lane: Lane, direction: str) -> str | None:
    if direction in ("up", "down"):
        beyond = _beyond([band.id for band in sheet.rows], lane.id, onward(sheet, direction))
        return beyond[0] if beyond else None
    if onward(sheet, direction) < 0:
        return None
    cells = (_standing(sheet, band.id, lane.id) for band in sheet.columns)
    return next((cell[0].id for cell in cells if cell), None)
