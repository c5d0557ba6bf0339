"""Text files as bytes from the world: what is there, what can be read, and in which encoding."""

import codecs
from pathlib import Path

from model.importers.imported import ImportProblem

LARGEST = 64 * 1024 * 1024
"""The most bytes that a text file may have. A map of 10,000 cards takes 3 MB as JSON."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 or UTF-32 that says so with a byte order mark.

    Raise ImportProblem for a file that is missing, a folder, unreadable, larger than `LARGEST` or no such text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > LARGEST:
        raise ImportProblem("import.file.too_large", name=path.name, limit=str(LARGEST // (1024 * 1024)))
    return decode_text(data, path.name)


def decode_text(data: bytes, name: str) -> str:
    """Return the text that bytes hold; raise ImportProblem, naming the file and the line, where they hold none."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = before.count(b"\n") + before.replace(b"\r\n", b"").count(b"\r") + 1
        raise ImportProblem("import.file.encoding", name=name, line=str(line)) from problem
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ImportProblem("import.file.binary", name=name, line=str(line))
    return text


def _unreadable(path: Path, error: OSError) -> ImportProblem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ImportProblem("import.file.missing", name=str(path))
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return ImportProblem("import.file.folder", name=str(path))
    if isinstance(error, PermissionError):
        return ImportProblem("import.file.unreadable", name=str(path))
    return ImportProblem("import.file.failed", name=str(path), reason=error.strerror or type(error).__name__)
