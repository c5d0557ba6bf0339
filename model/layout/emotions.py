"""The emotion lane: faces on a curve, and beside them, clear of both, what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from model.layout.cards import face_colour
from model.layout.curve import Curve, Point
from model.layout.glyphs import face, moved
from model.layout.layers import CURVE, FACE
from model.layout.setting import Setting
from model.layout.shapes import Path, Piece, Segment, Text
from model.layout.trays import Item
from model.records import Card

QUOTE_WIDTH = 132.0
"""The widest a quote is set, in points."""
LEAST_QUOTE = 76.0
"""The room a quote must have at least; a column with many widens."""
CLEAR = 4.0
"""The least distance of a quote from curve, faces and edges, in points."""
STROKE = 2.0
"""The curve's width."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of an emotion lane. start: x of its cards' space; length: the stage's own width; left, right: its edges
    with the gutters' shares, all on the sheet as in a left-to-right map."""

    cards: tuple[Card, ...]
    start: float
    length: float
    left: float
    right: float

    def xs(self) -> list[float]:
        """Return the x of each face, evenly spaced by order."""
        step = self.length / max(1, len(self.cards))
        return [self.start + (at + 0.5) * step for at in range(len(self.cards))]


@dataclass(frozen=True, slots=True)
class Mood:
    """What one cell shows, heights counted from score 0. above, below: how far it reaches up and down, in points."""

    items: tuple[Item, ...]
    above: float
    below: float


def least_width(cards: Sequence[Card], setting: Setting) -> float:
    """Return the width that a stage needs so that its faces and quotes have room beside each other."""
    quotes = sum(bool(card.title) for card in cards)
    return max(len(cards) * (2 * setting.theme.size["face"] + CLEAR), quotes * LEAST_QUOTE if quotes > 1 else 0.0)


def rise(height: float | None, setting: Setting) -> float:
    """Return how many points one score is high in a lane of a set height (None: the usual)."""
    size = setting.theme.size
    return max(size["emotion_range"], (height or 0.0) - 2 * size["emotion_margin"]) / 4


