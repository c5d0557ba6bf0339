"""One-click fixes: from a finding to the ChangeSet that makes it go away."""

from dataclasses import replace
from datetime import date

from model.change import ChangeSet, Label
from model.checks.finding import Finding
from model.checks.subject import Subject
from model.checks.table import CHECK_OF
from model.document import Document


def fix(document: Document, finding: Finding, language: str = "") -> ChangeSet | None:
    """Return the one undoable step that makes a finding go away, or None where there is none.

    None also where the document has moved on and the finding no longer holds, as it may when the helper's answer is
    a moment old. language: of the words that new cards carry; empty is the map's own, which is what belongs on a map.
    """
    check = CHECK_OF[finding.code]
    if check.fix is None or not finding.fixable or finding.map not in document:
        return None
    trips = check.look(Subject(document, finding.map, date.min))
    if not any(trip.targets == finding.targets and trip.fixable for trip in trips):
        return None
    changes = check.fix(document, finding, language or document.language(finding.map))
    if not changes:
        return None
    return replace(changes, label=Label("change.fix_finding", (("fix", f"@{finding.key}.fix"),)))
