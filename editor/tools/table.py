"""Which tool starts where: one table."""

from PySide6.QtCore import Qt

from editor.tools.comments import OpenComments
from editor.tools.connect import Connect
from editor.tools.drag import DragCards, DragLane, DragStage
from editor.tools.faces import DragFace
from editor.tools.resize import ResizeLane, ResizeStage
from editor.tools.select import Pan, RubberBand
from editor.tools.tool import Press, Tool

STARTS: dict[str, type[Tool]] = {
    "hand": Pan,
    "port": Connect,
    "stage_edge": ResizeStage,
    "lane_edge": ResizeLane,
    "face": DragFace,
    "card": DragCards,
    "stage": DragStage,
    "lane": DragLane,
    "link": Press,
    "label": Press,
    "comment": OpenComments,
    "cell": RubberBand,
    "ground": RubberBand,
}
"""The tool that a press starts, by the zone it hits; "hand" is the middle button, or any with the space bar down."""

LOOKING: dict[str, type[Tool]] = {
    **{zone: tool if tool in (Pan, RubberBand) else Press for zone, tool in STARTS.items()},
    "stage_edge": RubberBand,
    "lane_edge": RubberBand,
}
"""The same where nothing can be changed: only panning and choosing."""

CURSORS: dict[str, Qt.CursorShape] = {
    "hand": Qt.CursorShape.OpenHandCursor,
    "port": Qt.CursorShape.CrossCursor,
    "stage_edge": Qt.CursorShape.SplitHCursor,
    "lane_edge": Qt.CursorShape.SplitVCursor,
    "face": Qt.CursorShape.PointingHandCursor,
    "card": Qt.CursorShape.PointingHandCursor,
    "stage": Qt.CursorShape.OpenHandCursor,
    "lane": Qt.CursorShape.OpenHandCursor,
    "link": Qt.CursorShape.PointingHandCursor,
    "label": Qt.CursorShape.PointingHandCursor,
    "comment": Qt.CursorShape.PointingHandCursor,
    "cell": Qt.CursorShape.ArrowCursor,
    "ground": Qt.CursorShape.ArrowCursor,
}
"""The pointer's shape over each zone."""
HOVERED = frozenset({"port", "face", "card", "stage", "lane", "link", "label", "comment"})
"""The zones whose record is outlined while the pointer is over it."""