class Moods:
    """The cells of one emotion lane, kept by what they depend on: their cards, and two faces to either side."""

    def __init__(self, lane_id: str, setting: Setting) -> None:
        """Start with none; the setting holds for all of them."""
        self._lane = lane_id
        self._setting = setting
        self._kept: dict[str, tuple[object, Mood]] = {}
        self._pieces: dict[object, Piece] = {}

    def row(self, columns: Mapping[str, Column], step: float) -> dict[str, Mood]:
        """Return what each column shows, by stage. step: the height of one score in points."""
        points: list[Point] = []
        first: dict[str, int] = {}
        for stage, column in columns.items():
            first[stage] = len(points)
            points += [(x, -card.score * step) for x, card in zip(column.xs(), column.cards, strict=True)]
        reach = 2 * step + self._setting.theme.size["emotion_margin"] - CLEAR
        result: dict[str, Mood] = {}
        for stage, column in columns.items():
            start, end = first[stage], first[stage] + len(column.cards)
            near = points[max(0, start - 2) : end + 2]
            key = (column.cards, step, column.length, column.left - column.start, column.right - column.start)
            around = (*key, start - max(0, start - 2), *((x - column.start, y) for x, y in near))
            kept = self._kept.get(stage)
            if kept is None or kept[0] != around:
                kept = (around, self._mood(stage, column, near, start - max(0, start - 2), reach))
            result[stage] = kept[1]
            self._kept[stage] = kept
        self._kept = {stage: self._kept[stage] for stage in columns}
        return result

    def _mood(self, stage: str, column: Column, near: Sequence[Point], skip: int, reach: float) -> Mood:
        if not near:
            return Mood((), 0.0, 0.0)
        curve = Curve([(x - column.start, y) for x, y in near])
        radius = self._setting.theme.size["face"]
        items: list[Item] = []
        outline = curve.segments(column.left - column.start, column.right - column.start)
        if outline:
            items.append(self._line(f"{self._lane} {stage}", outline))
        faces = curve.points[skip : skip + len(column.cards)]
        for (x, y), card in zip(faces, column.cards, strict=True):
            items.append(Item("face", card.id, x - radius - 1, y - radius - 1, self._face(card.score), FACE))
        quoted = [at for at, card in enumerate(column.cards) if card.title.strip()]
        for number, at in enumerate(quoted):
            left = (faces[quoted[number - 1]][0] + faces[at][0]) / 2 if number else 0.0
            right = (faces[at][0] + faces[quoted[number + 1]][0]) / 2 if number + 1 < len(quoted) else column.length
            items.append(self._quote(column.cards[at], at, faces, curve, (left + 3, right - 3), reach))
        above = max((-item.y for item in items), default=0.0)
        below = max((item.y + item.piece.height for item in items), default=0.0)
        return Mood(tuple(items), above, below)

    def _line(self, name: str, outline: Sequence[Segment]) -> Item:
        ends = [each[-2:] for each in outline if len(each) > 1]
        half = STROKE / 2
        x, y = min(end[0] for end in ends) - half, min(end[1] for end in ends) - half
        width, height = max(end[0] for end in ends) + half - x, max(end[1] for end in ends) + half - y
        colour = self._setting.theme.emotion["curve"]
        path = Path(moved(outline, -x, -y), stroke=colour, stroke_width=STROKE)
        return Item("curve", name, x, y, self._setting.piece(width, height, [path], colour), CURVE)

    def _face(self, score: float) -> Piece:
        piece = self._pieces.get(score)
        if piece is None:
            radius = self._setting.theme.size["face"]
            colour = face_colour(score, self._setting.theme)
            side = 2 * radius + 2
            shapes = face(score, side / 2, side / 2, radius, colour)
            piece = self._pieces[score] = self._setting.piece(side, side, shapes, colour)
        return piece

    def _quote_piece(self, text: str, room: float) -> Piece:
        key = (text, room)
        piece = self._pieces.get(key)
        if piece is None:
            setting = self._setting
            block = setting.block(text, "small", align="center")
            if block.width > room:
                block = setting.block(text, "small", room, align="center", most_lines=2)
                block = setting.block(text, "small", ceil(block.ink_width), align="center", most_lines=2)
            words = Text(0, 0, block, setting.theme.colour["lane"], halo=setting.theme.colour["sheet"])
            piece = self._pieces[key] = setting.piece(block.width, block.height, [words])
        return piece

    def _quote(
        self,
        card: Card,
        at: int,
        faces: Sequence[Point],
        curve: Curve,
        room: tuple[float, float],
        reach: float,
    ) -> Item:
        """Return the quote of a face where it touches neither curve nor face: of all such places the nearest."""
        radius = self._setting.theme.size["face"] + 1 + CLEAR
        piece = self._quote_piece(" ".join(card.title.split()), min(QUOTE_WIDTH, room[1] - room[0]))
        x, y = faces[at]
        width, height = piece.width, piece.height
        last = room[1] - width
        best: tuple[float, float, float] | None = None
        for left in {max(room[0], min(last, place)) for place in (x - width / 2, x - width + 8, x - 8)}:
            span = curve.span(left - CLEAR, left + width + CLEAR) or (y, y)
            met = [other for place, other in faces if left - radius < place < left + width + radius]
            low = min(span[0] - CLEAR, *(other - radius for other in met), y)
            high = max(span[1] + CLEAR, *(other + radius for other in met), y)
            for top in (low - height, high):
                far = abs(top + height / 2 - y) + 0.4 * abs(left + width / 2 - x)
                far += 2 * max(0.0, -top - reach, top + height - reach)
                if best is None or (far, left, top) < best:
                    best = (far, left, top)
        assert best is not None
        return Item("quote", card.id, best[1], best[2], piece, FACE)
