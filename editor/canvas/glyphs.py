"""Set text on screen: the Blocks of the text engine as kept QGlyphRuns.

A raw font made from a file draws nothing above 64 device pixels, so each face is registered with the application
and taken once at `EM` pixels; the painter is scaled to the size wanted, and positions stay those of the engine.
"""

from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QGlyphRun, QPainterPath, QRawFont, QTransform

from editor.canvas.kept import Kept
from model.text.block import Block, Run
from model.text.faces import FACES

EM = 1000
"""Pixel size at which every face is held."""
MOST_BLOCKS = 12_000
"""How many set texts are kept for the next paint; beyond that the one unused for longest goes."""

Placed = tuple[QPointF, QGlyphRun]
"""Glyphs, and where they begin: units of `EM` to the em, from the Block's top left corner, on the baseline."""


@cache
def raw_font(face: int) -> QRawFont:
    """Return a face as Qt draws it, at `EM` pixels, unhinted; raise OSError when its file cannot be read."""
    wanted = FACES[face]
    if QFontDatabase.addApplicationFont(str(wanted.path)) < 0:
        raise OSError(f"{wanted.path.name}: not a font that Qt can read")
    font = QFont(wanted.family)
    font.setWeight(QFont.Weight(wanted.weight))
    font.setPixelSize(EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return QRawFont.fromFont(font)


def glyph_run(run: Run) -> QGlyphRun:
    """Return a run of the text engine for Qt to draw."""
    unit = EM / FACES[run.face].units_per_em
    made = QGlyphRun()
    made.setRawFont(raw_font(run.face))
    made.setGlyphIndexes(list(run.glyphs))
    made.setPositions([QPointF(x * unit, -y * unit) for x, y in zip(run.xs, run.ys, strict=True)])
    return made


def _place_runs(block: Block) -> tuple[Placed, ...]:
    scale = EM / block.style.size
    return tuple(
        (QPointF((line.x + run.x) * scale, line.baseline * scale), glyph_run(run))
        for line in block.lines
        for run in line.runs
    )


runs_of = Kept(_place_runs, MOST_BLOCKS)
"""The glyphs of a Block, ready to draw with the painter scaled by size / `EM`."""


def outline(block: Block) -> QPainterPath:
    """Return the outlines of a Block's glyphs, in points from its top left corner, for halos."""
    path = QPainterPath()
    for at, run in runs_of(block):
        font = run.rawFont()
        for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
            letter = font.pathForGlyph(glyph)
            letter.translate(at + position)
            path.addPath(letter)
    scale = block.style.size / EM
    return QTransform.fromScale(scale, scale).map(path)
