"""Journeys that others wrote, from the folder of cases beside the repository; skipped where that folder is absent.

Where mermaid 11.17.2 accepts a text, ours reads the same title, sections, tasks, scores and actors, but for the
leniencies in the table below; where it refuses one, ours refuses it too or warns.
"""

import json
from pathlib import Path

import pytest

from export.mermaid import write_mermaid
from model.importers.imported import ImportProblem, sentence
from model.importers.markdown import read_markdown
from model.importers.mermaid import read_mermaid
from tests.model.importers.shape import shape

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
SPEC = CASES / "mermaid-spec"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the folder of cases is not here")

LENIENCIES = {
    "008_title_hash": "mermaid cuts the title at #; kept, with a warning",
    "012_title_script": "mermaid strips markup that could run; kept as the plain words that it is here",
    "013_title_empty": "mermaid takes the next line for the title; read as a section, with a warning",
    "019_section_hash": "mermaid cuts the section at #; kept, with a warning",
    "021_section_br": "a stage's title is one line: <br> becomes a space",
    "030_task_colon_space": "mermaid scores 0; no score, with a warning",
    "039_task_score_comma_decimal": "NaN in mermaid; read as 4.5, with a warning",
    "042_task_score_fraction": "NaN in mermaid; read as 5, with a warning",
    "044_task_score_empty": "mermaid scores 0; no score, with a warning",
    "045_task_score_arabic_digit": "NaN in mermaid; read as 5, with a warning",
    "046_task_score_fullwidth_digit": "NaN in mermaid; read as 5, with a warning",
    "051_task_actor_hash": "mermaid cuts the actors at #; kept, with a warning",
    "053_task_actor_arabic_comma": "one actor in mermaid; two, with a warning",
    "054_task_time_in_name": "mermaid cuts the name at the colon; kept, with a warning",
    "055_task_url_in_name": "mermaid cuts the name at the colon; kept, with a warning",
    "063_task_named_title": "mermaid takes the task for a title; read as a task, with a warning",
    "073_comment_trailing": "mermaid adds the remark to the actor; left out, with a warning",
    "080_acc_title_hash": "without a title, the accessible title is the map's",
}
"""Where our reading differs from mermaid's on purpose, and why."""
QUIET = {"012_title_script", "021_section_br", "080_acc_title_hash"}
"""Leniencies that need no warning, since no word is lost or guessed."""

FRONT_MATTER_WINS = "upstream_html_demos_journey_journey_diagram_demo_001.golden.json"
"""There the peer lets the front matter's title win; mermaid itself does not (see 082_front_matter_title_and_title)."""
ROUND_TRIP_LOSSES = {"notes", "scores", "maps", "project_title"}


def rows():
    path = SPEC / "edge-expected.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def edge(name):
    return (SPEC / "edge" / name).read_bytes().decode("utf-8")


def words(text):
    """Return text as mermaid shows it: its marks for entities decoded, space around it trimmed."""
    for name, character in (("&amp;", "&"), ("&#35;", "#"), ("&colon;", ":"), ("&#58;", ":")):
        text = text.replace(name, character)
    return text.replace("<br/>", "\n").strip()


def clamped(score):
    return None if score == "NaN" else max(1.0, min(5.0, score))


def theirs(row):
    tasks = [
        (
            words(task["section"]),
            words(task["task"]),
            clamped(task["score"]),
            {words(person) for person in task["people"] if person},
        )
        for task in row["tasks"]
    ]
    return words(row["title"]), [words(each) for each in row["sections"]], tasks


def ours(imported):
    found = shape(imported.document)
    sections = [title for title, _ in found.stages]
    tasks = [
        (title, step.title, None if step.score is None else step.score + 3, set(step.tags))
        for title, steps in found.stages
        for step in steps
    ]
    return found.title, sections[1:] if sections[:1] == [""] else sections, tasks, found.persona


def agree(mine, other):
    title, sections, tasks, persona = mine
    people = {each for task in other[2] for each in task[3]}
    return (
        (title, sections) == other[:2]
        and [task[:3] for task in tasks] == [task[:3] for task in other[2]]
        and all(own[3] == task[3] - {persona} for own, task in zip(tasks, other[2], strict=True))
        and (persona in people if people else persona is None)
    )


