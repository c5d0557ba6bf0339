"""Checks of the words themselves: J501, characters that no shipped font can draw."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from model.checks.sentences import Values
from model.checks.subject import Subject, Trip
from model.records import KINDS, Card, Link, Record, rules

TEXTS_REMEMBERED = 65_536
"""For so many texts it is kept which characters are missing; most of a map is the same from one check to the next."""
CHARACTERS_NAMED = 6
"""The most characters that one sentence lists."""


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _missing(text: str) -> tuple[str, ...]:
    from model.text.characters import missing_characters

    return missing_characters(text)


_TEXT_FIELDS = {
    cls: tuple(
        (name, rule.kind == "words")
        for name, rule in rules(cls).items()
        if rule.kind in ("line", "text", "words") and name != "muted_checks"
    )
    for cls in KINDS.values()
}
"""The fields of each class of record that hold a person's words, and whether they hold several."""


def _texts(record: Record) -> Iterator[str]:
    for name, several in _TEXT_FIELDS[type(record)]:
        value = getattr(record, name)
        if not value:
            continue
        if several:
            yield from value
        else:
            yield value


def undrawable(subject: Subject) -> Iterator[Trip]:
    """J501: something on the map holds characters that no shipped font has; they are drawn as a box.

    ASCII is in every font, so only other texts are looked at. The first map answers for the project's own texts.
    """
    for record in _records(subject):
        missing: dict[str, None] = {}
        for text in _texts(record):
            if not text.isascii():
                missing |= dict.fromkeys(_missing(text))
        if missing:
            yield Trip(_targets(record), (*_name(subject, record), ("characters", _listed(missing))))


def _records(subject: Subject) -> Iterator[Record]:
    document = subject.document
    if subject.is_first:
        yield document.project
    yield subject.map
    persona = document.find(subject.map.persona)
    if persona is not None:
        yield persona
    yield from subject.lanes
    yield from subject.stages
    yield from subject.cards
    yield from subject.graph.links


def _targets(record: Record) -> tuple[str, ...]:
    return (record.source, record.id) if isinstance(record, Link) else (record.id,)


def _name(subject: Subject, record: Record) -> Values:
    if not isinstance(record, Link):
        return subject.name("where", record)
    source, target = (subject.document.get(Card, each) for each in (record.source, record.target))
    ends = subject.name("where_source", source) + subject.name("where_target", target)
    return (("where", "@finding.link"), *ends)


def _listed(characters: Iterable[str]) -> str:
    """Return characters with their code points, since a reader may see a box instead of each."""
    every = list(characters)
    named = ", ".join(f"{each} U+{ord(each):04X}" for each in every[:CHARACTERS_NAMED])
    return f"{named}, …" if len(every) > CHARACTERS_NAMED else named
