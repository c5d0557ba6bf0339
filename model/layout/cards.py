"""The card: a title, a line of what is known about it, the bar and sign of its kind."""

from math import ceil
from operator import attrgetter

from model.layout.glyphs import face, sign
from model.layout.meta import flow, marks
from model.layout.setting import Setting
from model.layout.shapes import Box, Path, Piece, Segment, Shape, Text
from model.layout.theme import Theme
from model.records import Card

SIGN = 10.0
"""The side of a kind's sign on a card, in points."""

content = attrgetter(
    *("kind", "title", "evidence", "channels", "owner", "tags", "score", "severity", "frequency", "impact", "effort"),
    *("status", "role", "duration", "moment_of_truth"),
)
"""Everything of a card that its picture depends on: cards with equal content share one Piece."""


def card_piece(card: Card, width: float, setting: Setting) -> Piece:
    """Return the picture of a card, `width` points wide and as high as its text needs."""
    theme = setting.theme
    left = theme.space["bar"] + theme.space["card_padding_x"] - 2
    room = width - left - theme.space["card_padding_x"]
    top = theme.space["card_padding_y"]
    title = setting.block(card.title, "card", room - SIGN - 5)
    text: list[Shape] = [Text(left, top, title, theme.colour["text"])]
    text += kind_sign(card, left + room - SIGN, top + (title.style.leading - SIGN) / 2, theme)
    top += title.height
    known = marks(card, setting, room)
    if known:
        shapes, height = flow(known, left, top + 1, room)
        text += shapes
        top += height + 1
    colour = theme.kinds[card.kind]
    height = float(ceil(max(top + theme.space["card_padding_y"], 2 * theme.radius["card"] + SIGN)))
    return setting.piece(width, height, [*_ground(width, height, colour, theme), *text], colour)


def kind_sign(card: Card, x: float, y: float, theme: Theme) -> list[Shape]:
    """Return the sign of a card's kind; for an emotion its face."""
    if card.kind == "emotion":
        half = SIGN / 2
        return face(card.score, x + half, y + half, half + 1, face_colour(card.score, theme))
    return sign(card.kind, x, y, SIGN, theme.kinds[card.kind])


def face_colour(score: float, theme: Theme) -> str:
    """Return the colour of a face: green above zero, red below, grey on it."""
    return theme.emotion["good" if score > 0 else "bad" if score < 0 else "neutral"]


def _ground(width: float, height: float, colour: str, theme: Theme) -> list[Shape]:
    radius = theme.radius["card"]
    return [
        Box(0, 1, width, height - 1, radius, theme.colour["shadow"], opacity=0.06),
        Box(0.5, 0.5, width - 1, height - 2, radius, theme.colour["card"], theme.colour["card_edge"]),
        Path(_bar(height - 1, radius, theme.space["bar"]), colour),
    ]


def _bar(height: float, radius: float, bar: float) -> tuple[Segment, ...]:
    """Return a bar that follows the card's corners and thins out along them."""
    bend = radius * 0.45
    return (
        ("M", radius, 0),
        ("C", bend, 0, 0, bend, 0, radius),
        ("L", 0, height - radius),
        ("C", 0, height - bend, bend, height, radius, height),
        ("C", bar + 0.5, height, bar, height - bend, bar, height - radius),
        ("L", bar, radius),
        ("C", bar, bend, bar + 0.5, 0, radius, 0),
        ("Z",),
    )
