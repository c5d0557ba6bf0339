"""The review copy: a number on each card that has open comments, and the comments on pages after the map's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from export.furniture import Manner
from export.poster_foot import Row
from model.document import Document
from model.edits.draft import short
from model.layout.shapes import Box, Piece, Placed, Shape, Text
from model.layout.sheet import Sheet
from model.records import Card, Comment
from model.threads import Thread, threads
from resources.words import number, say
from resources.words.times import written_moment

COLOUR, INK = "#56657a", "#ffffff"
_PIN, _PIN_TEXT = 13.0, 8.0
_BODY, _SMALL = 9.5, 8.5
_LEFT, _INDENT = 22.0, 12.0
_MOST_LINES = 12
"""So many lines of a comment stand in one row of the list: a longer one goes on in the next, on whatever page it is."""
PIN_LAYER = 90
_MOST_OF_TITLE = 80


@dataclass(frozen=True, slots=True)
class Noted:
    """A card with open threads, and the number by which the list names it."""

    number: int
    card: Card
    threads: tuple[Thread, ...]


def noted(document: Document, map_id: str) -> list[Noted]:
    """Return the cards of a map that have open comments, numbered in reading order."""
    found: list[Noted] = []
    for card in document.reading_order(map_id):
        still_open = tuple(each for each in threads(document.comments(card.id)) if each.is_open)
        if still_open:
            found.append(Noted(len(found) + 1, card, still_open))
    return found


def counted_comments(listed: Sequence[Noted], language: str) -> str:
    """Return how many comments are open, in words: a thread counts once, whatever was replied to it."""
    return say("count.comment", language, count=sum(len(each.threads) for each in listed))


def pins(listed: Sequence[Noted], sheet: Sheet, manner: Manner) -> list[Placed]:
    """Return the numbers as they stand on the cards, in the Sheet's points: by the trailing corner, below a face."""
    placed = []
    for each in listed:
        on_sheet = sheet.placed.get(("card", each.card.id)) or sheet.placed.get(("face", each.card.id))
        if on_sheet is None:
            continue
        piece = Piece(0, 0, tuple(_pin(each.number, manner, _PIN)))
        width = _pin_width(each.number, manner, _PIN)
        x = on_sheet.right - width + 4 if sheet.direction == "ltr" else on_sheet.x - 4
        y = on_sheet.y - 5 if on_sheet.part == "card" else on_sheet.y + on_sheet.piece.height - 5
        placed.append(Placed("pin", each.card.id, x, y, Piece(width, _PIN, piece.shapes), PIN_LAYER))
    return placed


def _pin_width(value: int, manner: Manner, height: float) -> float:
    block = manner.block(number(value, manner.language), _PIN_TEXT, None, weight="medium")
    return max(height, block.width + 6)


def _pin(value: int, manner: Manner, height: float, y: float = 0.0) -> Iterator[Shape]:
    block = manner.block(number(value, manner.language), _PIN_TEXT, None, weight="medium")
    width = max(height, block.width + 6)
    yield Box(0, y, width, height, height / 2, COLOUR, INK, 1.0)
    yield Text((width - block.width) / 2, y + (height - block.height) / 2, block, INK)


def comment_rows(listed: Sequence[Noted], width: float, manner: Manner) -> list[Row]:
    """Return what is said about the cards as rows of a width; the first of each card names it."""
    return [row for each in listed for row in _rows_of(each, width, manner)]


def _rows_of(about: Noted, width: float, manner: Manner) -> Iterator[Row]:
    heading: tuple[Shape, ...] = ()
    kind = say(f"card.{about.card.kind}", manner.language)
    title = manner.block(
        short(about.card.title, _MOST_OF_TITLE) or kind, _BODY, width - _LEFT, weight="medium", most_lines=2
    )
    heading = (*_pin(about.number, manner, _PIN), Text(_LEFT, 0, title, manner.colour("text")))
    top = max(title.height, _PIN) + 3
    for thread in about.threads:
        for comment in thread.comments:
            inset = _LEFT + (_INDENT if comment is not thread.first else 0.0)
            for shapes, height, words in _parts(comment, width, inset, top, manner):
                piece = Piece(width, height, (*heading, *shapes))
                yield Row("comment", f"{about.number} {comment.id}", (about.card.id,), words, piece)
                heading, top = (), 0.0


def _parts(
    comment: Comment, width: float, inset: float, top: float, manner: Manner
) -> Iterator[tuple[list[Shape], float, str]]:
    """Yield a comment in parts that fit into rows: shapes, the height down to their end, and the words."""
    author = comment.author or say("comments.nobody", manner.language)
    day = written_moment(comment.time, manner.language)
    said_by = say("poster.said_by", manner.language, author=author, time=day) if day else author
    head = manner.block(said_by, _SMALL, width - inset, most_lines=2)
    shapes: list[Shape] = [Text(inset, top, head, manner.colour("grey"))]
    y = top + head.height
    text = comment.text.strip()
    lines = manner.block(text, _BODY, width - inset).lines
    for at in range(0, max(1, len(lines)), _MOST_LINES):
        part = lines[at : at + _MOST_LINES]
        words = text[part[0].start : part[-1].end] if part else ""
        block = manner.block(words, _BODY, width - inset)
        shapes.append(Text(inset, y, block, manner.colour("text")))
        yield shapes, y + block.height + 2, f"{said_by}: {words}" if at == 0 else words
        shapes, y = [], 0.0
