"""The state that two sides came of: that of their common ancestor, or what stands for several or for a lost one."""

from collections.abc import Mapping

from model.merge.ancestor import Graph
from model.merge.side import Side
from model.merge.signing import signer
from model.merge.three_way import three_way
from model.records import BadRecord, Record
from model.timeline import Timeline, UnknownState

_MOST_ANCESTORS = 8
_MOST_MERGES = 32
"""How many ancestors are looked at together, and how often: each of them alone is a sound base, only an older one."""


class States:
    """The states of the entries of two logs, each given with the records of its head."""

    def __init__(self, graph: Graph, first: Mapping[str, Record], second: Mapping[str, Record]) -> None:
        """Know nothing yet."""
        self._graph = graph
        self._logs: tuple[tuple[Timeline, Mapping[str, Record]], ...] = (
            (graph.first, first),
            (graph.second, second),
        )
        self._found: dict[tuple[str, ...], Mapping[str, Record]] = {}
        self._merges = 0

    def at(self, identity: str) -> Mapping[str, Record] | None:
        """Return the records at an entry; None where no log tells. Raise BadRecord where the logs contradict it."""
        if (identity,) not in self._found:
            told = []
            for log, records in self._logs:
                if identity in log.entries:
                    try:
                        told.append(log.state(identity, records))
                    except UnknownState:
                        continue
            if not told:
                return None
            if told[0] != told[-1]:
                raise BadRecord("bad_record.change_set")
            self._found[identity,] = told[0]
        return self._found[identity,]

    def common(self, first: frozenset[str], second: frozenset[str]) -> Mapping[str, Record] | None:
        """Return the state that two sets of entries have in common; None where they have nothing in common.

        Several lowest ancestors, as merges leave that crossed, are merged first, in the order of their ids. Raise
        BadRecord where a log does not fit its records.
        """
        shared = first & second
        if not shared:
            return None
        known = {each: state for each in self._graph.lowest(shared) if (state := self.at(each)) is not None}
        if not known:
            return self._agreed()
        ancestors = tuple(known)[: _MOST_ANCESTORS if self._merges < _MOST_MERGES else 1]
        if ancestors not in self._found:
            self._merges += 1
            self._found[ancestors] = self._joined(ancestors)
        return self._found[ancestors]

    def _joined(self, ancestors: tuple[str, ...]) -> Mapping[str, Record]:
        state = self.at(ancestors[0]) or {}
        known = self._graph.known(ancestors[:1])
        for each in ancestors[1:]:
            other, contained = self.at(each) or {}, self._graph.known([each])
            base = self.common(known, contained) or {}
            state = three_way(
                base,
                Side(state, signer(self._graph, known - contained, state)),
                Side(other, signer(self._graph, contained - known, other)),
            )
            known |= contained
        return state

    def _agreed(self) -> Mapping[str, Record]:
        """Return what the oldest states that both logs kept agree on, where both forgot what they came of.

        Where they differ nobody can tell who changed it, so that is taken for changed by both.
        """
        oldest = [self.at(log.chain(log.head)[-1].id) or {} for log, _ in self._logs]
        return {each: record for each, record in oldest[0].items() if oldest[1].get(each) == record}
