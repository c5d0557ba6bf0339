"""Ports: the heights on a card's edges at which its links leave and enter, in points from the top of the row."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from model.layout.ways import End, Way

STEP = 9.0
"""The distance between two ports of one edge where there is room, in points."""
CORNER = 10.0
"""How far ports stay from a card's corners, in points."""
LIFT = 6.0
"""How much higher a link enters than one leaves, so that the two never lie on each other in a gutter."""


class Ports(NamedTuple):
    """Heights by link id. out: where links leave; back: where those that turn in the gutter enter again."""

    out: dict[str, float]
    back: dict[str, float]


def exits(leaving: Iterable[Way], rooms: Mapping[str, float]) -> Ports:
    """Return the ports on the trailing edges for links that leave into one gutter.

    rooms: the heights that labels need, by link id; where the card is high enough its ports stand as far apart.
    """
    by_card: dict[str, list[tuple[int, float, bool, Way]]] = {}
    ends: dict[str, End] = {}
    for way in leaving:
        source, target = way.source, way.target
        ends[source.card] = source
        goal = way.corridor_scale if way.around else target.scale(target.middle)
        if not way.beside:
            by_card.setdefault(source.card, []).append((0, goal, False, way))
            continue
        # One that turns stays nearest to the cards, so it leaves on the side to which it turns: none crosses it there.
        origin, side = source.scale(source.middle), 1 if goal >= source.scale(source.middle) else -1
        by_card.setdefault(source.card, []).append((side, -goal, False, way))
        by_card.setdefault(target.card, []).append((-side if source.card != target.card else 1, -origin, True, way))
        ends[target.card] = target
    ports = Ports({}, {})
    for card, wanted in by_card.items():
        wanted.sort(key=lambda each: (each[0], each[1], each[2], each[3].link.id))
        if len(wanted) == 1:
            heights = [ends[card].middle if wanted[0][2] else _straight(wanted[0][3])]
        else:
            needed = [STEP if back else rooms.get(way.link.id, STEP) for _, _, back, way in wanted]
            heights = spread(ends[card], needed)
        for (_, _, comes_back, way), height in zip(wanted, heights, strict=True):
            (ports.back if comes_back else ports.out)[way.link.id] = height
    return ports


def entries(arriving: Iterable[Way], passes: Mapping[str, float]) -> dict[str, float]:
    """Return the ports on the leading edges for links that enter from one gutter.

    passes: the heights at which links cross the gutter. A link that can enter its target at that height runs
    straight; the others keep clear of every such height.
    """
    by_card: dict[str, list[tuple[float, Way]]] = {}
    for way in arriving:
        origin = way.corridor_scale if way.around else way.source.scale(passes[way.link.id])
        by_card.setdefault(way.target.card, []).append((origin, way))
    crossed: dict[int, list[tuple[float, str]]] = {}
    for group in by_card.values():
        for _, way in group:
            if not way.around:
                crossed.setdefault(way.source.row, []).append((passes[way.link.id], way.link.id))
    result: dict[str, float] = {}
    for group in by_card.values():
        group.sort(key=lambda each: (each[0], each[1].link.id))
        _enter([way for _, way in group], passes, crossed.get(group[0][1].target.row, []), result)
    return result


def _enter(
    group: Sequence[Way], passes: Mapping[str, float], crossed: Sequence[tuple[float, str]], result: dict[str, float]
) -> None:
    end = group[0].target
    low, high = _range(end)
    step = min(STEP, (high - low) / max(1, len(group) - 1))
    usual = spread(end, [STEP] * len(group))
    heights: list[float] = []
    for way, height in zip(group, usual, strict=True):
        straight = not way.around and way.source.row == end.row and low <= passes[way.link.id] <= high
        wanted = passes[way.link.id] if straight else max(low, height - LIFT)
        heights.append(max(wanted, heights[-1] + step) if heights else wanted)
    limit = high
    for index in range(len(heights) - 1, -1, -1):
        heights[index] = min(heights[index], limit)
        limit = heights[index] - step
    for way, height in zip(group, heights, strict=True):
        name = way.link.id
        while height < high and any(abs(height - y) < 2.5 and other != name for y, other in crossed):
            height += 1.5
        result[name] = height


def _range(end: End) -> tuple[float, float]:
    corner = min(CORNER, end.height / 3)
    return end.top + corner, end.top + end.height - corner


def _straight(way: Way) -> float:
    """Return the height at which a card's only link leaves: one at which it can run straight, where there is one."""
    end = way.source
    if way.target.column != end.column + 1 or way.target.row != end.row:
        return end.middle
    lows, highs = zip(_range(end), _range(way.target), strict=True)
    low, high = max(lows), min(highs)
    return min(max(end.middle, low), high) if low <= high else end.middle


def spread(end: End, rooms: Sequence[float]) -> list[float]:
    """Return the heights of ports about the middle of a card's edge, each with its room where there is so much."""
    low, high = _range(end)
    steps = [(first + second) / 2 for first, second in pairwise(rooms)]
    if sum(steps) > high - low:
        steps = [min(STEP, (high - low) / len(steps))] * len(steps)
    start = end.middle - sum(steps) / 2
    return [start, *(start + each for each in accumulate(steps))]
