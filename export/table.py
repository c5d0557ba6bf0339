"""A map as a table: one row a card, in reading order. CSV and XLSX write the same rows.

Hidden lanes are not in it, and a card about a hidden one is about nothing here. A cell is text, a number, or None
where the card's kind has no such field or nothing was said. Lists (channels, tags) stand one entry a line, so that
no entry can be taken for two.
"""

from collections.abc import Callable
from dataclasses import dataclass

from model.document import Document
from model.records import CARD_FIELDS, Card, JourneyMap, Lane, Stage
from resources.words import say

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands, for its row, and the language in which the row is told."""

    document: Document
    card: Card
    language: str

    def choice(self, name: str) -> str:
        """Return the word of a choice that the card holds."""
        return say(f"choice.{name}.{getattr(self.card, name)}", self.language)

    def lane(self) -> str:
        """Return the lane's title, or its kind's word."""
        lane = self.document.get(Lane, self.card.lane)
        return lane.title or say(f"layout.lane.{lane.kind}", self.language)

    def about(self) -> str:
        """Return the words of the card that this one is about, or its kind where it has none."""
        about = self.document.find(self.card.about)
        if not isinstance(about, Card) or not self.document.shows(about):
            return ""
        return about.title or say(f"card.{about.kind}", self.language)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words (a catalogue key), what a card's row holds there, and how wide it is shown, in characters.

    field: the card's field, where only some kinds of card have it.
    """

    words: str
    tell: Callable[[Place], Cell]
    width: float = 14
    field: str = ""


def _plain(name: str, width: float = 14) -> Column:
    return Column(f"field.{name}", lambda place: str(getattr(place.card, name)), width)


def _list(name: str, *, own: bool = False) -> Column:
    return Column(f"field.{name}", lambda place: "\n".join(getattr(place.card, name)), 18, name if own else "")


def _number(name: str, words: str = "") -> Column:
    return Column(words or f"field.{name}", lambda place: getattr(place.card, name), 11, name)


def _choice(name: str, *, own: bool = True) -> Column:
    return Column(f"field.{name}", lambda place: place.choice(name), 12, name if own else "")


COLUMNS: tuple[Column, ...] = (
    Column("record.map", lambda place: place.document.get(JourneyMap, place.card.map).title, 18),
    Column("field.stage", lambda place: place.document.get(Stage, place.card.stage).title, 18),
    Column("field.lane", Place.lane, 18),
    Column("field.kind", lambda place: say(f"card.{place.card.kind}", place.language), 16),
    _plain("title", 40),
    _plain("note", 40),
    _choice("evidence", own=False),
    _plain("source", 24),
    _list("channels", own=True),
    _plain("owner", 18),
    _list("tags"),
    Column("field.about", Place.about, 30, "about"),
    _number("score"),
    _number("severity"),
    _number("frequency"),
    _number("impact"),
    _number("effort"),
    _choice("status"),
    _choice("role"),
    _number("duration", "table.duration"),
    Column(
        "field.moment_of_truth",
        lambda place: say("table.yes", place.language) if place.card.moment_of_truth else "",
        12,
        "moment_of_truth",
    ),
)
_ALWAYS = frozenset({""})


def header(language: str) -> list[str]:
    """Return the words of the columns."""
    return [say(column.words, language) for column in COLUMNS]


def rows(document: Document, map_id: str, language: str) -> list[list[Cell]]:
    """Return the rows of a map, told in a language."""
    return [_row(Place(document, card, language)) for card in document.reading_order(map_id)]


def _row(place: Place) -> list[Cell]:
    """Return one card's row; an empty text is a cell with nothing in it."""
    own = _ALWAYS.union(CARD_FIELDS.get(place.card.kind, ()))
    told = (column.tell(place) if column.field in own else None for column in COLUMNS)
    return [None if cell == "" else cell for cell in told]
