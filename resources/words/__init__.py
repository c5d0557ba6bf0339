"""The one catalogue of words: every sentence of window, PDF and command line, in English, Arabic and Hebrew.

Code names a sentence by its key (`say("finding.J104", language, card="Waits")`); the words are in `*.po` files
(gettext, plural forms as the Unicode CLDR has them), read by Babel. A key that is missing is a fault: a test
compares the three languages and every key that the code names.
"""

import unicodedata
from functools import cache
from typing import Any

from resources import WORDS

LANGUAGES = ("en", "ar", "he")
RIGHT_TO_LEFT = frozenset({"ar", "he"})
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


@cache
def catalogue(language: str) -> "dict[str, str | tuple[str, ...]]":
    """Return all words of a language by key; a tuple where there are plural forms."""
    from babel.messages.pofile import read_po

    words: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(WORDS.glob(f"*{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
                    forms = message.string
                    words[key] = tuple(forms) if isinstance(forms, (tuple, list)) else forms or ""
    return words


@cache
def _plural(language: str) -> Any:
    from babel import Locale
    from babel.messages.plurals import get_plural

    rule = get_plural(Locale(language))
    from gettext import c2py

    return c2py(rule.plural_expr)


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
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language)


def languages() -> tuple[str, ...]:
    """Return the languages of the catalogue, the one that all others are measured against first."""
    return LANGUAGES
