"""What lies under the pointer, asked of the Sheet."""

from dataclasses import dataclass

from model.document import Document
from model.layout.shapes import Placed
from model.layout.sheet import Sheet
from model.records import Card

PORT_REACH = 9.0
"""How near to a port, in px, the pointer must be."""
EDGE_REACH = 5.0
"""How near to the edge of a column or row, in px, the pointer must be to resize it."""
SMALLEST_ZOOM = 0.3
"""Below this zoom ports and edges are too small to mean."""

_ZONE_OF = {"line": "lane", "quote": "face"}


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point.

    zone: "port", "stage_edge", "lane_edge", "card", "face", "stage", "lane", "link", "label", "comment" (the
    bubble on a card), "cell" or "ground".
    id: the record meant, empty for cell and ground. stage, lane: the cell beneath, where there is one.
    """

    zone: str
    id: str = ""
    stage: str = ""
    lane: str = ""


def hit(sheet: Sheet, document: Document, x: float, y: float, zoom: float) -> Hit:
    """Return what lies under a point of the Sheet, as seen at a zoom."""
    column, row = sheet.column_at(x), sheet.row_at(y)
    stage, lane = column.id if column else "", row.id if row else ""
    if zoom >= SMALLEST_ZOOM:
        handle = _port(sheet, document, x, y, PORT_REACH / zoom) or _edge(sheet, x, y, EDGE_REACH / zoom)
        if handle:
            return Hit(*handle, stage, lane)
    found = sheet.at(x, y)
    if found is not None and found.id in document:
        return Hit(_ZONE_OF.get(found.part, found.part), found.id, stage, lane)
    if row is not None and _between(sheet.title_column.start, x, sheet.title_column.end):
        return Hit("lane", row.id, "", row.id)
    if column is not None and _between(sheet.header.start, y, sheet.header.end):
        return Hit("stage", column.id, column.id)
    return Hit("cell" if column and row else "ground", "", stage, lane)


def _between(start: float, value: float, end: float) -> bool:
    return start <= value < end


def _port(sheet: Sheet, document: Document, x: float, y: float, reach: float) -> tuple[str, str] | None:
    for each in reversed(sheet.within(x - reach, y - reach, 2 * reach, 2 * reach)):
        if each.part != "card" or not has_port(document, each):
            continue
        port = sheet.port(each.id)
        if port and abs(port[0] - x) <= reach and abs(port[1] - y) <= reach:
            return ("port", each.id)
    return None


def has_port(document: Document, placed: Placed) -> bool:
    """Return whether links can be drawn from a card: from touchpoints only."""
    card = document.find(placed.id)
    return isinstance(card, Card) and card.kind == "touchpoint"


def _edge(sheet: Sheet, x: float, y: float, reach: float) -> tuple[str, str] | None:
    if _between(sheet.header.start, y, sheet.header.end):
        for band in sheet.columns:
            if abs((band.end if sheet.direction == "ltr" else band.start) - x) <= reach:
                return ("stage_edge", band.id)
    if _between(sheet.title_column.start, x, sheet.title_column.end):
        for band in sheet.rows:
            if abs(band.end - y) <= reach:
                return ("lane_edge", band.id)
    return None
