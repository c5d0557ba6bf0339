"""Where a dragged card would land: the lane under the pointer if it takes the card, else the nearest that does."""

from model.document import Document
from model.layout.sheet import Band, Sheet, Slot
from model.layout.table import MOODS
from model.records import ANY_CARD, LANE_KINDS, LANE_OF_CARD, Card, Lane

GAP = 4.0
"""How far beneath the last card of a cell, or above its first, the insertion mark stands, in points."""


def slot_at(sheet: Sheet, document: Document, x: float, y: float, kind: str, moving: str = "") -> Slot | None:
    """Return where a card of a kind dropped at a point of the sheet lands, or None beside the map.

    moving: the id of the card being dragged, which does not count among the cards of its cell. A slot whose lane is
    None asks for a new lane of the kind. Beyond the ends of the columns and rows the nearest counts.
    """
    column = _nearest(sheet.columns, x)
    if column is None or not (0 <= x <= sheet.width and 0 <= y <= sheet.height):
        return None
    at = sheet.columns.index(column)
    cards = sheet.card_columns[at]
    lane = lane_for(sheet, document, y, kind, moving)
    if lane is None:
        return Slot(column.id, None, 0, cards.start, sheet.height, cards.length)
    row = next(band for band in sheet.rows if band.id == lane.id)
    faces = lane.kind == MOODS
    stand = [
        each
        for each in sheet.cell(column.id, lane.id)
        if each.part == ("face" if faces else "card") and each.id != moving
    ]
    if faces:
        middles = [each.x + each.piece.width / 2 for each in stand]
        index = sum(x > middle for middle in middles) if sheet.direction == "ltr" else sum(x < m for m in middles)
        return Slot(column.id, lane.id, index, _between(cards, middles, index, sheet.direction), row.start, 0.0)
    index = sum(y > each.y + each.piece.height / 2 for each in stand)
    tops = [*(each.y - GAP for each in stand), stand[-1].bottom + GAP - 1 if stand else row.start + 2 * GAP]
    return Slot(column.id, lane.id, index, cards.start, tops[index], cards.length)


def lane_for(sheet: Sheet, document: Document, y: float, kind: str, moving: str = "") -> Lane | None:
    """Return the lane that takes a card of a kind dropped at y, or None where the map has none for it.

    moving: a card that is being dragged stays in its own lane over lanes that do not take it.
    """
    lanes = {lane.id: lane for lane in document.shown_lanes(sheet.map)}
    under = _nearest(sheet.rows, y)
    if under is None:
        return None
    if LANE_KINDS[lanes[under.id].kind].card in (kind, ANY_CARD):
        return lanes[under.id]
    card = document.find(moving)
    if isinstance(card, Card) and card.lane in lanes:
        return lanes[card.lane]
    nearest = _nearest([band for band in sheet.rows if lanes[band.id].kind == LANE_OF_CARD[kind]], y)
    return None if nearest is None else lanes[nearest.id]


def _nearest(bands: "tuple[Band, ...] | list[Band]", place: float) -> Band | None:
    return min(bands, key=lambda band: max(band.start - place, place - band.end, 0.0), default=None)


def _between(cards: Band, middles: list[float], index: int, direction: str) -> float:
    """Return the x of an upright mark between two faces, or halfway to the column's edge beyond the last."""
    first, last = (cards.start, cards.end) if direction == "ltr" else (cards.end, cards.start)
    before = middles[index - 1] if index else first
    after = middles[index] if index < len(middles) else last
    return (before + after) / 2
