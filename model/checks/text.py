"""Checks of the words themselves: J501, characters that no shipped font can draw."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from model.checks.sentences import Values
from model.checks.subject import Subject, Trip
from model.records import KINDS, Card, Link, Record, rules

TEXTS_REMEMBERED = 65_536
"""For so many texts it is kept which characters are missing; most of a map is the same from one check to the next."""
CHARACTERS_NAMED = 6
"""The most characters that one sentence lists."""

Words = str | tuple[str, ...]


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _missing(text: str) -> tuple[str, ...]:
    from model.text.characters import missing_characters

    return missing_characters(text)


def _reader(cls: type[Record]) -> Callable[[Record], tuple[Words, ...]]:
    """Return what reads, in one go, all fields of a class of records that hold a person's words."""
    kinds = {name: rule.kind for name, rule in rules(cls).items() if name != "muted_checks"}
    names = [name for name, kind in kinds.items() if kind in ("line", "text", "words")]
    return attrgetter(names[0], *names)  # one name alone would give a value, not a tuple of values


_READERS = {cls: _reader(cls) for cls in KINDS.values()}


def _text(record: Record) -> str:
    return "\n".join([each if isinstance(each, str) else "\n".join(each) for each in _READERS[type(record)](record)])


def undrawable(subject: Subject) -> Iterator[Trip]:
    """J501: something on the map holds characters that no shipped font has; they are drawn as a box.

    ASCII is in every font, so only other texts are looked at. The first map answers for the project's own texts.
    """
    for record in _records(subject):
        text = _text(record)
        if not text.isascii() and (missing := _missing(text)):
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
    yield from subject.links


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
