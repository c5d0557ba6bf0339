"""The one catalogue of words: every sentence of window, PDF and command line, in English, Arabic and Hebrew.

Code names a sentence by its key (`say("finding.J104", language, card="Waits")`); the words are in `en.po`, `ar.po`
and `he.po` (gettext, plural forms as the Unicode CLDR has them); large numbers and dates are Babel's. A key that is
missing is a fault: tests compare the three languages, every key that the code names, and the code that names a key.
"""

import unicodedata
from collections.abc import Iterator
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
_ISOLATES = "\u2066\u2067\u2068"
_EMBEDDINGS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"))


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
    value = contained(value)
    against = ("L",) if language in RIGHT_TO_LEFT else ("R", "AL", "AN")
    if any(unicodedata.bidirectional(character) in against for character in _outside_isolates(value)):
        return f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}"
    return value


def _outside_isolates(value: str) -> Iterator[str]:
    """Yield the characters that stand in no isolate: an isolate around nothing but isolates would run from the left."""
    depth = 0
    for character in value:
        if character in _ISOLATES:
            depth += 1
        elif character == _POP_ISOLATE:
            depth -= 1
        elif not depth:
            yield character


def contained(value: str) -> str:
    """Return a text whose direction marks end with it: without embeddings and overrides, each isolate closed (UAX #9).

    A title that holds a right-to-left override would otherwise turn the words after it around.
    """
    if value.isascii() or value.isprintable():  # the marks are no printable characters
        return value
    kept, opened = [], 0
    for character in value.translate(_EMBEDDINGS):
        if character == _POP_ISOLATE:
            if not opened:
                continue
            opened -= 1
        elif character in _ISOLATES:
            opened += 1
        kept.append(character)
    return "".join(kept) + _POP_ISOLATE * opened


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
