"""Checks of the map as a living document: J401."""

from collections.abc import Iterator
from datetime import date

from model.checks.sentences import day
from model.checks.subject import Subject, Trip


def overdue_review(subject: Subject) -> Iterator[Trip]:
    """J401: the project's review date has passed. The project's first map tells it, the others do not repeat it."""
    due = subject.document.project.review_date
    if due and subject.is_first and date.fromisoformat(due) < subject.today:
        yield Trip((subject.document.project.id,), (("date", day(date.fromisoformat(due))),))
