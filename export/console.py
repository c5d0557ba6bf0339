"""What every sub-command shares: exit codes, sentences on stderr, JSON on stdout, and the reading of a file."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resources.words import LANGUAGES, say

if TYPE_CHECKING:
    from export.load import Loaded

GOOD, FOUND, UNUSABLE = 0, 1, 2
MOST_WARNINGS = 50
"""The most warnings of one import that are printed; the others are counted."""


class CommandProblem(Exception):
    """Arguments that cannot be used. `key` and `values` name the sentence."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


def spoken_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that the environment asks for, as gettext looks for it; English where it is not ours."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = [each[:2].lower() for each in environment.get(name, "").split(":") if each]
        if wanted:
            return next((each for each in wanted if each in LANGUAGES), "en")
    return "en"


def tell(key: str, **values: str) -> None:
    """Print a sentence on stderr, in the language of the environment."""
    print(say(key, spoken_language(), **any_values(values)), file=sys.stderr)


def complain(key: str, **values: str) -> int:
    """Print a sentence on stderr and return the exit code for unusable input."""
    tell(key, **values)
    return UNUSABLE


def any_values(values: Mapping[str, str]) -> dict[str, Any]:
    """Return texts as values of a sentence."""
    return dict(values)


def load_file(file: str) -> "Loaded":
    """Return what a file in any format holds."""
    from export.load import load

    return load(Path(file), language=spoken_language())


def print_json(report: Mapping[str, Any]) -> None:
    """Print plain data as the one JSON object on stdout."""
    import json

    print(json.dumps(report, ensure_ascii=False, indent=2))


def warn(loaded: "Loaded", file: str) -> None:
    """Print what the reader of a file had to warn of, on stderr."""
    from model.importers.imported import sentence

    language, name = spoken_language(), Path(file).name
    if loaded.repaired:
        print(say("commands.repaired", language, count=loaded.repaired, name=name), file=sys.stderr)
    for warning in loaded.warnings[:MOST_WARNINGS]:
        print(f"{name}: {sentence(warning, language)}", file=sys.stderr)
    left = len(loaded.warnings) - MOST_WARNINGS
    if left > 0:
        print(say("commands.more_warnings", language, count=left, name=name), file=sys.stderr)


def check_new(path: Path) -> None:
    """Raise CommandProblem unless a project can be made under this name without touching anything."""
    from export.load import PROJECT_SUFFIX

    if path.suffix.lower() != PROJECT_SUFFIX:
        raise CommandProblem("commands.suffix", name=str(path))
    if os.path.lexists(path):
        raise CommandProblem("commands.exists", name=str(path))
