"""The commands: what each makes, prints and answers, and what it says of input that it cannot use."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from export.json_file import write_json
from model.document import Document
from model.importers.json_file import read_json
from model.importers.mermaid import read_mermaid
from model.records import Card
from model.store.form import SCHEMA_VERSION
from resources.words import LANGUAGES
from tests.model.importers.shape import shape
from tests.terminal import JOURNEY, forget_environment, refused, run, written


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, tmp_path):
    forget_environment(monkeypatch, tmp_path)


@pytest.fixture
def journey(tmp_path):
    return written(tmp_path)


@pytest.fixture
def two_maps(tmp_path):
    path = tmp_path / "two.md"
    path.write_text(
        "# Both\n## One\n```mermaid\njourney\nA: 5\n```\n## Zwei\n```mermaid\njourney\nB: 4\n```\n", "utf-8"
    )
    return path


@pytest.mark.parametrize("template", ["blank", "purchase", "blueprint"])
def test_new_makes_a_project_from_a_template_in_the_language_asked_for(capfd, template):
    assert run(capfd, "new", "a.masar", "--template", template, "--language", "he")[0] == 0
    code, out, _ = run(capfd, "info", "a.masar", "--json")
    report = json.loads(out)
    assert code == 0
    assert (report["language"], report["format"], report["schema"]) == ("he", "masar", SCHEMA_VERSION)
    assert len(report["digest"]) == 64
    assert [each["direction"] for each in report["maps"]] == ["rtl"]


def test_new_speaks_the_language_of_the_environment_where_none_is_named(capfd, monkeypatch):
    monkeypatch.setenv("LANG", "ar_EG.UTF-8")
    run(capfd, "new", "a.masar")
    assert json.loads(run(capfd, "info", "a.masar", "--json")[1])["language"] == "ar"


def test_import_makes_a_project_and_says_what_was_read_otherwise(capfd, journey):
    code, out, err = run(capfd, "import", journey, "a.masar")
    assert (code, out) == (0, "Made “a.masar”.\n")
    assert err == "buying.mmd: Line 5: the score 9 lies outside 1 to 5; 5 was taken.\n"
    assert run(capfd, "export", "a.masar", "back.mmd")[0] == 0
    assert shape(read_mermaid(Path("back.mmd").read_text("utf-8")).document) == shape(read_mermaid(JOURNEY).document)


def test_import_reads_the_journeys_of_a_markdown_file_as_maps(capfd, two_maps):
    assert run(capfd, "import", two_maps, "a.masar")[0] == 0
    report = json.loads(run(capfd, "info", "a.masar", "--json")[1])
    assert (report["title"], [each["title"] for each in report["maps"]]) == ("Both", ["One", "Zwei"])


def test_a_project_goes_through_json_and_back_whole(capfd, journey):
    run(capfd, "import", journey, "a.masar")
    run(capfd, "export", "a.masar", "a.json")
    assert run(capfd, "import", "a.json", "b.masar")[0] == 0
    run(capfd, "export", "b.masar", "b.json")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    document = read_json(Path("a.json").read_text("utf-8")).document
    assert write_json(document) == Path("a.json").read_text("utf-8")


@pytest.mark.parametrize("command", ["new", "import"])
def test_an_existing_target_is_never_touched(capfd, journey, command):
    Path("a.masar").write_text("mine")
    arguments = ("new", "a.masar") if command == "new" else ("import", journey, "a.masar")
    assert "already exists" in refused(capfd, *arguments)
    assert Path("a.masar").read_text() == "mine"


def test_check_answers_1_for_errors_and_0_without(capfd, journey):
    code, out, err = run(capfd, "check", journey)
    assert code == 0
    assert "Map: Buying\n" in out and "J202  Note" in out and out.rstrip().splitlines()[-1].startswith("Errors: 0 ·")
    assert "Line 5" in err
    records = read_mermaid(JOURNEY).document.records.values()
    late = [replace(each, role="start") if isinstance(each, Card) and each.title == "Ask" else each for each in records]
    Path("late.json").write_text(write_json(Document(late)), encoding="utf-8")
    code, out, _ = run(capfd, "check", "late.json", "--json")
    assert (code, json.loads(out)["errors"]) == (1, 1)


def test_check_prints_the_json_that_is_promised_and_nothing_else(capfd, journey):
    code, out, err = run(capfd, "check", journey, "--json")
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert list(report) == ["file", "title", "errors", "warnings", "notes", "muted", "maps", "import_warnings"]
    assert report["import_warnings"] == [
        {
            "line": 5,
            "code": "import.mermaid.score_clamped",
            "sentence": "Line 5: the score 9 lies outside 1 to 5; 5 was taken.",
        }
    ]
    findings = report["maps"][0]["findings"]
    assert findings
    for each in findings:
        assert list(each) == ["code", "severity", "sentence", "muted", "fixable", "targets"]
        assert all(list(target) == ["id", "kind", "title"] for target in each["targets"])
    assert report["notes"] == sum(each["severity"] == "note" for each in findings)


def test_muted_findings_are_counted_and_answer_nothing(capfd, journey):
    document = read_mermaid(JOURNEY).document
    text = write_json(document).replace(
        '"kind_of_record": "project"', '"kind_of_record": "project", "muted_checks": ["J202"]'
    )
    Path("m.json").write_text(text, encoding="utf-8")
    report = json.loads(run(capfd, "check", "m.json", "--json")[1])
    heard = [each for each in report["maps"][0]["findings"] if not each["muted"]]
    assert (report["muted"], report["notes"]) == (1, len(heard))
    assert "J202" not in run(capfd, "check", "m.json")[1]


def test_info_counts_what_a_file_holds(capfd, two_maps):
    _, out, _ = run(capfd, "info", two_maps, "--json")
    report = json.loads(out)
    assert {name: report[name] for name in ("stages", "lanes", "cards", "links", "schema", "digest")} == {
        "stages": 2, "lanes": 4, "cards": 4, "links": 0, "schema": None, "digest": None
    }  # fmt: skip
    _, out, _ = run(capfd, "info", two_maps)
    assert out.splitlines()[0] == "Title: Both"
    assert "Map: Zwei (stages 1, lanes 2, cards 2, links 0)" in out


@pytest.mark.parametrize(
    ("suffix", "start"), [(".pdf", b"%PDF"), (".svg", b"<"), (".png", b"\x89PNG"), (".mmd", b"journey")]
)
def test_export_writes_by_suffix_from_text_directly(capfd, journey, suffix, start):
    code, out, _ = run(capfd, "export", journey, f"out{suffix}", "--paper", "a4", "--orientation", "portrait")
    assert (code, out) == (0, f"Wrote “out{suffix}”.\n")
    assert Path(f"out{suffix}").read_bytes().startswith(start)


def test_export_chooses_a_map_by_title_and_lists_the_titles_for_another(capfd, two_maps):
    assert run(capfd, "export", two_maps, "o.mmd", "--map", "zwei")[0] == 0
    assert "B: 4" in Path("o.mmd").read_text("utf-8")
    assert refused(capfd, "export", two_maps, "p.mmd", "--map", "Drei") == (
        "There is no map “Drei” in this file. Its maps: One, Zwei."
    )
    assert not Path("p.mmd").exists()


def test_export_to_mermaid_says_what_is_lost(capfd, two_maps):
    _, _, err = run(capfd, "export", two_maps, "o.mmd", "--map", "One")
    assert err == "Mermaid cannot hold everything. Not in the file: other maps (1), the title of the project (1).\n"


def test_export_overwrites_its_target_but_never_its_source(capfd, journey):
    Path("o.mmd").write_text("old")
    assert run(capfd, "export", journey, "o.mmd")[0] == 0
    assert Path("o.mmd").read_text("utf-8").startswith("journey")
    assert "being read" in refused(capfd, "export", journey, journey)
    assert journey.read_text("utf-8") == JOURNEY


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("new", "a.masar", "--template", "x"), "blank, purchase, blueprint"),
        (("new", "a.masar", "--language", "fr"), "en, ar, he"),
        (("new", "a.json"), ".masar"),
        (("new", "gone/a.masar"), "gone"),
        (("export", "buying.mmd", "o.gif"), ".pdf"),
        (("export", "buying.mmd", "o.pdf", "--paper", "B9"), "A4"),
        (("export", "buying.mmd", "o.pdf", "--orientation", "up"), "landscape"),
        (("export", "buying.mmd", "gone/o.mmd"), "gone"),
        (("import", "a.masar", "b.masar"), "already"),
        (("check", "missing.mmd"), "missing.mmd"),
        (("check", "."), "folder"),
        (("check", "x" * 300 + ".mmd"), "File name too long"),
        (("export", "buying.mmd", "x" * 300 + ".mmd"), "File name too long"),
        (("info", "missing.masar"), "missing.masar"),
        (("check", "latin.mmd"), "line 2"),
        (("check", "nul.mmd"), "line 2"),
        (("check", "chart.mmd"), "chart.mmd: Line 1"),
        (("check", "words.md"), "words.md"),
        (("check", "bad.json"), "bad.json: Line 2"),
        (("check", "not.masar"), "not.masar"),
        (("check",), "main.py check FILE"),
        (("check", "a", "b"), "main.py check FILE"),
        (("export", "a", "b", "--pap", "A4"), "main.py export FILE OUT"),
        (("--fast",), "--fast"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence_in_each_language(capfd, journey, monkeypatch, arguments, word):
    Path("latin.mmd").write_bytes("journey\ncafé: 5".encode("latin-1"))
    Path("nul.mmd").write_bytes(b"journey\nA\0: 5")
    Path("chart.mmd").write_text("flowchart LR")
    Path("words.md").write_text("# Words")
    Path("bad.json").write_text('{"format": "masar",\n}')
    Path("not.masar").write_text("journey")
    assert word in refused(capfd, *arguments)
    said = set()
    for language in LANGUAGES:
        monkeypatch.setenv("LANGUAGE", language)
        said.add(refused(capfd, *arguments))
    assert len(said) == 3


def test_a_file_without_a_known_ending_is_known_by_its_first_bytes(capfd, journey):
    run(capfd, "import", journey, "a.masar")
    run(capfd, "export", "a.masar", "a.json")
    for name, source in (("one", "a.masar"), ("two", "a.json"), ("three", journey)):
        Path(name).write_bytes(Path(source).read_bytes())
    formats = [json.loads(run(capfd, "info", name, "--json")[1])["format"] for name in ("one", "two", "three")]
    assert formats == ["masar", "json", "mermaid"]


def test_at_most_fifty_warnings_are_printed_and_the_others_counted(capfd, tmp_path):
    Path("many.mmd").write_text("journey\n" + "A: 9\n" * 60)
    _, _, err = run(capfd, "check", "many.mmd")
    assert len(err.splitlines()) == 51
    assert err.splitlines()[-1] == "many.mmd: 10 more warnings."


def test_export_says_where_the_words_are_too_small_to_read(capfd):
    sections = "".join(f"section Stage {number}\nStep {number}: 3\n" for number in range(30))
    Path("wide.mmd").write_text(f"journey\n{sections}", "utf-8")
    code, _, err = run(capfd, "export", "wide.mmd", "wide.pdf", "--paper", "A4")
    assert code == 0
    assert "A4" in err and "points high" in err and "Choose A" in err
    assert "points high" not in run(capfd, "export", "wide.mmd", "wide.pdf", "--paper", "A0")[2]
