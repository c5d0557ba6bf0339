"""Badges: dots on the trailing corner of what a finding is about, with a shape inside so that colour is not alone."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.canvas.camera import Camera
from editor.canvas.detail import FLAT_BELOW, GREEK_BELOW
from editor.canvas.paint import brush
from editor.canvas.selected import main_part
from model.checks.finding import SEVERITIES, Finding
from model.layout.shapes import Placed
from model.layout.sheet import Sheet

COLOURS = {"error": "#d64545", "warning": "#d9941c", "note": "#8a94a3"}
DIAMETER = 12.0
"""Pixels across a badge; small scales shrink it with the map."""
MOST_OVER = 100
"""So many of what is selected have their badges drawn over their outlines."""
PARTS = frozenset({"card", "face", "stage", "lane", "line", "label"})


class Badges:
    """The findings of the map shown, by the record they are about."""

    def __init__(self) -> None:
        """Begin without findings."""
        self._of: dict[str, tuple[Finding, ...]] = {}

    def become(self, findings: Iterable[Finding]) -> set[str]:
        """Take the newest findings, leaving out the muted ones; return the ids whose badge looks different now."""
        fresh: dict[str, tuple[Finding, ...]] = {}
        for finding in findings:
            if not finding.muted:
                for target in dict.fromkeys(finding.targets):
                    fresh[target] = (*fresh.get(target, ()), finding)
        before = {identity: worst(each) for identity, each in self._of.items()}
        after = {identity: worst(each) for identity, each in fresh.items()}
        self._of = fresh
        return {identity for identity in before.keys() | after.keys() if before.get(identity) != after.get(identity)}

    def of(self, identity: str) -> tuple[Finding, ...]:
        """Return the findings about a record, the worst first."""
        return tuple(sorted(self._of.get(identity, ()), key=lambda each: SEVERITIES.index(each.severity)))

    def paint(self, painter: QPainter, placed: Sequence[Placed], direction: str, zoom: float) -> None:
        """Draw the badges of these pieces; the painter is in the Sheet's coordinates."""
        if not self._of:
            return
        radius = DIAMETER / 2 * min(1.0, zoom / GREEK_BELOW) / zoom
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, zoom >= FLAT_BELOW)
        for each in placed:
            findings = self._of.get(each.id)
            if findings and each.part in PARTS:
                _draw(painter, corner(each, direction), radius, worst(findings), plain=zoom < FLAT_BELOW)

    def paint_over(self, painter: QPainter, sheet: Sheet, chosen: Sequence[str], camera: Camera) -> None:
        """Draw the badges of what is selected once more, over its outline; the painter is in the viewport's pixels."""
        marked = (each for each in chosen[-MOST_OVER:] if each in self._of)
        placed = [found for each in marked if (found := main_part(sheet, each))]
        if placed:
            painter.translate(camera.x, camera.y)
            painter.scale(camera.zoom, camera.zoom)
            self.paint(painter, placed, sheet.direction, camera.zoom)

    def at(self, sheet: Sheet, x: float, y: float, zoom: float) -> tuple[Finding, ...]:
        """Return the findings whose badge lies at a point of the Sheet, as seen at a zoom."""
        near = DIAMETER / zoom
        for placed in reversed(sheet.within(x - near, y - near, 2 * near, 2 * near)):
            middle = corner(placed, sheet.direction)
            on_it = abs(x - middle.x()) <= near and abs(y - middle.y()) <= near
            if on_it and placed.part in PARTS and placed.id in self._of:
                return self.of(placed.id)
        return ()


def corner(placed: Placed, direction: str) -> QPointF:
    """Return the middle of a piece's badge: on its trailing upper corner, inside it where the piece fills its cell."""
    inset = 8.0 if placed.part in ("stage", "lane", "line") else 2.0
    x = placed.right - inset if direction == "ltr" else placed.x + inset
    return QPointF(x, placed.y + inset)


def worst(findings: Iterable[Finding]) -> str:
    """Return the gravest severity among findings."""
    return min((each.severity for each in findings), key=SEVERITIES.index)


def _draw(painter: QPainter, middle: QPointF, radius: float, severity: str, *, plain: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if plain:
        painter.fillRect(
            QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius), brush(COLOURS[severity])
        )
        return
    painter.setBrush(brush("#ffffff"))
    painter.drawEllipse(middle, radius * 1.2, radius * 1.2)
    painter.setBrush(brush(COLOURS[severity]))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(QPen(QColor("#ffffff"), radius * 0.28, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for x1, y1, x2, y2 in _SIGNS[severity]:
        painter.drawLine(
            QLineF(
                middle.x() + x1 * radius, middle.y() + y1 * radius, middle.x() + x2 * radius, middle.y() + y2 * radius
            )
        )


_SIGNS = {
    "error": ((-0.35, -0.35, 0.35, 0.35), (-0.35, 0.35, 0.35, -0.35)),
    "warning": ((0.0, -0.5, 0.0, 0.1), (0.0, 0.47, 0.0, 0.48)),
    "note": ((-0.4, -0.2, 0.4, -0.2), (-0.4, 0.25, 0.15, 0.25)),
}
"""The shape inside a badge, in radii: a cross, an exclamation mark, two lines of a note."""
