"""Where a drop goes: the slot of a card, the gap between stages or lanes, and the marks that show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from editor.canvas.marks import Insertion, Lit, Mark
from model.document import Document
from model.edits.cards import lane_for, takes
from model.layout.shapes import Placed
from model.layout.sheet import Band, Sheet
from model.records import LANE_KINDS, Lane

REACH = 40.0
"""Points beyond the Sheet at which a drop still means its nearest place."""
GAP = 3.5
"""Points between a card and the insertion mark beside it: half the gap between two cards."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place for cards: a stage, a lane (None: one that must be made), and an index in the cell (None: its end)."""

    stage: str
    lane: str | None
    index: int | None
    marks: tuple[Mark, ...] = ()


def on_sheet(sheet: Sheet, x: float, y: float) -> bool:
    """Whether a point lies on the Sheet or just beside it."""
    return -REACH <= x <= sheet.width + REACH and -REACH <= y <= sheet.height + REACH


def nearest_column(sheet: Sheet, x: float) -> Band | None:
    """Return the column at x or else the nearest one; None where the map has no stage."""
    here = sheet.column_at(x)
    return here or min(sheet.columns, key=lambda band: abs(band.start + band.length / 2 - x), default=None)


def row_of(sheet: Sheet, lane_id: str) -> Band | None:
    """Return the row of a lane."""
    return next((band for band in sheet.rows if band.id == lane_id), None)


def target_of(
    sheet: Sheet, document: Document, kind: str, x: float, y: float, own_lane: str | None = None
) -> Target | None:
    """Return where a card of a kind goes when dropped at a point; None where it would go nowhere.

    own_lane: the lane it stands in, if it is moved: over a lane of another kind it only changes its stage.
    """
    column = nearest_column(sheet, x)
    if column is None or not on_sheet(sheet, x, y):
        return None
    row = sheet.row_at(y)
    pointed = row.id if row else None
    if own_lane is not None:
        lane: Lane | None = document.get(Lane, own_lane)
        over = document.find(pointed)
        if isinstance(over, Lane) and takes(over, kind):
            lane = over
    else:
        lane = lane_for(document, sheet.map, kind, pointed)
    if lane is None:
        return Target(column.id, None, None)
    band = row_of(sheet, lane.id)
    assert band is not None
    index, insertion = _place(sheet, document, column, band, x, y)
    if lane.id != pointed:
        index = None
    lit = Lit(column.start, band.start, column.length, band.length)
    return Target(column.id, lane.id, index, (lit, insertion) if index is not None else (lit,))


def _place(sheet: Sheet, document: Document, column: Band, row: Band, x: float, y: float) -> tuple[int, Insertion]:
    standing = [each for each in sheet.cell(column.id, row.id) if each.part in ("card", "face")]
    if LANE_KINDS[document.get(Lane, row.id).kind].card == "emotion":
        return _place_among_faces(sheet, standing, column, row, x)
    index = sum(y > each.y + each.piece.height / 2 for each in standing)
    inner = next((band for band in sheet.card_columns if band.id == column.id), column)
    left, right = (standing[0].x, standing[0].right) if standing else (inner.start + 9, inner.end - 9)
    if not standing:
        mark = row.start + 10
    elif index < len(standing):
        mark = standing[index].y - GAP
    else:
        mark = standing[-1].bottom + GAP
    return index, Insertion(left, mark, right, mark)


def _place_among_faces(
    sheet: Sheet, standing: Sequence[Placed], column: Band, row: Band, x: float
) -> tuple[int, Insertion]:
    forward = sheet.direction == "ltr"
    middles = [each.x + each.piece.width / 2 for each in standing]
    index = sum(x > middle if forward else x < middle for middle in middles)
    start, end = (column.start, column.end) if forward else (column.end, column.start)
    stops = [start, *middles, end]
    mark = (stops[index] + stops[index + 1]) / 2
    return index, Insertion(mark, row.start + 8, mark, row.end - 8)


def stage_gap(sheet: Sheet, x: float) -> tuple[int, Insertion]:
    """Return the index at which a stage dropped at x goes in, and the mark between the columns."""
    index = sheet.stage_index_at(x)
    forward = sheet.direction == "ltr"
    if index < len(sheet.columns):
        mark = sheet.columns[index].start if forward else sheet.columns[index].end
    elif sheet.columns:
        mark = sheet.columns[-1].end if forward else sheet.columns[-1].start
    else:
        mark = sheet.title_column.end if forward else sheet.title_column.start
    return index, Insertion(mark, sheet.header.start, mark, sheet.height)


def lane_gap(sheet: Sheet, y: float) -> tuple[int, Insertion]:
    """Return the index at which a lane dropped at y goes in, and the mark between the rows."""
    index = sheet.lane_index_at(y)
    if index < len(sheet.rows):
        mark = sheet.rows[index].start
    else:
        mark = sheet.rows[-1].end if sheet.rows else sheet.header.end
    return index, Insertion(0, mark, sheet.width, mark)
