"""Run all checks on a map."""

from collections.abc import Iterator
from datetime import date

from model.checks.finding import SEVERITIES, Finding
from model.checks.subject import Position, Subject, Trip
from model.checks.table import CHECK_OF, CHECKS, EMPTY_MAP, Check
from model.document import Document
from model.records import Card

_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_BEFORE_ALL: Position = (-1, -1)


def run_checks(document: Document, map_id: str, *, today: date) -> list[Finding]:
    """Return what the checks find on a map, the gravest first, then in reading order. The document is only read.

    Findings that the project or one of their cards mutes are there too, and say so. today: what a review date is
    compared with. Raise KeyError when there is no such map.
    """
    run = _Run(Subject(document, map_id, today))
    checks = CHECKS[:1] if run.trips(EMPTY_MAP) else CHECKS
    findings = [finding for check in checks for finding in run.findings(check)]
    positions = run.subject.positions
    findings.sort(
        key=lambda finding: (
            _RANK[finding.severity],
            positions.get(finding.targets[0], _BEFORE_ALL),
            finding.code,
            finding.targets,
        )
    )
    return findings


class _Run:
    """What tripped each check so far. A check that others are silenced by is looked at only once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.muted = frozenset(subject.document.project.muted_checks)
        self._trips: dict[str, list[Trip]] = {}

    def trips(self, code: str) -> list[Trip]:
        """Return what trips a check, silence and all applied."""
        if code not in self._trips:
            check = CHECK_OF[code]
            silent = any(self.trips(other) for other in check.silenced_by)
            trips = [] if silent else list(check.look(self.subject))
            if trips and check.yields_to:
                spoken_of = {each for other in check.yields_to for trip in self.trips(other) for each in trip.targets}
                trips = [trip for trip in trips if trip.targets[0] not in spoken_of]
            self._trips[code] = trips
        return self._trips[code]

    def findings(self, check: Check) -> Iterator[Finding]:
        """Yield the findings of a check."""
        for trip in self.trips(check.code):
            muted = check.code in self.muted or self._muted_by_card(check.code, trip)
            fixable = check.fix is not None and trip.fixable
            yield Finding(
                check.code, check.severity, self.subject.map.id, trip.targets, trip.values, fixable=fixable, muted=muted
            )

    def _muted_by_card(self, code: str, trip: Trip) -> bool:
        for each in trip.targets:
            record = self.subject.document.find(each)
            if isinstance(record, Card) and code in record.muted_checks:
                return True
        return False
