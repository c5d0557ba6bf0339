"""Gutters: the space between two columns in which links run up and down and their labels stand.

From the source's side a gutter holds the stubs (short jogs that bring a link to its label), the labels, and the
channels (the runs up and down). Each zone is as wide as what it holds, so nothing ever shares a place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from model.layout.ports import Ports, entries, exits
from model.layout.theme import Theme
from model.layout.ways import Way

STUB = 7.0
"""The distance between two stubs, in points."""
CLEAR = 4.0
"""How much two runs in one channel stay apart, in points."""
LINE_ROOM = 7.0
"""The height a link without a label keeps for itself between labels, in points."""

Name = tuple[str, str]
"""What a run is - "stub", "turn", "back", "out" or "in" - and the id of its link."""
Pill = tuple[float, float]
"""Width and height of a label."""


@dataclass(slots=True)
class Gutter:
    """One planned gutter. x: from its left edge; y: from the top of the row of the end in question; both in points.

    width: all it needs. exit_y, entry_y: where a link leaves and enters, by link id. pass_y: where it passes the
    zone of labels, back_y: where one that turns passes it again. stub_x, out_x, in_x, back_x: its runs, where it
    needs them. label_x: the middle of the labels.
    heights: the least height of each row by index, so that its labels stay in it.
    """

    width: float = 0.0
    exit_y: dict[str, float] = field(default_factory=dict)
    pass_y: dict[str, float] = field(default_factory=dict)
    back_y: dict[str, float] = field(default_factory=dict)
    entry_y: dict[str, float] = field(default_factory=dict)
    stub_x: dict[str, float] = field(default_factory=dict)
    out_x: dict[str, float] = field(default_factory=dict)
    in_x: dict[str, float] = field(default_factory=dict)
    back_x: dict[str, float] = field(default_factory=dict)
    label_x: float = 0.0
    heights: dict[int, float] = field(default_factory=dict)


def plan(number: int, found: Sequence[Way], pills: dict[str, Pill], theme: Theme) -> Gutter:
    """Return the plan of gutter `number` for the ways that touch it. pills: sizes of the labels by link id."""
    leaving = [way for way in found if way.out_gutter == number]
    arriving = [way for way in found if way.in_gutter == number]
    gutter = Gutter()
    ports = exits(leaving, {name: height + 4 for name, (_, height) in pills.items()})
    gutter.exit_y = ports.out
    back = ports.back
    _pass(leaving, ports, pills, gutter)
    gutter.entry_y = {**entries([way for way in arriving if not way.beside], gutter.pass_y), **back}
    sizes = theme.link
    x = sizes["lead_out"]
    stubs = _tracks(_stub_runs(leaving, gutter, pills))
    kinds = {"stub": gutter.stub_x, "turn": gutter.out_x, "back": gutter.back_x}
    for (kind, name), track in stubs.items():
        kinds[kind][name] = x + STUB * track
    x += STUB * (max(stubs.values()) + 1) - 2 if stubs else 0.0
    widest = max((pills[way.link.id][0] for way in leaving if way.link.id in pills), default=0.0)
    if widest:
        gutter.label_x = x + widest / 2
        x += widest + 7
    channels = _tracks(_channel_runs(leaving, arriving, gutter))
    for (side, name), track in channels.items():
        (gutter.out_x if side == "out" else gutter.in_x)[name] = x + sizes["channel"] * track
    if channels:
        x += sizes["channel"] * max(channels.values())
    gutter.width = x + sizes["lead_in"] if found else 0.0
    return gutter


def _pass(leaving: Sequence[Way], ports: Ports, pills: dict[str, Pill], gutter: Gutter) -> None:
    """Settle where each link passes the zone of labels, so that every label stands free on its own line."""
    rows: dict[int, list[tuple[float, float, str, dict[str, float]]]] = {}
    labelled: set[int] = set()
    for way in leaving:
        name, leaves = way.link.id, ports.out[way.link.id]
        if way.beside and name not in pills:
            gutter.pass_y[name] = leaves
            continue
        room = pills[name][1] + 4 if name in pills else LINE_ROOM
        rows.setdefault(way.source.row, []).append((leaves, room, name, gutter.pass_y))
        if name in pills:
            labelled.add(way.source.row)
        if way.beside:
            rows.setdefault(way.target.row, []).append((ports.back[name], LINE_ROOM, name, gutter.back_y))
    for row, wanted in rows.items():
        wanted.sort(key=lambda each: each[:3])
        places = [each[0] for each in wanted]
        if row in labelled:
            places = spaced(places, [room for _, room, _, _ in wanted], 3.0)
            gutter.heights[row] = places[-1] + wanted[-1][1] / 2 + 3
        for place, (_, _, name, settled) in zip(places, wanted, strict=True):
            settled[name] = place


def spaced(wanted: Sequence[float], rooms: Sequence[float], top: float) -> list[float]:
    """Return middles as near as can be to those wanted (least squares), in order, each with its room, below `top`.

    By pooling adjacent violators (Ayer et al., 1955), after taking off the room that lies above each.
    """
    above = 0.0
    offsets = []
    for index, room in enumerate(rooms):
        offsets.append(above + room / 2)
        above += rooms[index]
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    flat = [max(mean, top) for mean, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(flat, offsets, strict=True)]


def _stub_runs(leaving: Iterable[Way], gutter: Gutter, pills: dict[str, Pill]) -> dict[Name, tuple[float, float]]:
    runs: dict[Name, tuple[float, float]] = {}
    for way in leaving:
        name = way.link.id
        leaves, enters = way.source.scale(gutter.exit_y[name]), way.target.scale(gutter.entry_y.get(name, 0.0))
        if way.beside and name not in pills:
            runs["turn", name] = (leaves, enters)
            continue
        if abs(gutter.exit_y[name] - gutter.pass_y[name]) > 0.01:
            runs["stub", name] = (leaves, way.source.scale(gutter.pass_y[name]))
        if way.beside and abs(gutter.back_y[name] - gutter.entry_y[name]) > 0.01:
            runs["back", name] = (way.target.scale(gutter.back_y[name]), enters)
    return runs


def _channel_runs(leaving: Iterable[Way], arriving: Iterable[Way], gutter: Gutter) -> dict[Name, tuple[float, float]]:
    runs: dict[Name, tuple[float, float]] = {}
    for way in leaving:
        name = way.link.id
        start = way.source.scale(gutter.pass_y[name])
        height = gutter.back_y.get(name, gutter.entry_y.get(name, 0.0))
        end = way.corridor_scale if way.around else way.target.scale(height)
        if name not in gutter.out_x and (way.beside or abs(start - end) > 0.01):
            runs["out", name] = (start, end)
    for way in arriving:
        if way.around:
            runs["in", way.link.id] = (way.corridor_scale, way.target.scale(gutter.entry_y[way.link.id]))
    return runs


def _tracks(runs: dict[Name, tuple[float, float]]) -> dict[Name, int]:
    """Return a track for each run so that no two on one track meet; runs down are nested one way, runs up the other."""
    down: list[Name] = sorted((name for name, (a, b) in runs.items() if b >= a), key=lambda name: -runs[name][0])
    up: list[Name] = sorted((name for name, (a, b) in runs.items() if b < a), key=lambda name: runs[name][0])
    taken: list[list[tuple[float, float]]] = []
    result: dict[Name, int] = {}
    for name in (*down, *up):
        low, high = min(runs[name]) - CLEAR, max(runs[name]) + CLEAR
        free = (at for at, used in enumerate(taken) if all(high <= start or low >= end for start, end in used))
        track = result[name] = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
    return result
