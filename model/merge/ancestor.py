"""The common ancestors of two logs: both are looked at as one graph, in which neither is the first."""

from collections.abc import Iterable, Iterator

from model.entry import Entry
from model.timeline import Timeline

_MARK = "m"
"""What the id of a merge begins with and no other id does."""
_DEPTH_DIGITS = 6
_ID_LENGTH = 20


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


def merge_id(depth: int, digest: str) -> str:
    """Return the id of a merge: it says that it is one, how deep, and what it merged, in twenty characters.

    A merge is one deeper than all merges that it contains (as in a clock after Lamport, 1978), so that of two merges
    the one that contains the other has the greater id, and any two are in an order that all computers agree on.
    """
    deep = f"{min(depth, 16**_DEPTH_DIGITS - 1):0{_DEPTH_DIGITS}x}"
    return f"{_MARK}{deep}{digest}"[:_ID_LENGTH]


def is_merge(identity: str) -> bool:
    """Whether an id is that of a merge: an entry that says nothing which its parents do not say."""
    return len(identity) == _ID_LENGTH and identity.startswith(_MARK)


def depth(known: Iterable[str]) -> int:
    """Return how deep the deepest merge among some entries is; 0 where there is none."""
    deepest = max((each for each in known if is_merge(each)), default="")
    try:
        return int(deepest[len(_MARK) : len(_MARK) + _DEPTH_DIGITS] or "0", 16)
    except ValueError:
        return 0


def edits_among(known: Iterable[str]) -> frozenset[str]:
    """Return the entries that are no merges: what people did."""
    return frozenset(each for each in known if not is_merge(each))


def lowest_common(first: Timeline, second: Timeline) -> tuple[str, ...]:
    """Return the lowest common ancestors of two heads, sorted: several after merges that crossed, none without any.

    Ancestors that both logs have forgotten, so that nothing tells their state, are not among them.
    """
    graph = Graph(first, second)
    return graph.lowest(graph.known([first.head]) & graph.known([second.head]))
