"""What stands about the map on a poster: the legend, the findings, and the line at the foot of every page."""

from collections.abc import Sequence
from dataclasses import dataclass

from export.furniture import Furniture, Manner, joined, severity_mark
from model.checks.finding import SEVERITIES, Finding
from model.checks.sentences import sentence
from model.document import Document
from model.layout.glyphs import sign
from model.layout.shapes import Box, Piece, Placed, Shape, Text
from model.records import CARD_KINDS
from resources.words import number, say

_HEADING, _ENTRY, _PILL, _FOOT = 9.0, 9.5, 8.0, 8.5
_SQUARE = 12.0
_MARK = 9.0
COLUMN_GAP = 26.0
ROW_GAP = 3.0
FOOT_HEIGHT = 26.0
"""What the line at the foot takes, its rule and the air above it included."""

EVIDENCE = ("assumed", "observed", "measured")


def heading(room: Furniture, identity: str, x: float, y: float, width: float, words: str) -> float:
    """Draw a quiet heading; return where it ends."""
    block = room.manner.block(words, _HEADING, width, weight="medium", most_lines=1)
    return room.text("heading", identity, x, y, block, room.manner.colour("grey")).bottom + 4


def draw_legend(room: Furniture, document: Document, map_id: str, x: float, y: float, width: float) -> float:
    """Draw the legend of the kinds, evidence and marks that the map uses; return where it ends (y without any card)."""
    cards = document.reading_order(map_id)
    kinds = [each for each in CARD_KINDS if any(card.kind == each for card in cards)]
    grounds = [each for each in EVIDENCE if any(card.evidence == each for card in cards)]
    if not kinds:
        return y
    y = heading(room, "legend", x, y, width, say("poster.legend", room.manner.language))
    entries = [("kind", each, _kind(each, room.manner)) for each in kinds]
    y = _flow(room, entries, x, y, width, 14, 5) + 7
    entries = [("evidence", each, _pill(each, room.manner)) for each in grounds]
    if any(card.kind == "touchpoint" and card.moment_of_truth for card in cards):
        entries.append(("mark", "moment_of_truth", _star(room.manner)))
    return _flow(room, entries, x, y, width, 6, 5)


def _flow(
    room: Furniture, entries: Sequence[tuple[str, str, Piece]], x: float, y: float, width: float, gap: float, row: float
) -> float:
    """Put entries side by side in as many rows as they need; return where the last one ends."""
    left, bottom = x, y
    for part, identity, piece in entries:
        if left > x and left + piece.width > x + width:
            left, y = x, bottom + row
        room.add(part, identity, left, y, piece)
        left += piece.width + gap
        bottom = y + piece.height
    return bottom


def _kind(kind: str, manner: Manner) -> Piece:
    """Return a legend entry: the colour of the kind with its sign on it, and its word."""
    block = manner.block(say(f"card.{kind}", manner.language), _ENTRY)
    height = max(block.height, _SQUARE)
    top = (height - _SQUARE) / 2
    shapes: list[Shape] = [
        Box(0, top, _SQUARE, _SQUARE, 3, manner.theme.kinds[kind]),
        *sign(kind, 2.5, top + 2.5, _SQUARE - 5, "#ffffff"),
        Text(_SQUARE + 5, (height - block.height) / 2, block, manner.colour("text")),
    ]
    return Piece(_SQUARE + 5 + block.width, height, tuple(shapes))


def _star(manner: Manner) -> Piece:
    """Return the legend entry of the star that a moment of truth carries."""
    block = manner.block(say("layout.moment_of_truth", manner.language), _ENTRY)
    star = sign("star", 0, (block.height - _SQUARE) / 2, _SQUARE, manner.colour("star"))
    text = Text(_SQUARE + 5, 0, block, manner.colour("text"))
    return Piece(_SQUARE + 5 + block.width, block.height, (*star, text))


