"""Masar's own JSON, made by hand or by `export/json_file.py`: every record of a project, each value checked.

    {"format": "masar", "version": 1, "records": [{"kind_of_record": "project", "id": "…", …}, …]}

A record has the fields of `model.records`; one that is left out has its default. Order keys may be left out too:
then things stand in the order of the file. Ids are kept, so a dump comes back as it was.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from model.document import Document
from model.importers.imported import Imported, ImportProblem, Notes
from model.importers.json_records import settle
from model.records import BadRecord, Project, Record, from_data, rules

FORMAT, VERSION = "masar", 1
"""What the file says it is, and the newest version of the format that can be read here."""

_KEYS = frozenset({"format", "version", "records"})
_RECORDS = re.compile(r'"records"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")
_PROBLEMS = {
    "bad_record.not_an_object": "import.json.not_a_record",
    "bad_record.kind": "import.json.kind",
    "bad_record.field": "import.json.field",
    "bad_record.value": "import.json.value",
    "bad_record.id": "import.json.no_id",
}


class _Repeated(ValueError):
    """A name that occurs twice in one object."""


class _NoNumber(ValueError):
    """NaN or an infinity, which JSON does not have."""


def read_json(text: str) -> Imported:
    """Return the project that a JSON text holds; raise ImportProblem naming the line of what is wrong."""
    if "\0" in text:
        raise ImportProblem("import.nul", line=str(text.count("\n", 0, text.index("\0")) + 1))
    entries = _entries(_parse(text.removeprefix("\ufeff")))
    notes = Notes()
    lines = _Lines(text)
    found: list[tuple[int, Record]] = []
    for index, entry in enumerate(entries):
        found.append((index, _record(entry, index, lines, notes)))
    _check_project(found, lines)
    records = settle([record for _, record in found], lines.of, notes)
    return Imported(Document(records), notes.sorted())


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as problem:
        raise ImportProblem("import.json.syntax", line=str(problem.lineno), column=str(problem.colno)) from problem
    except RecursionError as problem:
        raise ImportProblem("import.json.deep") from problem
    except _Repeated as problem:
        raise ImportProblem("import.json.repeated", name=str(problem)) from problem
    except _NoNumber as problem:
        raise ImportProblem("import.json.number", text=str(problem)) from problem
    except ValueError as problem:
        raise ImportProblem("import.json.number", text="1000…") from problem


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Repeated(next(name for name in names if names.count(name) > 1)[:80])
    return table


def _constant(text: str) -> NoReturn:
    raise _NoNumber(text)


def _entries(data: Any) -> list[Any]:
    """Return the records as plain data; raise ImportProblem unless the file says that it is ours and how new."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ImportProblem("import.json.not_masar")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ImportProblem("import.json.version")
    if version > VERSION:
        raise ImportProblem("import.json.newer", version=str(version)[:20], newest=str(VERSION))
    unknown = sorted(data.keys() - _KEYS)
    if unknown:
        raise ImportProblem("import.json.key", name=unknown[0][:80])
    records = data.get("records")
    if not isinstance(records, list):
        raise ImportProblem("import.json.records")
    return records


class _Lines:
    """Finds the line in which a record begins, for a sentence. Only asked when there is something to say."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[int] | None = None

    def of(self, index: int) -> int:
        """Return the line of the record with this index."""
        if self._lines is None:
            self._lines = self._all()
        return self._lines[index]

    def _all(self) -> list[int]:
        found = _RECORDS.search(self._text)
        assert found is not None
        position, line, lines = found.end(), self._text.count("\n", 0, found.end()) + 1, []
        decoder = json.JSONDecoder()
        while self._text[(start := _end_of_gap(self._text, position))] != "]":
            line += self._text.count("\n", position, start)
            lines.append(line)
            _, position = decoder.raw_decode(self._text, start)
            line += self._text.count("\n", start, position)
        return lines


def _end_of_gap(text: str, position: int) -> int:
    found = _GAP.match(text, position)
    assert found is not None
    return found.end()


def _record(entry: Any, index: int, lines: _Lines, notes: Notes) -> Record:
    try:
        record = from_data(entry)
    except BadRecord as problem:
        raise ImportProblem(_PROBLEMS[problem.key], line=str(lines.of(index)), **problem.values) from problem
    for name, rule in rules(type(record)).items():
        if name not in entry or _same(entry[name], getattr(record, name)):
            continue
        limit = rule.limit if rule.kind in ("line", "text") else 0
        if limit and len(entry[name]) > limit:
            notes.warn(lines.of(index), "import.cut", limit=str(limit), title=entry[name])
        else:
            notes.warn(lines.of(index), "import.json.changed", field=name, record=record.id)
    return record


def _same(given: Any, kept: Any) -> bool:
    return bool((tuple(given) if isinstance(given, list) else given) == kept)


def _check_project(found: Sequence[tuple[int, Record]], lines: _Lines) -> None:
    projects = [index for index, record in found if isinstance(record, Project)]
    if not projects:
        raise ImportProblem("import.json.no_project")
    if len(projects) > 1:
        raise ImportProblem("import.json.two_projects", line=str(lines.of(projects[1])))
