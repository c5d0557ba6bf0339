"""Moments in words."""

import os
import time

import pytest

from resources.words.times import written_moment

MOMENT = 1_778_582_400_000  # 12 May 2026, 10:40 UTC


@pytest.fixture(autouse=True)
def _in_greenwich(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    os.environ.pop("TZ", None)
    if hasattr(time, "tzset"):
        time.tzset()


def test_a_moment_is_written_as_the_language_writes_it():
    assert written_moment(MOMENT, "en") == "12 May 2026, 10:40"
    assert written_moment(MOMENT, "ar") == "12 مايو 2026, 10:40"
    assert written_moment(MOMENT, "he") == "12 מאי 2026, 10:40"


@pytest.mark.parametrize("time", [0, 1 << 53])
def test_what_no_calendar_holds_is_not_written(time):
    assert written_moment(time, "en") == ""
