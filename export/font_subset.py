"""A TrueType font cut down to the glyphs that a document draws, with shifted and re-spaced variants of them.

PDF readers find words by looking at baselines and gaps. A mark that is lifted by moving the text position would look
like a new line to them; so the offset goes into the glyph instead: a composite of the mark, moved.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

EMPTY = -1
"""The glyph id that stands for "draws nothing"."""

_DROPPED = [
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "JSTF",
    "STAT",
    "OS/2",
    "gasp",
    "DSIG",
    "meta",
    "MVAR",
    "HVAR",
    "VVAR",
    "cmap",
    "name",
    "post",
    "vmtx",
    "vhea",
    "VORG",
    "avar",
    "fvar",
    "gvar",
    "cvar",
    "kern",
    "hdmx",
    "VDMX",
    "LTSH",
    "fpgm",
    "prep",
    "cvt",
    "FFTM",
    "feat",
    "morx",
    "mort",
]
_ARGUMENTS_ARE_OFFSETS, _ROUND_TO_GRID = 0x0002, 0x0004


class Drawn(NamedTuple):
    """A glyph as it is drawn: its id (or EMPTY), its offset and its advance (None: the glyph's own), in font units."""

    glyph: int
    dx: int = 0
    dy: int = 0
    advance: int | None = None


@dataclass(frozen=True, slots=True)
class Subset:
    """The bytes of the subset, the glyph id in it of each wanted glyph, and what a PDF font descriptor asks for.

    box, ascent, descent, cap_height are in thousandths of the em. name: the PostScript name of the whole font.
    """

    data: bytes
    places: tuple[int, ...]
    name: str
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    bold: bool


def cut(path: Path, wanted: Sequence[Drawn]) -> Subset:
    """Return the font at `path` with only what is wanted in it (and .notdef as its first glyph)."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        layout_features=[],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        recalc_bounds=False,
        recalc_timestamp=False,
    )
    options.drop_tables += _DROPPED
    font = TTFont(io.BytesIO(path.read_bytes()), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    facts = _facts(font)
    names = font.getGlyphOrder()
    subsetter = Subsetter(options)
    subsetter.populate(gids=sorted({each.glyph for each in wanted if each.glyph != EMPTY} | {0}))
    subsetter.subset(font)
    places = _add_variants(font, names, wanted)
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    return Subset(buffer.getvalue(), places, *facts)


def _facts(font: Any) -> tuple[str, tuple[int, int, int, int], int, int, int, float, bool]:
    head, metrics, line = font["head"], font["OS/2"], font["hhea"]
    scale = 1000 / head.unitsPerEm
    box = (round(head.xMin * scale), round(head.yMin * scale), round(head.xMax * scale), round(head.yMax * scale))
    return (
        font["name"].getDebugName(6) or "Font",
        box,
        round(line.ascent * scale),
        round(line.descent * scale),
        round((getattr(metrics, "sCapHeight", 0) or 700) * scale),
        font["post"].italicAngle,
        metrics.usWeightClass >= 600,
    )


def _add_variants(font: Any, names: Sequence[str], wanted: Sequence[Drawn]) -> tuple[int, ...]:
    """Add a glyph for every variant that is wanted, and return the glyph id of each one wanted."""
    order = list(font.getGlyphOrder())
    index = {name: place for place, name in enumerate(order)}
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    places = []
    for each in wanted:
        plain = each.glyph != EMPTY and not each.dx and not each.dy and each.advance is None
        name = names[each.glyph] if plain else f"v{each.glyph}_{each.dx}_{each.dy}_{each.advance}"
        if name not in index:
            index[name] = len(order)
            order.append(name)
            source = "" if each.glyph == EMPTY else names[each.glyph]
            glyphs.glyphs[name] = _variant(glyphs, source, each)
            own, bearing = metrics[source] if source else (0, 0)
            metrics[name] = (own if each.advance is None else each.advance, bearing + each.dx)
        places.append(index[name])
    font.setGlyphOrder(order)
    glyphs.glyphOrder = order
    limits = font["maxp"]
    limits.numGlyphs = len(order)
    limits.maxComponentElements = max(1, limits.maxComponentElements)
    limits.maxComponentDepth = limits.maxComponentDepth + 1
    return tuple(places)


def _variant(glyphs: Any, source: str, wanted: Drawn) -> Any:
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    glyph = Glyph()
    glyph.numberOfContours = 0
    if not source or glyphs[source].numberOfContours == 0:
        return glyph
    component = GlyphComponent()
    component.glyphName, component.x, component.y = source, wanted.dx, wanted.dy
    component.flags = _ARGUMENTS_ARE_OFFSETS | _ROUND_TO_GRID
    glyph.numberOfContours, glyph.components = -1, [component]
    parent = glyphs[source]
    for low, high, shift in (("xMin", "xMax", wanted.dx), ("yMin", "yMax", wanted.dy)):
        setattr(glyph, low, getattr(parent, low) + shift)
        setattr(glyph, high, getattr(parent, high) + shift)
    return glyph
