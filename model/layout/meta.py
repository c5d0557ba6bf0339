"""The small line beneath a card's title: channels, evidence, duration, severity and the like, wrapped where needed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from model.layout.glyphs import sign
from model.layout.setting import Setting
from model.layout.shapes import Box, Ellipse, Shape, Text
from model.records import Card
from resources.words import number

GAP = 6.0
"""The space between two marks in a line, in points."""
PILL_PADDING = 4.0
DOT = 3.0
"""The radius of a severity dot, in points."""
DOT_STEP = 7.5
MARK_SIGN = 9.0
STAR = 11.0
"""The side of the star of a moment of truth, in points."""
ALWAYS_SAID = frozenset({"touchpoint", "pain_point"})
"""Kinds whose evidence is shown even where it is only assumed."""

Draw = Callable[[float, float], list[Shape]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing known about a card, in points; `draw(x, y)` returns its shapes with the top left corner there."""

    width: float
    height: float
    draw: Draw


def marks(card: Card, setting: Setting, room: float) -> list[Mark]:
    """Return what is known about a card, in the order in which it is read; none is wider than `room`."""
    return list(_marks(card, setting, room))


def _marks(card: Card, setting: Setting, room: float) -> Iterator[Mark]:
    colour, words = setting.theme.colour, setting.word
    if card.kind == "touchpoint" and card.role != "step":
        yield _signed(card.role, words(f"role.{card.role}"), colour["lane"], setting, room)
    if card.kind == "touchpoint" and card.moment_of_truth:
        yield Mark(STAR, STAR, lambda x, y: sign("star", x, y, STAR, colour["star"]))
    if card.kind == "pain_point" and card.severity is not None:
        yield _dots(card.severity, setting.theme.colour["grey"])
    plain = [words("list_separator").join(card.channels), *_rated(card, setting)]
    if card.duration is not None:
        plain.append(duration(card.duration, setting))
    if card.kind == "opportunity" and card.status != "idea":
        plain.append(words(f"status.{card.status}"))
    for each in filter(None, plain):
        yield _plain(each, setting, room)
    if card.evidence != "assumed" or card.kind in ALWAYS_SAID:
        pill = setting.theme.evidence[card.evidence]
        yield _pill(words(f"evidence.{card.evidence}"), pill["fill"], pill["text"], setting, room)
    if card.owner:
        yield _plain(card.owner, setting, room)
    for tag in card.tags:
        yield _pill(tag, setting.theme.tag["fill"], setting.theme.tag["text"], setting, room)


def _rated(card: Card, setting: Setting) -> Iterator[str]:
    names = {"pain_point": ("frequency",), "opportunity": ("impact", "effort")}.get(card.kind, ())
    said = [
        setting.word(name, value=number(getattr(card, name), setting.language))
        for name in names
        if getattr(card, name) is not None
    ]
    if said:
        yield setting.word("separator").join(said)


UNITS = (("weeks", 7 * 24 * 60), ("days", 24 * 60), ("hours", 60), ("minutes", 1))


def duration(minutes: float, setting: Setting) -> str:
    """Return a length of time in words, in its two largest units: "12 hours", "1 hour 30 minutes"."""
    rest = round(minutes)
    said: list[str] = []
    for name, length in UNITS:
        count, rest = divmod(rest, length)
        if count or (name == "minutes" and not said):
            said.append(setting.word(name, count=count))
        if len(said) == 2 or (said and not rest):
            break
    return said[0] if len(said) == 1 else setting.word("two_units", first=said[0], second=said[1])


def _plain(text: str, setting: Setting, room: float) -> Mark:
    block = setting.block(text, "small")
    if block.width > room:
        block = setting.block(text, "small", room)
    colour = setting.theme.colour["grey"]
    return Mark(block.width, block.height, lambda x, y: [Text(x, y, block, colour)])


def _pill(text: str, fill: str, ink: str, setting: Setting, room: float) -> Mark:
    block = setting.block(text, "pill")
    if block.width + 2 * PILL_PADDING > room:
        block = setting.block(text, "pill", room - 2 * PILL_PADDING)
    radius = setting.theme.radius["pill"]
    width = block.width + 2 * PILL_PADDING

    def draw(x: float, y: float) -> list[Shape]:
        return [Box(x, y, width, block.height, radius, fill), Text(x + PILL_PADDING, y, block, ink)]

    return Mark(width, block.height, draw)


def _signed(name: str, text: str, ink: str, setting: Setting, room: float) -> Mark:
    block = setting.block(text, "small", weight="medium")
    if block.width + MARK_SIGN + 3 > room:
        block = setting.block(text, "small", room - MARK_SIGN - 3, weight="medium")
    line = block.style.leading

    def draw(x: float, y: float) -> list[Shape]:
        return [*sign(name, x, y + (line - MARK_SIGN) / 2, MARK_SIGN, ink), Text(x + MARK_SIGN + 3, y, block, ink)]

    return Mark(MARK_SIGN + 3 + block.width, block.height, draw)


@lru_cache(maxsize=64)
def _dots(filled: int, ink: str) -> Mark:
    def draw(x: float, y: float) -> list[Shape]:
        return [
            Ellipse(x + DOT + at * DOT_STEP, y + DOT, DOT - 0.4, DOT - 0.4, ink if at < filled else "", ink, 0.9)
            for at in range(5)
        ]

    return Mark(4 * DOT_STEP + 2 * DOT, 2 * DOT, draw)


def flow(known: list[Mark], left: float, top: float, room: float) -> tuple[list[Shape], float]:
    """Set marks in lines no wider than `room`; return their shapes and their height."""
    lines: list[list[Mark]] = [[]]
    used = 0.0
    for mark in known:
        if lines[-1] and used + GAP + mark.width > room:
            lines.append([])
            used = 0.0
        used += mark.width + (GAP if lines[-1] else 0.0)
        lines[-1].append(mark)
    shapes: list[Shape] = []
    y = top
    for line in lines:
        height = max(15.0, *(mark.height for mark in line))
        x = left
        for mark in line:
            shapes += mark.draw(x, y + (height - mark.height) / 2)
            x += mark.width + GAP
        y += height + 1
    return shapes, y - top
