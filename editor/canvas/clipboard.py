"""The clipboard: cards as our own format, and their words as plain text for every other program."""

import json
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData

from model.change import ChangeSet
from model.document import Document
from model.edits import clipboard
from model.records import ANY_CARD, LANE_KINDS, BadRecord, Lane
from model.rules import TEXT_LIMIT

MIME = "application/x-masar-cards"
MOST_LINES = 200
"""Lines of plain text that become cards; what a person pastes by mistake can be far longer."""


def to_mime(document: Document, chosen: tuple[str, ...]) -> QMimeData | None:
    """Return what the clipboard is to hold of a selection; None where it holds neither cards nor stages."""
    data = clipboard.copy(document, chosen)
    if not data["cards"] and not data["stages"]:
        return None
    mime = QMimeData()
    mime.setData(MIME, QByteArray(json.dumps(data, ensure_ascii=False).encode()))
    titles = [each.get("title", "") for each in (*data["stages"], *data["cards"])]
    mime.setText("\n".join(" ".join(title.split()) for title in titles))
    return mime


def from_mime(document: Document, map_id: str, mime: QMimeData | None, beside: str | None) -> ChangeSet | None:
    """Return the edit that pastes; None where the clipboard (None: it is empty) holds nothing that a map can take.

    Plain text becomes cards, one a line, of the kind that the lane pointed at takes.
    """
    if mime is None:
        return None
    stage, lane = clipboard.home_of(document, beside or map_id)
    if mime.hasFormat(MIME):
        try:
            data = json.loads(bytes(mime.data(MIME).data()).decode("utf-8"))
            return clipboard.paste(document, data, map_id, stage, lane)
        except (ValueError, BadRecord, TypeError, KeyError):
            return None
    return _paste_lines(document, map_id, mime.text(), stage, lane) if mime.hasText() else None


def is_cut(mime: QMimeData) -> bool:
    """Return whether the clipboard holds more plain text than becomes cards."""
    if mime.hasFormat(MIME):
        return False
    lines = [line for line in mime.text().splitlines() if line.strip()]
    return len(lines) > MOST_LINES or any(len(line.strip()) > TEXT_LIMIT for line in lines)


def _paste_lines(document: Document, map_id: str, text: str, stage: str | None, lane: str | None) -> ChangeSet | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]
    kind = kind_of_lane(document, map_id, lane)
    if not lines or kind is None:
        return None
    stages = document.stages(map_id)
    home = stage or (stages[0].id if stages else None)
    raws: list[dict[str, Any]] = [
        {"kind_of_record": "card", "id": f"line-{place}", "kind": kind, "title": line, "column": 0}
        for place, line in enumerate(lines)
    ]
    return clipboard.paste(document, {"format": clipboard.FORMAT, "cards": raws}, map_id, home, lane)


def kind_of_lane(document: Document, map_id: str, lane_id: str | None) -> str | None:
    """Return the kind of card that a lane takes: notes in the free lane; without a lane, that of the first lane."""
    lanes = [each for each in document.shown_lanes(map_id) if not LANE_KINDS[each.kind].is_line]
    lane = document.find(lane_id)
    if not isinstance(lane, Lane):
        lane = lanes[0] if lanes else None
    if lane is None:
        return "touchpoint"
    if LANE_KINDS[lane.kind].is_line:
        return None
    return "note" if LANE_KINDS[lane.kind].card == ANY_CARD else LANE_KINDS[lane.kind].card
