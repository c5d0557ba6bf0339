"""The README says what is so: every check stands in its table, every picture is there, every file it names."""

import re
from pathlib import Path

from model.checks.table import CHECKS
from resources.words import catalogue

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_check_stands_in_the_table_with_its_severity_name_and_fix():
    words = catalogue("en")
    rows = re.findall(r"^\| (J\d+) \| (\w+) \| (.+?) \| ?(.*?) ?\|$", README, re.MULTILINE)
    expected = [
        (check.code, check.severity, words[f"finding.{check.code}.name"], words.get(f"finding.{check.code}.fix", ""))
        for check in CHECKS
    ]
    assert rows == expected


def test_every_picture_and_every_page_that_is_named_is_there():
    for name in re.findall(r"\]\(([^)]+)\)", README) + re.findall(r"[A-Z_]+\.md", README):
        assert (ROOT / name).exists(), name


def test_the_two_commands_stand_on_the_first_screen_with_a_picture():
    first = README[: README.index("## ")].splitlines()
    assert "make run" in "\n".join(first[:10]) and "make test" in "\n".join(first[:10])
    assert any(line.startswith("![") for line in first[:20])
