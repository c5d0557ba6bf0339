"""What the engine needs to know of single characters: their script, their faces, whether they are drawn."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import icu

from model.text.faces import FACES, STACKS

COMMON, INHERITED = "Zyyy", "Zinh"
VARIATION_SELECTOR_EMOJI = "\ufe0f"

PARAGRAPH_ENDS = frozenset("\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
"""Characters that end a line whatever its width, and are never drawn."""

HANGING = PARAGRAPH_ENDS | frozenset(
    "\t \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
    "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""White space that hangs at a line's end without taking room, and the invisible controls that may stand among it."""

_DIRECTION = icu.UCharDirection
_STRONG_LEFT = _DIRECTION.LEFT_TO_RIGHT
_TURNING = frozenset(
    {
        _DIRECTION.RIGHT_TO_LEFT,
        _DIRECTION.RIGHT_TO_LEFT_ARABIC,
        _DIRECTION.ARABIC_NUMBER,
        _DIRECTION.LEFT_TO_RIGHT_EMBEDDING,
        _DIRECTION.RIGHT_TO_LEFT_EMBEDDING,
        _DIRECTION.LEFT_TO_RIGHT_OVERRIDE,
        _DIRECTION.RIGHT_TO_LEFT_OVERRIDE,
        _DIRECTION.LEFT_TO_RIGHT_ISOLATE,
        _DIRECTION.RIGHT_TO_LEFT_ISOLATE,
        _DIRECTION.FIRST_STRONG_ISOLATE,
    }
)
_SHAPED_AS = {ord("\t"): " "} | dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u17b4\u17b5"), "\u200b")
_SHAPED_AS_ELSE = re.compile("[\t\u115f\u1160\u3164\uffa0\u17b4\u17b5]")


class Character(NamedTuple):
    """One character: its Unicode script (ISO 15924 code), and how it is ordered and drawn.

    ignorable: Default_Ignorable_Code_Point, so it draws nothing and needs no glyph. mark: it belongs to the character
    before it. letter: strongly left-to-right. turning: right-to-left, or able to turn its neighbours (UAX #9).
    """

    script: str
    ignorable: bool
    mark: bool
    letter: bool
    turning: bool


@cache
def character(of: str) -> Character:
    """Return what is known of one character."""
    direction = icu.Char.charDirection(of)
    return Character(
        script=str(icu.Script.getScript(of).getShortName()),
        ignorable=bool(icu.Char.hasBinaryProperty(of, icu.UProperty.DEFAULT_IGNORABLE_CODE_POINT)),
        mark=unicodedata.category(of) in ("Mn", "Me", "Mc"),
        letter=direction == _STRONG_LEFT,
        turning=direction in _TURNING,
    )


def has(face: int, of: str) -> bool:
    """Return whether a face has a glyph for a character."""
    return ord(of) in FACES[face].coverage


@cache
def first_face(weight: str, of: str) -> int | None:
    """Return the first face of a weight's stack that can draw a character, or None where no face can.

    What draws nothing, or only space, is the first face's.
    """
    stack = STACKS[weight]
    if character(of).ignorable or of == "\t" or unicodedata.category(of) == "Zs":
        return stack[0]
    return next((face for face in stack if has(face, of)), None)


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no face has and that show as a box, each once, in order."""
    return tuple(
        each for each in dict.fromkeys(text) if each not in PARAGRAPH_ENDS and first_face("regular", each) is None
    )


def as_shaped(text: str) -> str:
    """Return the text as HarfBuzz is to see it: a tab is a space, and fillers that it would draw are invisible."""
    return text.translate(_SHAPED_AS) if _SHAPED_AS_ELSE.search(text) else text
