"""The outer layer of a Mermaid text: front matter, directives, comments and entities. What is left is statements.

After mermaid's own preprocessing (packages/mermaid/src/preprocess.ts and utils.ts `encodeEntities`, version 11),
except that nothing here changes the number of lines, so that warnings can name them.
"""

import html
import re
from dataclasses import dataclass
from html.entities import html5

from model.importers.imported import ImportProblem, Notes, excerpt
from model.rules import clean_text

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Stand around an entity while a statement is taken apart, so that `#58;` cannot act as a colon. Noncharacters."""

_ENTITY = re.compile(r"#(\w{1,40});", re.ASCII)
_MARKED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_TITLE = re.compile(r"title[ \t]*:[ \t]*(.*)", re.DOTALL)
_ESCAPES = {"n": " ", "t": " ", '"': '"', "\\": "\\", "/": "/"}


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a diagram with their numbers, comments and directives emptied, and the front matter's title."""

    lines: tuple[tuple[int, str], ...]
    title: str = ""
    title_line: int = 0


def prepare(text: str, first_line: int = 1) -> Source:
    """Return the diagram's own lines; raise ImportProblem where front matter or a directive never ends."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = first_line + text.count("\n", 0, text.index("\0"))
        raise ImportProblem("import.nul", line=str(line))
    lines = text.replace(OPEN, "").replace(CLOSE, "").split("\n")
    start, title, title_line = _front_matter(lines, first_line)
    body = _without_directives("\n".join(lines[start:]), first_line + start)
    numbered = tuple(
        (number, "" if line.lstrip().startswith("%%") else _ENTITY.sub(rf"{OPEN}\1{CLOSE}", line))
        for number, line in enumerate(body.split("\n"), first_line + start)
    )
    return Source(numbered, title, title_line)


def _front_matter(lines: list[str], first_line: int) -> tuple[int, str, int]:
    """Return the index of the first line after the front matter, its title, and that title's line number."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() != "---":
        return 0, "", 0
    indent = lines[start][: lines[start].index("-")]
    end = next((index for index in range(start + 1, len(lines)) if lines[index].rstrip() == f"{indent}---"), None)
    if end is None:
        raise ImportProblem("import.mermaid.front_matter", line=str(first_line + start))
    for index in range(start + 1, end):
        found = _TITLE.match(lines[index].removeprefix(indent))
        if found:
            block = [line.strip() for line in lines[index + 1 : end] if line.startswith(f"{indent} ")]
            return end + 1, _scalar(found[1].strip(), block), first_line + index
    return end + 1, "", 0


def _scalar(text: str, block: list[str]) -> str:
    """Return a YAML scalar: plain, quoted in either way, or (`|`, `>`) the indented lines that follow."""
    if text[:1] in ("|", ">"):
        return " ".join(block)
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text.split(" #", 1)[0].rstrip()


def _without_directives(text: str, first_line: int) -> str:
    """Return the text with each `%%{init: …}%%` emptied, its line ends kept."""
    parts, position = [], 0
    while (start := text.find("%%{", position)) >= 0:
        end = text.find("}%%", start)
        if end < 0:
            line = first_line + text.count("\n", 0, start)
            raise ImportProblem("import.mermaid.directive", line=str(line))
        parts.append(text[position:start])
        parts.append("\n" * text.count("\n", start, end))
        position = end + 3
    parts.append(text[position:])
    return "".join(parts)


def decode(text: str, line: int, notes: Notes) -> str:
    """Return the words of a field, its entities (`#58;`, `#colon;`) as the characters they stand for.

    A name that HTML does not know, or a number of no character, stays as it was written, with a warning.
    """

    def character(found: re.Match[str]) -> str:
        name = found[1]
        decoded = html.unescape(f"&#{name};") if name.isdigit() else html5.get(f"{name};", "")
        if decoded and clean_text(decoded):
            return decoded
        notes.warn(line, "import.mermaid.entity", entity=f"#{name};")
        return f"#{name};"

    return _MARKED.sub(character, text)


def as_written(text: str) -> str:
    """Return a piece of a statement as the file has it, short enough for a sentence."""
    return excerpt(_MARKED.sub(r"#\1;", text))
