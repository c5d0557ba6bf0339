"""Maps as comma-separated values: RFC 4180, UTF-8 with a byte order mark, one row a card (see `export/table.py`).

Every text stands in quotes, every number stands without, with a point. A spreadsheet takes some texts for formulas,
which can run programs and send what the sheet holds to strangers (OWASP, "CSV Injection"). So an apostrophe is set
ahead of every text that begins like one: with `=`, `+`, `-`, `@`, their full-width and other forms, a tab or a line
break, also behind blanks, quotes and invisible characters. The same is done after each `;`, tab and line break within
a text, for where a spreadsheet expects another separator than the comma it begins a new cell there. An apostrophe that
a text itself has in such a place is doubled, so that nothing is lost: whoever reads the file takes one apostrophe away
at the beginning of each text and after each `;`, tab and line break, as `as_written` does.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence

from export.table import Cell, header, rows
from model.document import Document

_FORMULA = frozenset("=+-@")
_MINUS = "\N{MINUS SIGN}"
_QUOTES = frozenset("\"'`\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
_BREAKS = "\t\r\n"
_BEGINNING = re.compile(r"^|(?<=[;\t\r\n])")
_GUARDED = re.compile(r"(^|[;\t\r\n])'")


def csv_text(document: Document, map_ids: Sequence[str]) -> str:
    """Return maps (at least one) as one table, told in the language of the first."""
    language = document.language(map_ids[0])
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([harmless(words) for words in header(language)])
    for map_id in map_ids:
        writer.writerows([_cell(cell) for cell in row] for row in rows(document, map_id, language))
    return "\ufeff" + out.getvalue()


def _cell(cell: Cell) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return int(cell) if float(cell).is_integer() else cell


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, wherever it lets a cell begin."""
    return _BEGINNING.sub(lambda found: "'" if _needs_guard(text, found.end()) else "", text)


def as_written(text: str) -> str:
    """Return the text that `harmless` was given."""
    return _GUARDED.sub(r"\1", text)


def _needs_guard(text: str, start: int) -> bool:
    """Return whether what follows a place may be taken for a formula, or begins with an apostrophe of its own."""
    first = text[start : start + 1]
    if first == "'" or (start == 0 and first and first in _BREAKS):
        return True
    for character in text[start:]:
        if character in _FORMULA or character == _MINUS or unicodedata.normalize("NFKC", character) in _FORMULA:
            return True
        blank = character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Zs")
        if character in _BREAKS or not (blank or character in _QUOTES):
            return False
    return False
