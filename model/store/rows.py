"""The one mapping between records and rows: a column a field, in the order of the fields.

Words are JSON text, flags 0 or 1, numbers REAL; everything else is what it is. Reading works a column at a time,
because ten thousand cards are then a few dozen calls into C instead of a quarter of a million in Python.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from model.records import KIND_OF, KINDS, Record, clean, rules
from model.rules import WORDS_LIMIT, Rule, clean_value
from model.store.form import quoted

Row = tuple[Any, ...]

TYPES = {"number": "REAL", "integer": "INTEGER", "flag": "INTEGER"}
"""The column type of a rule's kind; TEXT where none is named."""

_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe]")
_LENGTH_OF_ID = 64
_JOINED = 2_000_000
"""About how many characters are looked at as one."""
_LONGEST_WORDS = 1_000_000
"""The most characters of a list of words as JSON: more than the longest list can need."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Column(NamedTuple):
    """A column: its name, SQL type and rule, and whether it may be NULL."""

    name: str
    type: str
    rule: Rule


@cache
def columns(kind: str) -> tuple[Column, ...]:
    """Return the columns of the table of a kind of record."""
    return tuple(Column(name, TYPES.get(rule.kind, "TEXT"), rule) for name, rule in rules(KINDS[kind]).items())


def select_records(kind: str) -> str:
    """Return the statement that reads all rows of a kind, in the order in which they were first written."""
    return f'SELECT {quoted(spec.name for spec in columns(kind))} FROM "{kind}" ORDER BY rowid'


def _words_to_text(value: Any) -> str:
    return _encode(list(value)) if value else "[]"


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


_INTO_ROW: dict[str, Callable[[Any], Any]] = {"words": _words_to_text, "number": float, "integer": int, "flag": int}


@cache
def _writing(kind: str) -> tuple[Callable[[Record], Row], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """Return what gets a record's fields, and the converters by position where a field is not its own column."""
    converters = []
    for index, spec in enumerate(columns(kind)):
        convert = _INTO_ROW.get(spec.rule.kind)
        if convert is not None:
            converters.append((index, _optional(convert) if spec.rule.optional else convert))
    return attrgetter(*(spec.name for spec in columns(kind))), tuple(converters)


def to_row(record: Record) -> Row:
    """Return a record's row. The record must be clean (`model.records.clean`), or it may not read back the same."""
    getter, converters = _writing(KIND_OF[type(record)])
    row = list(getter(record))
    for index, convert in converters:
        row[index] = convert(row[index])
    return tuple(row)


def kind_and_row(record: Record) -> tuple[str, Row]:
    """Return the kind of a record, which is the name of its table, and the row of the record cleaned."""
    return KIND_OF[type(record)], to_row(clean(record))


def to_records(kind: str, rows: Sequence[Row]) -> tuple[list[Record], int]:
    """Return the records of a table's rows, and how many of them had to be cleaned.

    Raises BadRow, naming column and record, for a value that the rules cannot bring to a valid one.
    """
    if not rows:
        return [], 0
    cls, specs = KINDS[kind], columns(kind)
    vertical = list(zip(*rows, strict=True))
    converted: list[Iterable[Any]] = []
    suspect = False
    for spec, values in zip(specs, vertical, strict=True):
        _check_types(spec, values, vertical[0])
        decoded, is_clean = _DECODERS.get(spec.rule.kind, _decode_text)(spec, values)
        suspect = suspect or not is_clean
        converted.append(decoded)
    if not suspect:
        return list(map(cls, *converted)), 0
    return _clean_one_by_one(kind, zip(*converted, strict=True))


class BadRow(ValueError):
    """A value in a file that no record can hold: its table, its column, and the id of its row."""

    def __init__(self, column: str, record: str) -> None:
        super().__init__(column, record)
        self.column = column
        self.record = record


_PYTHON_TYPES: dict[str, type] = {"TEXT": str, "REAL": float, "INTEGER": int}


