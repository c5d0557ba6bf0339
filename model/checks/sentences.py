"""From a finding to words: the values that findings carry, and the one place that turns them into a sentence.

A value is text to be shown as it is, unless it begins with "@":
`@key`        the catalogue's words of that key; its placeholders are filled from the values that share the name as
              a prefix (the value `card` = "@finding.named" takes its {title} from the value `card_title`)
`@=12.5`      a number, written as the language writes it
`@~2026-03-01` a date, likewise
`@@home`      the text "@home"
A value called `count` chooses the plural form of the sentence.
"""

from collections.abc import Mapping
from datetime import date

from model.checks.finding import Finding
from resources.words import RIGHT_TO_LEFT, number, say

Values = tuple[tuple[str, str], ...]
"""What a finding carries for the placeholders of its sentence, by name."""

NAME_LIMIT = 60
"""The most characters of a title that a sentence repeats."""


def literal(text: str, limit: int = NAME_LIMIT) -> str:
    """Return a person's text as a value: one line, at most `limit` characters, never taken for a key."""
    line = " ".join(text[: limit * 8].split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return f"@{line}" if line.startswith("@") else line


def figure(value: float) -> str:
    """Return a number as a value."""
    return f"@={value:.10g}"


def day(value: date) -> str:
    """Return a date as a value."""
    return f"@~{value.isoformat()}"


def sentence(finding: Finding, language: str) -> str:
    """Return the sentence of a finding in a language: what window, PDF and command line show."""
    return _fill(finding.key, dict(finding.values), language)


def plain_values(finding: Finding, language: str) -> dict[str, str]:
    """Return what fills the sentence's placeholders, in words, for those who want the parts (such as JSON)."""
    return _resolved(dict(finding.values), language)


def _fill(key: str, values: Mapping[str, str], language: str) -> str:
    count = values.get("count")
    spoken = _resolved({name: value for name, value in values.items() if name != "count"}, language)
    return say(key, language, count=None if count is None else int(count.removeprefix("@=")), **spoken)


def _resolved(values: Mapping[str, str], language: str) -> dict[str, str]:
    return {name: _words(name, value, values, language) for name, value in values.items()}


def _words(name: str, value: str, values: Mapping[str, str], language: str) -> str:
    if not value.startswith("@"):
        return value
    match value[1:2]:
        case "@":
            return value[1:]
        case "=":
            return _number(float(value[2:]), language)
        case "~":
            return _date(value[2:], language)
    prefix = f"{name}_"
    own = {each.removeprefix(prefix): text for each, text in values.items() if each.startswith(prefix)}
    return _fill(value[1:], own, language)


def _number(value: float, language: str) -> str:
    """Return a number in words; a negative one is isolated, or its minus would stand on the wrong side (UAX #9)."""
    written = number(value, language)
    return f"\u2066{written}\u2069" if value < 0 and language in RIGHT_TO_LEFT else written


def _date(value: str, language: str) -> str:
    from babel.dates import format_date

    return format_date(date.fromisoformat(value), format="long", locale=language)
