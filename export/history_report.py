"""What `log` and `diff` print: as text for people, and as JSON that stays as it is described here.

log --json
    {"file": str, "title": str, "head": str,
     "entries": [{"id": str, "parents": [str], "time": str, "author": str, "session": str, "what": str,
                  "label": {"key": str, "values": {str: str}}, "undoes": str, "versions": [str]}],
     "versions": [{"entry": str, "title": str, "note": str, "author": str, "time": str}]}
    Newest first. Times are ISO 8601 in UTC, empty where none is known. `what` is in the language of the environment.

diff --json, and within what `restore --json` and `merge --json` print
    {"before": str, "after": str, "added": int, "removed": int, "changed": int, "moved": int,
     "differences": [{"kind": "added" | "removed" | "changed" | "moved", "record": str, "id": str, "title": str,
                      "map": str, "fields": [{"name": str, "before": value, "after": value}]}]}
    `record` is the kind of the record, `map` the id of its map or empty. Values are as in Masar's JSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from export.record_words import LONGEST, field_words, named, value_words
from model.compare import Difference
from model.document import Document
from model.edits.draft import short
from model.entry import Entry
from model.labels import label_words
from model.records import KIND_OF, JourneyMap, Record, Version
from model.timeline import Timeline
from resources.words import say
from resources.words.times import written_moment

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_SHORTEST_ID = 8
_COUNTED = {
    "added": "commands.diff_added",
    "removed": "commands.diff_removed",
    "changed": "commands.diff_changed",
    "moved": "commands.diff_moved",
}
"""How a difference is said, by its kind."""


def iso(time: int) -> str:
    """Return a time in ms since 1970 as ISO 8601 in UTC; empty for 0 and where no calendar has it."""
    try:
        return (_BEGINNING + timedelta(milliseconds=time)).isoformat(timespec="milliseconds") if time else ""
    except OverflowError:
        return ""


def what_words(entry: Entry, timeline: Timeline, language: str) -> str:
    """Return what an entry did, in words."""
    words = label_words(entry.label, language)
    if not entry.undoes:
        return words
    undone = timeline.entries.get(entry.undoes)
    again = undone is not None and bool(undone.undoes)
    return say("commands.redone" if again else "commands.undone", language, what=words)


def log_report(file: str, document: Document, timeline: Timeline, language: str) -> dict[str, Any]:
    """Return a log as the plain data described above."""
    versions = document.versions()
    names = _names(versions)
    return {
        "file": file,
        "title": document.project.title,
        "head": timeline.head,
        "entries": [
            {
                "id": entry.id,
                "parents": list(entry.parents),
                "time": iso(entry.time),
                "author": entry.author,
                "session": entry.session,
                "what": what_words(entry, timeline, language),
                "label": {"key": entry.label.key, "values": dict(entry.label.values)},
                "undoes": entry.undoes,
                "versions": [each.title for each in names.get(entry.id, ())],
            }
            for entry in _newest_first(timeline)
        ],
        "versions": [
            {"entry": each.entry, "title": each.title, "note": each.note, "author": each.author, "time": iso(each.time)}
            for each in reversed(versions)
        ],
    }


def log_text(document: Document, timeline: Timeline, language: str) -> str:
    """Return a log as lines for people: newest first, the entries of one sitting under its author."""
    names = _names(document.versions())
    length = shown_length(timeline.entries)
    lines: list[str] = []
    for (_, author), group in groupby(_newest_first(timeline), key=lambda each: (each.session, each.author)):
        sitting = list(group)
        lines.append(author or say("commands.log_nobody", language))
        for entry in sitting:
            moment = written_moment(entry.time, language) or "–"
            lines.append(f"  {entry.id[:length]}  {moment}  {what_words(entry, timeline, language)}")
            lines += [f"      {_version_words(each, language)}" for each in names.get(entry.id, ())]
    return "\n".join(lines)


def _newest_first(timeline: Timeline) -> list[Entry]:
    return list(timeline.entries.values())[::-1]


def shown_length(ids: Iterable[str]) -> int:
    """Return how many characters tell ids apart; at least eight."""
    in_order = sorted(ids)
    shared = (_shared(first, second) for first, second in pairwise(in_order))
    return max(_SHORTEST_ID, 1 + max(shared, default=0))


def _shared(first: str, second: str) -> int:
    return next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), len(first))


def _names(versions: Iterable[Version]) -> dict[str, list[Version]]:
    names: dict[str, list[Version]] = {}
    for each in versions:
        names.setdefault(each.entry, []).append(each)
    return names


def _version_words(version: Version, language: str) -> str:
    title = version.title or say("common.untitled", language)
    words = say("commands.log_version", language, title=title)
    return f"{words} – {short(version.note, LONGEST)}" if version.note.strip() else words


def diff_report(before: str, after: str, found: Sequence[Difference]) -> dict[str, Any]:
    """Return differences as the plain data described above; before, after: what was compared."""
    return {
        "before": before,
        "after": after,
        **{kind: sum(each.kind == kind for each in found) for kind in _COUNTED},
        "differences": [
            {
                "kind": each.kind,
                "record": KIND_OF[type(each.record)],
                "id": each.id,
                "title": str(getattr(each.record, "title", "") or getattr(each.record, "name", "")),
                "map": each.map_id,
                "fields": [
                    {"name": name, "before": _plain(old), "after": _plain(new)} for name, old, new in each.fields
                ],
            }
            for each in found
        ],
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def diff_text(
    found: Sequence[Difference], before: Mapping[str, Record], after: Mapping[str, Record], language: str
) -> str:
    """Return differences as lines for people, map by map, with what they come to at the end."""
    if not found:
        return say("commands.diff_none", language)
    lines: list[str] = []
    for map_id, group in groupby(found, key=lambda each: each.map_id):
        own = after.get(map_id) or before.get(map_id)
        if isinstance(own, JourneyMap):
            lines.append(say("commands.map", language, title=own.title or say("common.untitled", language)))
        for each in group:
            lines += [f"  {line}" for line in _difference_lines(each, before, after, language)]
    counts = {kind: str(sum(each.kind == kind for each in found)) for kind in _COUNTED}
    return "\n".join([*lines, say("commands.diff_summary", language, **_any(counts))])


def _difference_lines(
    difference: Difference, before: Mapping[str, Record], after: Mapping[str, Record], language: str
) -> list[str]:
    home = before if difference.after is None else after
    what = named(difference.record, home, language)
    lines = [say(_COUNTED[difference.kind], language, what=what)]
    for name, old, new in difference.fields:
        if name == "order":
            lines.append("    " + say("commands.diff_order", language))
            continue
        values = {
            "field": field_words(name, language),
            "before": value_words(difference.record, name, old, before, language),
            "after": value_words(difference.record, name, new, after, language),
        }
        lines.append("    " + say("commands.diff_field", language, **_any(values)))
    return lines


def _any(values: Mapping[str, str]) -> dict[str, Any]:
    return dict(values)
