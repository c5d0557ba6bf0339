"""Posters as SVG: one picture, its pages one below the other. Nothing in it refers to anything outside the file."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from export.numbers import short
from export.page import Layer, Page
from export.svg_paint import SvgPainter, plain

PAGE_GAP = 24.0
"""Points between two pages."""

_STYLE = (
    "path,rect,ellipse{stroke-linecap:round;stroke-linejoin:round}"
    "text{fill:transparent;font-family:sans-serif;white-space:pre}"
)


def svg_text(pages: Sequence[Page]) -> str:
    """Return pages (at least one) as an SVG document."""
    painter = SvgPainter()
    width = max(page.width for page in pages)
    height = sum(page.height for page in pages) + PAGE_GAP * (len(pages) - 1)
    goals = {(jump.page, jump.id) for page in pages for jump in page.jumps}
    body = []
    top = 0.0
    for number, page in enumerate(pages):
        drawn = "".join(_layer(layer, painter, number, goals) for layer in page.layers)
        jumps = "".join(_jump(page, index) for index in range(len(page.jumps)))
        body.append(f'<g transform="translate(0 {short(top)})">{drawn}{jumps}</g>')
        top += page.height + PAGE_GAP
    first = pages[0]
    title = escape(plain(" ".join(first.title.split())))
    size = f'width="{short(width)}pt" height="{short(height)}pt" viewBox="0 0 {short(width)} {short(height)}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} xml:lang="{first.language}" role="document" '
        f'aria-labelledby="title"><title id="title">{title}</title><style>{_STYLE}</style>\n'
        f"<defs>{''.join(painter.definitions.values())}</defs>\n" + "\n".join(body) + "\n</svg>\n"
    )


def _layer(layer: Layer, painter: SvgPainter, page: int, goals: set[tuple[int, str]]) -> str:
    parts = []
    for placed in layer.placed:
        shapes = "".join(map(painter.shape, placed.piece.shapes))
        if not shapes:
            continue
        name = ""
        if (page, placed.id) in goals:
            goals.discard((page, placed.id))
            name = f" id={quoteattr(_goal(page, placed.id))}"
        parts.append(f'<g{name} transform="translate({short(placed.x)} {short(placed.y)})">{shapes}</g>')
    place = f"translate({short(layer.x)} {short(layer.y)}) scale({layer.scale:.6g})"
    return f'<g transform="{place}">{"".join(parts)}</g>'


def _jump(page: Page, index: int) -> str:
    """Return a link over a finding that leads to its card."""
    jump = page.jumps[index]
    area = f'x="{short(jump.x)}" y="{short(jump.y)}" width="{short(jump.width)}" height="{short(jump.height)}"'
    label = quoteattr(plain(" ".join(jump.words.split())))
    goal = quoteattr(f"#{_goal(jump.page, jump.id)}")
    return f'<a href={goal} aria-label={label}><rect {area} fill="transparent"/></a>'


def _goal(page: int, identity: str) -> str:
    """Return a name for an element that is legal in XML whatever the record's id is."""
    return f"p{page}-" + "".join(each if each.isascii() and each.isalnum() else f"_{ord(each):x}_" for each in identity)
