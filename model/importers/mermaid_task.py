"""One task of a Mermaid journey: `name: score: actors`, and the ways in which people write it otherwise.

Mermaid (user-journey/journeyDb.js) splits at each colon and takes the second part for the score. Times and
addresses in a name break that, so a later part is taken where the second cannot be a score.
"""

import re
import unicodedata
from dataclasses import dataclass

from model.importers.imported import Notes
from model.importers.mermaid_source import as_written, decode
from model.rules import LINE_LIMIT, TEXT_LIMIT, WORDS_LIMIT

LOWEST, NEUTRAL, HIGHEST = 1, 3, 5
"""Mermaid's scale. 3 is the middle, a score of 0 on ours."""

_DECIMAL = re.compile(r"[+-]?(\d{1,30}\.?\d{0,30}|\.\d{1,30})(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_WHOLE = {"0x": 16, "0o": 8, "0b": 2}
_OUT_OF_FIVE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*/\s*5", re.ASCII)
_COMMA_DECIMAL = re.compile(r"\d,\d{1,9}", re.ASCII)
_SCORE_COMMA_ACTORS = re.compile(r"\s*(\d{1,9})\s*[,،]\s*(\D.*)", re.ASCII | re.DOTALL)
_MINUTES = re.compile(r"\d\d(?!\d)", re.ASCII)
_MOST_ACTORS = WORDS_LIMIT + 1
_COMMAS = re.compile("[,،，、]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Task:
    """A task as a map takes it. `score` is an emotion's, -2 to +2 in halves, or None where none was given."""

    line: int
    title: str
    score: float | None
    actors: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A score, and whether mermaid would have read the same number."""

    value: float
    exact: bool


def _as_mermaid(text: str) -> float | None:
    """Return what JavaScript's Number() makes of the text; None for NaN and the empty string."""
    base = _WHOLE.get(text[:2].lower())
    if base is not None:
        try:
            return float(min(int(text[2:], base), 1000)) if "_" not in text and len(text) < 40 else None
        except ValueError:
            return None
    return float(text) if _DECIMAL.fullmatch(text) else None


def _digits(text: str) -> str:
    """Return the text with the decimal digits of every script as ASCII ones."""
    return "".join(str(unicodedata.decimal(each, each)) for each in text).replace("٫", ".")


def _number(text: str) -> _Number | None:
    text = text.strip()
    if not text or len(text) > 80:
        return None
    value = _as_mermaid(text)
    if value is not None:
        return _Number(value, exact=True)
    plain = _digits(text)
    if _COMMA_DECIMAL.fullmatch(plain):
        plain = plain.replace(",", ".")
    if found := _OUT_OF_FIVE.fullmatch(plain):
        plain = found[1]
    value = _as_mermaid(plain)
    return None if value is None else _Number(value, exact=False)


def _is_time(before: str, after: str) -> bool:
    """Whether the colon between two parts stands in a time such as 10:30."""
    return before[-1:].isdigit() and _MINUTES.match(after) is not None


def _score_part(parts: list[str]) -> int:
    """Return which part of a task holds its score: the second, or a later one where that cannot be a score.

    The number of parts where there is none and the first colon belongs to the name, as in `Meet at 10:30 sharp`.
    """
    if len(parts) < 2 or not parts[1].strip():
        return 1
    in_name = _is_time(parts[0], parts[1]) or parts[1].startswith("//")
    if _number(parts[1]) is not None and not (in_name and len(parts) > 2):
        return 1
    for index in range(2, len(parts)):
        if _number(parts[index]) is not None and not _is_time(parts[index - 1], parts[index]):
            return index
    return len(parts) if in_name and _number(parts[1]) is None else 1


def read_task(text: str, line: int, notes: Notes) -> Task:
    """Return the task that a line describes. Whatever had to be guessed or left out is warned of."""
    if ":" not in text and "：" in text:
        notes.warn(line, "import.mermaid.wide_colon")
        text = text.replace("：", ":")
    parts = text.split(":")
    at = _score_part(parts)
    name = ":".join(parts[:at])
    if at > 1:
        notes.warn(line, "import.mermaid.colon", title=as_written(name.strip()))
    score, actors, note = _data(parts[at:], line, notes)
    title = _title(name, line, notes)
    if not name.strip():
        notes.warn(line, "import.mermaid.no_name")
    return Task(line, title, score, actors, note)


def _title(name: str, line: int, notes: Notes) -> str:
    return notes.words(decode(_BREAK.sub("\n", name.strip()), line, notes), line, TEXT_LIMIT, lines=True)


def _data(data: list[str], line: int, notes: Notes) -> tuple[float | None, tuple[str, ...], str]:
    """Return score, actors and what neither of them could take."""
    if not data or not "".join(data).strip():
        notes.warn(line, "import.mermaid.score_missing")
        return None, (), ""
    written = data[0].strip()
    number, people, rest = _number(written), data[1] if len(data) > 1 else "", data[2:]
    if number is None and (found := _SCORE_COMMA_ACTORS.fullmatch(_digits(written))):
        number, rest = _Number(float(found[1]), exact=False), data[1:]
        people = written[found.start(2) :]
    if number is None and written:
        notes.warn(line, "import.mermaid.score_unread", text=as_written(written))
        rest = [written, *rest]
    elif number is None:
        notes.warn(line, "import.mermaid.score_missing")
    extra = ":".join(rest).strip()
    if extra and extra != written:
        notes.warn(line, "import.mermaid.extra", text=as_written(extra))
    note = notes.words(decode(extra, line, notes), line, TEXT_LIMIT, lines=True)
    return _emotion(number, written, line, notes), _actors(people, line, notes), note


def _emotion(number: _Number | None, written: str, line: int, notes: Notes) -> float | None:
    """Return a score on our scale: 1 to 5 becomes -2 to +2, in halves."""
    if number is None:
        return None
    inside = max(float(LOWEST), min(float(HIGHEST), number.value))
    score = round((inside - NEUTRAL) * 2) / 2
    read = f"{score + NEUTRAL:g}"
    if inside != number.value:
        notes.warn(line, "import.mermaid.score_clamped", text=as_written(written), score=read)
    elif score + NEUTRAL != number.value:
        notes.warn(line, "import.mermaid.score_rounded", text=as_written(written), score=read)
    elif not number.exact:
        notes.warn(line, "import.mermaid.score_read", text=as_written(written), score=read)
    return score


def _actors(text: str, line: int, notes: Notes) -> tuple[str, ...]:
    names = [each.strip() for each in _COMMAS.split(text)]
    if len(names) > text.count(",") + 1:
        notes.warn(line, "import.mermaid.comma", text=as_written(text.strip()))
    actors = dict.fromkeys(notes.words(decode(each, line, notes), line, LINE_LIMIT) for each in names if each)
    named = tuple(each for each in actors if each)
    if len(named) > _MOST_ACTORS:
        notes.warn(line, "import.mermaid.actors", limit=str(_MOST_ACTORS))
    return named[:_MOST_ACTORS]


def looks_scored(text: str) -> bool:
    """Whether some part of the text after a colon is a number, as in every well-formed task."""
    return any(_number(part) is not None for part in text.split(":")[1:])


def looks_acted(text: str) -> bool:
    """Whether the text has the full form of a task, with a score and then actors: `name: 5: Me`."""
    return any(_number(part) is not None for part in text.split(":")[1:-1])
