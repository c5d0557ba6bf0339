"""Shapes as SVG: the same small table as for PDF. Glyphs are outlines, drawn once and used by reference."""

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from export.numbers import short
from export.outlines import face_metrics, outline
from model.layout.shapes import Box, Ellipse, Gradient, Path, Segment, Shape, Text
from model.text.block import Block, Line

_HALO = 3.0


def plain(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return "".join(
        each
        for each in text
        if each in "\t\n" or " " <= each < "\ud800" or "\ue000" <= each <= "\ufffd" or each > "\uffff"
    )


class SvgPainter:
    """Turns shapes into elements, and collects what they refer to in `definitions`."""

    def __init__(self) -> None:
        """Start without any definition."""
        self.definitions: dict[str, str] = {}
        self._table: dict[type[Shape], Callable[[Any], str]] = {
            Box: self._box,
            Ellipse: self._ellipse,
            Path: self._path,
            Gradient: self._gradient,
            Text: self._text,
        }

    def shape(self, shape: Shape) -> str:
        """Return the element of one shape."""
        return self._table[type(shape)](shape)

    def _box(self, box: Box) -> str:
        radius = min(box.radius, box.width / 2, box.height / 2)
        round_corners = f' rx="{short(radius)}"' if radius > 0 else ""
        return f"<rect{_area(box)}{round_corners}{_paint(box)}/>"

    def _ellipse(self, ellipse: Ellipse) -> str:
        place = f'cx="{short(ellipse.x)}" cy="{short(ellipse.y)}"'
        return f'<ellipse {place} rx="{short(ellipse.radius_x)}" ry="{short(ellipse.radius_y)}"{_paint(ellipse)}/>'

    def _path(self, path: Path) -> str:
        dash = f' stroke-dasharray="{" ".join(map(short, path.dash))}"' if path.dash else ""
        return f'<path d="{_data(path.segments)}"{_paint(path)}{dash}/>'

    def _gradient(self, gradient: Gradient) -> str:
        if not gradient.colours:
            return ""
        name = "c" + "-".join(each.lstrip("#") for each in gradient.colours)
        last = max(1, len(gradient.colours) - 1)
        stops = "".join(
            f'<stop offset="{short(index / last)}" stop-color={quoteattr(colour)}/>'
            for index, colour in enumerate(gradient.colours)
        )
        self.definitions[name] = (
            f'<linearGradient id={quoteattr(name)} x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient>'
        )
        return f"<rect{_area(gradient)} fill={quoteattr(f'url(#{name})')}/>"

    def _text(self, text: Text) -> str:
        """Return the glyphs, hidden from readers, and over them the words, hidden from sight but not from selection."""
        glyphs = "".join(self._line(line, text.block, 0.0) for line in text.block.lines)
        if not glyphs:
            return ""
        words = "".join(_words(line, text.block) for line in text.block.lines)
        halo = ""
        if text.halo:
            outlines = "".join(self._line(line, text.block, _HALO) for line in text.block.lines)
            halo = f'<g fill="none" stroke={quoteattr(text.halo)}>{outlines}</g>'
        place = f"translate({short(text.x)} {short(text.y)})"
        drawn = f"{halo}<g fill={quoteattr(text.colour)}>{glyphs}</g>"
        return f'<g transform="{place}"><g aria-hidden="true">{drawn}</g>{words}</g>'

    def _line(self, line: Line, block: Block, stroke: float) -> str:
        """Return a line's glyphs, and how wide they are to be stroked, if at all (points)."""
        parts = []
        for run in line.runs:
            scale = block.style.size / face_metrics(run.face)[0]
            uses = []
            for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
                name = f"g{run.face}-{glyph}"
                if name not in self.definitions:
                    data = _data(outline(run.face, glyph))
                    self.definitions[name] = f'<path id="{name}" d="{data}"/>' if data else ""
                if self.definitions[name]:
                    rise = f' y="{short(y)}"' if y else ""
                    uses.append(f'<use href="#{name}" x="{short(x)}"{rise}/>')
            if uses:
                place = f"{short(line.x + run.x)} {short(line.baseline)}"
                wide = f' stroke-width="{short(stroke / scale)}"' if stroke else ""
                scaling = f"scale({scale:.6g} {-scale:.6g})"
                parts.append(f'<g transform="translate({place}) {scaling}"{wide}>{"".join(uses)}</g>')
        return "".join(parts)


def _words(line: Line, block: Block) -> str:
    """Return a line's words as text that can be selected, stretched to the width of its glyphs."""
    words = plain(block.text[line.start : line.end])
    if not words.strip() or line.width <= 0:
        return ""
    backwards = line.level & 1
    x = line.x + line.width if backwards else line.x
    direction = ' direction="rtl"' if backwards else ""
    length = f'textLength="{short(line.width)}" lengthAdjust="spacingAndGlyphs"'
    place = f'x="{short(x)}" y="{short(line.baseline)}" font-size="{short(block.style.size)}"'
    return f"<text {place} {length}{direction}>{escape(words)}</text>"


def _area(shape: Box | Gradient) -> str:
    return f' x="{short(shape.x)}" y="{short(shape.y)}" width="{short(shape.width)}" height="{short(shape.height)}"'


def _paint(shape: Box | Ellipse | Path) -> str:
    fill = f" fill={quoteattr(shape.fill or 'none')}"
    stroked = shape.stroke and shape.stroke_width > 0
    stroke = f' stroke={quoteattr(shape.stroke)} stroke-width="{short(shape.stroke_width)}"' if stroked else ""
    opacity = f' opacity="{short(shape.opacity)}"' if shape.opacity < 1 else ""
    return fill + stroke + opacity


def _data(segments: tuple[Segment, ...]) -> str:
    return "".join(f"{each[0]}{' '.join(short(float(value)) for value in each[1:])}" for each in segments)
