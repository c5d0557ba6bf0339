"""Shapes as PDF operators: a small table over the five shapes. It decides nothing and calls no reportlab on hot paths.

A form XObject for a Piece that recurs does not pay: deflate already folds what repeats, and readers take words in
forms for separate texts. What recurs is therefore written from memory. Only the outlines of halos are forms.
"""

from collections.abc import Callable, Sequence
from typing import Any

from export.glyph_font import GlyphFonts
from export.numbers import channels, short
from export.outlines import face_metrics, outline
from export.pdf_text import TextWriter
from model.layout.shapes import Box, Ellipse, Gradient, Path, Piece, Placed, Segment, Shape, Text

_NOT_CONTENT = frozenset(("initial", "page", "counts"))
"""Parts of a page that are decoration or belong to the paper: whoever has the page read out is spared them."""
FIGURES = frozenset(("face",))
"""Parts that say something without words: they are described to whoever has the page read out."""
_FORM_REACH = 12_000
"""Font units about the origin that no glyph reaches beyond."""
_KAPPA = 0.5522847498
"""The length of the handles with which four cubic curves make a circle of radius 1 (to 0.03 %)."""
_HALO = 3.0
"""Width in points of the stroke about the glyphs, as `Text.halo` promises."""


class PdfPainter:
    """Paints onto the current page of a reportlab canvas."""

    def __init__(self, canvas: Any, fonts: GlyphFonts) -> None:
        """Paint on `canvas` with `fonts`."""
        self._canvas = canvas
        self._code: list[str] = canvas._code
        self._text = TextWriter(fonts)
        self._known: dict[int, tuple[Piece, list[tuple[bool, str]]]] = {}
        self._drawings: dict[Shape, str] = {}
        self._outlines: dict[str, str] = {}
        self.marked: list[Placed] = []
        """What the marked contents of the page belong to: number in the list is the mark in the content stream."""
        self._table: dict[type[Shape], Callable[[Any], str]] = {
            Box: self._box,
            Ellipse: self._ellipse,
            Path: self._path,
            Gradient: self._gradient,
        }

    def new_page(self) -> None:
        """Forget what belonged to the page before."""
        self._code = self._canvas._code
        self._known.clear()
        self._drawings.clear()
        self._outlines.clear()
        self.marked = []

    def placed(self, placed: Sequence[Placed], x: float, y: float, scale: float) -> None:
        """Paint what is placed, in the given order, with its space's origin at x, y (y upwards) and scaled."""
        self._code.append(f"q {scale:.6f} 0 0 {scale:.6f} {short(x)} {short(y)} cm")
        for each in placed:
            self._code.append(f"q 1 0 0 1 {short(each.x)} {short(-each.y)} cm")
            stretches = self._operators(each.piece)
            if each.part in FIGURES:
                self._mark("Figure", " ".join(operators for _, operators in stretches), each)
            else:
                for is_text, operators in stretches:
                    if is_text and each.part not in _NOT_CONTENT:
                        self._mark("P", operators, each)
                    else:
                        self._code.append(f"/Artifact BMC {operators} EMC")
            self._code.append("Q")
        self._code.append("Q")

    def _mark(self, tag: str, operators: str, placed: Placed) -> None:
        """Write operators as content that belongs to an element of the file's logical structure."""
        self._code.append(f"/{tag} <</MCID {len(self.marked)}>> BDC {operators} EMC")
        self.marked.append(placed)

    def _operators(self, piece: Piece) -> list[tuple[bool, str]]:
        """Return a Piece's operators in stretches: of text (True) and of drawing."""
        known = self._known.get(id(piece))
        if known is None:
            stretches: list[tuple[bool, str]] = []
            for shape in piece.shapes:
                is_text, operators = isinstance(shape, Text), self.shape(shape)
                if stretches and stretches[-1][0] == is_text:
                    stretches[-1] = is_text, f"{stretches[-1][1]} {operators}"
                elif operators:
                    stretches.append((is_text, operators))
            known = self._known[id(piece)] = piece, stretches
        return known[1]

    def shape(self, shape: Shape) -> str:
        """Return the operators of one shape, from memory where the same was drawn on this page."""
        if isinstance(shape, Text):
            return self.text(shape)
        operators = self._drawings.get(shape)
        if operators is None:
            operators = self._drawings[shape] = self._table[type(shape)](shape)
        return operators

    def text(self, shape: Text) -> str:
        """Return the operators of a text, after those of its halo."""
        operators = " ".join(self._text.block(shape.block, shape.x, -shape.y))
        halo = self._halo(shape) if shape.halo else ""
        return f"{halo}{_colour(shape.colour)} rg BT {operators} ET"

    def _halo(self, shape: Text) -> str:
        """Return the glyphs' outlines, stroked wide: as text they would be read twice."""
        block = shape.block
        parts = []
        for line in block.lines:
            for run in line.runs:
                scale = block.style.size / face_metrics(run.face)[0]
                left, baseline = shape.x + line.x + run.x, -shape.y - line.baseline
                place = f"{scale:.6f} 0 0 {scale:.6f} {short(left)} {short(baseline)}"
                parts.append(f"q {place} cm {short(_HALO / scale)} w")
                at_x = at_y = 0.0
                for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
                    parts.append(f"1 0 0 1 {short(x - at_x)} {short(y - at_y)} cm {self._outline(run.face, glyph)}")
                    at_x, at_y = x, y
                parts.append("Q")
        return f"q {_colour(shape.halo)} RG {' '.join(parts)} Q " if parts else ""

    def _outline(self, face: int, glyph: int) -> str:
        """Return the operator that strokes a glyph's outline in font units: a form, made once for the file."""
        name = f"outline-{face}-{glyph}"
        operator = self._outlines.get(name)
        if operator is None:
            if not self._canvas.hasForm(name):
                self._canvas.beginForm(name, -_FORM_REACH, -_FORM_REACH, _FORM_REACH, _FORM_REACH)
                self._canvas._code.append(f"{_data(outline(face, glyph))} S")
                self._canvas.endForm()
                self._code = self._canvas._code
            start = len(self._code)
            self._canvas.doForm(name)
            operator = self._outlines[name] = self._taken(start)
        return operator

    def _box(self, box: Box) -> str:
        if box.radius <= 0:
            path = f"{short(box.x)} {short(-box.y - box.height)} {short(box.width)} {short(box.height)} re"
        else:
            path = _rounded(box)
        return self._painted(path, box)

    def _ellipse(self, ellipse: Ellipse) -> str:
        x, y, a, b = ellipse.x, -ellipse.y, ellipse.radius_x, ellipse.radius_y
        ka, kb = a * _KAPPA, b * _KAPPA
        points = (
            (x + a, y + kb, x + ka, y + b, x, y + b),
            (x - ka, y + b, x - a, y + kb, x - a, y),
            (x - a, y - kb, x - ka, y - b, x, y - b),
            (x + ka, y - b, x + a, y - kb, x + a, y),
        )
        curves = " ".join(f"{' '.join(map(short, each))} c" for each in points)
        return self._painted(f"{short(x + a)} {short(y)} m {curves} h", ellipse)

    def _path(self, path: Path) -> str:
        dash = f"[{' '.join(map(short, path.dash))}] 0 d " if path.dash else ""
        painted = self._painted(_segments(path), path)
        return f"q {dash}{painted} Q" if dash else painted

    def _painted(self, path: str, shape: Box | Ellipse | Path) -> str:
        """Return a path with its colours set and the operator that fills and strokes it."""
        stroked = bool(shape.stroke) and shape.stroke_width > 0
        if not (shape.fill or stroked) or shape.opacity <= 0:
            return ""
        fill = f"{_colour(shape.fill)} rg " if shape.fill else ""
        stroke = f"{_colour(shape.stroke)} RG {short(shape.stroke_width)} w " if stroked else ""
        operator = "B" if shape.fill and stroked else "f" if shape.fill else "S"
        operators = f"{fill}{stroke}{path} {operator}"
        return operators if shape.opacity >= 1 else self._faded(operators, shape.opacity)

    def _faded(self, operators: str, opacity: float) -> str:
        """Return operators at an opacity; reportlab names the graphics state and keeps it in the page's resources."""
        start = len(self._code)
        self._canvas.saveState()
        self._canvas.setFillAlpha(opacity)
        self._canvas.setStrokeAlpha(opacity)
        self._code.append(operators)
        self._canvas.restoreState()
        return self._taken(start)

    def _gradient(self, gradient: Gradient) -> str:
        from reportlab.lib.colors import Color

        start = len(self._code)
        x, top, bottom = gradient.x, -gradient.y, -gradient.y - gradient.height
        area = f"{short(x)} {short(bottom)} {short(gradient.width)} {short(gradient.height)} re"
        colours = [Color(*channels(each)) for each in gradient.colours]
        if len(colours) < 2:
            return f"{_colour(gradient.colours[0])} rg {area} f" if colours else ""
        self._canvas.saveState()
        self._code.append(f"{area} W n")
        self._canvas.linearGradient(x, top, x, bottom, colours, extend=False)
        self._canvas.restoreState()
        return self._taken(start)

    def _taken(self, start: int) -> str:
        """Return what was written since `start`, and take it back."""
        operators = " ".join(self._code[start:])
        del self._code[start:]
        return operators


