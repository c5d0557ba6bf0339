"""What a Mermaid journey has no place for, counted, so that whoever exports one knows before relying on it.

Hidden lanes are not counted: they are left out because somebody wanted that, not because the format lacks a place.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from export.mermaid_outline import Outline, Step
from model.document import Document
from model.importers.journey_records import language_of_strings
from model.records import Lane, Project, Record, rules
from resources.words import say

_KEPT_OF_CARD = frozenset({"id", "map", "stage", "lane", "order", "kind"})
_KEPT_OF_STEP = _KEPT_OF_CARD | {"title", "tags"}
_KEPT_OF_EMOTION = _KEPT_OF_CARD | {"about", "score"}
_FIELDS = {
    "title": "quotes",
    "note": "notes",
    "evidence": "evidence",
    "source": "evidence",
    "channels": "channels",
    "owner": "owners",
    "tags": "tags",
    "role": "roles",
    "duration": "durations",
    "moment_of_truth": "moments_of_truth",
    "muted_checks": "muted_checks",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that a text cannot hold, and how many of it there are. `key` is the catalogue's."""

    key: str
    count: int


def losses(document: Document, told: Outline) -> tuple[Loss, ...]:
    """Return everything of a document that the outline of one of its maps leaves out or changes, most telling first."""
    counted: Counter[str] = Counter()
    steps = told.steps()
    for found in (_cards, _links, _frame, _people, _project):
        counted.update(found(document, told, steps))
    return tuple(Loss(f"mermaid_loss.{name}", counted[name]) for name in dict.fromkeys(counted))


def losses_sentence(found: Sequence[Loss], language: str) -> str:
    """Return one sentence that lists the losses."""
    things = say("layout.list_separator", language).join(
        say("mermaid_loss.counted", language, thing=say(loss.key, language), number=str(loss.count)) for loss in found
    )
    return say("mermaid_loss.sentence", language, things=things)


def _changed_fields(record: Record, kept: frozenset[str]) -> Iterator[str]:
    """Yield the fields that say something, other than those that the text holds."""
    default = type(record)()
    for name in rules(type(record)):
        if name not in kept and getattr(record, name) != getattr(default, name):
            yield name


def _cards(document: Document, told: Outline, steps: Sequence[Step]) -> Iterator[str]:
    written = [step.emotion for step in steps if step.emotion]
    kept = {card.id for card in written}
    cards = document.reading_order(told.map.id)
    for card in cards:
        if card.kind == "touchpoint":
            yield from {_FIELDS.get(name, "details") for name in _changed_fields(card, _KEPT_OF_STEP)}
            yield from ("tags" for tag in card.tags if tag == told.persona)
        elif card.id in kept:
            yield from {_FIELDS.get(name, "details") for name in _changed_fields(card, _KEPT_OF_EMOTION)}
        else:
            yield card.kind
    yield from ("scores" for step in steps if step.emotion is None)
    placed = [card for card in cards if card.id in kept]
    wandered = {step.card.id for step in steps if step.emotion and step.emotion.stage != step.card.stage}
    moved = sum(1 for mine, theirs in zip(placed, written, strict=True) if mine.id != theirs.id)
    yield from ["places"] * max(moved, len(wandered))


def _links(document: Document, told: Outline, steps: Sequence[Step]) -> Iterator[str]:
    """Yield what makes the links other than a plain chain through all touchpoints."""
    chain = set(pairwise(step.card.id for step in steps))
    met: set[tuple[str, str]] = set()
    for link in filter(document.shows, document.links(told.map.id)):
        ends = (link.source, link.target)
        if ends not in chain or ends in met:
            yield "links"
            continue
        met.add(ends)
        yield from ["link_kinds"] * (link.kind != "next")
        yield from ["conditions"] * (link.condition != "")
        yield from ["shares"] * (link.share is not None)
    yield from ["gaps"] * len(chain - met)


def _frame(document: Document, told: Outline, steps: Sequence[Step]) -> Iterator[str]:
    """Yield what is lost of stages, lanes and the map itself."""
    yield from ("widths" for stage, _ in told.stages if stage.width is not None)
    yield from _lanes(document.shown_lanes(told.map.id))
    yield from ["expectations"] * (told.map.expectations != "")
    yield from ["map_kind"] * (told.map.kind != "current_state")
    yield from ["direction"] * (told.map.direction != "")
    strings = [told.title, *(stage.title for stage, _ in told.stages), *(step.card.title for step in steps)]
    spoken = document.language(told.map.id)
    yield from ["language"] * (language_of_strings(strings, "en") != spoken)


def _lanes(lanes: Sequence[Lane]) -> Iterator[str]:
    """Yield a loss for each lane but one plain lane of touchpoints and one of emotions below it."""
    kept: list[str] = []
    for lane in lanes:
        plain = not lane.title and lane.height is None
        if plain and lane.kind in ("touchpoints", "emotions") and lane.kind not in kept:
            kept.append(lane.kind)
        else:
            yield "lanes"
    if kept == ["emotions", "touchpoints"]:
        yield "lanes"


def _people(document: Document, told: Outline, steps: Sequence[Step]) -> Iterator[str]:
    for persona in document.personas():
        named = persona.id == told.map.persona and told.persona and steps
        if not named or any(_changed_fields(persona, frozenset({"id", "order", "name"}))):
            yield "personas"
    if not told.persona and any(step.card.tags for step in steps):
        yield "without_persona"


def _project(document: Document, told: Outline, steps: Sequence[Step]) -> Iterator[str]:
    yield from ["maps"] * (len(document.maps()) - 1)
    project: Project = document.project
    yield from ["project_title"] * (project.title != told.title)
    yield from ("project" for _ in _changed_fields(project, frozenset({"id", "title", "language"})))
