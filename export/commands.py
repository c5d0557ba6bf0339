"""The sub-commands of the command line: new, import, check, export, info. None needs a display.

Those about history and sharing are in `export/history_commands.py`. Each returns its exit code: 0, 1 where `check`
finds an error, `diff` a difference or `merge` a conflict, 2 for input that cannot be used. Sentences go to stderr,
results to stdout; with --json stdout holds one JSON object and nothing else.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.console import (
    FOUND,
    GOOD,
    UNUSABLE,
    CommandProblem,
    any_values,
    check_new,
    complain,
    load_file,
    print_json,
    spoken_language,
    tell,
    warn,
)
from resources.words import LANGUAGES, number, say

if TYPE_CHECKING:
    from export.legibility import SmallPrint
    from model.document import Document

_USAGES = {
    "new": "main.py new FILE.masar [--template NAME] [--language en|ar|he]",
    "import": "main.py import SOURCE FILE.masar",
    "check": "main.py check FILE [--json]",
    "export": "main.py export FILE OUT [--paper A3] [--orientation landscape] [--map TITLE] [--review]",
    "info": "main.py info FILE [--json]",
    "log": "main.py log FILE [--json]",
    "diff": "main.py diff FILE OTHER|VERSION [VERSION] [--json]",
    "restore": "main.py restore FILE VERSION [-o OUT.masar] [--json]",
    "merge": "main.py merge FILE OTHER [-o OUT.masar] [--name NAME] [--json]",
    "clean": "main.py clean FILE OUT.masar [--json]",
    "dump": "main.py dump FILE [--json]",
}
_ABOUT = {
    "new": "commands.about_new",
    "import": "commands.about_import",
    "check": "commands.about_check",
    "export": "commands.about_export",
    "info": "commands.about_info",
    "log": "commands.about_log",
    "diff": "commands.about_diff",
    "restore": "commands.about_restore",
    "merge": "commands.about_merge",
    "clean": "commands.about_clean",
    "dump": "commands.about_dump",
}
_WITH_VERSIONS = ("diff", "restore")


def usage(name: str) -> str:
    """Return how a sub-command is written."""
    return _USAGES[name]


def show_help(name: str = "") -> int:
    """Print what the command line can do, or how a sub-command is written and what it does."""
    language = spoken_language()
    if name in _USAGES:
        print(_USAGES[name])
        print(say(_ABOUT[name], language))
        if name in _WITH_VERSIONS:
            print(say("commands.about_versions", language))
    else:
        print(say("commands.help", language))
        print("\n".join(f"  {line}" for line in ("main.py [FILE…]", *_USAGES.values())))
    return GOOD


def run(name: str, values: Mapping[str, Any]) -> int:
    """Run a sub-command; whatever is wrong with its input becomes one sentence."""
    from export.problem import ExportProblem
    from model.importers.imported import ImportProblem
    from model.store.problems import ProjectFileProblem

    try:
        return _command(name)(**values)
    except ImportProblem as problem:
        told = dict(problem.values)
        file = told.pop("file", "")
        reason = say(problem.key, spoken_language(), **any_values(told))
        print(f"{file}: {reason}" if file else reason, file=sys.stderr)
        return UNUSABLE
    except (CommandProblem, ExportProblem, ProjectFileProblem) as problem:
        return complain(problem.key, **problem.values)
    except BrokenPipeError:
        raise
    except OSError as error:
        return complain("commands.system", reason=error.strerror or type(error).__name__)


def _command(name: str) -> Callable[..., int]:
    if name in _COMMANDS:
        return _COMMANDS[name]
    from export import history_commands

    return history_commands.COMMANDS[name]


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

    check_new(Path(file))
    if format_of(Path(source)) == "masar":
        raise CommandProblem("commands.already", name=source)
    loaded = load(Path(source), language=spoken_language())
    _create(loaded.document, Path(file))
    warn(loaded, source)
    return GOOD


def check(file: str, json: bool) -> int:
    """Print what the path checks find on each map."""
    from export.report import check_report, check_text, findings_of

    loaded = load_file(file)
    language = spoken_language()
    found = findings_of(loaded.document)
    if json:
        print_json(check_report(file, loaded, found, language))
    else:
        warn(loaded, file)
        print(check_text(loaded.document, found, language))
    errors = (each for findings in found.values() for each in findings if each.severity == "error" and not each.muted)
    return FOUND if any(errors) else GOOD


def export(file: str, out: str, paper: str, orientation: str, map: str | None, review: bool) -> int:  # noqa: A002
    """Write one map (all of them, where none is named) in another format, by the suffix of the target."""
    from export.files import DRAWN, export_file
    from export.mermaid_losses import losses_sentence
    from export.report import findings_of

    source, target = Path(file), Path(out)
    loaded = load_file(file)
    if target.exists() and target.samefile(source):
        raise CommandProblem("commands.same_file", name=out)
    document = loaded.document
    map_id = None if map is None else _map_called(document, map)
    drawn = target.suffix.lower() in DRAWN
    if review and not drawn:
        raise CommandProblem("commands.review", name=out, suffixes=", ".join(DRAWN))
    findings = findings_of(document) if drawn else None
    losses = export_file(
        document,
        target,
        map_id=map_id,
        paper=paper,
        orientation=orientation,
        findings=findings,
        told=lambda small: _warn_of_small_print(paper, small),
        review=review,
    )
    warn(loaded, file)
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

    loaded = load_file(file)
    report = info_report(file, loaded)
    if json:
        print_json(report)
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


def _create(document: "Document", path: Path) -> None:
    """Write a document as a new project and say where; raise CommandProblem where something stands already."""
    from model.project import write_new

    check_new(path)
    write_new(path, document)
    print(say("commands.created", spoken_language(), name=str(path)))
