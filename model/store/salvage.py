"""Reading what rows are left of a damaged file, page by page and without SQLite, so that nothing in it can run.

The trees of our own tables are followed as far as they lead. Where a page is broken, what hung on it is looked for
in all pages that no tree led to, and told by its shape. An index says which rows there were.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from model.records import KINDS
from model.store.form import LOG_COLUMNS, TABLES
from model.store.header import LENGTH
from model.store.pages import INDEX_FORK, INDEX_LEAF, TABLE_FORK, TABLE_LEAF, Cell, Page, Pages, Torn, Unreadable, walk
from model.store.rows import Row, columns

MOST_ROWS = 60_000
"""The most rows of records that are read, so that a large file does not take for ever. Further ones are counted."""
MOST_ENTRIES = 30_000
MOST_TEXT = 64 << 20
"""The most bytes that the rows of records may take in memory; those of the log may take as much again."""

_PAGE_SIZE = 4096
_INDEX = "sqlite_autoindex_{}_1"
_SCHEMA_COLUMNS = 5
_ALWAYS = {*TABLES} - {"comment", "version", "conflict"}
"""The tables that every version has had."""


@dataclass(slots=True)
class Salvage:
    """What was read of a file.

    rows: of each kind by rowid. lost: ids of rows that an index names and no page holds, by kind. unread: how many rows
    were seen and could not be read. log: rows of the log, oldest first. broken: how many pages were. schema: the text
    that makes each table. ours: whether the schema, as far as it could be read, names all that this program writes and
    nothing else.
    """

    rows: dict[str, dict[int, Row]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    lost: dict[str, set[str]] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    log: list[Row] = field(default_factory=list)
    broken: int = 0
    schema: dict[str, str] = field(default_factory=dict)
    ours: bool = True

    def count(self) -> int:
        """Return how many rows of records were read."""
        return sum(map(len, self.rows.values()))


def salvage(path: Path) -> Salvage:
    """Return what can be read of a private copy of a damaged file. Raise OSError where the disk fails."""
    with path.open("rb") as file:
        pages = Pages(file, _page_size(file.read(LENGTH)))
        return _Reading(pages).read()


def _page_size(start: bytes) -> int:
    """Return the size of a page that a header names; the one that this program writes where it names none."""
    size = int.from_bytes(start[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if 512 <= size <= 65_536 and size & (size - 1) == 0 else _PAGE_SIZE


class _Reading:
    """One reading of a file: which pages were seen, and how much more may be read."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._seen: set[int] = set()
        self._broken: list[int] = []
        self._found = Salvage()
        self._log: dict[int, Row] = {}
        self._left = {"record": MOST_TEXT, "log": MOST_TEXT}

    def read(self) -> Salvage:
        roots = self._roots()
        for table in (*KINDS, "log"):
            if table in roots:
                self._tree(table, roots[table])
        self._found.broken = len(self._broken)
        named = {
            kind: list(islice(self._named(roots[name]), MOST_ROWS))
            for kind in KINDS
            if (name := _INDEX.format(kind)) in roots
        }
        if self._found.broken or not roots.keys() >= _ALWAYS:
            self._strays(self._free())
        for kind, entries in named.items():
            rows = self._found.rows[kind]
            self._found.lost[kind] = {identity for identity, rowid in entries if rowid not in rows}
        self._found.log = [self._log[position] for position in sorted(self._log)]
        return self._found

    def _roots(self) -> dict[str, int]:
        """Return the first page of each table and index of ours, from the schema as far as it can be read."""
        roots: dict[str, int] = {}
        ours = {*TABLES, *map(_INDEX.format, TABLES), "sqlite_autoindex_log_1"}
        for page, at in self._cells(walk(self._pages, 1, self._seen, self._broken)):
            try:
                values = self._pages.cell(page, at).values
            except Unreadable:
                self._broken.append(page.number)
                continue
            if len(values) != _SCHEMA_COLUMNS or values[0] not in ("table", "index") or values[1] not in ours:
                self._found.ours = False
            elif isinstance(values[3], int):
                roots.setdefault(values[1], values[3])
                self._found.schema[values[1]] = str(values[4] or "")
        if not self._broken and not roots.keys() >= _ALWAYS:
            self._found.ours = False
        return roots

    def _cells(self, pages: Iterable[Page]) -> Iterator[tuple[Page, int]]:
        return ((page, at) for page in pages if page.kind == TABLE_LEAF for at in page.cells)

    def _tree(self, table: str, root: int) -> None:
        if root in self._seen:
            self._broken.append(root)
        for page in walk(self._pages, root, self._seen, self._broken):
            if page.kind not in (TABLE_LEAF, TABLE_FORK):
                self._broken.append(page.number)
            for _, at in self._cells([page]):
                self._take(page, at, table)

    def _strays(self, free: set[int]) -> None:
        """Look for rows in the pages that no tree led to, but for those that were given up."""
        for number in range(2, self._pages.count + 1):
            if number not in self._seen and number not in free:
                for page, at in self._cells(walk(self._pages, number, self._seen, [])):
                    self._take(page, at, "")

    def _take(self, page: Page, at: int, table: str) -> None:
        """Read a row of a table, or one that is to be told by its shape."""
        area = "log" if table == "log" else "record"
        if self._left[area] <= 0 or self._found.count() >= MOST_ROWS or len(self._log) >= MOST_ENTRIES:
            self._found.unread[table] += 1
            return
        try:
            cell = self._pages.cell(page, at)
        except Unreadable:
            self._found.unread[table] += 1
            return
        self._left[area] -= sum(map(sys.getsizeof, cell.values))
        if self._left[area] < 0:
            self._found.unread[table] += 1
            return
        table = table or _told_by_shape(cell.values)
        if table == "log" and len(cell.values) == len(LOG_COLUMNS):
            self._log.setdefault(cell.rowid, (cell.rowid, *cell.values[1:]))
        elif table in KINDS:
            self._keep(table, cell)

    def _keep(self, kind: str, cell: Cell) -> None:
        wanted = len(columns(kind))
        values = (*cell.values, 0) if kind == "lane" and len(cell.values) == wanted - 1 else cell.values
        if len(values) == wanted:
            self._found.rows[kind].setdefault(cell.rowid, values)
        else:
            self._found.unread[kind] += 1

    def _named(self, root: int) -> Iterator[tuple[str, int]]:
        """Yield the ids that an index names, each with its rowid."""
        for page in walk(self._pages, root, self._seen, self._broken):
            for at in page.cells if page.kind in (INDEX_LEAF, INDEX_FORK) else ():
                try:
                    values = self._pages.cell(page, at).values
                except Unreadable:
                    continue
                if len(values) == 2 and isinstance(values[0], str) and isinstance(values[1], int):
                    yield values[0], values[1]

    def _free(self) -> set[int]:
        """Return the pages that hold nothing any more, as the header lists them: what was deleted stays deleted."""
        free: set[int] = set()
        try:
            number = int.from_bytes(self._pages.raw(1)[32:36], "big")
            while number and number not in free:
                free.add(number)
                body = self._pages.raw(number)
                count = min(int.from_bytes(body[4:8], "big"), len(body) // 4 - 2)
                free |= {int.from_bytes(body[at : at + 4], "big") for at in range(8, 8 + 4 * count, 4)}
                number = int.from_bytes(body[:4], "big")
        except Unreadable:
            pass
        return free


def _told_by_shape(values: tuple[Any, ...]) -> str:
    """Return the table that a row can only be of: by the number of its values, their types and choices; or nothing."""
    if len(values) == len(LOG_COLUMNS):
        texts = (*values[1:5], *values[6:])
        return "log" if values[0] is None and all(isinstance(each, str) for each in texts) else ""
    shapes = chain(KINDS, ("lane",) if len(values) == len(columns("lane")) - 1 else ())
    return next((kind for kind in shapes if _has_shape(kind, values)), "")


def _has_shape(kind: str, values: tuple[Any, ...]) -> bool:
    specs = columns(kind)
    if len(values) != len(specs) and (kind, len(values)) != ("lane", len(specs) - 1):
        return False
    for spec, value in zip(specs, values, strict=False):
        types: tuple[type, ...] = {"REAL": (int, float), "INTEGER": (int,)}.get(spec.type, (str, Torn))
        if not isinstance(value, types) and not (value is None and spec.rule.optional):
            return False
        if spec.rule.choices and value not in spec.rule.choices:
            return False
        if spec.rule.kind == "words" and not str(value).startswith("["):
            return False
    return True
