"""What an importer gives back: a document and warnings, or a problem. Each names a sentence of the catalogue."""

from dataclasses import dataclass, field
from typing import Any

from model.document import Document
from model.rules import clean_text
from resources.words import say

INVISIBLE = frozenset("\u200b\u2060\ufeff")
"""Characters without ink or width. A name made of these alone is no name; Mermaid cannot write an empty one."""


class ImportProblem(Exception):
    """A text that no reader could understand. `key` and `values` (a line among them) name the sentence."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """One thing that was read otherwise than it was written, or left out. `line` counts from 1; 0 is the whole file."""

    line: int
    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The document that a text described, and what the reader should be told."""

    document: Document
    warnings: tuple[ReadingWarning, ...] = ()


def sentence(fault: ImportProblem | ReadingWarning, language: str) -> str:
    """Return the sentence of a problem or a warning: what, in which line, what to do."""
    if isinstance(fault, ImportProblem):
        values: dict[str, Any] = dict(fault.values)
    else:
        values = {"line": str(fault.line), **dict(fault.values)}
    return say(fault.key, language, **values)


EXCERPT = 60


def excerpt(text: str) -> str:
    """Return the text short enough to stand in a sentence."""
    text = " ".join(clean_text(text, EXCERPT * 4).split())
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"


@dataclass(slots=True)
class Notes:
    """Collects the warnings of one reading, in the order of the lines."""

    warnings: list[ReadingWarning] = field(default_factory=list)

    def warn(self, line: int, key: str, **values: str) -> None:
        """Note a warning; the values are shortened to stand in its sentence."""
        shortened = tuple(sorted((name, excerpt(value)) for name, value in values.items()))
        self.warnings.append(ReadingWarning(line, key, shortened))

    def words(self, text: str, line: int, limit: int, *, lines: bool = False) -> str:
        """Return the text fit for a record, and warn when it had to be cut or cleaned."""
        if len(text) > limit:
            self.warn(line, "import.cut", limit=str(limit), title=text)
            text = text[:limit]
        if any("\ud800" <= character <= "\udfff" for character in text) or "\0" in text:
            self.warn(line, "import.characters", title=text)
        cleaned = clean_text(text, limit, lines=lines)
        return "" if INVISIBLE.issuperset(cleaned) else cleaned

    def sorted(self) -> tuple[ReadingWarning, ...]:
        """Return the warnings by line; those of one line stay in the order in which they were found."""
        return tuple(sorted(self.warnings, key=lambda warning: warning.line))
