"""Pages made by hand, for tests of painters that need no map."""

from collections.abc import Sequence

from export.page import Layer, Page
from model.layout.shapes import Box, Piece, Placed, Shape, Text
from model.text import set_text
from model.text.block import TextStyle


def page_of(shapes: Sequence[Shape], *, width: float = 400.0, height: float = 300.0, title: str = "A page") -> Page:
    """Return a page with one Piece of these shapes at its origin."""
    placed = Placed("card", "one", 0, 0, Piece(width, height, tuple(shapes)), 0)
    return Page(width, height, "map", title, "en", "ltr", (Layer(0, 0, 1, (placed,)),))


def pages_of_lines(lines: Sequence[str], *, column: float = 180.0, direction: str = "") -> list[Page]:
    """Return A3 pages with each line in a card of its own, wrapped at the column's width."""
    width, height, gap = 1190.0, 842.0, 12.0
    pages: list[list[Placed]] = [[]]
    x = y = gap
    for number, line in enumerate(lines):
        own = direction or ("rtl" if any("\u0590" <= each < "\u0700" for each in line) else "ltr")
        block = set_text(line, TextStyle(12), column, direction=own)
        if y + block.height > height - gap:
            x, y = x + column + 2 * gap, gap
        if x + column > width - gap:
            pages.append([])
            x = y = gap
        piece = Piece(
            column,
            block.height,
            (Box(-4, -2, column + 8, block.height + 4, 6, "#ffffff", "#dddddd"), Text(0, 0, block, "#222222")),
        )
        pages[-1].append(Placed("card", f"card{number}", x, y, piece, 0))
        y += block.height + gap
    return [Page(width, height, "map", "Lines", "en", "ltr", (Layer(0, 0, 1, tuple(each)),)) for each in pages]
