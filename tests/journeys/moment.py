"""The moment at which the tests' exports happen."""

from datetime import UTC, datetime

MOMENT = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
