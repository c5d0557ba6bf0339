"""Maps as tables: the same rows as CSV and XLSX, whole, in order, without what is hidden, and never a formula."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from export.csv_file import as_written, csv_text, harmless
from export.files import export_bytes
from export.json_file import write_json
from export.table import COLUMNS, header, rows
from export.xlsx_file import CELL_LIMIT, NAME_LIMIT, sheet_name, xlsx_bytes
from model.document import Document
from model.edits.lanes import hide_lanes
from model.records import Card, Lane
from resources.words import LANGUAGES
from tests.export.samples import MOMENT, changed, louise
from tests.model.layout.worlds import card, table
from tests.spreadsheet import sheets
from tests.strategies import documents

ROOT = Path(__file__).resolve().parents[2]


def read_csv(document, map_ids=None):
    text = csv_text(document, map_ids or [each.id for each in document.maps()])
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def told(row):
    """The cells of a row of CSV as they were before they were made harmless."""
    return [as_written(cell) for cell in row]


def as_csv(cell):
    """What a cell looks like in CSV, made harmless or not."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return str(int(cell)) if float(cell).is_integer() else str(cell)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_a_card_in_reading_order_under_words_of_the_maps_language(language):
    document = louise(language)
    here = document.maps()[0].id
    found = read_csv(document)
    assert found[0] == header(language) and len(found[0]) == len(COLUMNS)
    cards = document.reading_order(here)
    assert [told(row)[4] for row in found[1:]] == [each.title for each in cards]
    assert len(set(found[0])) == len(found[0])


def test_a_row_says_what_the_card_says():
    document = louise()
    (row,) = [row for row in read_csv(document) if row[4].startswith("Waits 12 hours")]
    values = dict(zip(header("en"), row, strict=True))
    assert values["Stage"] == "Consideration" and values["Kind"] == "Touchpoint" and values["Evidence"] == "Measured"
    assert values["Duration (minutes)"] == "720" and values["Moment of truth"] == "Yes"
    assert values["Emotion"] == values["Severity"] == ""
    (pain,) = [row for row in read_csv(document) if row[4].startswith("Slow reply")]
    assert dict(zip(header("en"), pain, strict=True))["About"] == "Waits 12 hours for a reply"


def test_numbers_stay_numbers_and_texts_stand_in_quotes():
    document = louise()
    here = document.maps()[0].id
    low = next(each for each in document.cards(here) if each.kind == "emotion" and each.score < 0)
    changed(document, low, score=-1.5)
    line = next(line for line in csv_text(document, [here]).split("\r\n") if ",-1.5," in line)
    assert re.fullmatch(r'(?:"(?:[^"]|"")*"|-?[\d.]+|)(?:,(?:"(?:[^"]|"")*"|-?[\d.]+|))*', line, re.DOTALL)
    assert ["-1.5" in row for row in read_csv(document)].count(True) == 1


def test_hidden_lanes_are_in_no_table_and_nothing_is_about_them():
    document = louise()
    here = document.maps()[0].id
    lane = next(each for each in document.lanes(here) if each.kind == "touchpoints")
    secret = [each.title for each in document.cards(here) if each.lane == lane.id]
    document.apply(hide_lanes(document, [lane.id]))
    text = csv_text(document, [here])
    assert secret and not any(title in text for title in secret)
    assert not any(title in sheets(xlsx_bytes(document, [here], moment=MOMENT)).__str__() for title in secret)


def test_several_maps_follow_each_other_and_an_empty_map_has_a_header():
    records = table(("touchpoints",))
    other = replace(records[1], id="n", order="a1", title="Then")
    document = Document([*records, other, card("a", 0, 0)])
    assert [row[0] for row in read_csv(document)] == ["Map", "M"]
    assert read_csv(document, ["n"]) == [header("en")]
    found = sheets(xlsx_bytes(document, ["m", "n"], moment=MOMENT))
    assert list(found) == ["M", "Then"] and len(found["M"].rows) == 2 and len(found["Then"].rows) == 1


# No formula


STARTS = (
    *("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", '"=1', "'=1", "“=1”", "\tx", "\ufeff@x"),
    *("＝1", "－1", "＋1", "＠A", "﹦1", "⁺1", "−1", "\u200b=1", "\u202e=1"),
    *("a;=1", "a\t=1", "a\n-1", 'a;"=1', "x; \u00a0+1"),
)


@pytest.mark.parametrize("text", STARTS)
def test_what_a_spreadsheet_may_take_for_a_formula_gets_an_apostrophe_ahead(text):
    safe = harmless(text)
    assert safe != text and as_written(safe) == text
    for cell in re.split(r"[;\t\r\n]", safe):
        bare = re.sub(r"^[\s\"“”\u200b\u202e\ufeff]+", "", cell)
        assert not bare.startswith(("=", "+", "-", "@", "＝", "－", "＋", "＠", "﹦", "⁺", "−")), cell


