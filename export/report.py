"""What `check` and `info` print: as text for people, and as JSON that stays as it is described here.

check --json
    {"file": str, "title": str, "errors": int, "warnings": int, "notes": int, "muted": int,
     "maps": [{"id": str, "title": str, "findings": [
         {"code": str, "severity": "error" | "warning" | "note", "sentence": str, "muted": bool, "fixable": bool,
          "targets": [{"id": str, "kind": str, "title": str}]}]}],
     "import_warnings": [{"line": int, "code": str, "sentence": str}]}
    The counts are of findings that are not muted. A finding without targets is about the whole map. The sentences
    are in the language of the environment; everything else is the same in every language.

info --json
    {"file": str, "format": "masar" | "mermaid" | "markdown" | "json", "title": str, "language": "en" | "ar" | "he",
     "schema": int | null, "digest": str | null, "stages": int, "lanes": int, "cards": int, "links": int,
     "maps": [{"id": str, "title": str, "kind": str, "language": str, "direction": "ltr" | "rtl", "persona": str,
               "stages": int, "lanes": int, "cards": int, "links": int}]}
    schema and digest are those of a .masar file, null for the text formats.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from export.load import Loaded
from model.checks.finding import SEVERITIES, Finding
from model.document import Document
from model.importers.imported import sentence as warning_sentence
from model.records import KIND_OF, JourneyMap, Persona
from resources.words import say

Found = Mapping[str, Sequence[Finding]]
"""Findings by the id of their map, in the order of the maps."""


def today() -> date:
    """Return today's date, or that of SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC).date()
        if epoch.isascii() and epoch.isdigit() and len(epoch) < 12
        else date.today()
    )


def findings_of(document: Document) -> Found:
    """Return what the checks find on every map."""
    from model.checks.run import run_checks

    day = today()
    return {each.id: run_checks(document, each.id, today=day) for each in document.maps()}


def check_report(file: str, loaded: Loaded, found: Found, language: str) -> dict[str, Any]:
    """Return the findings as the plain data described above."""
    document = loaded.document
    every = [finding for findings in found.values() for finding in findings]
    return {
        "file": file,
        "title": document.project.title,
        **{f"{severity}s": _count(every, severity) for severity in SEVERITIES},
        "muted": sum(finding.muted for finding in every),
        "maps": [
            {
                "id": map_id,
                "title": document.get(JourneyMap, map_id).title,
                "findings": [_finding(document, finding, language) for finding in findings],
            }
            for map_id, findings in found.items()
        ],
        "import_warnings": [
            {"line": each.line, "code": each.key, "sentence": warning_sentence(each, language)}
            for each in loaded.warnings
        ],
    }


def _count(findings: Sequence[Finding], severity: str) -> int:
    return sum(finding.severity == severity and not finding.muted for finding in findings)


def _finding(document: Document, finding: Finding, language: str) -> dict[str, Any]:
    from model.checks.sentences import sentence

    targets = [record for target in finding.targets if (record := document.find(target)) is not None]
    return {
        "code": finding.code,
        "severity": finding.severity,
        "sentence": sentence(finding, language),
        "muted": finding.muted,
        "fixable": finding.fixable,
        "targets": [
            {"id": record.id, "kind": KIND_OF[type(record)], "title": getattr(record, "title", "")}
            for record in targets
        ],
    }


def check_text(document: Document, found: Found, language: str) -> str:
    """Return the findings as lines for people: each map's title, then code, severity and sentence of each."""
    from model.checks.sentences import sentence

    lines: list[str] = []
    for map_id, findings in found.items():
        title = document.get(JourneyMap, map_id).title
        lines.append(say("commands.map", language, title=title or say("common.untitled", language)))
        lines += [
            f"  {finding.code}  {say(f'severity.{finding.severity}', language)}  {sentence(finding, language)}"
            for finding in findings
            if not finding.muted
        ]
    every = [finding for findings in found.values() for finding in findings]
    counts = {f"{severity}s": str(_count(every, severity)) for severity in SEVERITIES}
    lines.append(_counted("commands.summary", language, counts, muted=str(sum(finding.muted for finding in every))))
    return "\n".join(lines)


def _counted(key: str, language: str, counts: Mapping[str, str], **more: str) -> str:
    values: dict[str, Any] = {**counts, **more}
    return say(key, language, **values)


def info_report(file: str, loaded: Loaded) -> dict[str, Any]:
    """Return what a file holds as the plain data described above."""
    document = loaded.document
    maps = [_map_info(document, each) for each in document.maps()]
    return {
        "file": file,
        "format": loaded.format,
        "title": document.project.title,
        "language": document.project.language,
        "schema": loaded.schema,
        "digest": loaded.digest,
        **{name: sum(each[name] for each in maps) for name in ("stages", "lanes", "cards", "links")},
        "maps": maps,
    }


def _map_info(document: Document, journey_map: JourneyMap) -> dict[str, Any]:
    persona = document.find(journey_map.persona)
    return {
        "id": journey_map.id,
        "title": journey_map.title,
        "kind": journey_map.kind,
        "language": document.language(journey_map.id),
        "direction": document.direction(journey_map.id),
        "persona": persona.name if isinstance(persona, Persona) else "",
        "stages": len(document.stages(journey_map.id)),
        "lanes": len(document.lanes(journey_map.id)),
        "cards": len(document.cards(journey_map.id)),
        "links": len(document.links(journey_map.id)),
    }


def info_text(report: Mapping[str, Any], language: str) -> str:
    """Return what a file holds as lines for people."""
    untitled = say("common.untitled", language)
    names = ("title", "language", "schema", "digest", "stages", "lanes", "cards", "links")
    lines = [
        say(f"commands.info.{name}", language, value=str(report[name]) or untitled)
        for name in names
        if report[name] is not None
    ]
    for each in report["maps"]:
        values: dict[str, Any] = {name: str(each[name]) for name in ("stages", "lanes", "cards", "links")}
        lines.append(say("commands.info.map", language, title=each["title"] or untitled, **values))
    return "\n".join(lines)
