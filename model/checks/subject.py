"""What the checks look at: one map of a document, sorted out once for all of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from model.checks.journey_graph import JourneyGraph, journey_graph
from model.checks.naming import named
from model.checks.sentences import Values
from model.document import Document
from model.records import Card, JourneyMap, Link, Record

Position = tuple[int, int]
_NO_CARDS: Sequence[Card] = ()


class Trip(NamedTuple):
    """One thing that tripped a check.

    targets: ids, the first is where to go; a card, stage or lane comes before the links it has to do with. values:
    for the sentence. fixable: the check's fix has something to do here.
    """

    targets: tuple[str, ...]
    values: Values = ()
    fixable: bool = True


class Subject:
    """One map with its cards in reading order, by kind and by what they are about, and the graph of its paths.

    What a reviewer cannot see is not judged, and nothing is said of it: cards in hidden lanes trip no check and are
    named in no sentence. Nor are they held against what is shown: what they answer is answered (`unseen`), and where
    touchpoints are hidden the paths have gaps that nobody made, so that no check of paths and forks says anything.
    """

    def __init__(self, document: Document, map_id: str, today: date) -> None:
        """Read the map. today: what a review date is compared with."""
        self.document = document
        self.map = document.get(JourneyMap, map_id)
        self.today = today
        self.cards = document.reading_order(map_id)
        self.stages = document.stages(map_id)
        self.lanes = document.shown_lanes(map_id)

    @cached_property
    def unseen(self) -> Sequence[Card]:
        """The cards of hidden lanes."""
        if len(self.lanes) == len(self.document.lanes(self.map.id)):
            return _NO_CARDS
        return [card for card in self.document.reading_order(self.map.id, hidden=True) if not self.document.shows(card)]

    def every(self, kind: str) -> list[Card]:
        """Return the cards of a kind, seen or not: all that may answer to something."""
        return [*self.of_kind(kind), *(card for card in self.unseen if card.kind == kind)]

    @cached_property
    def is_first(self) -> bool:
        """Whether this is the map that speaks for the whole project."""
        return self.document.maps()[0].id == self.map.id

    @cached_property
    def graph(self) -> JourneyGraph:
        """The paths of the map; none where touchpoints are hidden."""
        if any(card.kind == "touchpoint" for card in self.unseen):
            return JourneyGraph((), (), {})
        return self._shown_graph

    @cached_property
    def _shown_graph(self) -> JourneyGraph:
        return journey_graph(self.document, self.map.id, self.cards)

    @property
    def links(self) -> Sequence[Link]:
        """The links that the map shows, in reading order."""
        return self._shown_graph.links

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Card]]:
        kinds: dict[str, list[Card]] = {}
        for card in self.cards:
            kinds.setdefault(card.kind, []).append(card)
        return kinds

    @cached_property
    def _by_about(self) -> Mapping[str, list[Card]]:
        about: dict[str, list[Card]] = {}
        for card in self.cards:
            if card.about is not None:
                about.setdefault(card.about, []).append(card)
        return about

    def of_kind(self, kind: str) -> Sequence[Card]:
        """Return the map's cards of a kind, in reading order."""
        return self._by_kind.get(kind, _NO_CARDS)

    def about(self, identity: str, kind: str) -> list[Card]:
        """Return the cards of a kind that are about a card, in reading order."""
        return [card for card in self._by_about.get(identity, _NO_CARDS) if card.kind == kind]

    def stages_with(self, *kinds: str) -> set[str]:
        """Return the ids of the stages that hold a card of one of the kinds, seen or not."""
        return {card.stage for kind in kinds for card in self.every(kind)}

    def name(self, name: str, record: Record) -> Values:
        """Return the values that call a record by name in the placeholder `name`."""
        return named(self.document, name, record)

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        """Where each stage and card comes in reading order, by id; what is not there comes before all."""
        places: dict[str, Position] = {stage.id: (index, -1) for index, stage in enumerate(self.stages)}
        for place, card in enumerate(self.cards):
            places[card.id] = (places[card.stage][0], place)
        return places
