"""Reading an Excel workbook back, as ECMA-376 says it is to be read, with nothing but the standard library."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its cells row by row (None where a cell is empty), its direction, and how many rows are frozen."""

    rows: list[list[str | float | None]]
    right_to_left: bool
    frozen: int


def sheets(data):
    """Return the sheets of a workbook by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}
    names = [each.get("name") for each in parts["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    shared = parts.get("xl/sharedStrings.xml")
    texts = [] if shared is None else [_text(each) for each in shared.iter(f"{MAIN}si")]
    return {name: _sheet(parts[f"xl/worksheets/sheet{at}.xml"], texts) for at, name in enumerate(names, 1)}


def _text(item):
    return "".join(_unescaped(each.text or "") for each in item.iter(f"{MAIN}t"))


def _unescaped(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _sheet(part, texts):
    rows = []
    for row in part.iter(f"{MAIN}row"):
        cells = {}
        for cell in row.iter(f"{MAIN}c"):
            assert cell.find(f"{MAIN}f") is None, "a formula"
            value = cell.find(f"{MAIN}v").text
            cells[_column(cell.get("r"))] = texts[int(value)] if cell.get("t") == "s" else float(value)
        rows.append([cells.get(place) for place in range(21)])
    view = next(part.iter(f"{MAIN}sheetView"))
    pane = view.find(f"{MAIN}pane")
    return Sheet(rows, view.get("rightToLeft") == "1", int(pane.get("ySplit")) if pane is not None else 0)


def _column(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = 26 * number + ord(letter) - 64
    return number - 1
