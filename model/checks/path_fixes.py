"""Fixes of findings on paths, links and forks: each a pure function to the ChangeSet that makes its finding go away.

All fixes take a language, since the table calls them alike; these write no words and do not read it.
"""

from model.change import ChangeSet
from model.checks.finding import Finding
from model.checks.journey_graph import journey_graph
from model.document import Document
from model.edits.draft import Draft
from model.edits.fields import remove, set_fields
from model.edits.links import connect
from model.ids import new_id
from model.records import Link


def mark_start(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J101: mark the first touchpoint that has no role of its own as the start."""
    steps = journey_graph(document, finding.map).steps
    return set_fields(document, steps[0].id, role="start") if steps else None


def mark_goal(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J102: mark the last touchpoint that has no role of its own as the goal."""
    steps = journey_graph(document, finding.map).steps
    return set_fields(document, steps[-1].id, role="goal") if steps else None


def link_from_previous(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J103: link from the nearest touchpoint before it in reading order that a path reaches, exits apart."""
    graph = journey_graph(document, finding.map)
    here = graph.place[finding.targets[0]]
    for card in reversed(graph.touchpoints[:here]):
        if card.id in graph.reached and card.role != "exit":
            return connect(document, card.id, finding.targets[0])
    return None


def link_to_next(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J104, J105: link to the nearest touchpoint after it in reading order that can arrive; a loop from its last."""
    graph = journey_graph(document, finding.map)
    here = max(graph.place[each] for each in finding.targets)
    for card in graph.touchpoints[here + 1 :]:
        if card.id in graph.arriving:
            return connect(document, graph.touchpoints[here].id, card.id)
    return None


def balance_shares(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J106: make the shares add to 100 %.

    What is left of 100 goes to the branches without a share; where nothing is left, or all have one, those that
    have one are scaled, to whole per cents by the largest remainders.
    """
    links = [document.get(Link, each) for each in finding.targets[1:]]
    said = {link.id: link.share for link in links if link.share is not None}
    unsaid = [link.id for link in links if link.share is None]
    left = 100 - sum(said.values())
    if unsaid and left > 0:
        shares = {each: round(left / len(unsaid), 2) for each in unsaid}
        if left == int(left):
            shares = _whole(dict.fromkeys(unsaid, 1.0), int(left))
    else:
        shares = _whole(said if sum(said.values()) else dict.fromkeys(said, 1.0), 100)
    draft = Draft(document)
    for identity, share in shares.items():
        draft.change(identity, share=share)
    return draft.finish("change.fix_finding")


def _whole(weights: dict[str, float], total: int) -> dict[str, float]:
    """Return whole numbers in proportion to the weights that add to the total (largest remainder method)."""
    everything = sum(weights.values())
    exact = {each: weight * total / everything for each, weight in weights.items()}
    whole = {each: float(int(share)) for each, share in exact.items()}
    by_remainder = sorted(exact, key=lambda each: (whole[each] - exact[each], each))
    for each in by_remainder[: total - round(sum(whole.values()))]:
        whole[each] += 1
    return whole


def mark_return(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J109: mark the link as a return."""
    return set_fields(document, finding.targets[1], kind="return")


def remove_link(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J110: remove the link."""
    return remove(document, finding.targets[1:])


def connect_in_order(document: Document, finding: Finding, language: str) -> ChangeSet | None:
    """J112: link each touchpoint to the next in reading order; from an exit nobody goes on."""
    graph = journey_graph(document, finding.map)
    draft = Draft(document)
    source = None
    for card in graph.touchpoints:
        if source is not None:
            draft.put(Link(id=new_id(), map=finding.map, source=source, target=card.id))
        source = source if card.role == "exit" else card.id
    changes = draft.finish("change.fix_finding")
    return changes or None
