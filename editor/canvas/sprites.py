"""Sprites: cards and the like as little pictures, so that a tile painted again only puts them down again.

When a row grows, everything beneath it moves and all its tiles are painted anew, though no card looks different: a
sprite is put down twenty times faster than its shapes are drawn. A sprite is made for a place between the device's
pixels, to a quarter of one; at 100 % the layout stands on whole ones.
"""

import math
from collections import OrderedDict

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from editor.canvas.paint import paint_piece
from model.layout.shapes import Piece, Placed

PARTS = frozenset({"card", "quote", "face", "label"})
"""What is drawn by sprites: small, and many of them."""
BLEED = 3.0
"""Points by which ink may stand over a piece's bounds."""
LARGEST = 600_000
"""Pixels of the largest sprite; what is larger is drawn by its shapes."""
MOST_PIXELS = 12_000_000
"""Pixels of all sprites together (four bytes each)."""
PHASES = 4

_Key = tuple[int, float, int, int]


class Sprites:
    """The sprites of one screen, made when they are first put down; those unused for longest go first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[_Key, tuple[Piece, QPixmap]] = OrderedDict()
        self._pixels = 0

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def put(self, painter: QPainter, placed: Placed, zoom: float) -> bool:
        """Draw a piece by its sprite, the painter being in the Sheet's coordinates; return whether it has one."""
        if placed.part not in PARTS:
            return False
        ratio = painter.device().devicePixelRatioF()
        scale = zoom * ratio
        x, phase_x = divmod(round((placed.x - BLEED) * scale * PHASES), PHASES)
        y, phase_y = divmod(round((placed.y - BLEED) * scale * PHASES), PHASES)
        sprite = self.get(placed.piece, zoom, ratio, phase_x, phase_y)
        if sprite is None:
            return False
        turned = painter.worldTransform()
        painter.translate(x / scale, y / scale)
        painter.scale(1 / zoom, 1 / zoom)
        painter.drawPixmap(QPointF(0, 0), sprite)
        painter.setWorldTransform(turned)
        return True

    def get(self, piece: Piece, zoom: float, ratio: float, phase_x: int = 0, phase_y: int = 0) -> QPixmap | None:
        """Return the sprite of a piece, `BLEED` points wider on each side; None where it would be too large."""
        scale = zoom * ratio
        key = (id(piece), scale, phase_x, phase_y)
        held = self._kept.get(key)
        if held is not None:
            self._kept.move_to_end(key)
            return held[1]
        width = math.ceil((piece.width + 2 * BLEED) * scale) + 1
        height = math.ceil((piece.height + 2 * BLEED) * scale) + 1
        if width * height > LARGEST:
            return None
        sprite = _draw(piece, scale, phase_x / PHASES, phase_y / PHASES, width, height)
        sprite.setDevicePixelRatio(ratio)
        self._keep(key, piece, sprite)
        return sprite

    def _keep(self, key: _Key, piece: Piece, sprite: QPixmap) -> None:
        self._kept[key] = (piece, sprite)
        self._pixels += sprite.width() * sprite.height()
        while self._pixels > MOST_PIXELS:
            _, (_, gone) = self._kept.popitem(last=False)
            self._pixels -= gone.width() * gone.height()


def _draw(piece: Piece, scale: float, phase_x: float, phase_y: float, width: int, height: int) -> QPixmap:
    sprite = QPixmap(width, height)
    sprite.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sprite)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.translate(phase_x, phase_y)
    painter.scale(scale, scale)
    painter.translate(BLEED, BLEED)
    paint_piece(painter, piece)
    painter.end()
    return sprite
