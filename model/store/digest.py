"""The content digest: the sum, modulo 2 to the 256th, of the SHA-256 of every row, but for the digest's own.

A sum can be kept up to date by what came and what went, in no matter what order, so a commit costs its own rows
and not the whole file. A row is hashed as the UTF-8 of a JSON list without blanks: the table's name, then the
columns (bytes, which no column of ours holds, in hexadecimal). It finds what SQLite's integrity check cannot: a
flipped bit inside a cell. It is no signature.
"""

import json
import sys
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode
_MODULUS = 1 << 256
DIGEST_KEY = "digest"
_LONG = 1 << 20
"""The characters above which a text is hashed a piece at a time: a stranger's file may hold one of many megabytes."""


def row_digest(table: str, row: tuple[Any, ...]) -> int:
    """Return the digest of one row."""
    return weighed(table, row)[0]


def weighed(table: str, row: tuple[Any, ...]) -> tuple[int, int]:
    """Return the digest of one row, and about how many bytes its texts take in memory."""
    for value in row:
        if type(value) is str and len(value) > _LONG:
            return _in_pieces(table, row), sum(map(sys.getsizeof, row))
    text = _encode((table, *row))
    return int.from_bytes(sha256(text.encode()).digest(), "big"), sys.getsizeof(text)


def _in_pieces(table: str, row: tuple[Any, ...]) -> int:
    digest = sha256(b"[" + _encode(table).encode())
    for value in row:
        digest.update(b",")
        if type(value) is str:
            digest.update(b'"')
            for start in range(0, len(value), _LONG):
                digest.update(_encode(value[start : start + _LONG])[1:-1].encode())
            digest.update(b'"')
        else:
            digest.update(_encode(value).encode())
    digest.update(b"]")
    return int.from_bytes(digest.digest(), "big")


def digest_of(table: str, rows: Iterable[tuple[Any, ...]]) -> int:
    """Return the digest of many rows of one table."""
    return sum(row_digest(table, row) for row in rows) % _MODULUS


def add(digest: int, *parts: int) -> int:
    """Return the digest with parts added; take a part away by adding its negative."""
    return (digest + sum(parts)) % _MODULUS


def as_text(digest: int) -> str:
    """Return the digest as it is written down: 64 hexadecimal digits."""
    return f"{digest:064x}"
