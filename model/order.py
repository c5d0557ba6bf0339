"""Order keys: strings that sort in the order of the things that carry them.

A key can always be made between two others, so a move rewrites the one record that moved. The keys follow
"Implementing Fractional Indexing" (David Greenspan, Observable, 2020). Equal keys, which a merge can bring,
are told apart by id; see `place`.
"""

from collections.abc import Sequence
from typing import Protocol

from fractional_indexing import FIError, generate_key_between, generate_n_keys_between


class Ordered(Protocol):
    """Anything with an id and an order key."""

    @property
    def id(self) -> str:
        """The id, which tells equal keys apart."""

    @property
    def order(self) -> str:
        """The order key."""


def sort_key(record: Ordered) -> tuple[str, str]:
    """Return what records are sorted by: the key, then the id."""
    return (record.order, record.id)


def between(before: str | None, after: str | None) -> str:
    """Return a key after `before` and ahead of `after`; None stands for the very start or end."""
    key: str = generate_key_between(before, after)
    return key


def spread(count: int, before: str | None = None, after: str | None = None) -> list[str]:
    """Return `count` rising keys between two others."""
    keys: list[str] = generate_n_keys_between(before, after, count)
    return keys


def place(siblings: Sequence[Ordered], index: int) -> tuple[str, dict[str, str]]:
    """Return the key for a new record at `index` among sorted siblings, and the keys of siblings to rewrite.

    Siblings are rewritten only where the two neighbours carry the same key; then the ones after the place that
    share the key move up, and nothing else. Keys that are none of ours, from a file made elsewhere, are all renewed.
    """
    index = max(0, min(index, len(siblings)))
    try:
        return _placed(siblings, index)
    except (FIError, LookupError, ValueError):
        keys = spread(len(siblings) + 1)
        others = keys[:index] + keys[index + 1 :]
        return keys[index], {each.id: key for each, key in zip(siblings, others, strict=True)}


def _placed(siblings: Sequence[Ordered], index: int) -> tuple[str, dict[str, str]]:
    before = siblings[index - 1].order if index > 0 else None
    after = siblings[index].order if index < len(siblings) else None
    if before is None or after is None or before < after:
        return between(before, after), {}
    end = index
    while end < len(siblings) and siblings[end].order == before:
        end += 1
    limit = siblings[end].order if end < len(siblings) else None
    keys = spread(end - index + 1, before, limit)
    return keys[0], {siblings[index + step].id: key for step, key in enumerate(keys[1:])}
