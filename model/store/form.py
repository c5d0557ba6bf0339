"""What a Masar file looks like from outside: its marks, its tables by name, the fingerprint of its schema.

Nothing here needs SQLAlchemy, so that opening a file costs no import of it.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from model.records import KINDS

MAGIC = b"SQLite format 3\x00"
APPLICATION_ID = 0x4D415352
"""The letters MASR, at offset 68 of the file (SQLite file format, 1.3)."""

SCHEMA_VERSION = 2
"""The version that this program writes: `PRAGMA user_version`."""

FINGERPRINTS = {
    1: "ad8af300e9d239521eb8f8a4d0b8f7e0c7f98e566660f4c5cf7b7e1729abeb02",
    2: "400cf142c82db4d8260cce272f078c4e800f74194c2081f4c4fb72bfa8bd5cc3",
}
"""The fingerprint of every schema version that can be opened. A file with any other schema is refused.

A change of a record's fields, or of how SQLAlchemy writes DDL, turns a test red here: give the schema a new
version with a migration, or the version its new fingerprint if no file can have the old one.
"""

LOG_COLUMNS = (
    "position",
    "id",
    "parents",
    "author",
    "session",
    "time",
    "label",
    "values",
    "undoes",
    "coalesce",
    "changes",
)
"""The columns of the log. `time` in ms since 1970; `parents` a JSON list, `values` and `changes` JSON objects."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
"""What SQLite takes for a blank, and nothing else: to Python a no-break space is one, to SQLite a letter of a name."""

META_COLUMNS = ("key", "value")
TABLES = (*KINDS, "log", "meta")


def fingerprint(schema: Iterable[tuple[Any, ...]]) -> str:
    """Return the fingerprint of a schema from its rows (type, name, tbl_name, sql), blanks aside."""
    lines = sorted("\t".join(_BLANKS.sub(" ", str(each or "")).strip(" ") for each in row) for row in schema)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def quoted(names: Iterable[str]) -> str:
    """Return names of ours as SQL identifiers, separated by commas."""
    return ", ".join(f'"{name}"' for name in names)
