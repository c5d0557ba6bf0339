"""Where a text may be broken: ICU's line breaks (UAX #14) and grapheme clusters (UAX #29), in our indexes."""

from itertools import accumulate
from typing import Any

import icu

SOFT_HYPHEN = "\u00ad"
_LINES = icu.BreakIterator.createLineInstance(icu.Locale.getRoot())
_GRAPHEMES = icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())


def utf16_offsets(text: str) -> list[int] | None:
    """Return for each character its first UTF-16 unit, and the length at last; None where both counts agree."""
    if not text or max(text) <= "\uffff":
        return None
    return list(accumulate((2 if each > "\uffff" else 1 for each in text), initial=0))


def _boundaries(iterator: Any, text: str) -> list[int]:
    kept = icu.UnicodeString(text)  # ICU reads it in place while it iterates
    iterator.setText(kept)
    found = list(iterator)
    offsets = utf16_offsets(text)
    if offsets is None:
        return found
    index = {unit: position for position, unit in enumerate(offsets)}
    return [index[unit] for unit in found if unit in index]


def line_breaks(text: str) -> list[int]:
    """Return where a line may end, in order; the text's end is the last (none for an empty text).

    Not after a soft hyphen: its hyphen belongs to no character that could be copied, so none is drawn.
    """
    found = _boundaries(_LINES, text)
    if SOFT_HYPHEN in text:
        found = [each for each in found if text[each - 1] != SOFT_HYPHEN or each == len(text)]
    return found


def grapheme_breaks(text: str) -> list[int]:
    """Return where a user-perceived character ends, in order; the text's end is the last."""
    return _boundaries(_GRAPHEMES, text)
