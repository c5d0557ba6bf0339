"""One cell of the grid: the cards that flow down in it."""

from dataclasses import dataclass

from model.layout.cards import card_piece, content
from model.layout.layers import CARD
from model.layout.setting import Setting
from model.layout.shapes import Piece
from model.layout.trays import Item
from model.records import Card

Spot = tuple[float, float]
"""Where a card stands in its cell: its top and its height, in points from the row's top."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The cards of one cell, placed against its origin. height: what the cell needs. spots: of each card by id.

    touchpoints: how many of the cards are touchpoints.
    """

    cards: tuple[Card, ...]
    items: tuple[Item, ...]
    height: float
    spots: dict[str, Spot]
    touchpoints: int


class Pieces:
    """The pictures of cards, kept by content and width, so that cards that did not change keep theirs."""

    def __init__(self, setting: Setting) -> None:
        """Start with none; the setting holds for all of them."""
        self._setting = setting
        self._pieces: dict[tuple[object, ...], Piece] = {}

    def card(self, card: Card, width: float) -> Piece:
        """Return the picture of a card at a width."""
        key = (width, *content(card))
        piece = self._pieces.get(key)
        if piece is None:
            piece = self._pieces[key] = card_piece(card, width, self._setting)
        return piece

    def forget(self, most: int) -> None:
        """Drop everything once more than `most` pictures are kept: those in use live on in their cells."""
        if len(self._pieces) > most:
            self._pieces.clear()


def stacked(cards: tuple[Card, ...], width: float, pieces: Pieces, setting: Setting) -> Cell:
    """Return the cell in which cards of a width flow down; `width` is that of the cards, without the padding."""
    padding, gap = setting.theme.space["cell_padding"], setting.theme.space["card_gap"]
    items: list[Item] = []
    spots: dict[str, Spot] = {}
    y = padding
    for card in cards:
        piece = pieces.card(card, width)
        items.append(Item("card", card.id, padding, y, piece, CARD))
        spots[card.id] = (y, piece.height)
        y += piece.height + gap
    return Cell(cards, tuple(items), y - gap + padding if cards else 0.0, spots, _touchpoints(cards))


def unstacked(cards: tuple[Card, ...]) -> Cell:
    """Return the cell of an emotion lane: its faces are placed by the row as a whole, since the curve joins them."""
    return Cell(cards, (), 0.0, {}, _touchpoints(cards))


def _touchpoints(cards: tuple[Card, ...]) -> int:
    return sum(card.kind == "touchpoint" for card in cards)
