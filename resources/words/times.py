"""Moments as a person reads them: "12 May 2026, 10:40", in the time zone of this computer."""

from datetime import datetime

_LOCALES = {"en": "en_GB"}


def written_moment(time: int, language: str) -> str:
    """Return a moment, given in ms since 1970, as the language writes it; empty for 0 and where no calendar has it."""
    from babel.dates import format_datetime

    if not time:
        return ""
    try:
        moment = datetime.fromtimestamp(time / 1000)
    except (ValueError, OverflowError, OSError):
        return ""
    return format_datetime(moment, "d MMM y, HH:mm", locale=_LOCALES.get(language, language))
