"""The sub-commands of the command line: new, import, check, export, info. None needs a display.

Each returns its exit code: 0, 1 where `check` finds an error, 2 for input that cannot be used. Sentences go to
stderr, results to stdout; with --json stdout holds one JSON object and nothing else.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resources.words import LANGUAGES, number, say

if TYPE_CHECKING:
    from export.legibility import SmallPrint
    from export.load import Loaded
    from model.document import Document

GOOD, FOUND, UNUSABLE = 0, 1, 2
MOST_WARNINGS = 50
"""The most warnings of one import that are printed; the others are counted."""

_USAGES = {
    "new": "main.py new FILE.masar [--template NAME] [--language en|ar|he]",
    "import": "main.py import SOURCE FILE.masar",
    "check": "main.py check FILE [--json]",
    "export": "main.py export FILE OUT [--paper A3] [--orientation landscape] [--map TITLE]",
    "info": "main.py info FILE [--json]",
}


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
    print(say(key, spoken_language(), **_any(values)), file=sys.stderr)


def complain(key: str, **values: str) -> int:
    """Print a sentence on stderr and return the exit code for unusable input."""
    tell(key, **values)
    return UNUSABLE


def usage(name: str) -> str:
    """Return how a sub-command is written."""
    return _USAGES[name]


def show_help() -> int:
    """Print what the command line can do."""
    print(say("commands.help", spoken_language()))
    print("\n".join(f"  {line}" for line in ("main.py [FILE…]", *_USAGES.values())))
    return GOOD


def run(name: str, values: Mapping[str, Any]) -> int:
    """Run a sub-command; whatever is wrong with its input becomes one sentence."""
    from export.problem import ExportProblem
    from model.importers.imported import ImportProblem
    from model.store.problems import ProjectFileProblem

    try:
        return _COMMANDS[name](**values)
    except ImportProblem as problem:
        told = dict(problem.values)
        file = told.pop("file", "")
        reason = say(problem.key, spoken_language(), **_any(told))
        print(f"{file}: {reason}" if file else reason, file=sys.stderr)
        return UNUSABLE
    except (CommandProblem, ExportProblem, ProjectFileProblem) as problem:
        return complain(problem.key, **problem.values)
    except BrokenPipeError:
        raise
    except OSError as error:
        return complain("commands.system", reason=error.strerror or type(error).__name__)


def _any(values: Mapping[str, str]) -> dict[str, Any]:
    return dict(values)


def new(file: str, template: str, language: str | None) -> int:
    """Make a project from a template."""
    from model.templates import template as make
    from model.templates import template_names

    language = language or spoken_language()
    if language not in LANGUAGES:
        raise CommandProblem("commands.language", wanted=language, choices=", ".join(LANGUAGES))
    if template not in template_names():
        raise CommandProblem("commands.template", template=template, choices=", ".join(template_names()))
    _create(make(template, language), Path(file))
    return GOOD


def import_(source: str, file: str) -> int:
    """Make a project from a text in another format."""
    from export.load import format_of, load

    _check_new(Path(file))
    if format_of(Path(source)) == "masar":
        raise CommandProblem("commands.already", name=source)
    loaded = load(Path(source), language=spoken_language())
    _create(loaded.document, Path(file))
    _warn(loaded, source)
    return GOOD


def check(file: str, json: bool) -> int:
    """Print what the path checks find on each map."""
    from export.report import check_report, check_text, findings_of

    loaded = _load(file)
    language = spoken_language()
    found = findings_of(loaded.document)
    if json:
        _print_json(check_report(file, loaded, found, language))
    else:
        _warn(loaded, file)
        print(check_text(loaded.document, found, language))
    errors = (each for findings in found.values() for each in findings if each.severity == "error" and not each.muted)
    return FOUND if any(errors) else GOOD


def export(file: str, out: str, paper: str, orientation: str, map: str | None) -> int:  # noqa: A002
    """Write one map (all of them, where none is named) in another format, by the suffix of the target."""
    from export.files import DRAWN, export_file
    from export.mermaid_losses import losses_sentence
    from export.report import findings_of

    source, target = Path(file), Path(out)
    loaded = _load(file)
    if target.exists() and target.samefile(source):
        raise CommandProblem("commands.same_file", name=out)
    document = loaded.document
    map_id = None if map is None else _map_called(document, map)
    drawn = target.suffix.lower() in DRAWN
    findings = findings_of(document) if drawn else None
    losses = export_file(
        document,
        target,
        map_id=map_id,
        paper=paper,
        orientation=orientation,
        findings=findings,
        told=lambda small: _warn_of_small_print(paper, small),
    )
    _warn(loaded, file)
    if losses:
        print(losses_sentence(losses, spoken_language()), file=sys.stderr)
    print(say("commands.exported", spoken_language(), name=out))
    return GOOD


def _warn_of_small_print(paper: str, small: "SmallPrint") -> None:
    points = number(round(small.points, 1), spoken_language())
    tell("export.small_print", paper=paper, points=points, better=small.better)


def _map_called(document: "Document", title: str) -> str:
    """Return the id of the map with a title; raise CommandProblem, with the titles there are, for another."""
    maps = document.maps()
    same = [each for each in maps if each.title == title]
    alike = [each for each in maps if each.title.casefold().strip() == title.casefold().strip()]
    if not (same or alike):
        untitled = say("common.untitled", spoken_language())
        titles = ", ".join(each.title or untitled for each in maps)
        raise CommandProblem("commands.map_unknown", title=title, choices=titles)
    return (same or alike)[0].id


def info(file: str, json: bool) -> int:
    """Print what a file holds."""
    from export.report import info_report, info_text

    loaded = _load(file)
    report = info_report(file, loaded)
    if json:
        _print_json(report)
    else:
        print(info_text(report, spoken_language()))
    return GOOD


_COMMANDS: dict[str, Callable[..., int]] = {
    "new": new,
    "import": import_,
    "check": check,
    "export": export,
    "info": info,
}


def _load(file: str) -> "Loaded":
    from export.load import load

    return load(Path(file), language=spoken_language())


def _print_json(report: Mapping[str, Any]) -> None:
    import json

    print(json.dumps(report, ensure_ascii=False, indent=2))


def _warn(loaded: "Loaded", file: str) -> None:
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


def _check_new(path: Path) -> None:
    """Raise CommandProblem unless a project can be made under this name without touching anything."""
    from export.load import PROJECT_SUFFIX

    if path.suffix.lower() != PROJECT_SUFFIX:
        raise CommandProblem("commands.suffix", name=str(path))
    if os.path.lexists(path):
        raise CommandProblem("commands.exists", name=str(path))


def _create(document: "Document", path: Path) -> None:
    """Write a document as a new project and say where; raise CommandProblem where something stands already."""
    from model.project import write_new

    _check_new(path)
    write_new(path, document)
    print(say("commands.created", spoken_language(), name=str(path)))
