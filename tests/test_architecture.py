"""The laws of the house: imports run one way, Qt stays in the editor, rooms stay small, nothing speaks of a machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    *ROOT.glob("*.py"),
    *(path for room in ("editor", "export", "model", "resources") for path in (ROOT / room).rglob("*.py")),
]


def test_imports_run_one_way():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["main", "model.project", "export.pdf", "export.svg", "export.png"])
def test_nothing_below_the_editor_loads_qt(module):
    code = (
        f"import sys, {module}; sys.exit(any(name.split('.')[0] in ('PySide6', 'shiboken6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_top_level_holds_what_it_should_and_no_more():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    top = {name.split("/")[0] for name in listed}
    allowed = {"main.py", "editor", "model", "export", "resources", "tests", "pyproject.toml", "README.md", "Makefile"}
    allowed |= {"CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "THIRD_PARTY.md", "LICENSE", ".ci"}
    assert {name for name in top if not name.startswith(".git")} <= allowed


def test_no_file_speaks_of_a_machine():
    path = re.compile(r"(?<![\w.])/(home|root|Users|tmp|work)/\w")
    for file in CODE:
        found = path.search(file.read_text(encoding="utf-8"))
        assert not found, f"{file.relative_to(ROOT)} names {found and found.group()}"


def test_every_file_says_what_it_is():
    for file in CODE:
        assert file.read_text(encoding="utf-8").lstrip().startswith('"""'), file.relative_to(ROOT)


def test_nothing_imports_the_program_itself():
    for file in CODE:
        if file.name != "main.py":
            assert not re.search(r"^\s*(import main|from main import)", file.read_text(encoding="utf-8"), re.MULTILINE)


def test_rooms_and_functions_stay_small():
    for file in CODE:
        text = file.read_text(encoding="utf-8")
        where = file.relative_to(ROOT)
        assert len(text.splitlines()) <= 350, f"{where} is long: split it"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < 40, f"{node.name} in {where} is long: split it"
