"""Glyph outlines and advances of the faces, in font units: for halos on paper and for SVG."""

import io
from functools import cache
from typing import Any

from model.layout.shapes import Segment


@cache
def _font(face: int) -> Any:
    from fontTools.ttLib import TTFont

    from model.text.faces import FACES

    return TTFont(io.BytesIO(FACES[face].path.read_bytes()), lazy=True, recalcTimestamp=False)


@cache
def face_metrics(face: int) -> tuple[int, tuple[int, ...]]:
    """Return a face's units per em and the advance of every glyph."""
    font = _font(face)
    metrics = font["hmtx"].metrics
    return font["head"].unitsPerEm, tuple(metrics[name][0] for name in font.getGlyphOrder())


@cache
def outline(face: int, glyph: int) -> tuple[Segment, ...]:
    """Return a glyph's outline in font units, y upwards: ("M", x, y), ("L", x, y), ("C", ...) and ("Z",)."""
    font = _font(face)
    glyphs = font.getGlyphSet()
    segments: list[Segment] = []
    glyphs[font.getGlyphName(glyph)].draw(_pen_class()(glyphs, segments))
    return tuple(segments)


@cache
def _pen_class() -> Any:
    """Return the pen that writes segments; made when first needed, so that fontTools loads only then."""
    from fontTools.pens.basePen import BasePen

    class SegmentPen(BasePen):  # type: ignore[misc]
        """Writes what it is told as segments; BasePen turns TrueType's quadratic splines into cubic curves."""

        def __init__(self, glyphs: Any, segments: list[Segment]) -> None:
            super().__init__(glyphs)
            self._segments = segments

        def _moveTo(self, point: tuple[float, float]) -> None:
            self._segments.append(("M", *point))

        def _lineTo(self, point: tuple[float, float]) -> None:
            self._segments.append(("L", *point))

        def _curveToOne(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:
            self._segments.append(("C", *one, *two, *end))

        def _closePath(self) -> None:
            self._segments.append(("Z",))

    return SegmentPen