@pytest.mark.parametrize("row", [pytest.param(row, id=row["file"]) for row in rows()])
def test_an_edge_of_the_grammar_is_read_as_mermaid_does_or_leniently_as_the_table_says(row):
    name = row["file"].removesuffix(".mmd")
    try:
        imported = read_mermaid(edge(row["file"]))
    except ImportProblem as problem:
        assert not row["ok"], sentence(problem, "en")
        return
    if not row["ok"]:
        assert imported.warnings, "mermaid refuses this, and nothing was said"
    elif name in LENIENCIES:
        assert not agree(ours(imported), theirs(row)), f"{name} is no leniency any more"
        assert bool(imported.warnings) == (name not in QUIET)
    else:
        assert agree(ours(imported), theirs(row)), (ours(imported), theirs(row))


def journeys():
    return [pytest.param(path, id=str(path.relative_to(CASES))) for path in sorted(CASES.rglob("*.mmd"))]


@pytest.mark.parametrize("path", journeys())
def test_every_journey_found_comes_back_the_same_after_a_round_trip(path):
    try:
        first = read_mermaid(path.read_bytes().decode("utf-8"))
    except ImportProblem as problem:
        assert path.parent == SPEC / "edge"
        assert problem.values["line"] in sentence(problem, "en")
        return
    text, losses = write_mermaid(first.document, first.document.maps()[0].id)
    again = read_mermaid(text)
    assert {loss.key.removeprefix("mermaid_loss.") for loss in losses} <= ROUND_TRIP_LOSSES
    neutral = [shape(each.document, notes=False) for each in (first, again)]
    if not any(loss.key == "mermaid_loss.scores" for loss in losses):
        assert neutral[0] == neutral[1]
    else:
        assert [title for title, _ in neutral[0].stages] == [title for title, _ in neutral[1].stages]
    assert not again.warnings


@pytest.mark.parametrize("path", [pytest.param(path, id=path.parent.name) for path in sorted(CASES.rglob("*.md"))])
def test_every_markdown_file_found_imports_or_is_refused_with_a_reason(path):
    text = path.read_bytes().decode("utf-8")
    try:
        imported = read_markdown(text)
    except ImportProblem as problem:
        assert problem.key == "import.markdown.no_journey"
        assert "```mermaid\njourney" not in text
        return
    assert len(imported.document.maps()) >= 1


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem) for path in sorted((CASES / "peer-tests").rglob("*.golden.json"))]
)
def test_the_golden_files_of_another_implementation_agree(path):
    model = json.loads(path.read_text("utf-8"))["model"]
    source = path.with_name(path.name.replace(".golden.json", ".mmd")).read_bytes().decode("utf-8")
    found = shape(read_mermaid(source).document)
    if path.name != FRONT_MATTER_WINS:
        assert found.title == words(model["title"] or model["accTitle"] or "")
    assert found.scenario == words(model["accDescr"] or "")
    assert [title for title, _ in found.stages if title] == [
        each.replace("<br>", " ").replace("<br/>", " ") for each in model["sections"]
    ]
    mine = [(step.title, step.score) for _, steps in found.stages for step in steps]
    assert mine == [
        (words(each["task"]), None if each.get("scoreIsNaN") else clamped(each["score"]) - 3) for each in model["tasks"]
    ]


def survivors():
    path = SPEC / "char-survival.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else []


@pytest.mark.parametrize("row", survivors(), ids=lambda row: f"{row['field']} {row['char']} {row['pos']}")
def test_a_character_that_mermaid_does_not_read_back_raw_is_written_as_an_entity(row):
    text = {"mid": "a{}b", "start": "{}ab", "end": "ab{}"}[row["pos"]].format(row["char"])
    lines = {
        "title": "title {}\nsection S\nT: 5: Me",
        "section": "section {}\nT: 5: Me",
        "task": "section S\n{}: 5: Me",
        "actor": "section S\nT: 5: {}",
    }
    entity = f"#{ord(row['char'])};"
    document = read_mermaid("journey\n" + lines[row["field"]].format(text.replace(row["char"], entity))).document
    written, _ = write_mermaid(document, document.maps()[0].id)
    assert text.replace(row["char"], entity) in written
    assert row["raw"] != "ok" and row["esc"] == "ok"
