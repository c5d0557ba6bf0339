"""How much of what was typed or pasted a record can hold, and the sentence for what it cannot."""

import unicodedata

LARGEST = 20_000
"""The most characters that a field takes at once: Qt needs a minute to set a million without a blank (measured)."""
_LEFT_OUT = frozenset({"Cc", "Cs"})
_KEPT = frozenset("\n\r\t")


def fitting(text: str, limit: int) -> tuple[str, str]:
    """Return as much of a text as fits into `limit` characters, and the key of what to say of the rest, or "".

    Control characters and lone surrogates are left to the record, which drops them (`model.records.clean_text`).
    """
    if len(text) > limit:
        return text[: max(0, limit)], "edit.cut"
    if text.isprintable():
        return text, ""
    dropped = any(unicodedata.category(each) in _LEFT_OUT and each not in _KEPT for each in text)
    return text, "edit.characters" if dropped else ""
