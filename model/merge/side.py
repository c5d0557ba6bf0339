"""One of the two sides of a merge: its records, and who last changed what of them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from model.records import Record


class Signature(NamedTuple):
    """Who last changed something on a side since the ancestor, and when (ms since 1970)."""

    author: str
    time: int


def age(signature: Signature) -> tuple[int, str]:
    """Return what puts signatures in order, oldest first."""
    return signature.time, signature.author


UNSIGNED = Signature("", 0)


class Side(NamedTuple):
    """A side of a merge. sign: by the id of a record and the name of a field who changed that last.

    The name may be "place" (of a card) or empty: then it is the record as a whole, its last change or its deletion.
    """

    records: Mapping[str, Record]
    sign: Callable[[str, str], Signature]
