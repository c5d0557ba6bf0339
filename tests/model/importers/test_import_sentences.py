"""Every problem and warning that an importer or a command names has its sentence, and no sentence is left over."""

import re
from pathlib import Path

import pytest

from model.importers.imported import ImportProblem, ReadingWarning, sentence
from resources.words import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parents[3]
KEY = re.compile(r'"((?:import|commands)\.[a-z_.]+[a-z_])"')
PARTS = re.compile(r"commands\.(severity|info)\.")


def named():
    files = [*(ROOT / "model" / "importers").glob("*.py"), *(ROOT / "export").glob("*.py"), ROOT / "main.py"]
    return {key for path in files for key in KEY.findall(path.read_text(encoding="utf-8"))}


def test_every_key_that_is_named_has_its_sentence_and_no_sentence_is_left_over():
    written = {key for key in catalogue("en") if key.startswith(("import.", "commands."))}
    assert named() - written == set()
    assert {key for key in written - named() if not PARTS.match(key)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_and_a_warning_name_their_line(language):
    problem = ImportProblem("import.json.syntax", line="12", column="7")
    warning = ReadingWarning(34, "import.mermaid.score_clamped", (("score", "5"), ("text", "9")))
    assert "12" in sentence(problem, language) and "7" in sentence(problem, language)
    assert "34" in sentence(warning, language) and "9" in sentence(warning, language)
