"""The marks of selection and hover: outlines, the port of a touchpoint, a link along its whole way."""

from collections.abc import Iterator, Sequence

from editor.canvas.hit import has_port
from editor.canvas.marks import HOVERED, Aside, Ghost, Handle, Hint, Mark, Outline, Outlines, Trace
from editor.canvas.speech import speak
from model.document import Document
from model.layout.shapes import Path, Placed
from model.layout.sheet import Sheet

PARTS = ("card", "face", "stage", "lane", "line", "link")
MANY = 300
"""So many are outlined one by one; more are outlined plainly, all in one call."""


def main_part(sheet: Sheet, identity: str) -> Placed | None:
    """Return what chiefly stands for a record on the Sheet, or None."""
    return next((found for part in PARTS if (found := sheet.placed.get((part, identity)))), None)


def selection_marks(sheet: Sheet, document: Document, chosen: Sequence[str]) -> list[Mark]:
    """Return the marks of what is selected; the last one chosen shows its handles."""
    found = [placed for each in chosen if (placed := main_part(sheet, each)) is not None]
    if len(found) > MANY:
        return [Outlines(tuple((each.x, each.y, each.piece.width, each.piece.height) for each in found))]
    marks: list[Mark] = []
    for each in found:
        marks += _link_marks(sheet, each) if each.part == "link" else [_outline(each)]
    if found and found[-1].part == "card":
        marks += port_marks(sheet, document, found[-1])
    return marks


def hints(sheet: Sheet, document: Document) -> list[Mark]:
    """Return what an empty map says: how to begin. Any map says beneath itself how many of its lanes are hidden."""
    hidden = len(document.hidden_lanes(sheet.map))
    if hidden:
        forward = sheet.direction == "ltr"
        words = speak("count.hidden_lane", count=hidden)
        return [Aside(8 if forward else sheet.width - 8, sheet.height, words, leftwards=not forward)]
    if any(document.cell(column.id, row.id) for column in sheet.columns for row in sheet.rows):
        return []
    words = speak("canvas.begin_cards" if sheet.columns else "canvas.begin_stages")
    across = sheet.title_column.end if sheet.direction == "ltr" else 0.0
    width = sheet.width - sheet.title_column.length
    return [Hint(across + 20, sheet.header.end + 20, width - 40, sheet.height - sheet.header.end - 40, words)]


def hover_marks(sheet: Sheet, document: Document, identity: str) -> list[Mark]:
    """Return the marks of what the pointer is over."""
    placed = main_part(sheet, identity)
    if placed is None:
        return []
    if placed.part == "link":
        return [Trace(_moved(path, placed), HOVERED, 3.0) for path in _ways(placed)]
    return [_outline(placed, HOVERED, 1.5), *port_marks(sheet, document, placed)]


def _outline(placed: Placed, colour: str = "", line: float = 2.0) -> Outline:
    radius = min(placed.piece.width, placed.piece.height) / 2 if placed.part == "face" else 8.0
    bounds = (placed.x, placed.y, placed.piece.width, placed.piece.height)
    return Outline(*bounds, radius, colour, line) if colour else Outline(*bounds, radius)


def port_marks(sheet: Sheet, document: Document, placed: Placed) -> list[Mark]:
    """Return the handle of a touchpoint's port."""
    port = sheet.port(placed.id) if placed.part == "card" and has_port(document, placed) else None
    return [Handle(*port)] if port else []


def _ways(placed: Placed) -> Iterator[Path]:
    return (each for each in placed.piece.shapes if isinstance(each, Path) and each.stroke and not each.fill)


def _link_marks(sheet: Sheet, placed: Placed) -> list[Mark]:
    marks: list[Mark] = []
    for path in _ways(placed):
        way = _moved(path, placed)
        first, last = way.segments[0], way.segments[-1]
        marks += [Trace(way), Handle(first[-2], first[-1], strong=True), Handle(last[-2], last[-1], strong=True)]
    label = sheet.placed.get(("label", placed.id))
    # The label is put down once more, or the line would run through its words.
    return [*marks, Ghost(label, 0, 0, solid=True), _outline(label)] if label else marks


def _moved(path: Path, placed: Placed) -> Path:
    """Return a path of a piece in the Sheet's coordinates."""
    moved = []
    for letter, *numbers in path.segments:
        pairs = (number + (placed.y if place % 2 else placed.x) for place, number in enumerate(numbers))
        moved.append((letter, *pairs))
    return Path(tuple(moved), stroke=path.stroke)
