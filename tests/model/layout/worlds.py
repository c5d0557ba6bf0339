"""Small maps for tests of the layout: one built by hand, and any that hypothesis can think of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from model.document import Document
from model.order import spread
from model.records import LANE_KINDS, Card, JourneyMap, Lane, Link, Project, Record, Stage

HIDDEN = st.integers(0, 3).map(lambda number: number == 3)
"""One lane in four is hidden."""
TITLES = (
    "",
    "Waits",
    "Searches the web for homes near the river",
    "تنتظر الرد 12 ساعة",
    "ממתינה 12 שעות לתשובה מהמתווך",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "two\nlines",
)


def table(
    kinds: Sequence[str], stages: int = 2, *, language: str = "en", direction: str = "", **of_stage: Any
) -> list[Record]:
    """Return the records of an empty map "m" with stages s0, s1, ... and lanes l0, l1, ... of these kinds."""
    return [
        Project(id="p", title="P", language=language),
        JourneyMap(id="m", order="a0", title="M", direction=direction),
        *(Stage(f"s{at}", "m", order, f"Stage {at}", **of_stage) for at, order in enumerate(spread(stages))),
        *(
            Lane(f"l{at}", "m", order, kind)
            for at, (order, kind) in enumerate(zip(spread(len(kinds)), kinds, strict=True))
        ),
    ]


def card(name: str, stage: int, lane: int, kind: str = "touchpoint", title: str = "Waits", **more: Any) -> Card:
    """Return a card of map "m"; its name is its id and its order within the cell."""
    return Card(name, "m", f"s{stage}", f"l{lane}", f"a{name}", kind, title, **more)


def link(name: str, source: str, target: str, **more: Any) -> Link:
    """Return a link of map "m"."""
    return Link(name, "m", source, target, **more)


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Any map with up to five stages and six lanes, with cards of all kinds and links of all kinds."""
    kinds = draw(
        st.lists(st.sampled_from(sorted(LANE_KINDS)) | st.sampled_from(("touchpoints", "emotions")), max_size=6)
    )
    language = draw(st.sampled_from(("en", "ar", "he")))
    found = table(kinds, draw(st.integers(0, 5)), language=language)
    found = [replace(each, hidden=draw(HIDDEN)) if isinstance(each, Lane) else each for each in found]
    stages = [each for each in found if isinstance(each, Stage)]
    lanes = [each for each in found if isinstance(each, Lane) and LANE_KINDS[each.kind].card]
    cards: list[Card] = []
    if stages and lanes:
        orders = spread(24)
        for at in range(draw(st.integers(0, 24))):
            cards.append(_card(draw, at, orders[at], draw(st.sampled_from(stages)).id, draw(st.sampled_from(lanes))))
    touchpoints = [each.id for each in cards if each.kind == "touchpoint"]
    links = [_link(draw, at, touchpoints) for at in range(draw(st.integers(0, 14)))] if touchpoints else []
    return [*found, *cards, *links]


def _card(draw: st.DrawFn, at: int, order: str, stage: str, lane: Lane) -> Card:
    kind = LANE_KINDS[lane.kind].card
    return Card(
        id=f"c{at}",
        map="m",
        stage=stage,
        lane=lane.id,
        order=order,
        kind=draw(st.sampled_from(("note", "emotion", "touchpoint", "need"))) if kind == "*" else kind,
        title=draw(st.sampled_from(TITLES)),
        score=draw(st.integers(-4, 4)) / 2,
        evidence=draw(st.sampled_from(("assumed", "observed"))),
        channels=draw(st.sampled_from(((), ("web",), ("web", "word of mouth among the oldest of friends")))),
        owner=draw(st.sampled_from(("", "Sales"))),
        tags=draw(st.sampled_from(((), ("vip", "a tag that is much longer than any card is wide")))),
        severity=draw(st.sampled_from((None, 4))),
        duration=draw(st.sampled_from((None, 95.0))),
        role=draw(st.sampled_from(("step", "start"))),
        moment_of_truth=draw(st.booleans()),
    )


def _link(draw: st.DrawFn, at: int, touchpoints: list[str]) -> Link:
    return Link(
        id=f"k{at}",
        map="m",
        source=draw(st.sampled_from(touchpoints)),
        target=draw(st.sampled_from(touchpoints)),
        kind=draw(st.sampled_from(("next", "choice", "detour", "return"))),
        condition=draw(st.sampled_from(("", "yes", "unsure about the price of it all", "غير متأكدة"))),
        share=draw(st.sampled_from((None, 62.0))),
    )


documents = records().map(Document)