def _check_types(spec: Column, values: Sequence[Any], ids: Sequence[Any]) -> None:
    """Raise BadRow where a value is not of its column's type: SQLite itself lets anything stand anywhere."""
    expected = {_PYTHON_TYPES[spec.type]} | ({type(None)} if spec.rule.optional else set())
    if not set(map(type, values)) <= expected:
        at = next(index for index, value in enumerate(values) if type(value) not in expected)
        raise BadRow(spec.name, str(ids[at])[:_LENGTH_OF_ID])


def _clean_one_by_one(kind: str, rows: Iterable[Row]) -> tuple[list[Record], int]:
    """Return the records of converted rows cleaned one by one, and how many of them changed."""
    cls, table = KINDS[kind], rules(KINDS[kind])
    records: list[Record] = []
    repaired = 0
    for row in rows:
        values = {}
        for (name, rule), value in zip(table.items(), row, strict=True):
            try:
                values[name] = clean_value(rule, value)
            except (ValueError, TypeError, OverflowError) as problem:
                raise BadRow(name, str(row[0])[:_LENGTH_OF_ID]) from problem
        if not values["id"]:
            raise BadRow("id", "")
        repaired += tuple(values.values()) != tuple(row)
        records.append(cls(**values))
    return records, repaired


# Each decoder returns the values as the record holds them, and whether cleaning them would change nothing.


def _decode_text(spec: Column, values: Sequence[Any]) -> tuple[Iterable[Any], bool]:
    present = [value for value in values if value is not None] if spec.rule.optional else values
    is_clean = is_clean_text(present, spec.rule.limit or _LENGTH_OF_ID, lines=spec.rule.kind == "text")
    return values, is_clean and (spec.rule.kind not in ("id", "reference") or "" not in present)


def is_clean_text(values: Sequence[str], limit: int, *, lines: bool) -> bool:
    """Whether `clean_text` would change none of the texts. They are looked at as one, joined by line breaks.

    A line break joins nothing to its neighbours (it is a starter that never composes), so the whole is in
    normal form C exactly when every part is.
    """
    if not values:
        return True
    longest = max(map(len, values))
    if longest > limit:
        return False
    step = _JOINED // (longest + 1) + 1
    return all(_is_clean_piece(values[at : at + step], lines=lines) for at in range(0, len(values), step))


def _is_clean_piece(values: Sequence[str], *, lines: bool) -> bool:
    joined = "\n".join(values)
    if not lines and joined.count("\n") != len(values) - 1:
        return False
    if _UNCLEAN.search(joined):
        return False
    return joined.isascii() or unicodedata.is_normalized("NFC", joined)


def _decode_words(spec: Column, values: Sequence[Any]) -> tuple[Iterable[Any], bool]:
    """Decode JSON lists of words; each distinct text is decoded once, and most of them are "[]"."""
    decoded: dict[str, tuple[str, ...]] = {}
    is_clean = True
    for text in set(values):
        words = _words_from_text(text)
        if words is None:
            raise BadRow(spec.name, "")
        decoded[text] = words
        is_clean = is_clean and len(words) <= WORDS_LIMIT and clean_value(spec.rule, words) == words
        is_clean = is_clean and _words_to_text(words) == text
    return map(decoded.__getitem__, values), is_clean


def _words_from_text(text: str) -> tuple[str, ...] | None:
    if len(text) > _LONGEST_WORDS:
        return None
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return None
    return tuple(words)


def _decode_choice(spec: Column, values: Sequence[Any]) -> tuple[Iterable[Any], bool]:
    return values, set(values) <= set(spec.rule.choices)


def _decode_flag(spec: Column, values: Sequence[Any]) -> tuple[Iterable[Any], bool]:
    return map(bool, values), set(values) <= {0, 1}


def _decode_distinct(spec: Column, values: Sequence[Any]) -> tuple[Iterable[Any], bool]:
    """Decode numbers and dates: what is distinct is little, and is cleaned to see whether that changes it."""
    try:
        return values, all(clean_value(spec.rule, value) == value for value in set(values))
    except (ValueError, OverflowError):
        return values, False


_DECODERS: dict[str, Callable[[Column, Sequence[Any]], tuple[Iterable[Any], bool]]] = {
    "words": _decode_words,
    "choice": _decode_choice,
    "flag": _decode_flag,
    "number": _decode_distinct,
    "integer": _decode_distinct,
    "date": _decode_distinct,
}
