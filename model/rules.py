"""Rules: what one field of a record may hold, and how a value is brought there.

The rules are the one place that says what a field may hold: normalising, the file's schema, JSON, the inspector and
the tests' generators all read them.
"""

import math
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """What one field may hold.

    kind: line (one line of text), text (lines), words (a tuple of lines), choice, number, integer, flag, date
    (ISO, or empty), order, reference (the id of a record of kind `target`), id.
    optional: None is allowed and means "not said". limit: the most characters. on_delete: what becomes of a
    record when what it refers to goes: it goes too ("cascade") or forgets it ("clear").
    """

    kind: str
    limit: int = 0
    choices: tuple[str, ...] = ()
    lowest: float = 0.0
    highest: float = 0.0
    step: float = 1.0
    target: str = ""
    optional: bool = False
    on_delete: str = "cascade"


LINE_LIMIT = 2_000
TEXT_LIMIT = 20_000
WORDS_LIMIT = 200
LATEST_TIME = 1 << 53
"""The greatest time in ms since 1970 that is kept: what a double holds exactly."""


_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe]")
"""The control characters (Cc) but for tab and line break, the surrogates (Cs), and U+FFFE, which is no character:
at the start of a text it is taken for an order of bytes, and all that follows for other letters."""


def field_of(default: object, **rule: Any) -> Any:
    """Return a dataclass field with a default and a rule (the arguments of `Rule`)."""
    return field(default=default, metadata={"rule": Rule(**rule)})


def line_field() -> Any:
    """Return a field for one line of text."""
    return field_of("", kind="line", limit=LINE_LIMIT)


def text_field(limit: int = TEXT_LIMIT) -> Any:
    """Return a field for text of several lines, at most `limit` characters."""
    return field_of("", kind="text", limit=limit)


def words_field() -> Any:
    """Return a field for a list of short texts."""
    return field_of((), kind="words", limit=LINE_LIMIT)


def flag_field() -> Any:
    """Return a field that is true or false; false unless said."""
    return field_of(False, kind="flag")


def time_field() -> Any:
    """Return a field for a moment, in ms since 1970 (0: not said), within what a double holds exactly."""
    return field_of(0, kind="integer", lowest=0, highest=LATEST_TIME)


def choice_field(*choices: str) -> Any:
    """Return a field that holds one of some words; the first is its default."""
    return field_of(choices[0], kind="choice", choices=choices)


def rating_field() -> Any:
    """Return a field for a rating from 1 to 5, or None."""
    return field_of(None, kind="integer", lowest=1, highest=5, optional=True)


def reference_field(target: str, *, optional: bool = False) -> Any:
    """Return a field that holds the id of a record of a kind."""
    return field_of(
        None if optional else "",
        kind="reference",
        target=target,
        optional=optional,
        on_delete="clear" if optional else "cascade",
    )


def order_field() -> Any:
    """Return a field for an order key."""
    return field_of("", kind="order", limit=LINE_LIMIT)


def id_field() -> Any:
    """Return the field of a record's own id."""
    return field_of("", kind="id", limit=64)


def clean_text(value: str, limit: int = TEXT_LIMIT, *, lines: bool = True) -> str:
    """Return text fit for a record: NFC, no NUL or lone surrogates, line breaks as \\n (or spaces), at most `limit`.

    Other control characters are dropped too, since no reader of the file, the PDF or the screen has a use for them.
    """
    if value.isascii() and value.isprintable():
        return value[:limit]
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not lines:
        value = value.replace("\n", " ")
    return unicodedata.normalize("NFC", _DROPPED.sub("", value[: limit * 4]))[:limit]


def clean_value(rule: Rule, value: Any) -> Any:
    """Return the nearest value that the rule allows; raise ValueError where there is none."""
    if value is None and rule.optional:
        return None
    if rule.kind in ("line", "order", "id"):
        return clean_text(value, rule.limit, lines=False)
    if rule.kind == "text":
        return clean_text(value, rule.limit)
    if rule.kind == "words":
        cleaned = (clean_text(each, rule.limit, lines=False).strip() for each in value)
        return tuple(dict.fromkeys(each for each in cleaned if each))[:WORDS_LIMIT]
    if rule.kind == "choice":
        if value not in rule.choices:
            raise ValueError(value)
        return value
    if rule.kind in ("number", "integer"):
        return _clean_number(rule, value)
    if rule.kind == "flag":
        return bool(value)
    if rule.kind == "date":
        return date.fromisoformat(value).isoformat() if value else ""
    return clean_text(value, 64, lines=False)


def _clean_number(rule: Rule, value: Any) -> float | int:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    number = max(rule.lowest, min(rule.highest, number))
    if rule.kind == "integer":
        return round(number)
    return round(number / rule.step) * rule.step if rule.step < 1 else round(number, 4)
