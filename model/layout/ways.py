"""Ways: what each link needs of the grid - which gutters, which corridor under a row - before any length is known.

A link leaves its source at the trailing edge, runs up or down in the gutter behind it, and enters its target at the
leading edge. Where it passes whole columns, or goes back, it takes a corridor beneath the row of the upper of the
two. Tracks in a corridor are given by the left-edge algorithm (Hashimoto and Stevens, DAC 1971): no search.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.layout.cells import Spot
from model.records import Link

ROW = 100_000.0
"""One row's share of the scale on which heights in different rows are compared, before rows have a height."""
BENEATH = 90_000.0
"""Where on that scale, from the top of its row, a row's corridor begins."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: the card, its column and row by index, its top and height in points from the row's top."""

    card: str
    column: int
    row: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The card's middle, from the row's top."""
        return self.top + self.height / 2

    def scale(self, y: float) -> float:
        """Return a height in this end's row on the scale that compares rows."""
        return self.row * ROW + y


@dataclass(frozen=True, slots=True)
class Way:
    """A link with its ends. track: its place in the corridor of row `corridor` (0 is the uppermost); -1 without one."""

    link: Link
    source: End
    target: End
    corridor: int = -1
    track: int = -1

    @property
    def beside(self) -> bool:
        """Whether it stays in one column: it then turns in the gutter and enters at the trailing edge."""
        return self.source.column == self.target.column

    @property
    def around(self) -> bool:
        """Whether it takes a corridor."""
        return self.corridor >= 0

    @property
    def out_gutter(self) -> int:
        """The gutter in which it leaves; gutter n lies before column n."""
        return self.source.column + 1

    @property
    def in_gutter(self) -> int:
        """The gutter from which it enters."""
        return self.source.column + 1 if self.beside else self.target.column

    @property
    def corridor_scale(self) -> float:
        """Its height in the corridor, on the scale that compares rows."""
        return self.corridor * ROW + BENEATH + self.track


def ways(
    links: Iterable[Link],
    places: Mapping[str, tuple[int, int]],
    spots: Mapping[str, Spot],
    before: Mapping[str, Way],
) -> tuple[list[Way], dict[int, int]]:
    """Return the ways of links, and how many tracks each row's corridor needs, by the row's index.

    places: column and row of each card by id; spots: its top and height. before: ways by link id, handed
    out again where nothing of them changed. Links to cards that are not there are left out.
    """
    found: list[Way] = []
    spans: list[tuple[int, int, int, int]] = []
    for link in links:
        if link.source not in spots or link.target not in spots:
            continue
        source = End(link.source, *places[link.source], *spots[link.source])
        target = End(link.target, *places[link.target], *spots[link.target])
        if target.column in (source.column, source.column + 1):
            found.append(Way(link, source, target))
            continue
        first, last = sorted((source.column + 1, target.column))
        spans.append((min(source.row, target.row), first, last, len(found)))
        found.append(Way(link, source, target))
    free: dict[int, list[int]] = {}
    for row, first, last, index in sorted(spans):
        tracks = free.setdefault(row, [])
        track = next((number for number, end in enumerate(tracks) if end < first), len(tracks))
        tracks[track:] = [last, *tracks[track + 1 :]]
        way = found[index]
        found[index] = Way(way.link, way.source, way.target, row, track)
    kept = [old if (old := before.get(way.link.id)) == way and old is not None else way for way in found]
    return kept, {row: len(tracks) for row, tracks in free.items()}
