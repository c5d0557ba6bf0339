"""What can be put on a map, in the order of the palette: the one list that palette, Insert menu and keys read."""

from typing import NamedTuple

from model.records import CARD_KINDS, LANE_KINDS

MIME = "application/x-masar-kind"
"""The clipboard format of a dragged palette entry; its data is the entry's name in UTF-8."""


class Entry(NamedTuple):
    """One thing to insert. words: its catalogue key; icon: its drawing; tint: the kind whose colour it wears."""

    name: str
    words: str
    icon: str
    tint: str
    key: str = ""


_FIRST = ("stage", "touchpoint", "action", "thought", "pain_point", "emotion", "need", "opportunity", "backstage")


def _card(kind: str, key: str = "") -> Entry:
    return Entry(kind, "entry.stage" if kind == "stage" else f"card.{kind}", f"kind_{kind}", kind, key)


def _lane(kind: str) -> Entry:
    tint = "note" if LANE_KINDS[kind].card == "*" else LANE_KINDS[kind].card
    return Entry(f"lane:{kind}", f"lane.{kind}", "kind_lane", tint)


FIRST = tuple(_card(kind, f"Alt+{place}") for place, kind in enumerate(_FIRST, 1))
"""The nine of the palette, with their keys."""
CARDS = tuple(_card(kind) for kind in CARD_KINDS if kind not in _FIRST)
LANES = tuple(_lane(kind) for kind, each in LANE_KINDS.items() if not each.is_line)
LINES = tuple(
    Entry(f"line:{kind}", f"lane.{kind}", "kind_line", "") for kind, each in LANE_KINDS.items() if each.is_line
)
SECTIONS = {"cards": CARDS, "lanes": LANES, "lines": LINES}
"""The sections under "More", by the last part of their heading's key."""
