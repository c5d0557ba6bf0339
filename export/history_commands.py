"""The sub-commands about history and sharing: log, diff, restore, merge, clean, dump. None needs a display.

restore --json
    {"file": str, "out": str, "entry": str, "head": str, and the keys of diff}: the state that was asked for, the
    newest entry of what was written, and what differs between before (the file as it was) and after (as it is).

merge --json
    {"file": str, "other": str, "out": str, "kind": "none" | "forward" | "merged" | "union", "entries": int,
     "conflicts": int, "authors": [str], "head": str, and the keys of diff}: how many entries came, over how many
    fields people disagreed, whose work came. "union": the files had no history in common.

clean --json
    {"file": str, "out": str, "left_out": {"entries": int, "comments": int, "versions": int, "conflicts": int,
     "lanes": int, "cards": int, "links": int, "authors": int}}

`log` and `diff` are described in `export/history_report.py`; `dump --json` prints what `export/json_file.py` writes.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.console import (
    FOUND,
    GOOD,
    check_new,
    load_file,
    print_json,
    spoken_language,
    tell,
    warn,
)
from export.history_files import (
    check_target,
    entry_called,
    read_with_history,
    state_of,
    title_of_entry,
    write_back,
)
from resources.words import say

if TYPE_CHECKING:
    from model.merge.plan import Plan
    from model.records import Record

    Records = Mapping[str, Record]

_LEFT_OUT = {
    "entries": "commands.left_entries",
    "comments": "commands.left_comments",
    "versions": "commands.left_versions",
    "conflicts": "commands.left_conflicts",
    "lanes": "commands.left_lanes",
    "cards": "commands.left_cards",
    "links": "commands.left_links",
    "authors": "commands.left_authors",
}
_MERGED = {
    "none": "commands.merged_nothing",
    "forward": "commands.merged_forward",
    "merged": "commands.merged",
    "union": "commands.merged_union",
}


def log(file: str, json: bool) -> int:
    """Print the history of a file, newest first."""
    from export.history_report import log_report, log_text
    from model.document import Document

    whole = read_with_history(file)
    document, language = Document(whole.records.values()), spoken_language()
    if json:
        print_json(log_report(file, document, whole.timeline, language))
    else:
        print(log_text(document, whole.timeline, language))
    return GOOD


def diff(file: str, other: str, version: str | None, json: bool) -> int:
    """Print what differs between two files, or two versions of a file; one version is compared with the newest."""
    if version is None and _is_file(file, other):
        before, after = load_file(file), load_file(other)
        for name, loaded in ((file, before), (other, after)):
            if not json:
                warn(loaded, name)
        return _print_difference(file, other, before.document.records, after.document.records, json=json)
    whole = read_with_history(file)
    old = state_of(whole, entry_called(whole, file, other))
    new = whole.records if version is None else state_of(whole, entry_called(whole, file, version))
    return _print_difference(other, file if version is None else version, old, new, json=json)


def _is_file(file: str, other: str) -> bool:
    """Whether the second argument of `diff` means a file: it is one, is named like one, or the first has no history."""
    from export.load import format_of, has_known_suffix

    path = Path(other)
    return (path.exists() and not path.is_dir()) or has_known_suffix(path) or format_of(Path(file)) != "masar"


def _print_difference(before: str, after: str, old: "Records", new: "Records", *, json: bool) -> int:
    from export.history_report import diff_report, diff_text
    from model.compare import compare

    found = compare(old, new)
    if json:
        print_json(diff_report(before, after, found))
    else:
        print(diff_text(found, old, new, spoken_language()))
    return FOUND if found else GOOD


def restore(file: str, version: str, out: str | None, json: bool) -> int:
    """Put a project back to a version, as a new entry on top of its history."""
    from model.document import Document
    from model.entry import entry_of
    from model.ids import new_id
    from model.labels import label_words
    from model.restoring import restoring
    from model.store.log import cleaned
    from model.store.start import now, user_name

    check_target(file, out)
    whole = read_with_history(file)
    entry = entry_called(whole, file, version)
    title = title_of_entry(whole, entry)
    changes = cleaned(restoring(whole.records, state_of(whole, entry), title))
    document = Document(whole.records.values())
    document.apply(changes)
    entries = list(whole.timeline.entries.values())
    if changes:
        parents = (whole.timeline.head,) if whole.timeline.head else ()
        entries.append(entry_of(changes, parents, user_name(), new_id(), now()))
    if changes or out is not None:
        write_back(whole, file, out, document.records.values(), entries)
    report = {"file": file, "out": out or file, "entry": entry, "head": entries[-1].id}
    key, language = "commands.restored" if changes else "commands.restored_already", spoken_language()
    what = title or label_words(whole.timeline.entries[entry].label, language)
    sentence = say(key, language, name=out or file, version=what)
    return _print_result(report, whole.records, document.records, sentence, json=json)


def merge(file: str, other: str, out: str | None, name: str | None, json: bool) -> int:
    """Merge another file into a file; answer 1 where people disagreed, so that git keeps it for a look.

    name: what the result is called in sentences, where the file itself is one of git's temporary ones.
    """
    from model.document import Document
    from model.merge.plan import plan
    from model.sharing import complete
    from model.store.logbook import Moment

    check_target(file, out)
    ours, theirs = read_with_history(file), read_with_history(other)
    log_of_theirs = complete(Moment(ours.records, ours.timeline, 0), theirs)
    planned = plan(ours.records, ours.timeline, theirs.records, log_of_theirs)
    document = Document(ours.records.values())
    document.apply(planned.changes)
    came = (*planned.entries, planned.entry) if planned.entry else planned.entries
    entries = [*ours.timeline.entries.values(), *came]
    if planned.kind != "none" or out is not None:
        write_back(ours, file, out, document.records.values(), entries)
    head = entries[-1].id if entries else ""
    report = {"file": file, "other": other, "out": out or file, **_merge_report(planned), "head": head}
    called = name or out or file
    _print_result(report, ours.records, document.records, _merge_sentence(planned, called, other), json=json)
    if planned.kind == "union":
        tell("commands.nothing_in_common", name=called, other=other)
    if planned.conflicts:
        print(say("commands.conflicts", spoken_language(), count=planned.conflicts, name=called), file=sys.stderr)
    return FOUND if planned.conflicts else GOOD


def _merge_report(planned: "Plan") -> dict[str, Any]:
    return {
        "kind": planned.kind,
        "entries": len(planned.entries),
        "conflicts": planned.conflicts,
        "authors": list(planned.authors),
    }


def _merge_sentence(planned: "Plan", name: str, other: str) -> str:
    language = spoken_language()
    sentence = say(_MERGED[planned.kind], language, name=name, other=other)
    if planned.authors:
        sentence += "\n" + say("commands.merged_authors", language, names=", ".join(planned.authors))
    return sentence


def _print_result(report: dict[str, Any], old: "Records", new: "Records", sentence: str, *, json: bool) -> int:
    """Print what became of a file: what differs between before and after, then what was done."""
    from export.history_report import diff_report, diff_text
    from model.compare import compare

    found = compare(old, new)
    if json:
        print_json(report | diff_report(report["file"], report["out"], found))
    else:
        print(diff_text(found, old, new, spoken_language()))
        print(sentence)
    return GOOD


def clean(file: str, out: str, json: bool) -> int:
    """Write a copy for somebody outside: without history, authors, comments, named versions and hidden lanes."""
    from model.edits.sending import cleaned_for_sending
    from model.store.files import write
    from model.store.start import now

    check_new(Path(out))
    loaded = load_file(file)
    records = loaded.document.records
    sent = cleaned_for_sending(records.values())
    write(Path(out), sent, author="", time=now())
    left = _left_out(records, {record.id: record for record in sent}, loaded.entries)
    if json:
        print_json({"file": file, "out": out, "left_out": left})
        return GOOD
    warn(loaded, file)
    language = spoken_language()
    said = [say(_LEFT_OUT[name], language, count=count) for name, count in left.items() if count]
    print(say("commands.exported", language, name=out))
    if said:
        print(say("commands.left_out", language, what=say("commands.comma", language).join(said)))
    return GOOD


def _left_out(before: "Records", after: "Records", entries: int) -> dict[str, int]:
    from model.records import KIND_OF, Project

    gone = Counter(f"{KIND_OF[type(record)]}s" for each, record in before.items() if each not in after)
    authors = sum(len(record.authors) for record in before.values() if isinstance(record, Project))
    return {name: {"entries": entries, "authors": authors}.get(name, gone[name]) for name in _LEFT_OUT}


def dump(file: str, json: bool) -> int:
    """Print a whole project as text in a fixed order, a line for each field: for git, and for reading."""
    loaded = load_file(file)
    if json:
        from export.json_file import write_json

        sys.stdout.write(write_json(loaded.document))
    else:
        from export.dump import dump_text

        sys.stdout.write(dump_text(loaded.document, spoken_language()))
    return GOOD


COMMANDS: dict[str, Callable[..., int]] = {
    "log": log,
    "diff": diff,
    "restore": restore,
    "merge": merge,
    "clean": clean,
    "dump": dump,
}
