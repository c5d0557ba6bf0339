"""The one catalogue of words: every sentence of window, PDF and command line, in English, Arabic and Hebrew.

Code names a sentence by its key (`say("finding.J104", language, card="Waits")`); the words are in `en.po`, `ar.po`
and `he.po` (gettext, plural forms as the Unicode CLDR has them); large numbers and dates are Babel's. A key that is
missing is a fault: tests compare the three languages, every key that the code names, and the code that names a key.
"""

import unicodedata
from decimal import Decimal
from functools import cache
from typing import Any

from resources import WORDS
from resources.words.po import Words, entries, plural_rule

LANGUAGES = ("en", "ar", "he")
RIGHT_TO_LEFT = frozenset({"ar", "he"})
_WRITTEN_ALIKE = 1_000
"""Whole numbers below this are written with the same digits and no separators in all three languages."""
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


@cache
def catalogue(language: str) -> dict[str, Words]:
    """Return all words of a language by key; a tuple where there are plural forms."""
    words = dict(_read(language))
    del words[""]
    return words


@cache
def _read(language: str) -> tuple[tuple[str, Words], ...]:
    return tuple(entries((WORDS / f"{language}.po").read_text(encoding="utf-8")))


@cache
def _plural(language: str) -> Any:
    return plural_rule(str(dict(_read(language))[""]))


def say(key: str, language: str, *, count: int | None = None, **values: object) -> str:
    """Return the sentence of a key in a language, with its placeholders filled.

    count: chooses the plural form, and fills {count}. Text values that run against the sentence's direction are
    wrapped in first-strong isolates (Unicode UAX #9), so that a name cannot reorder the sentence around it.
    Raise KeyError for a key that the catalogue lacks.
    """
    words = catalogue(language)[key]
    if isinstance(words, tuple):
        words = words[_plural(language)(count or 0)]
    if count is not None:
        values["count"] = number(count, language)
    if not values:
        return words
    filled = {name: isolated(value, language) if isinstance(value, str) else value for name, value in values.items()}
    return words.format(**filled)


def isolated(value: str, language: str) -> str:
    """Return a text wrapped in first-strong isolates where it runs against the language's direction."""
    against = ("L",) if language in RIGHT_TO_LEFT else ("R", "AL", "AN")
    if any(unicodedata.bidirectional(character) in against for character in value):
        return f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}"
    return value


def number(value: float, language: str) -> str:
    """Return a number as the language writes it."""
    if 0 <= value < _WRITTEN_ALIKE and value == int(value):
        return str(int(value))
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language)


def percent(value: float, language: str) -> str:
    """Return a percentage (100 is the whole) as the language writes it, with all its decimals."""
    if 0 <= value < _WRITTEN_ALIKE and value == int(value):
        return f"{int(value)}%"
    from babel.numbers import format_percent

    return format_percent(Decimal(str(value)) / 100, locale=language, decimal_quantization=False)


def languages() -> tuple[str, ...]:
    """Return the languages of the catalogue, the one that all others are measured against first."""
    return LANGUAGES
