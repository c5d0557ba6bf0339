"""Cutting a paragraph into items that HarfBuzz can shape: one bidi level, one script, one face each."""

from collections.abc import Iterator
from dataclasses import dataclass

import icu

from model.text.breaks import grapheme_breaks, utf16_offsets
from model.text.characters import COMMON, INHERITED, VARIATION_SELECTOR_EMOJI, character, first_face, has
from model.text.faces import EMOJI, STACKS

LONGEST = 4096
"""The most characters of an item: HarfBuzz's work and memory stay bounded however long the text."""


@dataclass(frozen=True, slots=True)
class Item:
    """Characters start to end of a paragraph at one bidi level, in one script (ISO 15924) and one face."""

    start: int
    end: int
    level: int
    script: str
    face: int


def levels_of(text: str, direction: str) -> tuple[int, list[int] | None]:
    """Return the paragraph's base level, and each character's level, or None where all are at level 0.

    The base is that of the first strong letter outside isolates (UAX #9, P2 and P3), else the surrounding direction.
    """
    if not text:
        return int(direction == "rtl"), None
    unique = set(text)
    if not any(character(each).turning for each in unique) and (
        direction == "ltr" or any(character(each).letter for each in unique)
    ):
        return 0, None
    bidi = icu.Bidi()
    kept = icu.UnicodeString(text)  # ICU reads it in place
    bidi.setPara(kept, icu.Bidi.DEFAULT_RTL if direction == "rtl" else icu.Bidi.DEFAULT_LTR)
    levels = list(bidi.getLevels())
    offsets = utf16_offsets(text)
    if offsets is not None:
        levels = [levels[unit] for unit in offsets[:-1]]
    return int(bidi.getParaLevel()), levels


def scripts_of(text: str, levels: list[int] | None) -> list[str]:
    """Return each character's script.

    What is common to scripts takes the script before it at its own level, or else the one after (UAX #24, 5.1).
    """
    unique = {character(each).script for each in set(text)} - {COMMON, INHERITED}
    if len(unique) <= 1:
        return [unique.pop() if unique else COMMON] * len(text)
    scripts = [character(each).script for each in text]
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or (levels is not None and levels[end] != levels[start]):
            current = next((script for script in scripts[start:end] if script in unique), COMMON)
            for position in range(start, end):
                if scripts[position] in unique:
                    current = scripts[position]
                else:
                    scripts[position] = current
            start = end
    return scripts


def faces_of(text: str, weight: str) -> list[int]:
    """Return each character's face.

    A grapheme is never split between faces, nor is a word, where one face has all of it. A character that no face
    has falls to the first face, which shows its box.
    """
    stack = STACKS[weight]
    if all(first_face(weight, each) in (stack[0], None) for each in set(text)) and VARIATION_SELECTOR_EMOJI not in text:
        return [stack[0]] * len(text)
    faces: list[int] = []
    for start, end in _spans(grapheme_breaks(text)):
        faces += [_face_of_grapheme(text[start:end], weight)] * (end - start)
    for start, end in _words(text):
        if len(set(faces[start:end])) > 1:
            whole = _common_face(text[start:end], stack)
            if whole is not None:
                faces[start:end] = [whole] * (end - start)
    return faces


def _spans(ends: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in ends:
        yield start, end
        start = end


def _face_of_grapheme(grapheme: str, weight: str) -> int:
    stack = STACKS[weight]
    if len(grapheme) == 1:
        face = first_face(weight, grapheme)
        return stack[0] if face is None else face
    if VARIATION_SELECTOR_EMOJI in grapheme:
        stack = (EMOJI, *stack)
    face = _common_face(grapheme, stack)
    if face is None:
        face = first_face(weight, grapheme[0])
    return stack[0] if face is None else face


def _common_face(text: str, stack: tuple[int, ...]) -> int | None:
    drawn = {each for each in text if not character(each).ignorable}
    return next((face for face in stack if all(has(face, each) for each in drawn)), None)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of letters of one script, with their marks and invisible joiners."""
    start, script = 0, COMMON
    for position, each in enumerate(text):
        its = character(each).script
        if its == INHERITED or character(each).ignorable:
            continue
        if its != script:
            if script != COMMON:
                yield start, position
            start, script = position, its
    if script != COMMON:
        yield start, len(text)


def itemise(text: str, levels: list[int] | None, weight: str) -> list[Item]:
    """Return the items of a paragraph in logical order, together all of it."""
    if not text:
        return []
    scripts, faces = scripts_of(text, levels), faces_of(text, weight)
    items: list[Item] = []
    if levels is None and len(set(scripts)) == 1 and len(set(faces)) == 1:
        return list(_bounded(text, Item(0, len(text), 0, scripts[0], faces[0])))
    keys = list(zip(levels or [0] * len(text), scripts, faces, strict=True))
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or keys[position] != keys[start]:
            items += _bounded(text, Item(start, position, *keys[start]))
            start = position
    return items


def _bounded(text: str, item: Item) -> Iterator[Item]:
    """Yield an item in pieces that are not too long, cut after a space where there is one, and before no mark."""
    start = item.start
    while item.end - start > LONGEST:
        end = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        while end > start + LONGEST // 2 and (character(text[end]).mark or character(text[end]).ignorable):
            end -= 1
        yield Item(start, end, item.level, item.script, item.face)
        start = end
    yield Item(start, item.end, item.level, item.script, item.face)
