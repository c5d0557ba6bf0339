"""The common ancestors of two logs: both are looked at as one graph, in which neither is the first."""

from collections.abc import Iterable, Iterator

from model.entry import Entry
from model.timeline import Timeline

MERGE_MARK = "m"
"""What the id of a merge begins with and no other id does: an entry that says nothing which its parents do not say."""


class Graph:
    """Two logs as one graph. An entry may be known to one log in full and to the other as absorbed, or otherwise."""

    def __init__(self, first: Timeline, second: Timeline) -> None:
        """Look at both logs; they are not copied and must not change meanwhile."""
        self.first, self.second = first, second

    def variants(self, identity: str) -> Iterator[Entry]:
        """Yield the entry as either log has it."""
        one = self.first.entries.get(identity)
        two = self.second.entries.get(identity)
        if one is not None:
            yield one
        if two is not None and two != one:
            yield two

    def above(self, identity: str) -> set[str]:
        """Return the ids of what an entry was made on top of, or has absorbed."""
        return {each for entry in self.variants(identity) for each in (*entry.parents, *entry.absorbed)}

    def known(self, identities: Iterable[str]) -> frozenset[str]:
        """Return the entries themselves and all that they contain."""
        pending = list(identities)
        seen: set[str] = set()
        while pending:
            at = pending.pop()
            if at and at not in seen:
                seen.add(at)
                pending += self.above(at)
        return frozenset(seen)

    def lowest(self, common: frozenset[str]) -> tuple[str, ...]:
        """Return those of some entries, which contain all their ancestors, that are no ancestor of another of them.

        An entry that neither log holds stands for no state; then it is left out, for what is above it is not known.
        """
        held = {each for each in common if each in self.first.entries or each in self.second.entries}
        inner = {above for each in held for above in self.above(each)}
        return tuple(sorted(held - inner))


def edits_among(known: Iterable[str]) -> frozenset[str]:
    """Return the entries that are no merges: what people did."""
    return frozenset(each for each in known if not each.startswith(MERGE_MARK))


def lowest_common(first: Timeline, second: Timeline) -> tuple[str, ...]:
    """Return the lowest common ancestors of two heads, sorted: several after merges that crossed, none without any.

    Ancestors that both logs have forgotten, so that nothing tells their state, are not among them.
    """
    graph = Graph(first, second)
    return graph.lowest(graph.known([first.head]) & graph.known([second.head]))
