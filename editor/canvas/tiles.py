"""Tiles: the map's picture in device pixels, square by square, kept while there is room.

A tile belongs to a zoom and counts from the Sheet's corner, so scrolling only moves tiles. What changes on the Sheet
makes tiles stale: they go on being shown until there is time to paint them again.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap

SIDE = 256
"""Side of a tile in logical pixels."""

Key = tuple[float, int, int]
"""Zoom, column, row."""
Render = Callable[[QPainter, QRectF, float], None]
"""Draws a rectangle of the Sheet (points) at a zoom; the painter is in the Sheet's coordinates."""


def keys_over(area: QRectF, zoom: float) -> Iterator[Key]:
    """Yield the tiles that a rectangle, in pixels from the Sheet's corner, touches; from the top, row by row."""
    for row in range(math.floor(area.top() / SIDE), math.ceil(area.bottom() / SIDE)):
        for column in range(math.floor(area.left() / SIDE), math.ceil(area.right() / SIDE)):
            yield (zoom, column, row)


def place_of(key: Key) -> QRect:
    """Return where a tile lies, in pixels from the Sheet's corner."""
    return QRect(key[1] * SIDE, key[2] * SIDE, SIDE, SIDE)


class Tiles:
    """The kept tiles; the one unused for longest goes when there are more than `most`."""

    def __init__(self, render: Render) -> None:
        """Draw tiles with `render` when they are asked for."""
        self._render = render
        self._tiles: OrderedDict[Key, QPixmap] = OrderedDict()
        self._stale: set[Key] = set()
        self.most = 160

    def __len__(self) -> int:
        """How many tiles are kept."""
        return len(self._tiles)

    def get(self, key: Key) -> QPixmap | None:
        """Return a tile as it was last painted, or None."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def fresh(self, key: Key) -> bool:
        """Whether a tile is there and shows the Sheet as it is."""
        return key in self._tiles and key not in self._stale

    def paint(self, key: Key, ratio: float) -> QPixmap:
        """Paint a tile for a screen of `ratio` device pixels to a logical one, keep it and return it."""
        zoom = key[0]
        tile = QPixmap(math.ceil(SIDE * ratio), math.ceil(SIDE * ratio))
        tile.setDevicePixelRatio(ratio)
        place = place_of(key)
        painter = QPainter(tile)
        painter.translate(-place.x(), -place.y())
        painter.scale(zoom, zoom)
        area = QRectF(place.x() / zoom, place.y() / zoom, SIDE / zoom, SIDE / zoom)
        self._render(painter, area, zoom)
        painter.end()
        self._tiles[key] = tile
        self._tiles.move_to_end(key)
        self._stale.discard(key)
        while len(self._tiles) > self.most:
            self._stale.discard(self._tiles.popitem(last=False)[0])
        return tile

    def spoil(self, areas: Iterable[QRectF]) -> None:
        """Make stale what shows any of these rectangles of the Sheet (points)."""
        held: dict[float, set[Key]] = {}
        for key in self._tiles:
            held.setdefault(key[0], set()).add(key)
        for area in areas:
            for zoom, keys in held.items():
                wide = QRectF(area.x() * zoom, area.y() * zoom, area.width() * zoom, area.height() * zoom)
                touched = wide.width() * wide.height() / SIDE**2
                if touched > 2 * len(keys):
                    self._stale |= {key for key in keys if QRectF(place_of(key)).intersects(wide)}
                else:
                    self._stale.update(key for key in keys_over(wide.adjusted(-2, -2, 2, 2), zoom) if key in keys)

    def clear(self) -> None:
        """Let go of everything."""
        self._tiles.clear()
        self._stale.clear()
