"""The head of a poster: title, what map it is and of whom, and the box of persona, scenario and expectations."""

from datetime import date

from export.furniture import Furniture, Manner, joined
from model.document import Document
from model.edits.draft import short
from model.layout.shapes import Box, Ellipse, Piece, Shape, Text
from model.records import JourneyMap, Persona
from model.text.block import Block
from resources.words import say

_TITLE, _SMALL, _NAME, _BODY = 22.0, 10.5, 10.5, 9.5
_RULE = 2.0
_BOX_PADDING = 12.0
_CIRCLE = 30.0
_GAP = 26.0
_MOST_OF_TITLE, _MOST_OF_CLIENT, _MOST_OF_VERSION = 60, 50, 24
"""So many characters of each are shown under the title, lest one of them push the date out."""
_MOST_LINES = 8
_DATE_LOCALES = {"en": "en_GB"}


def written_date(day: date, language: str) -> str:
    """Return a date in the language's words, as in "21 November 2026"."""
    from babel.dates import format_date

    return format_date(day, "long", locale=_DATE_LOCALES.get(language, language))


def poster_title(document: Document, map_id: str, language: str) -> str:
    """Return the title of a map's poster: the project's, or the map's, or the word for a map without one."""
    return document.project.title or document.get(JourneyMap, map_id).title or say("poster.untitled", language)


def subtitle(document: Document, map_id: str, day: date, language: str, remark: str = "") -> str:
    """Return the line under the title: map, kind, client, version and date as far as they are known, and a remark."""
    journey = document.get(JourneyMap, map_id)
    kind = say(f"choice.map_kind.{journey.kind}", language)
    title = journey.title if journey.title != poster_title(document, map_id, language) else ""
    parts = [short(title, _MOST_OF_TITLE)]
    if title.casefold().strip() != kind.casefold():
        parts.append(kind)
    parts.append(short(document.project.client, _MOST_OF_CLIENT))
    if document.project.version:
        version = short(document.project.version, _MOST_OF_VERSION)
        parts.append(say("poster.version", language, version=version))
    parts += [written_date(day, language), remark]
    return joined(parts, "layout.separator", language)


def draw_head(room: Furniture, document: Document, map_id: str, day: date, remark: str = "") -> float:
    """Draw the head from the top of the furniture's space; return where it ends. remark: ends the line of the date."""
    manner = room.manner
    title = manner.block(
        poster_title(document, map_id, manner.language), _TITLE, room.width, weight="bold", most_lines=2
    )
    y = room.text("title", map_id, 0, 0, title, manner.colour("text")).bottom + 2
    authors = _authors(document, manner, room.width * 0.3)
    beside = authors.width + _GAP if authors else 0
    words = subtitle(document, map_id, day, manner.language, remark)
    line = manner.block(words, _SMALL, room.width - beside, most_lines=2)
    below = room.text("subtitle", map_id, 0, y, line, manner.colour("grey")).bottom
    if authors:
        room.text("authors", map_id, room.width - authors.width, y, authors, manner.colour("grey"))
        below = max(below, y + authors.height)
    y = below + 8
    room.rule("head", 0, y, room.width, _RULE, manner.theme.kinds["stage"])
    y += _RULE + 10
    return _persona_box(room, document, document.get(JourneyMap, map_id), y)


def _authors(document: Document, manner: Manner, width: float) -> Block | None:
    names = joined(document.project.authors, "layout.list_separator", manner.language)
    if not names:
        return None
    free = manner.block(names, _SMALL, None, most_lines=1)
    return free if free.width <= width else manner.block(names, _SMALL, width, most_lines=2)


def _persona_box(room: Furniture, document: Document, journey: JourneyMap, y: float) -> float:
    """Draw the box of persona, scenario and expectations; nothing where none of them is known."""
    manner = room.manner
    found = document.find(journey.persona)
    persona = found if isinstance(found, Persona) and (found.name or found.summary or found.quote) else None
    told = [(name, text) for name in ("scenario", "expectations") if (text := getattr(journey, name).strip())]
    if not (persona or told):
        return y
    inner = room.width - 2 * _BOX_PADDING
    columns = len(told) + (1 if persona else 0)
    width = (inner - _GAP * (columns - 1)) / columns
    x, bottom = _BOX_PADDING, y + _BOX_PADDING
    if persona:
        bottom = max(bottom, _persona(room, persona, x, y + _BOX_PADDING, width))
        x += width + _GAP
    for name, text in told:
        label = manner.block(say(f"field.{name}", manner.language), _BODY, width, most_lines=1)
        top = room.text("label", name, x, y + _BOX_PADDING, label, manner.colour("grey")).bottom
        block = manner.block(text, _SMALL, width, most_lines=_MOST_LINES)
        bottom = max(bottom, room.text(name, journey.id, x, top, block, manner.colour("text")).bottom)
        x += width + _GAP
    height = bottom + _BOX_PADDING - y
    edge = Box(0.5, 0.5, room.width - 1, height - 1, 10, manner.colour("sheet"), manner.colour("edge"))
    room.add("box", "persona", 0, y, Piece(room.width, height, (edge,)), layer=0)
    return y + height + 10


def _persona(room: Furniture, persona: Persona, x: float, y: float, width: float) -> float:
    """Draw the persona's circle with the initial, name, summary and quote; return where they end."""
    manner = room.manner
    shapes: list[Shape] = [Ellipse(_CIRCLE / 2, _CIRCLE / 2, _CIRCLE / 2, _CIRCLE / 2, "#d6ebe6")]
    initial = next((each for each in persona.name if each.isalnum()), "")
    if initial:
        block = manner.block(initial, 12, None, weight="medium")
        shapes.append(
            Text((_CIRCLE - block.width) / 2, (_CIRCLE - block.height) / 2, block, manner.theme.kinds["stage"])
        )
    room.add("initial", persona.id, x, y, Piece(_CIRCLE, _CIRCLE, tuple(shapes)))
    x, width, least = x + _CIRCLE + 12, width - _CIRCLE - 12, y + _CIRCLE
    quote = say("layout.quote", manner.language, text=persona.quote.strip()) if persona.quote.strip() else ""
    for part, text, size, weight, colour, lines in (
        ("persona", persona.name, _NAME, "medium", manner.colour("text"), 2),
        ("summary", persona.summary.strip(), _BODY, "regular", manner.colour("lane"), 4),
        ("quote", quote, _BODY, "regular", manner.colour("grey"), 3),
    ):
        if text:
            block = manner.block(text, size, width, weight=weight, most_lines=lines)
            y = room.text(part, persona.id, x, y, block, colour).bottom
    return max(y, least)
