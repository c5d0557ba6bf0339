"""What a ChangeSet did, in words: for the undo menu, the log and the command line.

A label may come from the log of a file that anybody made: whatever stands in it, it becomes one plain line.
"""

from model.change import Label
from model.rules import LINE_LIMIT, clean_text
from resources.words import catalogue, say

_RESERVED = ("key", "language", "count")
"""Names that `say` takes for its own."""
_MOST_DIGITS = 9


def label_words(label: Label, language: str) -> str:
    """Return a label as a noun phrase: "move of “Waits 12 hours”".

    A value that starts with "@" is a key of the catalogue and is put in words; a `number` chooses the plural form. A
    record without a title takes the sentence under KEY.untitled. A label that this catalogue does not know (from the
    log of a file that a newer version wrote) is called a change and no more.
    """
    words = catalogue(language)
    values = {name: _resolved(value, language) for name, value in label.values if name not in _RESERVED}
    key = label.key
    if not any(value for name, value in values.items() if name in ("title", "source")) and f"{key}.untitled" in words:
        key = f"{key}.untitled"
    number = values.get("number", "")
    count = int(number) if number.isdecimal() and len(number) <= _MOST_DIGITS else 1
    try:
        return say(key, language, count=count if isinstance(words[key], tuple) else None, **values)
    except KeyError:
        return say("change.other", language)


def _resolved(value: str, language: str) -> str:
    """Return the word a value names, fit for the middle of a phrase, or the value itself."""
    value = clean_text(value, LINE_LIMIT, lines=False)
    if not value.startswith("@"):
        return value
    word = catalogue(language).get(value[1:])
    return word[:1].lower() + word[1:] if isinstance(word, str) else value[1:]
