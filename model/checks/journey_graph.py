"""A map read as a graph: touchpoints are its nodes, links its ways, and a journey is a path from a start to a goal.

Starts and goals are the touchpoints marked so. Where none is marked, the starts are the touchpoints without a way in
of the first stage that has any touchpoint, and the goals those without a way out of the last such stage, exits apart.
Stages without a touchpoint are passed over, so that a map which is still being drawn keeps its start and goal. A
return does not count as a way in or out here: who comes back to the beginning has not moved it. Neither does a link
from a touchpoint to itself, which leads nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from model.document import Document
from model.records import Card, Link

if TYPE_CHECKING:
    import networkx as nx

_BEGIN, _END = "\nbegin", "\nend"
"""Nodes that stand for all starts and all goals. No id holds a line break."""


class JourneyGraph:
    """The touchpoints of one map and the ways between them. Everything is in reading order, so results are stable."""

    def __init__(self, touchpoints: Sequence[Card], links: Iterable[Link], stage_index: Mapping[str, int]) -> None:
        """Take touchpoints in reading order, the links between them, and the index of each stage by its id."""
        self.touchpoints = touchpoints
        self.place = {card.id: place for place, card in enumerate(touchpoints)}
        """The place of each touchpoint in reading order, by id."""
        self.stage_of = {card.id: stage_index[card.stage] for card in touchpoints}
        """The index of each touchpoint's stage, by touchpoint id."""
        place, most = self.place, len(touchpoints)
        ends = sorted(
            (place[link.source] * most + place[link.target], link.id, link)
            for link in links
            if link.source in place and link.target in place
        )
        self.links = [link for _, _, link in ends]
        """The links by the place of their source, then of their target, then by id."""
        self.ways_out: dict[str, list[Link]] = {card.id: [] for card in touchpoints}
        """The links that leave each touchpoint, links to itself apart."""
        self.ways_in: dict[str, list[Link]] = {card.id: [] for card in touchpoints}
        """The links that come to each touchpoint, links from itself apart."""
        for link in self.links:
            if link.source != link.target:
                self.ways_out[link.source].append(link)
                self.ways_in[link.target].append(link)

    @cached_property
    def starts(self) -> list[str]:
        """Ids of the touchpoints where journeys begin."""
        marked = [card.id for card in self.touchpoints if card.role == "start"]
        if marked or not self.touchpoints:
            return marked
        first = self.stage_of[self.touchpoints[0].id]
        return [
            card.id
            for card in self.touchpoints
            if self.stage_of[card.id] == first and all(link.kind == "return" for link in self.ways_in[card.id])
        ]

    @cached_property
    def goals(self) -> list[str]:
        """Ids of the touchpoints that journeys are meant to arrive at."""
        marked = [card.id for card in self.touchpoints if card.role == "goal"]
        if marked or not self.touchpoints:
            return marked
        last = self.stage_of[self.touchpoints[-1].id]
        return [
            card.id
            for card in self.touchpoints
            if self.stage_of[card.id] == last
            and card.role != "exit"
            and all(link.kind == "return" for link in self.ways_out[card.id])
        ]

    @cached_property
    def exits(self) -> list[str]:
        """Ids of the touchpoints marked as places where people leave."""
        return [card.id for card in self.touchpoints if card.role == "exit"]

    @property
    def steps(self) -> list[Card]:
        """The touchpoints that are not marked as start, goal or exit."""
        return [card for card in self.touchpoints if card.role == "step"]

    @cached_property
    def reached(self) -> set[str]:
        """Ids of the touchpoints that some path from a start comes to."""
        seen = set(self.starts)
        pending = list(self.starts)
        while pending:
            for link in self.ways_out[pending.pop()]:
                if link.target not in seen:
                    seen.add(link.target)
                    pending.append(link.target)
        return seen

    @cached_property
    def arriving(self) -> set[str]:
        """Ids of the touchpoints from which some path leads to a goal or an exit."""
        seen = {*self.goals, *self.exits}
        pending = list(seen)
        while pending:
            for link in self.ways_in[pending.pop()]:
                if link.source not in seen:
                    seen.add(link.source)
                    pending.append(link.source)
        return seen

    @cached_property
    def graph(self) -> "nx.DiGraph[str]":
        """The same as a networkx graph of ids; the links of an edge are its `links`. Links to itself are left out."""
        import networkx

        graph: nx.DiGraph[str] = networkx.DiGraph()
        graph.add_nodes_from(self.place)
        edges: dict[tuple[str, str], list[Link]] = {}
        for link in self.links:
            if link.source != link.target:
                edges.setdefault((link.source, link.target), []).append(link)
        graph.add_edges_from((source, target, {"links": links}) for (source, target), links in edges.items())
        return graph

    def traps(self) -> list[list[str]]:
        """Return the loops without a way out: ids in reading order, for each loop that no path leaves.

        They are the strongly connected components of two or more touchpoints that no link leaves and that hold
        neither goal nor exit. None of their touchpoints can arrive, so only those that cannot are looked at.
        """
        stranded = [each for each in self.place if each not in self.arriving]
        if len(stranded) < 2:
            return []
        import networkx

        part = self.graph.subgraph(stranded)
        loops = []
        for component in networkx.strongly_connected_components(part):
            if len(component) > 1 and all(after in component for each in component for after in self.graph[each]):
                loops.append(sorted(component, key=self.place.__getitem__))
        return sorted(loops, key=lambda loop: self.place[loop[0]])

    def gates(self) -> list[str]:
        """Return the touchpoints that every path from any start to any goal passes, in the order of passing them.

        They are the dominators of the goals: of a node that all goals lead to, seen from one that leads to all starts
        (Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm", as networkx has it).
        """
        import networkx

        graph: nx.DiGraph[str] = networkx.DiGraph()
        graph.add_node(_BEGIN)
        graph.add_edges_from((_BEGIN, each) for each in self.starts)
        graph.add_edges_from((each, _END) for each in self.goals)
        graph.add_edges_from((link.source, link.target) for ways in self.ways_out.values() for link in ways)
        dominators = networkx.immediate_dominators(graph, _BEGIN)
        passed = []
        each = dominators.get(_END, _BEGIN)
        while each != _BEGIN:
            passed.append(each)
            each = dominators[each]
        return passed[::-1]


def journey_graph(document: Document, map_id: str, reading: Sequence[Card] | None = None) -> JourneyGraph:
    """Return the graph of a map. reading: the map's cards in reading order, where they are at hand."""
    cards = document.reading_order(map_id) if reading is None else reading
    stages = {stage.id: index for index, stage in enumerate(document.stages(map_id))}
    return JourneyGraph([card for card in cards if card.kind == "touchpoint"], document.links(map_id), stages)
