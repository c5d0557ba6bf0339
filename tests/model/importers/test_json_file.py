"""Our own JSON: lossless and the same bytes each time; and everything that is wrong with one made by hand."""

import json

import pytest
from hypothesis import given

from export.json_file import write_json
from model.document import Document
from model.importers.imported import ImportProblem, sentence
from model.importers.json_file import read_json
from model.rules import LINE_LIMIT
from resources.words import LANGUAGES
from tests.strategies import documents

PROJECT = {"kind_of_record": "project", "id": "p"}
MAP = {"kind_of_record": "map", "id": "m"}
STAGE = {"kind_of_record": "stage", "id": "s", "map": "m"}
LANE = {"kind_of_record": "lane", "id": "l", "map": "m", "kind": "touchpoints"}


def card(identity, **fields):
    return {
        "kind_of_record": "card", "id": identity, "map": "m", "stage": "s", "lane": "l", "kind": "touchpoint", **fields
    }  # fmt: skip


def link(source, target):
    return {"kind_of_record": "link", "id": "w", "map": "m", "source": source, "target": target}


def text(*records, **more):
    lines = ",\n".join(map(json.dumps, records))
    head = json.dumps({"format": "masar", "version": 1, **more})[:-1]
    return f'{head}, "records": [\n{lines}\n]}}'


def refused(source):
    with pytest.raises(ImportProblem) as caught:
        read_json(source)
    assert all(sentence(caught.value, language) for language in LANGUAGES)
    return caught.value.key.removeprefix("import.json."), caught.value.values.get("line")


@given(documents())
def test_a_dump_comes_back_as_it_was_and_is_the_same_each_time(document):
    dump = write_json(document)
    imported = read_json(dump)
    assert imported.document.records == document.records
    assert not imported.warnings
    assert write_json(imported.document) == dump


def test_a_dump_has_one_record_a_line_and_does_not_depend_on_the_order_of_making():
    records = list(read_json(text(PROJECT, MAP, STAGE, LANE, card("b"), card("a"))).document.records.values())
    dump = write_json(Document(records))
    assert write_json(Document(reversed(records))) == dump
    lines = dump.splitlines()
    assert lines[0] == '{"format": "masar", "version": 1, "records": ['
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == ["p", "m", "s", "l", "a", "b"]


@pytest.mark.parametrize(
    ("source", "key", "line"),
    [
        ("", "syntax", "1"),
        ('{"format": "masar",\n}', "syntax", "2"),
        ("[" * 100_000, "deep", None),
        ('{"format": "masar", "format": "masar"}', "repeated", None),
        (text(PROJECT, {**card("a"), "score": float("nan")}), "number", None),
        (text(PROJECT, {**card("a"), "score": float("inf")}), "number", None),
        ('{"format": "masar", "version": 1%s}' % ("0" * 5000), "number", None),
        ("[]", "not_masar", None),
        ('{"format": "other"}', "not_masar", None),
        ('{"format": "masar", "records": []}', "version", None),
        (text(version=True), "version", None),
        (text(version=2), "newer", None),
        (text(extra=1), "key", None),
        ('{"format": "masar", "version": 1, "records": {}}', "records", None),
        (text(), "no_project", None),
        (text(PROJECT, 7), "not_a_record", "3"),
        (text(PROJECT, {"kind_of_record": "wish", "id": "a"}), "kind", "3"),
        (text(PROJECT, {**MAP, "colour": "red"}), "field", "3"),
        (text(PROJECT, {**MAP, "title": 7}), "value", "3"),
        (text(PROJECT, {**MAP, "kind": "dream"}), "value", "3"),
        (text(PROJECT, {"kind_of_record": "map"}), "no_id", "3"),
        (text(PROJECT, MAP, MAP), "id_twice", "4"),
        (text(PROJECT, {**PROJECT, "id": "q"}), "two_projects", "3"),
        (text(PROJECT, MAP, STAGE, LANE, card("a"), link("a", "gone")), "missing", "7"),
        (text(PROJECT, MAP, STAGE, LANE, link("s", "l")), "missing", "6"),
        (text(PROJECT, MAP, {**MAP, "id": "n"}, STAGE, {**LANE, "map": "n"}, card("a")), "other_map", "7"),
    ],
)
def test_what_makes_no_project_is_refused_with_line_and_reason(source, key, line):
    assert refused(source) == (key, line)


def test_the_line_is_found_in_any_layout():
    source = json.dumps(json.loads(text(PROJECT, MAP, card("a"))), indent=1)
    assert refused(source) == ("missing", str(source[: source.index('"card"')].count("\n")))


def test_an_empty_reference_that_leads_nowhere_or_round_is_emptied_with_a_warning():
    imported = read_json(
        text(
            PROJECT,
            {**MAP, "persona": "gone"},
            STAGE,
            LANE,
            card("a", about="b"),
            card("b", about="c"),
            card("c", about="b"),
        )
    )
    assert [(each.line, dict(each.values)["field"]) for each in imported.warnings] == [(3, "persona"), (8, "about")]
    assert [imported.document.records[each].about for each in "abc"] == ["b", "c", None]


def test_values_beyond_their_limits_are_brought_into_them_with_a_warning_that_names_the_line():
    imported = read_json(
        text(PROJECT, {**MAP, "title": "x" * 1_000_000}, STAGE, LANE, card("a", score=9), card("b", title="a\0b\ud800"))
    )
    assert [(each.line, each.key) for each in imported.warnings] == [
        (3, "import.cut"),
        (6, "import.json.changed"),
        (7, "import.json.changed"),
    ]
    assert len(imported.document.maps()[0].title) == LINE_LIMIT
    assert imported.document.records["a"].score == 2
    assert imported.document.records["b"].title == "ab"


def test_order_keys_that_are_missing_or_unusable_are_made_anew_in_the_order_of_the_file():
    stages = [{**STAGE, "id": each, "order": order} for each, order in (("x", ""), ("y", "zz"), ("z", "a1"), ("w", ""))]
    document = read_json(text(PROJECT, MAP, *stages)).document
    assert [stage.id for stage in document.stages("m")] == ["z", "y", "x", "w"]


def test_usable_order_keys_are_kept():
    stages = [{**STAGE, "id": each, "order": order} for each, order in (("x", "a1"), ("y", "a0"), ("z", "a0"))]
    document = read_json(text(PROJECT, MAP, *stages)).document
    assert [(stage.id, stage.order) for stage in document.stages("m")] == [("y", "a0"), ("z", "a0"), ("x", "a1")]


def test_a_null_character_is_refused_with_its_line():
    with pytest.raises(ImportProblem) as caught:
        read_json(text(PROJECT) + "\n\0")
    assert caught.value.values == {"line": "4"}
