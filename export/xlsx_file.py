"""Maps as an Excel workbook (ECMA-376): a sheet a map, one row a card (see `export/table.py`).

A text is always stored as a text: no cell becomes a formula, a link or a number by what is written in it.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from export.table import COLUMNS, Cell, header, rows
from model.document import Document
from model.records import JourneyMap
from resources.words import say

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL_LIMIT = 32_767
"""The most UTF-16 units that a cell holds ("Excel specifications and limits", Microsoft)."""
NAME_LIMIT = 31
"""The most characters of a sheet's name; some characters and one name are not allowed in it (the same source)."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED = "history"
_WITHIN_ESCAPES = re.compile("(?<=_x[0-9A-Fa-f]{4})(?=_)")


def xlsx_bytes(document: Document, map_ids: Sequence[str], *, moment: datetime) -> bytes:
    """Return maps (at least one) as a workbook, each told in its own language. moment: when it says it was made."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": document.project.title, "created": moment.replace(tzinfo=None)})
    taken: set[str] = {_RESERVED}
    for map_id in map_ids:
        title = document.get(JourneyMap, map_id).title or say("common.untitled", document.language(map_id))
        _sheet(book, sheet_name(title, taken), document, map_id)
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, document: Document, map_id: str) -> None:
    language, right_to_left = document.language(map_id), document.direction(map_id) == "rtl"
    style = {"valign": "top", "text_wrap": True, "reading_order": 2 if right_to_left else 1}
    heading = book.add_format(style | {"bold": True, "bottom": 1, "bg_color": "#e8eef0"})
    plain = book.add_format(style)
    sheet = book.add_worksheet(name)
    if right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
    number = _write(sheet, 0, header(language), heading)
    for row in rows(document, map_id, language):
        number += _write(sheet, number, row, plain)


def _write(sheet: "Worksheet", number: int, cells: Sequence[Cell], face: "Format") -> int:
    """Write a row, and what is too long for a cell into rows beneath it; return how many rows that took."""
    depth = 1
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            parts = _parts(cell)
            depth = max(depth, len(parts))
            for below, part in enumerate(parts):
                _write_text(sheet, number + below, place, part, face)
        elif cell is not None:
            sheet.write_number(number, place, cell, face)
    return depth


def _write_text(sheet: "Worksheet", row: int, column: int, text: str, face: "Format") -> None:
    """Write a text as it stands.

    XlsxWriter takes one that looks like its own marked-up text for that, and of two of Excel's escapes (`_x0041_`) with
    an underscore in common it sees only the first. Such texts are written in pieces, each of them harmless.
    """
    pieces = _WITHIN_ESCAPES.split(text)
    if text.startswith("<r>") or len(pieces) == 2:
        pieces = [pieces[0][0], pieces[0][1:], *pieces[1:]]
    if len(pieces) == 2:
        pieces = [pieces[0], pieces[1][0], pieces[1][1:]]
    if len(pieces) > 1:
        sheet.write_rich_string(row, column, *pieces, face)
    else:
        sheet.write_string(row, column, text, face)


def _parts(text: str) -> list[str]:
    """Return a text cut where a cell is full."""
    if len(text) * 2 <= CELL_LIMIT:
        return [text]
    parts, start, used = [], 0, 0
    for place, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if used + width > CELL_LIMIT:
            parts.append(text[start:place])
            start, used = place, 0
        used += width
    return [*parts, text[start:]]


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name for a sheet that Excel allows and no other sheet has, and add it to those that are taken."""
    printable = "".join(each for each in title.translate(_NOT_IN_NAMES) if each.isprintable())
    name = " ".join(printable.split()).strip("' ") or "-"
    for number in count(1):
        tail = f" ({number})" if number > 1 else ""
        candidate = name[: NAME_LIMIT - len(tail)].rstrip("' ") + tail
        while len(candidate.encode("utf-16-le")) // 2 > NAME_LIMIT:
            candidate = candidate[: -len(tail) - 1] + tail if tail else candidate[:-1]
        if candidate.casefold() not in taken:
            taken.add(candidate.casefold())
            return candidate
    raise AssertionError
