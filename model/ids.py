"""Ids of records and ChangeSets: random, global, never reused, so that two copies of a file can meet again."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

_seeded: random.Random | None = None


def new_id() -> str:
    """Return twenty random hexadecimal digits (80 bits)."""
    if _seeded is not None:
        return f"{_seeded.getrandbits(80):020x}"
    return os.urandom(10).hex()


@contextmanager
def seeded(seed: int | str) -> Iterator[None]:
    """Make `new_id` repeatable within the block, for samples and tests that are built by a script."""
    global _seeded
    before, _seeded = _seeded, random.Random(seed)
    try:
        yield
    finally:
        _seeded = before
