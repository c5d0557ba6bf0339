"""The first hundred bytes of a file, looked at before SQLite is let near it (SQLite file format, 1.3)."""

import struct

from model.store.form import APPLICATION_ID, FINGERPRINTS, MAGIC
from model.store.problems import ProjectFileProblem

LENGTH = 100
LARGEST_FILE = 256 * 1024 * 1024
"""The size in bytes above which a file is not opened. A map of 10,000 cards takes some three million."""

MOST_RECORDS = 100_000
MOST_TEXT = 64 << 20
"""The most bytes that the records of a file may take in memory as text: ten maps of ten thousand cards each."""

ADVISABLE_FILE = 200 * 1024 * 1024
"""The size in bytes above which a file had better be compacted."""

_ROLLBACK = 1
_UTF_8 = 1


def too_large(name: str) -> ProjectFileProblem:
    """Return the problem of a file that is larger than what is opened."""
    return ProjectFileProblem("file.too_large", name=name, most=f"{LARGEST_FILE >> 20}")


def check(header: bytes, size: int, name: str) -> None:
    """Raise ProjectFileProblem unless the header and size can be those of a whole Masar file that can be opened."""
    if size == 0:
        raise ProjectFileProblem("file.empty", name=name)
    if size > LARGEST_FILE:
        raise too_large(name)
    if not header.startswith(MAGIC):
        key = "file.truncated" if MAGIC.startswith(header) else "file.not_masar"
        raise ProjectFileProblem(key, name=name)
    if len(header) < LENGTH:
        raise ProjectFileProblem("file.truncated", name=name)
    (page_size,) = struct.unpack_from(">H", header, 16)
    write_version, read_version = header[18], header[19]
    (pages,) = struct.unpack_from(">I", header, 28)
    (user_version,) = struct.unpack_from(">I", header, 60)
    (application,) = struct.unpack_from(">I", header, 68)
    if application != APPLICATION_ID:
        raise ProjectFileProblem("file.not_masar", name=name)
    if user_version > max(FINGERPRINTS):
        raise ProjectFileProblem("file.newer", name=name, version=str(user_version), known=str(max(FINGERPRINTS)))
    if size < pages * (page_size if page_size > 1 else 65_536):
        raise ProjectFileProblem("file.truncated", name=name)
    (encoding,) = struct.unpack_from(">I", header, 56)
    ours = (write_version, read_version, encoding) == (_ROLLBACK, _ROLLBACK, _UTF_8)
    if user_version not in FINGERPRINTS or not ours:
        raise ProjectFileProblem("file.damaged", name=name)