def _pill(evidence: str, manner: Manner) -> Piece:
    block = manner.block(say(f"layout.evidence.{evidence}", manner.language), _PILL)
    colours = manner.theme.evidence[evidence]
    width, height = block.width + 10, block.height + 3
    shapes = (Box(0, 0, width, height, 4, colours["fill"]), Text(5, 1.5, block, colours["text"]))
    return Piece(width, height, shapes)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: a finding, or a comment of a review copy. part: which of them ("finding", "comment").

    name: what it is known by in its list. targets: the records it is about. words: what it says.
    """

    part: str
    name: str
    targets: tuple[str, ...]
    words: str
    piece: Piece
    finding: Finding | None = None


def rows(findings: Sequence[Finding], width: float, manner: Manner) -> list[Row]:
    """Return the findings that are not muted as rows of a width, the gravest first."""
    shown = sorted((each for each in findings if not each.muted), key=lambda each: SEVERITIES.index(each.severity))
    return [_row(each, width, manner) for each in shown]


def _row(finding: Finding, width: float, manner: Manner) -> Row:
    code = manner.block(finding.code, _ENTRY, None, weight="medium")
    left = _MARK + 6 + max(code.width, 28.0) + 5
    words = sentence(finding, manner.language)
    block = manner.block(words, _ENTRY, width - left)
    top = (code.style.leading - _MARK) / 2
    mark = Piece(_MARK, _MARK, tuple(severity_mark(finding.severity, _MARK)))
    shapes = (
        *_moved(mark, top),
        Text(_MARK + 6, 0, code, manner.colour("grey")),
        Text(left, 0, block, manner.colour("text")),
    )
    piece = Piece(width, max(block.height, code.height), shapes)
    return Row("finding", finding.code, finding.targets, words, piece, finding)


def _moved(piece: Piece, y: float) -> tuple[Shape, ...]:
    from dataclasses import replace

    from model.layout.glyphs import moved
    from model.layout.shapes import Path

    return tuple(
        replace(each, segments=moved(each.segments, 0, y)) if isinstance(each, Path) else replace(each, y=each.y + y)
        for each in piece.shapes
    )


def column_width(width: float, least: float) -> tuple[int, float]:
    """Return how many columns of at least `least` a width holds, and how wide each is."""
    count = max(1, int((width + COLUMN_GAP) // (least + COLUMN_GAP)))
    return count, (width - COLUMN_GAP * (count - 1)) / count


def list_height(listed: Sequence[Row], columns: int) -> float:
    """Return a height in which rows fit in so many columns; their order is kept, column by column."""
    heights = [row.piece.height + ROW_GAP for row in listed]
    low, high = max(heights, default=0.0), sum(heights)
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_columns(listed, middle)) <= columns else (middle, high)
    return high


def _columns(listed: Sequence[Row], height: float) -> list[list[Row]]:
    """Return the rows by column, as many columns as they need at that height."""
    result: list[list[Row]] = [[]]
    used = 0.0
    for row in listed:
        if result[-1] and used + row.piece.height > height:
            result.append([])
            used = 0.0
        result[-1].append(row)
        used += row.piece.height + ROW_GAP
    return result


def draw_rows(
    room: Furniture,
    listed: Sequence[Row],
    x: float,
    y: float,
    width: float,
    columns: int,
    height: float,
    *,
    even: bool = True,
) -> tuple[list[tuple[Placed, Row]], list[Row]]:
    """Draw the rows that fit in columns of a height; return those as they were placed, and the ones that are left.

    even: where all fit, the columns are as even as they can be, else one is filled after the other.
    """
    if not listed or max(row.piece.height for row in listed) > height:
        return [], list(listed)
    wide = (width - COLUMN_GAP * (columns - 1)) / columns
    filled = _columns(listed, min(height, list_height(listed, columns) + 1) if even else height)
    drawn = []
    for index, column in enumerate(filled[:columns]):
        top = y
        for row in column:
            placed = room.add(row.part, _identity(row), x + index * (wide + COLUMN_GAP), top, row.piece)
            drawn.append((placed, row))
            top += row.piece.height + ROW_GAP
    return drawn, [row for column in filled[columns:] for row in column]


def _identity(row: Row) -> str:
    return " ".join((row.name, *row.targets[:1]))


def muted_line(findings: Sequence[Finding], manner: Manner) -> str:
    """Return the sentence that says how many findings are muted, or nothing."""
    count = sum(each.muted for each in findings)
    return say("poster.muted", manner.language, count=count) if count else ""


def draw_foot(room: Furniture, y: float, counts: str, page: int, pages: int) -> None:
    """Draw the line at the foot: what the map holds on the leading side, "page x of y" on the other."""
    manner = room.manner
    room.rule("foot", 0, y + 8, room.width, 0.75, manner.colour("edge"))
    words = say(
        "poster.page", manner.language, page=number(page, manner.language), pages=number(pages, manner.language)
    )
    block = manner.block(words, _FOOT)
    room.text("page", str(page), room.width - block.width, y + 13, block, manner.colour("grey"))
    if counts:
        counted = manner.block(counts, _FOOT, room.width - block.width - COLUMN_GAP, most_lines=1)
        room.text("counts", str(page), 0, y + 13, counted, manner.colour("grey"))


def counted(document: Document, map_id: str, language: str) -> str:
    """Return how many touchpoints and pain points a map has, in words; nothing for a map without any."""
    kinds = [card.kind for card in document.reading_order(map_id)]
    parts = [
        say(f"count.{kind}", language, count=kinds.count(kind))
        for kind in ("touchpoint", "pain_point")
        if kind in kinds
    ]
    return joined(parts, "layout.separator", language)
