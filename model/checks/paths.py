"""Checks of the paths: whether everyone who sets out has a way to arrive. J101 to J105, J108, J111, J112."""

from collections.abc import Iterator

from model.checks.sentences import figure
from model.checks.subject import Subject, Trip
from model.records import Card

SEVERE = 4
"""The rating, of 1 to 5, from which a pain point is severe."""


def no_start(subject: Subject) -> Iterator[Trip]:
    """J101: there are touchpoints, but none where a journey begins."""
    graph = subject.graph
    if graph.touchpoints and not graph.starts:
        yield Trip((subject.map.id,), fixable=bool(graph.steps))


def no_goal(subject: Subject) -> Iterator[Trip]:
    """J102: there are touchpoints, but none that a journey is meant to arrive at."""
    graph = subject.graph
    if graph.touchpoints and not graph.goals:
        yield Trip((subject.map.id,), fixable=bool(graph.steps))


def unreached(subject: Subject) -> Iterator[Trip]:
    """J103: a touchpoint that no path from a start reaches."""
    graph = subject.graph
    bridgeable = False
    for card in graph.touchpoints:
        if card.id in graph.reached:
            bridgeable = bridgeable or card.role != "exit"
        else:
            yield Trip((card.id,), subject.name("card", card), fixable=bridgeable)


def stranded(subject: Subject) -> Iterator[Trip]:
    """J104: a touchpoint with no way on to a goal or exit."""
    graph = subject.graph
    last = max((graph.place[each] for each in graph.arriving), default=-1)
    for card in graph.touchpoints:
        if card.id not in graph.arriving:
            yield Trip((card.id,), subject.name("card", card), fixable=graph.place[card.id] < last)


def trap(subject: Subject) -> Iterator[Trip]:
    """J105: a loop that, once entered, is never left."""
    graph = subject.graph
    last = max((graph.place[each] for each in graph.arriving), default=-1)
    for loop in graph.traps():
        first, final = (subject.document.get(Card, each) for each in (loop[0], loop[-1]))
        values = (("count", figure(len(loop))), *subject.name("first", first), *subject.name("last", final))
        yield Trip(tuple(loop), values, fixable=graph.place[final.id] < last)


def bottleneck(subject: Subject) -> Iterator[Trip]:
    """J108: a touchpoint that every path must pass and that carries a severe pain point (one that is about it)."""
    graph = subject.graph
    pains: dict[str, list[Card]] = {}
    for pain in subject.of_kind("pain_point"):
        if (pain.severity or 0) >= SEVERE and pain.about in graph.reached:
            pains.setdefault(pain.about or "", []).append(pain)
    if not pains or len(graph.touchpoints) < 2:
        return
    for each in graph.gates():
        if each in pains:
            values = subject.name("card", subject.document.get(Card, each)) + subject.name("pain", pains[each][0])
            yield Trip((each, *(pain.id for pain in pains[each])), values)


def unvisited_stage(subject: Subject) -> Iterator[Trip]:
    """J111: a stage that no path from a start visits."""
    graph = subject.graph
    if not graph.touchpoints:
        return
    visited = {graph.stage_of[each] for each in graph.reached}
    for index, stage in enumerate(subject.stages):
        if index not in visited:
            yield Trip((stage.id,), subject.name("stage", stage))


def unlinked(subject: Subject) -> Iterator[Trip]:
    """J112: several touchpoints, and no link between any two of them."""
    graph = subject.graph
    count = len(graph.touchpoints)
    if count > 1 and not any(graph.ways_out.values()):
        fixable = any(card.role != "exit" for card in graph.touchpoints[:-1])
        yield Trip((subject.map.id,), (("count", figure(count)),), fixable)
