"""Where columns stand: the widths of stages and of the gutters between them, added up."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.layout.gutters import Gutter
from model.layout.setting import Setting
from model.records import STAGE_WIDTH

EMPTY_STAGES = 3
"""How many stages wide the sheet of a map without stages is."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Where the columns stand, as in a left-to-right map, in points.

    starts: left edge of each column, and the right edge of the last. origins: where each stage's own width begins
    (the rest of its column is the gutters' share). cards: left edge of each column's cards. gutters: left edge of
    each gutter. card_widths: of each column's cards. width: of the sheet.
    """

    starts: tuple[float, ...]
    origins: tuple[float, ...]
    cards: tuple[float, ...]
    gutters: tuple[float, ...]
    card_widths: tuple[float, ...]
    width: float


def lengths(widths: Sequence[float], gutters: Sequence[Gutter], setting: Setting) -> Lengths:
    """Return where columns of these widths stand when the gutters get what they need.

    What a gutter needs beyond the padding of the cells beside it is shared by the two columns.
    """
    padding, title_column = setting.theme.space["cell_padding"], setting.theme.space["title_column"]
    count = len(widths)
    shares: list[tuple[float, float]] = []
    for number in range(count + 1):
        outer = number in (0, count)
        extra = max(0.0, gutters[number].width - padding * (1 if outer else 2)) if count else 0.0
        left = 0.0 if number == 0 else extra if number == count else float(int(extra / 2))
        shares.append((left, extra - left))
    starts, origins, edges = [title_column], [], [title_column]
    for at, width in enumerate(widths):
        origin = starts[-1] + shares[at][1]
        origins.append(origin)
        edges.append(origin + width - padding)
        starts.append(origin + width + shares[at + 1][0])
    return Lengths(
        tuple(starts),
        tuple(origins),
        tuple(origin + padding for origin in origins),
        tuple(edges),
        tuple(width - 2 * padding for width in widths),
        starts[-1] if count else title_column + EMPTY_STAGES * STAGE_WIDTH,
    )
