"""Mermaid `journey` diagrams: sections become stages, tasks touchpoints linked in order, scores emotions.

The grammar is mermaid's user-journey/parser/journey.jison (version 11, MIT). Read line by line instead of token by
token, so that what mermaid would silently cut or misread can be kept, with a warning that names the line.
"""

import re
from dataclasses import dataclass, field

from model.importers.imported import Imported, ImportProblem, Notes
from model.importers.journey_records import Journey, Section, build
from model.importers.mermaid_source import Source, as_written, decode, prepare
from model.importers.mermaid_task import looks_acted, looks_scored, read_task
from model.rules import LINE_LIMIT, TEXT_LIMIT

_HEADER = re.compile(r"\s*(journey)\b(.*)", re.IGNORECASE | re.DOTALL)
_KEYWORD = re.compile(r"(title|section)(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)
_ACCESSIBLE = re.compile(r"acc(?:(title)\s*:|descr\s*([:{]))(.*)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"(?<=\s)(?:#|%%)(?=\s|$)")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def read_mermaid(text: str, *, language: str = "en") -> Imported:
    """Return the project with one map that a journey diagram describes; raise ImportProblem where nobody could read it.

    language: what the map is in when its words have no letters; otherwise the script of its words says.
    """
    notes = Notes()
    journey = read_journey(text, notes)
    return Imported(build([journey], notes, language), notes.sorted())


def read_journey(text: str, notes: Notes, first_line: int = 1) -> Journey:
    """Return the outline of one journey diagram whose text begins at a line; raise ImportProblem as `read_mermaid`."""
    source = prepare(text, first_line)
    reading = _Reading(notes, Journey(first_line))
    if source.title:
        reading.title(source.title, source.title_line)
    for number, line in _after_header(source, reading):
        reading.line(line, number)
    return reading.finish()


def is_journey(text: str) -> bool:
    """Whether a diagram's first word is `journey`, in capitals or not."""
    try:
        source = prepare(text)
    except ImportProblem:
        return any(_HEADER.match(line) for line in text.splitlines())
    return _header(source)[1] is not None


def _header(source: Source) -> tuple[int, re.Match[str] | None]:
    """Return the index of the first line that says anything, and the match of `journey` there."""
    for index, (_, line) in enumerate(source.lines):
        if line.strip() and not line.lstrip().startswith(("%", "#")):
            return index, _HEADER.match(line)
    return len(source.lines), None


def _after_header(source: Source, reading: "_Reading") -> list[tuple[int, str]]:
    """Return the lines from the word `journey` on; raise ImportProblem where the text begins otherwise."""
    index, found = _header(source)
    if index == len(source.lines):
        raise ImportProblem("import.mermaid.empty")
    number, line = source.lines[index]
    if found is None:
        raise ImportProblem("import.mermaid.not_a_journey", line=str(number), text=as_written(line))
    reading.journey.line = number
    if found[1] != "journey":
        reading.notes.warn(number, "import.mermaid.header_case", text=found[1])
    return [(number, found[2].lstrip(";")), *source.lines[index + 1 :]]


@dataclass(slots=True)
class _Reading:
    """The state of one reading: the journey so far, and a description that is still open."""

    notes: Notes
    journey: Journey
    spoken_title: str = ""
    spoken_line: int = 0
    open_line: int = 0
    described: list[str] = field(default_factory=list)

    def line(self, line: str, number: int) -> None:
        """Take one line of the file."""
        if self.open_line:
            self._describe(line, number)
            return
        line = line.strip()
        if not line or line.startswith(("#", "%")):
            return
        accessible = _ACCESSIBLE.match(line)
        if accessible is None:
            for statement in self._statements(self._without_comment(line, number), number):
                self._statement(statement, number)
        elif accessible[1]:
            self.spoken_title, self.spoken_line = self._words(accessible[3], number), number
        elif accessible[2] == ":":
            self.journey.description = self._words(accessible[3], number, lines=True)
        else:
            self.open_line, self.described = number, []
            self._describe(accessible[3], number)

    def finish(self) -> Journey:
        """Return the journey; raise ImportProblem where a description never ends."""
        if self.open_line:
            raise ImportProblem("import.mermaid.description", line=str(self.open_line))
        if not self.journey.title:
            self.journey.title = self.spoken_title
        elif self.spoken_title not in ("", self.journey.title):
            self.notes.warn(self.spoken_line, "import.mermaid.spoken_title", title=self.spoken_title)
        return self.journey

    def title(self, text: str, number: int) -> None:
        """Take a title; the last one wins, as in mermaid."""
        title = self._words(_BREAK.sub(" ", text), number)
        if self.journey.title not in ("", title):
            self.notes.warn(number, "import.mermaid.title_again", title=self.journey.title)
        self.journey.title = title

    def _words(self, text: str, number: int, *, lines: bool = False) -> str:
        words = decode(text.strip(), number, self.notes)
        return self.notes.words(words, number, TEXT_LIMIT if lines else LINE_LIMIT, lines=lines)

    def _describe(self, line: str, number: int) -> None:
        """Take a line of `accDescr { … }`, up to its closing brace."""
        inside, brace, after = line.partition("}")
        self.described.append(inside.strip())
        if brace:
            self.journey.description = self._words("\n".join(self.described).strip(), self.open_line, lines=True)
            self.open_line = 0
            self.line(after, number)

    def _without_comment(self, line: str, number: int) -> str:
        """Return the line up to a comment, where what stands before it is a whole statement.

        Mermaid knows `#` in every statement; `%%` within a line it takes for words, which in a task nobody means.
        """
        for found in _COMMENT.finditer(line):
            before = line[: found.start()].rstrip()
            if looks_scored(before) or (found[0] == "#" and _KEYWORD.match(before)):
                self.notes.warn(number, "import.mermaid.comment", text=as_written(line[found.start() :]))
                return before
        return line

    def _statements(self, line: str, number: int) -> list[str]:
        """Return the line's statements: several where each piece between semicolons is one, else the line as it is."""
        pieces = [piece.strip() for piece in line.split(";")]
        whole = [piece for piece in pieces if piece]
        if len(pieces) == 1 or not all(_KEYWORD.match(piece) or looks_scored(piece) for piece in whole):
            return [line]
        self.notes.warn(number, "import.mermaid.semicolon")
        return whole

    def _statement(self, line: str, number: int) -> None:
        keyword = _KEYWORD.match(line)
        if line[:7].lower() == "journey" and _HEADER.match(line):
            if not looks_scored(line):
                raise ImportProblem("import.mermaid.second_header", line=str(number))
            self.notes.warn(number, "import.mermaid.keyword", word=line[:7])
            self._task(line, number)
        elif keyword is None:
            self._task(line, number)
        elif looks_acted(keyword[2] or "") and (self.journey.sections or keyword[1].lower() == "section"):
            self.notes.warn(number, "import.mermaid.keyword", word=keyword[1])
            self._task(line, number)
        elif not keyword[2]:
            self.notes.warn(number, "import.mermaid.bare", word=keyword[1])
            if keyword[1].lower() == "section":
                self.journey.sections.append(Section(""))
        elif keyword[1].lower() == "title":
            self._note_kept(keyword[2], "#;", number)
            self.title(keyword[2], number)
        else:
            self._note_kept(keyword[2], "#:;", number)
            self.journey.sections.append(Section(self._words(_BREAK.sub(" ", keyword[2]), number)))

    def _task(self, line: str, number: int) -> None:
        self._note_kept(line, "#;", number)
        if not self.journey.sections:
            self.journey.sections.append(Section(""))
        self.journey.sections[-1].tasks.append(read_task(line, number, self.notes))

    def _note_kept(self, text: str, characters: str, number: int) -> None:
        """Warn of characters that mermaid cannot read where they stand, and that are kept here."""
        found = [each for each in characters if each in text]
        if found:
            self.notes.warn(number, "import.mermaid.kept", characters=" ".join(found))
