"""A map as a Mermaid `journey` diagram: stages as sections, touchpoints as tasks, the emotion about each as its score.

Characters that Mermaid would take for its own are written as entities (`#58;`), which it decodes when it draws.
What the format has no place for is counted by `export/mermaid_losses.py`.
"""

import re
from collections.abc import Iterable

from export.mermaid_losses import Loss, losses
from export.mermaid_outline import Outline, Step, outline
from model.document import Document

UNTITLED = "#8203;"
"""A zero-width space: an empty name, which Mermaid's grammar does not allow. Our own reader takes it for none."""

_COMMON = r"""
    [\#;<]                      # comment, end of statement, markup
    | %(?=[%{]) | (?<=%)%       # comments and directives, anywhere in a line
    | \A% | \A\s+ | \s+\Z       # a comment at the start; what trimming would take
    | (?<=ﬂ)° | (?<=¶)ß         # mermaid's own marks for an entity
"""
_KEYWORD = r"| \A[tsja](?=(?:itle|ection|ourney|cctitle|ccdescr)(?![a-z0-9_]))"


def _pattern(more: str = "") -> re.Pattern[str]:
    return re.compile(_COMMON + more, re.VERBOSE | re.IGNORECASE)


_TITLE = _pattern(r"| :(?!\s|\Z)")
_SECTION = _pattern("| :")
_TASK = _pattern("| :" + _KEYWORD)
_ACTOR = _pattern("| [:,،，、]")
_DESCRIPTION = _pattern(r"| [{}] | :(?!\s|\Z)")


def _entities(found: re.Match[str]) -> str:
    return "".join(f"#{ord(character)};" for character in found[0])


def _escaped(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(_entities, text)


def write_mermaid(document: Document, map_id: str) -> tuple[str, tuple[Loss, ...]]:
    """Return a map as the text of a Mermaid journey, and what of it the text cannot hold."""
    told = outline(document, map_id)
    lines = ["journey"]
    if told.title:
        lines.append(f"    title {_escaped(told.title, _TITLE)}")
    if told.description:
        lines += _description(told.description)
    for number, (stage, steps) in enumerate(told.stages):
        if stage.title or number or not steps:
            lines.append(f"    section {_escaped(stage.title, _SECTION) or UNTITLED}")
        lines += [f"      {_task(step, told)}" for step in steps]
    return "\n".join(lines) + "\n", losses(document, told)


def _task(step: Step, told: Outline) -> str:
    name = "<br/>".join(_escaped(line, _TASK) for line in step.card.title.split("\n")) or UNTITLED
    task = f"{name}: {step.score:g}"
    actors = ", ".join(_actors([*([told.persona] if told.persona else []), *step.card.tags]))
    return f"{task}: {actors}" if actors else task


def _actors(names: Iterable[str]) -> Iterable[str]:
    return (_escaped(name, _ACTOR) for name in names)


def _description(text: str) -> list[str]:
    """Return the scenario as Mermaid's accessible description: one line, or a block in braces."""
    inner = text.strip()
    start = text.index(inner) if inner else len(text)
    before, after = text[:start], text[start + len(inner) :]
    lines = [_escaped(line, _DESCRIPTION) for line in inner.split("\n")]
    lines[0] = re.sub(r"\s", _entities, before) + lines[0]
    lines[-1] += re.sub(r"\s", _entities, after)
    if len(lines) == 1:
        return [f"    accDescr: {lines[0]}"]
    return ["    accDescr {", *(f"      {line}" for line in lines), "    }"]
