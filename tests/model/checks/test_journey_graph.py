"""The graph of a map, against plain definitions of what it says."""

import networkx
from hypothesis import HealthCheck, given, settings

from model.checks.journey_graph import JourneyGraph, journey_graph
from model.document import Document
from tests.model.checks.sketch import Sketch
from tests.strategies import documents


def graph_of(sketch: Sketch) -> JourneyGraph:
    return journey_graph(sketch.document(), "m")


def test_touchpoints_are_nodes_with_their_stage_and_links_are_edges_with_their_records() -> None:
    graph = graph_of(Sketch().cards("b:B a:A").cards("does:A", "action").link("a>b").link("a>b", share=50).link("b>b"))
    assert list(graph.graph.nodes) == ["a", "b"]
    assert graph.stage_of == {"a": 0, "b": 1}
    assert list(graph.graph.edges) == [("a", "b")]
    assert [link.share for link in graph.graph.edges["a", "b"]["links"]] == [None, 50]


def test_unmarked_starts_and_goals_are_the_loose_ends_of_the_outer_stages_that_have_touchpoints() -> None:
    sketch = Sketch("ABCD").cards("a:B second:B b:C c:C").cards("does:A", "action").link("a>b>c")
    graph = graph_of(sketch)
    assert (graph.starts, graph.goals, graph.exits) == (["a", "second"], ["c"], [])


def test_marked_starts_and_goals_replace_the_loose_ends() -> None:
    sketch = Sketch().cards("a:A").card("shop", "B", role="start").card("buys", "B", role="goal").cards("c:C")
    graph = graph_of(sketch.card("leaves", "C", role="exit"))
    assert (graph.starts, graph.goals, graph.exits) == (["shop"], ["buys"], ["leaves"])


def test_gates_are_passed_in_order() -> None:
    sketch = Sketch().cards("a:A b:A x:B y:B z:C").link("a>b>x>z").link("b>y>z")
    assert graph_of(sketch).gates() == ["a", "b", "z"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents(most_maps=1, most_cards=9))
def test_gates_and_traps_are_what_their_definitions_say(document: Document) -> None:
    graph = journey_graph(document, document.maps()[0].id)
    ways = graph.graph

    def arrives(without: str | None) -> bool:
        left = ways.subgraph([each for each in ways if each != without])
        return any(
            networkx.has_path(left, start, goal)
            for start in graph.starts
            for goal in graph.goals
            if start in left and goal in left
        )

    expected = {each for each in ways if not arrives(each)} if arrives(None) else set()
    assert set(graph.gates()) == expected
    ends = {*graph.goals, *graph.exits}
    trapped = {
        frozenset({each, *networkx.descendants(ways, each)})
        for each in ways
        if all(networkx.has_path(ways, on, each) for on in networkx.descendants(ways, each))
    }
    assert {frozenset(loop) for loop in graph.traps()} == {
        loop for loop in trapped if len(loop) > 1 and not loop & ends
    }
    assert graph.arriving == {each for each in ways if any(networkx.has_path(ways, each, end) for end in ends)}
    assert graph.reached == {
        each for each in ways if any(networkx.has_path(ways, start, each) for start in graph.starts)
    }
