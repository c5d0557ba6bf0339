"""The pages of a database read without SQLite: what they hold, each for itself (SQLite file format, 1.5 and 2).

It runs nothing that a file says, follows no way twice, and reads no more of a row than a row of ours may have. So it
serves where SQLite must not be let near a file yet, and where SQLite gives up because one page is broken.
"""

import os
import struct
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

from model.store.guard import LONGEST_ROW

TABLE_LEAF, TABLE_FORK, INDEX_LEAF, INDEX_FORK = 13, 5, 10, 2
_FORKS = (TABLE_FORK, INDEX_FORK)
_FIRST_HEADER = 100
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Unreadable(ValueError):
    """A page or a cell that is not what the file format says."""


class Torn(str):
    """A text whose bytes are not all UTF-8: what could be read of it."""

    __slots__ = ()


class Page(NamedTuple):
    """A page of a tree: its number and kind, where its cells begin, the pages under it (of a fork)."""

    number: int
    kind: int
    body: bytes
    cells: tuple[int, ...]
    below: tuple[int, ...]


class Cell(NamedTuple):
    """A row of a table, or an entry of an index (whose rowid is its last value)."""

    rowid: int
    values: tuple[Any, ...]


class Pages:
    """A database file as pages of a size that is a power of two from 512 to 65,536."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Read from a file open for reading, whose pages have this size in bytes."""
        self._file = file
        self._size = size
        self.count = os.fstat(file.fileno()).st_size // size

    def raw(self, number: int) -> bytes:
        """Return the bytes of a page, counted from 1; raise Unreadable where there is none."""
        if not 1 <= number <= self.count:
            raise Unreadable(number)
        self._file.seek((number - 1) * self._size)
        return self._file.read(self._size)

    def page(self, number: int) -> Page:
        """Return a page of a tree; raise Unreadable where it is none."""
        body = self.raw(number)
        start = _FIRST_HEADER if number == 1 else 0
        kind = body[start]
        if kind not in (TABLE_LEAF, TABLE_FORK, INDEX_LEAF, INDEX_FORK):
            raise Unreadable(number)
        (count,) = struct.unpack_from(">H", body, start + 3)
        first = start + (12 if kind in _FORKS else 8)
        if first + 2 * count > len(body):
            raise Unreadable(number)
        cells = struct.unpack_from(f">{count}H", body, first)
        below: tuple[int, ...] = ()
        if kind in _FORKS:
            below = (*(_number(body, each) for each in cells), _number(body, start + 8))
        return Page(number, kind, body, cells, below)

    def cell(self, page: Page, at: int) -> Cell:
        """Return a cell of a table's leaf, or of an index; raise Unreadable where it is broken."""
        try:
            return self._cell(page, at + 4 if page.kind == INDEX_FORK else at)
        except (IndexError, struct.error, OverflowError) as problem:
            raise Unreadable(page.number) from problem

    def _cell(self, page: Page, at: int) -> Cell:
        length, at = _varint(page.body, at)
        rowid = 0
        room = self._size
        if page.kind == TABLE_LEAF:
            rowid, at = _varint(page.body, at)
            rowid -= (rowid >> 63) << 64
            most = room - 35
        else:
            most = (room - 12) * 64 // 255 - 23
        if length > LONGEST_ROW:
            raise Unreadable(page.number)
        here = length
        if length > most:
            least = (room - 12) * 32 // 255 - 23
            here = least + (length - least) % (room - 4)
            here = here if here <= most else least
        payload = page.body[at : at + here]
        if length > here:
            payload += self._overflow(_number(page.body, at + here), length - here)
        return Cell(rowid, _values(payload))

    def _overflow(self, number: int, length: int) -> bytes:
        """Return the rest of a row from the chain of pages it spills into. The length ends a chain without end."""
        parts = []
        while length > 0:
            body = self.raw(number)
            number = _number(body, 0)
            parts.append(body[4 : 4 + length])
            length -= len(parts[-1])
        return b"".join(parts)


def _number(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 4], "big")


def _varint(body: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for step in range(8):
        byte = body[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | body[at + 8], at + 9


def _values(payload: bytes) -> tuple[Any, ...]:
    """Return the values of a record (SQLite file format, 2.1)."""
    end, at = _varint(payload, 0)
    start = end
    values = []
    while at < end:
        kind, at = _varint(payload, at)
        size, read = _reader(kind)
        if start + size > len(payload):
            raise Unreadable(kind)
        values.append(read(payload[start : start + size]))
        start += size
    return tuple(values)


def _reader(kind: int) -> tuple[int, Callable[[bytes], Any]]:
    """Return the bytes that a value of a serial type has, and what reads it."""
    if kind >= 12:
        return (kind - 12) // 2, _text if kind % 2 else bytes
    if kind == 7:
        return 8, lambda part: struct.unpack(">d", part)[0]
    if kind in _SIZES:
        return _SIZES[kind], lambda part: int.from_bytes(part, "big", signed=True)
    if kind in (0, 8, 9):
        value = {0: None, 8: 0, 9: 1}[kind]
        return 0, lambda part: value
    raise Unreadable(kind)


def _text(part: bytes) -> str:
    try:
        return part.decode()
    except UnicodeDecodeError:
        return Torn(part.decode(errors="replace"))


def walk(pages: Pages, root: int, seen: set[int], broken: list[int]) -> Iterator[Page]:
    """Yield the pages of a tree that can be read, each once, left to right; those that cannot be are noted."""
    pending = [root]
    while pending:
        number = pending.pop()
        if number in seen:
            continue
        seen.add(number)
        try:
            page = pages.page(number)
        except (Unreadable, struct.error, IndexError):
            broken.append(number)
            continue
        pending += reversed(page.below)
        yield page