@pytest.mark.parametrize("text", ["", "plain", "a = b", "1 - 2", "50%", "Waits, -5", "user@home", "a\nb", "#1", "9=3²"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


@given(st.text(alphabet=st.sampled_from("=+-@'\";\t\n\r ab,＝\u200b") | st.characters(exclude_categories=["Cs"])))
@example("';'=\n'")
@settings(max_examples=400)
def test_what_was_made_harmless_can_be_read_back(text):
    assert as_written(harmless(text)) == text


@given(documents())
@settings(max_examples=30)
def test_both_tables_hold_the_rows_and_nothing_is_lost(document):
    maps = [each.id for each in document.maps()]
    language = document.language(maps[0])
    expected = [[as_csv(cell) for cell in row] for each in maps for row in rows(document, each, language)]
    assert [told(row) for row in read_csv(document)[1:]] == expected
    found = sheets(xlsx_bytes(document, maps, moment=MOMENT))
    for map_id, sheet in zip(maps, found.values(), strict=True):
        assert sheet.right_to_left == (document.direction(map_id) == "rtl") and sheet.frozen == 1
        assert sheet.rows[0] == header(document.language(map_id))
        wanted = [[cell or None if isinstance(cell, str) else cell for cell in row]
                  for row in rows(document, map_id, document.language(map_id))]  # fmt: skip
        assert sheet.rows[1:] == wanted


# Workbooks


TEXTS = (
    *("=1+1", "http://example.com/", "file:///etc/passwd", "mailto:a@b.c", "12", "{=A1}", "&lt;b&gt;"),
    *(
        "<r><t>x</t></r>",
        "<r></r>",
        "_x0041_",
        "_x005F_x0041_",
        "_x0041_x0042_x0043_",
        "<r>_x0041_x0042_</r>",
        "a\tb\nc",
        " lead",
        "\ufffe\uffff",
    ),
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_a_workbook_is_a_text(text):
    document = Document([*table(("touchpoints",)), card("a", 0, 0, title=text)])
    data = xlsx_bytes(document, ["m"], moment=MOMENT)
    assert sheets(data)["M"].rows[1][4] == text
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f" not in sheet.replace("<f ", "<f").split("sheetData")[1] and "hyperlink" not in sheet
        assert not [name for name in book.namelist() if "rels" in name and "hyperlink" in book.read(name).decode()]


def test_what_is_too_long_for_a_cell_goes_on_beneath_it():
    long = "😀" * 20_000
    document = Document([*table(("touchpoints",)), card("a", 0, 0, title=long), card("b", 0, 0, title="after")])
    found = sheets(xlsx_bytes(document, ["m"], moment=MOMENT))["M"].rows
    assert found[1][4] + found[2][4] == long and found[3][4] == "after" and found[2][3] is None
    assert all(len(row[4].encode("utf-16-le")) // 2 <= CELL_LIMIT for row in found[1:])


@pytest.mark.parametrize(
    "title", ["", "History", "a/b:c*d?[e]\\f", "'quoted'", "x" * 80, "😀" * 40, "\n", "CON", "مسار"]
)
def test_sheets_have_names_that_excel_allows(title):
    taken: set[str] = {"history"}
    names = [sheet_name(title, taken) for _ in range(12)]
    assert len({name.casefold() for name in names}) == 12
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= NAME_LIMIT and not set(name) & set("[]:*?/\\")
        assert not name.startswith("'") and not name.endswith("'") and name.casefold() != "history"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_same_map_gives_the_same_bytes(ending, tmp_path):
    document = louise("ar")
    first = export_bytes(document, f"out.{ending}", moment=MOMENT)[0]
    assert export_bytes(Document(reversed(document.records.values())), f"out.{ending}", moment=MOMENT)[0] == first
    source = tmp_path / "a.json"
    source.write_text(write_json(document), encoding="utf-8")
    made = []
    for run in range(2):
        target = tmp_path / f"{run}.{ending}"
        subprocess.run(
            [sys.executable, "main.py", "export", str(source), str(target)],
            cwd=ROOT,
            check=True,
            env={"SOURCE_DATE_EPOCH": "1763726400", "PYTHONHASHSEED": str(run), "PATH": "", "HOME": str(tmp_path)},
        )
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_a_lane_without_a_title_is_called_by_its_kind():
    document = Document([*table(("pain_points",)), card("a", 0, 0, "pain_point", title="")])
    assert read_csv(document)[1][2] == "Pain points"
    assert isinstance(document.get(Lane, "l0"), Lane) and isinstance(document.get(Card, "a"), Card)
