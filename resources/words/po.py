"""Reading gettext's `.po` files: as much of the format as translators' tools write, in a fraction of Babel's time.

The window waits for its words before it can show anything, which is why they are not read by Babel; a test holds
that both read the same.
"""

import re
from collections.abc import Iterator
from gettext import c2py
from typing import Any

Words = str | tuple[str, ...]
_LINE = re.compile(r'^(?:(msgid|msgid_plural|msgstr|msgstr\[\d\])[ \t]+)?"(.*)"[ \t\r]*$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL = re.compile(r"plural=([^;]+);")


def entries(text: str) -> Iterator[tuple[str, Words]]:
    """Yield each message of a file: its id, and its words or, where it has a plural, their forms in order.

    The first id is empty: that message is the file's header.
    """
    entry: dict[str, str] = {}
    part = ""
    for match in _LINE.finditer(text):
        keyword, words = match.groups()
        if keyword == "msgid" and entry:
            yield _message(entry)
            entry = {}
        part = keyword or part
        entry[part] = entry.get(part, "") + words
    if entry:
        yield _message(entry)


def plural_rule(header: str) -> Any:
    """Return the function from a count to the number of its plural form, from a file's header."""
    found = _PLURAL.search(header)
    assert found is not None, "a file of words has no Plural-Forms"
    return c2py(found[1])


def _message(entry: dict[str, str]) -> tuple[str, Words]:
    if "msgid_plural" in entry:
        return _plain(entry["msgid"]), tuple(_plain(words) for part, words in entry.items() if part[-1] == "]")
    return _plain(entry["msgid"]), _plain(entry["msgstr"])


def _plain(words: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), words) if "\\" in words else words
