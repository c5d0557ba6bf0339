"""When something was and who did it, in words: days, times of day, authors, and what an entry of the log did."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from editor.window.voice import Voice
from model.edits.draft import short
from model.entry import Entry
from model.labels import label_words

DAYS = {"he": "d בMMMM"}
"""How a day of the year is written where it is not "12 May"; Babel's own patterns put the month first in English."""


def moment(time: int) -> datetime | None:
    """Return a time of the log (ms since 1970) on this computer's clock, or None where there is none to tell."""
    try:
        return datetime.fromtimestamp(time / 1000) if time > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


QUARTER_MS = 900_000
"""No clock in the world is set off by less than a quarter of an hour, so a day begins with one (IANA tz)."""


def day_number(time: int) -> int:
    """Return which day on this computer's calendar a time falls on; 0 where there is none to tell."""
    return _day_of_quarter(time // QUARTER_MS) if time > 0 else 0


@lru_cache(maxsize=4_096)
def _day_of_quarter(number: int) -> int:
    when = moment(max(1, number * QUARTER_MS))
    return when.toordinal() if when is not None else 0


@lru_cache(maxsize=512)
def _written(number: int, language: str, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(datetime.fromordinal(number), pattern, locale=language)


def day(time: int, voice: Voice, *, near: bool = False) -> str:
    """Return the day of a time: "12 May", with the year where it is not this one's.

    near: today and yesterday are called so.
    """
    number, today = day_number(time), datetime.now().toordinal()
    if not number:
        return voice.say("history.unknown_day")
    if near and 0 <= today - number < 2:
        return voice.say("history.today" if today == number else "history.yesterday")
    pattern = DAYS.get(voice.language, "d MMMM")
    return _written(number, voice.language, pattern if _this_year(number) else f"{pattern} y")


def _this_year(number: int) -> bool:
    when = datetime.fromordinal(number)
    return when.year == datetime.now().year or datetime.now() - when < timedelta(days=180)


def clock(time: int) -> str:
    """Return the time of day, as "10:42"; empty where there is none to tell."""
    when = moment(time)
    return when.strftime("%H:%M") if when is not None else ""


def author(name: str, voice: Voice) -> str:
    """Return who did something; a merge has no author of its own."""
    return short(name, 60) or voice.say("history.nobody")


def done(entry: Entry, entries: Mapping[str, Entry], voice: Voice) -> str:
    """Return what an entry did, as a line of its own."""
    words = label_words(entry.label, voice.language)
    if entry.undoes:
        undone = entries.get(entry.undoes)
        again = undone is not None and bool(undone.undoes)
        words = voice.say("history.redone" if again else "history.undone", what=words)
    return words[:1].upper() + words[1:]


def as_it_was(entry: Entry, voice: Voice) -> str:
    """Return "As it was on 12 May, 10:42, by Amal"."""
    when = {"day": day(entry.time, voice), "time": clock(entry.time)}
    if not entry.author:
        return voice.say("history.as_it_was_merged", **when)
    return voice.say("history.as_it_was", author=short(entry.author, 60), **when)
