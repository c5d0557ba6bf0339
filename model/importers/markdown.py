"""Markdown files: every fenced block that holds a Mermaid journey becomes a map of one project.

Fences are CommonMark's (0.31, section 4.5) with the info words `mermaid` and `{mermaid}`, and Azure DevOps' `:::`.
"""

import re
from dataclasses import dataclass

from model.importers.imported import INVISIBLE, Imported, ImportProblem, Notes
from model.importers.journey_records import Journey, build
from model.importers.mermaid import is_journey, read_journey
from model.rules import LINE_LIMIT

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,}|:{3,})[ \t]*(.*)", re.DOTALL)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*)", re.DOTALL)
_BARE = re.compile(r"\s*journey[ \t]*(?:\n|\Z)")
_MERMAID = re.compile(r"\{?\s*mermaid\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the number of its first line, its text, and the heading it stands under."""

    line: int
    text: str
    heading: str


def read_markdown(text: str, *, language: str = "en") -> Imported:
    """Return a project with a map for each journey in a Markdown text, in order; raise ImportProblem without any.

    A text that is one journey without any fence is read as one. A map without a title takes the heading it stands
    under, the project the first heading of level 1. A journey that cannot be read is left out with a warning, unless
    it is the only one. Lines are those of the Markdown file.
    """
    notes = Notes()
    journeys: list[Journey] = []
    problem: ImportProblem | None = None
    blocks, title = _blocks(text)
    if not blocks and _BARE.match(text):
        blocks = [Block(1, text, "")]
    for block in blocks:
        if not is_journey(block.text):
            continue
        try:
            journey = read_journey(block.text, notes, block.line)
        except ImportProblem as refused:
            problem = problem or refused
            notes.warn(int(refused.values.get("line", block.line)), "import.markdown.left_out")
            continue
        journey.title = journey.title or notes.words(block.heading, block.line, LINE_LIMIT)
        journeys.append(journey)
    if not journeys:
        raise problem or ImportProblem("import.markdown.no_journey")
    return Imported(build(journeys, notes, language, notes.words(title, 1, LINE_LIMIT)), notes.sorted())


def _blocks(text: str) -> tuple[list[Block], str]:
    """Return the Mermaid blocks of a Markdown text and its first heading of level 1."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[Block] = []
    title = heading = fence = ""
    start, wanted = 0, False
    for number, line in enumerate(lines, 1):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                blocks += [Block(start + 1, "\n".join(lines[start : number - 1]), heading)] if wanted else []
                fence = ""
        elif found and (found[1][0] != ":" or _MERMAID.match(found[2])):
            fence, start, wanted = found[1], number, _MERMAID.match(found[2]) is not None
        elif found := _HEADING.match(line):
            heading = found[2].rstrip("# \t").strip()
            title = title or (heading if len(found[1]) == 1 else "")
    if fence and wanted:
        blocks.append(Block(start + 1, "\n".join(lines[start:]), heading))
    return blocks, "" if INVISIBLE.issuperset(title) else title
