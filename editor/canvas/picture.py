"""The map's picture in the viewport: tiles where there are some, else the last picture scaled, else an overview.

A zoom shows the last picture at another scale at once. Sharp tiles follow when the zooming rests, as many in a frame
as its budget allows, so that no frame waits for a whole screen of them.
"""

import math
import time
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from editor.canvas.camera import Camera
from editor.canvas.tiles import SIDE, Key, Render, Tiles, keys_over, place_of

BUDGET_MS = 6.0
"""Milliseconds a frame may spend on painting tiles."""
GROUND = "#f4f5f7"
"""The colour about the Sheet."""
BLEED = 16.0
"""Pixels and points by which ink may stand over the Sheet's edge (shadows, badges)."""
OVERVIEW_SIDE = 1024
"""Pixels of the overview's longer side."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """A picture of the viewport, and the camera it was taken with."""

    pixmap: QPixmap
    camera: Camera


class Picture:
    """Paints the map. `moving` is set while a zoom goes on: then nothing is sharpened."""

    def __init__(self, render: Render) -> None:
        """Draw with `render`."""
        self._render = render
        self.tiles = Tiles(render)
        self.moving = False
        self._size = QSize(1, 1)
        self._bounds = QRectF()
        self._snapshot: _Snapshot | None = None
        self._overview: QPixmap | None = None
        self._unseen: dict[Key, None] = {}
        self._overview_zoom = 1.0
        self._ratio = 1.0
        self.budget_ms = BUDGET_MS

    def begin(self, width: float, height: float) -> None:
        """Begin a new map of this size in points; nothing of the old one is kept."""
        self.tiles.clear()
        self._snapshot = None
        self._set_bounds(width, height)

    def _set_bounds(self, width: float, height: float) -> None:
        self._bounds = QRectF(0, 0, width, height)
        self._overview_zoom = min(0.5, OVERVIEW_SIDE / max(width, height, 1.0))
        self._overview = None
        area = QRectF(0, 0, width * self._overview_zoom, height * self._overview_zoom)
        self._unseen = dict.fromkeys(keys_over(area, self._overview_zoom))

    def spoil(self, areas: list[QRectF], width: float, height: float) -> None:
        """Paint these rectangles of the Sheet anew, which has this size in points now."""
        self._snapshot = None
        self.tiles.spoil(areas)
        if (width, height) != (self._bounds.width(), self._bounds.height()):
            self._set_bounds(width, height)
            return
        zoom = self._overview_zoom
        for area in areas:
            scaled = QRectF(area.x() * zoom, area.y() * zoom, area.width() * zoom, area.height() * zoom)
            scaled &= QRectF(0, 0, width * zoom, height * zoom)
            self._unseen |= dict.fromkeys(keys_over(scaled, zoom))

    def keep(self, camera: Camera, size: QSize, ratio: float) -> None:
        """Keep what is shown now, to be scaled while the zoom changes."""
        if self._snapshot is not None and not self.sharp(camera, size):
            return
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        painter = QPainter(pixmap)
        whole = QRect(0, 0, size.width(), size.height())
        self._draw(painter, whole, camera, self._keys(whole, camera))
        painter.end()
        self._snapshot = _Snapshot(pixmap, camera)

    def sharp(self, camera: Camera, size: QSize) -> bool:
        """Whether everything in the viewport is shown as it is."""
        return all(self.tiles.fresh(key) for key in self._keys(QRect(0, 0, size.width(), size.height()), camera))

    def paint(self, painter: QPainter, area: QRect, camera: Camera, size: QSize, ratio: float) -> bool:
        """Paint an area of the viewport; return whether something is still to be sharpened."""
        if ratio != self._ratio:
            self.tiles.clear()
            self._ratio = ratio
        keys = self._keys(area, camera)
        blunt = False
        if not self.moving:
            self.tiles.most = max(160, 4 * math.ceil(size.width() / 256 + 1) * math.ceil(size.height() / 256 + 1))
            blunt = not self._sharpen(keys, ratio)
            if not blunt and self._snapshot is not None and self.sharp(camera, size):
                self._snapshot = None
        self._draw(painter, area, camera, keys)
        return blunt

    def _sharpen(self, keys: list[Key], ratio: float) -> bool:
        ends = time.perf_counter() + self.budget_ms / 1000
        for key in keys:
            if not self.tiles.fresh(key):
                if time.perf_counter() > ends:
                    return False
                self.tiles.paint(key, ratio)
        return True

    def rest(self) -> bool:
        """Use an idle moment to paint the overview; return whether there is more of it to paint."""
        if self._bounds.isEmpty():
            return False
        ends = time.perf_counter() + self.budget_ms / 2000
        zoom = self._overview_zoom
        if self._overview is None:
            self._overview = QPixmap(math.ceil(self._bounds.width() * zoom), math.ceil(self._bounds.height() * zoom))
            self._overview.fill(QColor("#ffffff"))
        while self._unseen and time.perf_counter() < ends:
            key, _ = self._unseen.popitem()
            place = QRectF(place_of(key))
            painter = QPainter(self._overview)
            painter.setClipRect(place)
            painter.scale(zoom, zoom)
            corner = place.topLeft() / zoom
            self._render(painter, QRectF(corner.x(), corner.y(), place.width() / zoom, place.height() / zoom), zoom)
            painter.end()
        return bool(self._unseen)

    def _keys(self, area: QRect, camera: Camera) -> list[Key]:
        """Return the tiles of an area of the viewport that show some of the Sheet."""
        shown = QRectF(area.translated(-camera.x, -camera.y))
        zoom = camera.zoom
        sheet = QRectF(0, 0, self._bounds.width() * zoom, self._bounds.height() * zoom)
        shown &= sheet.adjusted(-BLEED, -BLEED, BLEED, BLEED)
        return list(keys_over(shown, zoom)) if not shown.isEmpty() else []

    def _draw(self, painter: QPainter, area: QRect, camera: Camera, keys: list[Key]) -> None:
        held = [(key, tile) for key in keys if (tile := self.tiles.get(key)) is not None]
        if len(held) < len(keys):
            self._draw_blunt(painter, area, camera)
        else:
            sheet = camera.rectangle(0, 0, self._bounds.width(), self._bounds.height())
            if not sheet.contains(QRectF(area)):
                painter.fillRect(area, QColor(GROUND))
        for (_, column, row), tile in held:
            painter.drawPixmap(column * SIDE + camera.x, row * SIDE + camera.y, tile)

    def _draw_blunt(self, painter: QPainter, area: QRect, camera: Camera) -> None:
        """Draw what is known at other scales: the overview, and the last picture over it."""
        snapshot = self._snapshot
        sheet = camera.rectangle(0, 0, self._bounds.width(), self._bounds.height())
        target = None
        if snapshot is not None:
            scale = camera.zoom / snapshot.camera.zoom
            shown = snapshot.pixmap.deviceIndependentSize()
            corner = (camera.x - snapshot.camera.x * scale, camera.y - snapshot.camera.y * scale)
            target = QRectF(*corner, shown.width() * scale, shown.height() * scale)
        if target is None or snapshot is None or not target.contains(QRectF(area)):
            painter.fillRect(area, QColor(GROUND))
            if self._overview is not None:
                painter.drawPixmap(sheet, self._overview, QRectF(self._overview.rect()))
            else:
                painter.fillRect(sheet, QColor("#ffffff"))
        if target is not None and snapshot is not None:
            painter.drawPixmap(target, snapshot.pixmap, QRectF(snapshot.pixmap.rect()))
