"""What the rows of a file mean, said once more and in the plainest way: nothing here is of `model.store`.

Opening reads columns at a time and is careful and fast. This reads one value after another and is neither; the two
must always agree, on what a file holds and on whether it holds anything.
"""

import json
import math
import unicodedata
from dataclasses import fields, replace
from datetime import date

from model.records import KINDS, Card, Comment, Lane, Link, Stage

LATEST = 1 << 53


class Refused(Exception):
    """The rows make no document."""


def document_of(tables):
    """Return the records, by id, that the rows of tables mean; raise Refused where they mean none.

    tables: for each kind its rows in order, each a dict by column; and "log", likewise.
    """
    records = {}
    for kind, cls in KINDS.items():
        for row in tables[kind]:
            record = cls(**{each.name: _value(each.metadata["rule"], row[each.name]) for each in fields(cls)})
            if not record.id or record.id in records:
                raise Refused(record.id)
            records[record.id] = record
    if sum(type(each).__name__ == "Project" for each in records.values()) != 1:
        raise Refused("project")
    _check_log(tables["log"])
    records = {each.id: _settled(each, records) for each in records.values()}
    for record in records.values():
        _check_place(record, records)
    return _without_circles(records)


def _value(rule, value):
    if value is None and rule.optional:
        return None
    wanted = {"number": float, "integer": int, "flag": int}.get(rule.kind, str)
    if type(value) is not wanted:
        raise Refused(rule)
    try:
        return _READERS.get(rule.kind, _line)(rule, value)
    except (ValueError, TypeError, OverflowError, RecursionError) as problem:
        raise Refused(rule) from problem


def _text(value, limit, breaks):
    for line_break in ("\r\n", "\r", "\u2028", "\u2029"):
        value = value.replace(line_break, "\n")
    if not breaks:
        value = value.replace("\n", " ")
    kept = [each for each in value if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs")]
    return unicodedata.normalize("NFC", "".join(kept))[:limit]


def _line(rule, value):
    return _text(value, rule.limit or 64, breaks=False)


def _words(rule, value):
    words = json.loads(value)
    if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
        raise ValueError(value)
    kept = []
    for each in words:
        word = _text(each, rule.limit, breaks=False).strip()
        if word and word not in kept:
            kept.append(word)
    return tuple(kept[:200])


def _choice(rule, value):
    if value not in rule.choices:
        raise ValueError(value)
    return value


def _number(rule, value):
    if not math.isfinite(value):
        raise ValueError(value)
    value = min(max(value, rule.lowest), rule.highest)
    if rule.kind == "integer":
        return round(value)
    return round(value / rule.step) * rule.step if rule.step < 1 else round(float(value), 4)


_READERS = {
    "text": lambda rule, value: _text(value, rule.limit, breaks=True),
    "words": _words,
    "choice": _choice,
    "number": _number,
    "integer": _number,
    "flag": lambda rule, value: value != 0,
    "date": lambda rule, value: date.fromisoformat(value).isoformat() if value else "",
}


def _settled(record, records):
    """The record with what may be empty emptied where it leads nowhere; Refused where it may not be."""
    for each in fields(record):
        rule = each.metadata["rule"]
        target = getattr(record, each.name)
        if rule.kind != "reference" or target is None or type(records.get(target)) is KINDS[rule.target]:
            continue
        if not rule.optional:
            raise Refused(each.name)
        record = replace(record, **{each.name: None})
    return record


def _check_place(record, records):
    names = {Card: ("stage", "lane"), Link: ("source", "target")}.get(type(record), ())
    for name in names:
        target = records[getattr(record, name)]
        assert isinstance(target, Stage | Lane | Card)
        if target.map != record.map:
            raise Refused(name)


def _without_circles(records):
    settled = dict(records)
    for cls, name in ((Card, "about"), (Comment, "reply_to")):
        for record in records.values():
            if type(record) is cls and _comes_back(record, name, records):
                settled[record.id] = replace(record, **{name: None})
    return settled


def _comes_back(record, name, records):
    at = record
    for _ in records:
        target = getattr(at, name)
        if target is None:
            return False
        if target == record.id:
            return True
        at = records[target]
    return False


def _check_log(rows):
    known = []
    for row in sorted(rows, key=lambda row: row["position"]):
        texts = [value for name, value in row.items() if name not in ("position", "time")]
        if not all(type(each) is str for each in texts) or type(row["time"]) is not int:
            raise Refused("log")
        if not 0 <= row["time"] <= LATEST or row["id"] in known or not row["id"] or len(row["id"]) > 64:
            raise Refused("log")
        for name in ("id", "author", "session", "label", "undoes", "coalesce"):
            if _text(row[name], 2_000, breaks=False) != row[name]:
                raise Refused(name)
        try:
            parents, values = json.loads(row["parents"]), json.loads(row["values"])
        except (ValueError, RecursionError) as problem:
            raise Refused("log") from problem
        if not isinstance(parents, list) or not all(isinstance(each, str) and each in known for each in parents):
            raise Refused("parents")
        if not isinstance(values, dict) or not all(isinstance(each, str) for each in values.values()):
            raise Refused("values")
        known.append(row["id"])
    if not known:
        raise Refused("log")
