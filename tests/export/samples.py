"""The sample map with what the checks find on it, exported in the ways that the tests ask for."""

from dataclasses import replace
from datetime import UTC, date, datetime

from model.change import Change, change_set
from model.checks.finding import Finding
from model.checks.run import run_checks
from model.document import Document
from model.records import Record
from model.templates import sample

TODAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def louise(language: str = "en") -> Document:
    """Return the sample project."""
    return sample("louise", language)


def changed(document: Document, record: Record, **fields: object) -> None:
    """Change a record of a document."""
    document.apply(change_set("change.edit", [Change(record, replace(record, **fields))]))


def findings_of(document: Document) -> dict[str, list[Finding]]:
    """Return what the checks find, by map."""
    return {each.id: run_checks(document, each.id, today=TODAY) for each in document.maps()}


def many_findings(document: Document, count: int) -> list[Finding]:
    """Return so many findings, each about some card of the document's first map."""
    journey = document.maps()[0].id
    cards = document.reading_order(journey)
    severities = ("error", "warning", "note")
    return [
        Finding("J209", severities[number % 3], journey, (cards[number % len(cards)].id,), _values(number))
        for number in range(count)
    ]


def _values(number: int) -> tuple[tuple[str, str], ...]:
    return (("card", f"opportunity {number:04d} of the map"),)