def _colour(colour: str) -> str:
    return " ".join(map(short, channels(colour)))


def _rounded(box: Box) -> str:
    radius = min(box.radius, box.width / 2, box.height / 2)
    handle = radius * (1 - _KAPPA)
    left, right, top, bottom = box.x, box.x + box.width, -box.y, -box.y - box.height
    points = (
        (right - radius, bottom, "l"),
        (right - handle, bottom, right, bottom + handle, right, bottom + radius, "c"),
        (right, top - radius, "l"),
        (right, top - handle, right - handle, top, right - radius, top, "c"),
        (left + radius, top, "l"),
        (left + handle, top, left, top - handle, left, top - radius, "c"),
        (left, bottom + radius, "l"),
        (left, bottom + handle, left + handle, bottom, left + radius, bottom, "c"),
    )
    body = " ".join(f"{' '.join(map(short, each[:-1]))} {each[-1]}" for each in points)
    return f"{short(left + radius)} {short(bottom)} m {body} h"


_VERBS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def _segments(path: Path) -> str:
    """Return a path's segments; y is turned upwards."""
    return _data(path.segments, -1.0)


def _data(segments: tuple[Segment, ...], up: float = 1.0) -> str:
    parts = []
    for segment in segments:
        for place, value in enumerate(segment[1:]):
            parts.append(short(float(value) * up if place % 2 else float(value)))
        parts.append(_VERBS[segment[0]])
    return " ".join(parts)
