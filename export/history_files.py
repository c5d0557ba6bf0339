"""Files with their history on the command line: read, found a version in, and written back over what was read."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from export.console import CommandProblem, check_new

if TYPE_CHECKING:
    from model.entry import Entry
    from model.records import Record, Version
    from model.store.files import Whole

_STEPS_BACK = "~"
_MOST_NAMED = 20
"""The most versions that are named to somebody who asks for another."""


def read_with_history(file: str) -> "Whole":
    """Return all that a project file holds; raise CommandProblem for a format that has no history."""
    from export.load import format_of
    from model.store.files import read_whole

    if format_of(Path(file)) != "masar":
        raise CommandProblem("commands.no_history", name=file)
    return read_whole(Path(file))


def entry_called(whole: "Whole", file: str, version: str) -> str:
    """Return the id of the entry that a VERSION means; raise CommandProblem where it means none, or several.

    It is the title of a named version, an entry's id or its beginning, or ~N: N steps back from the newest.
    """
    named = [each for each in _versions(whole) if each.title == version]
    entries = whole.timeline.entries
    if named:
        found = {each.entry for each in named}
    elif version.startswith(_STEPS_BACK) and version[1:].isascii() and version[1:].isdigit():
        return _steps_back(whole, file, version)
    elif version in entries:
        found = {version}
    else:
        found = {each for each in entries if version and each.startswith(version)}
    if len(found) == 1:
        return found.pop()
    if found:
        choices = ", ".join(sorted(found)[:_MOST_NAMED])
        raise CommandProblem("commands.version_ambiguous", version=version, choices=choices)
    titles = list(dict.fromkeys(each.title for each in _versions(whole) if each.title))
    if not titles:
        raise CommandProblem("commands.version_unknown", version=version, name=file)
    choices = ", ".join(titles[-_MOST_NAMED:])
    raise CommandProblem("commands.version_unknown_of", version=version, name=file, choices=choices)


def state_of(whole: "Whole", entry: str) -> "dict[str, Record]":
    """Return the records at an entry; raise ProjectFileProblem where the log cannot tell."""
    from model.restoring import state_at

    return state_at(whole.timeline, entry, whole.records)


def check_target(file: str, out: str | None) -> None:
    """Raise CommandProblem unless a project can be written: over what was read, or under a name that is free."""
    if out is not None and not _same(file, out):
        check_new(Path(out))


def write_back(
    whole: "Whole", file: str, out: str | None, records: "Iterable[Record]", entries: "Iterable[Entry]"
) -> None:
    """Write a project over the file it was read from, or elsewhere. The file is replaced in one step, or not at all.

    Raise CommandProblem where it has changed since it was read, ProjectFileProblem where it cannot be written.
    """
    from model.store import backups
    from model.store.files import compose, write_log
    from model.store.publish import TargetChanged, TargetGone, check_whole, place

    if out is not None and not _same(file, out):
        write_log(Path(out), records, entries)
        return
    finished = compose(records, entries)
    try:
        check_whole(finished, Path(file).name)
        backups.keep_replaced(Path(file), chosen=False)
        place(finished, Path(file), (whole.hash,))
    except (TargetChanged, TargetGone) as error:
        raise CommandProblem("commands.changed_meanwhile", name=file) from error
    finally:
        finished.unlink(missing_ok=True)


def title_of_entry(whole: "Whole", entry: str) -> str:
    """Return the title of the named version at an entry; empty where it has none."""
    titles = [each.title for each in _versions(whole) if each.entry == entry and each.title]
    return titles[-1] if titles else ""


def _versions(whole: "Whole") -> "list[Version]":
    from model.document import Document

    return Document(whole.records.values()).versions()


def _steps_back(whole: "Whole", file: str, version: str) -> str:
    chain = whole.timeline.chain(whole.timeline.head) if whole.timeline.head else []
    steps = int(version[1:]) if len(version) < 10 else len(chain)
    if steps >= len(chain):
        raise CommandProblem("commands.too_far_back", name=file, version=version, most=str(max(0, len(chain) - 1)))
    return chain[steps].id


def _same(file: str, out: str) -> bool:
    source, target = Path(file), Path(out)
    return source.exists() and target.exists() and target.samefile(source)
