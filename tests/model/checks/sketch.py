"""A short way to write down the map that a test needs."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from model.checks.finding import Finding
from model.checks.run import run_checks
from model.document import Document
from model.order import spread
from model.records import LANE_OF_CARD, Card, JourneyMap, Lane, Link, Persona, Project, Record, Stage

TODAY = date(2026, 11, 21)
LANES = ("touchpoints", "actions", "emotions", "pain_points", "opportunities", "free")


class Sketch:
    """One map "m" with stages named by letters and a lane of each usual kind. Ids are what the test calls things."""

    def __init__(self, stages: str = "ABC", lanes: tuple[str, ...] = LANES, **fields: Any) -> None:
        self.project = Project("p", title="Home")
        about = {"persona": "louise", "scenario": "Buys a home", "expectations": "Quick answers"}
        self.map = JourneyMap("m", order="a0", title="Louise finds a home", **(about | fields))
        self.records: list[Record] = [Persona("louise", "a0", name="Louise")]
        keys = spread(len(stages)) if stages else []
        self.records += [Stage(each, "m", key, f"Stage {each}") for each, key in zip(stages, keys, strict=True)]
        self.lanes = lanes
        self.records += [Lane(kind, "m", key, kind) for kind, key in zip(lanes, spread(len(lanes)), strict=True)]
        self._orders = iter(spread(200))

    def card(self, identity: str, stage: str, kind: str = "touchpoint", **fields: Any) -> "Sketch":
        """Add a card at the end of its cell; it is titled by its id unless told otherwise."""
        fields = {"title": identity, "lane": LANE_OF_CARD[kind], "order": next(self._orders)} | fields
        self.records.append(Card(identity, "m", stage, kind=kind, **fields))
        return self

    def cards(self, places: str, kind: str = "touchpoint") -> "Sketch":
        """Add cards written as "a:A b:B"."""
        for place in places.split():
            identity, stage = place.split(":")
            self.card(identity, stage, kind)
        return self

    def link(self, way: str, **fields: Any) -> "Sketch":
        """Add links along "a>b>c", each with these fields; their ids are "a>b" and "b>c" (and so on, with primes)."""
        stops = way.split(">")
        for source, target in pairwise(stops):
            identity = f"{source}>{target}"
            while any(record.id == identity for record in self.records):
                identity += "'"
            self.records.append(Link(identity, "m", source, target, **fields))
        return self

    def document(self, **project: Any) -> Document:
        """Return the document, with these fields of the project."""
        return Document([replace(self.project, **project), self.map, *self.records])

    def findings(self, *codes: str, **project: Any) -> list[Finding]:
        """Return the findings of these codes (of all, where none is named)."""
        found = run_checks(self.document(**project), "m", today=TODAY)
        return [finding for finding in found if not codes or finding.code in codes]

    def targets(self, code: str) -> list[str]:
        """Return where each finding of a code leads to."""
        return [finding.targets[0] for finding in self.findings(code)]

    def codes(self) -> set[str]:
        """Return the codes of all findings."""
        return {finding.code for finding in self.findings()}


def sound() -> Sketch:
    """Return a map that no check finds fault with."""
    sketch = Sketch().cards("search:A reply:B sign:C").link("search>reply>sign")
    for stage, score in (("A", 1.0), ("B", -1.5), ("C", 2.0)):
        sketch.card(f"feels{stage}", stage, "emotion", score=score)
    sketch.card("waits", "B", "pain_point", severity=3, about="reply")
    return sketch.card("answer", "B", "opportunity", about="waits", owner="Sales")
