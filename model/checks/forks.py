"""Checks of single links and of forks: J106, J107, J109, J110.

A fork is a touchpoint with links to two or more others. Two links to the same touchpoint are no choice (J110 tells
of them), and neither a detour nor a return asks for a condition: their kind says why they are taken.
"""

from collections.abc import Iterator
from itertools import pairwise

from model.checks.sentences import Values, figure
from model.checks.subject import Subject, Trip
from model.records import Card, Link

SHARE_TOLERANCE = 0.5
"""How far, in per cent, the shares at a fork may add to less or more than 100."""


def unbalanced_shares(subject: Subject) -> Iterator[Trip]:
    """J106: the shares leaving a fork do not add to 100 %. A fork without any share is none of its business."""
    for source, links in _forks(subject):
        shares = [link.share for link in links if link.share is not None]
        if shares and abs(sum(shares) - 100) > SHARE_TOLERANCE:
            values = (*_card(subject, "card", source), ("total", figure(round(sum(shares), 1))))
            yield Trip((source, *(link.id for link in links)), values)


def bare_fork(subject: Subject) -> Iterator[Trip]:
    """J107: a fork where two or more branches say neither condition nor share. One such branch is the "otherwise"."""
    for source, links in _forks(subject):
        bare = [
            link
            for link in links
            if link.kind in ("next", "choice") and link.share is None and not link.condition.strip()
        ]
        if len({link.target for link in bare}) > 1:
            values = (("count", figure(len(bare))), *_card(subject, "card", source))
            yield Trip((source, *(link.id for link in bare)), values)


def unmarked_return(subject: Subject) -> Iterator[Trip]:
    """J109: a link that goes back to an earlier stage and is not marked as a return."""
    stage_of = subject.graph.stage_of
    for link in subject.graph.links:
        if link.kind != "return" and stage_of[link.target] < stage_of[link.source]:
            yield Trip((link.source, link.id), _ends(subject, link))


def needless_link(subject: Subject) -> Iterator[Trip]:
    """J110: a link from a touchpoint to itself, or another link where one already leads from source to target.

    Of two the one that says more stays, so that removing the other loses least.
    """
    for link in subject.graph.links:
        if link.source == link.target:
            yield Trip((link.source, link.id), (("reason", "@finding.J110.itself"), *_ends(subject, link)))
    for source in subject.graph.place:
        links = sorted(subject.graph.ways_out[source], key=_worth)
        for kept, other in pairwise(links):
            if kept.target == other.target:
                values = (("reason", "@finding.J110.second"), *_ends(subject, other))
                yield Trip((other.source, other.id), values)


def _worth(link: Link) -> tuple[str, bool, bool, str]:
    return (link.target, not link.condition.strip(), link.share is None, link.id)


def _forks(subject: Subject) -> Iterator[tuple[str, list[Link]]]:
    """Yield each fork with its links, in reading order."""
    for source, links in subject.graph.ways_out.items():
        if len(links) > 1 and any(link.target != links[0].target for link in links):
            yield source, links


def _card(subject: Subject, name: str, identity: str) -> Values:
    return subject.name(name, subject.document.get(Card, identity))


def _ends(subject: Subject, link: Link) -> Values:
    return _card(subject, "source", link.source) + _card(subject, "target", link.target)
