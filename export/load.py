"""One way in for every format that can be read: by the name's ending, else by what the file begins with."""

from dataclasses import dataclass
from pathlib import Path

from model.document import Document
from model.importers.imported import Imported, ImportProblem, ReadingWarning

PROJECT_SUFFIX = ".masar"
_DATABASE = b"SQLite format 3\0"
_SUFFIXES = {
    PROJECT_SUFFIX: "masar",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as a document.

    format: masar, mermaid, markdown or json. warnings: of the reader of a text. Of a .masar file only: schema and
    digest, how many values had to be brought into their limits (`repaired`), and how many entries its log has.
    """

    document: Document
    format: str
    warnings: tuple[ReadingWarning, ...] = ()
    schema: int | None = None
    digest: str | None = None
    repaired: int = 0
    entries: int = 0


def load(path: Path, *, language: str = "en") -> Loaded:
    """Return what a file holds; raise ImportProblem or ProjectFileProblem saying why it cannot be read.

    language: of a text whose words have no letters.
    """
    kind = format_of(path)
    if kind == "masar":
        return _project(path)
    return _text(path, kind, language)


def format_of(path: Path) -> str:
    """Return the format of a file: by its suffix, else by its first bytes. Mermaid where nothing tells.

    A pipe is not looked into, since what was read from it would be gone.
    """
    known = _SUFFIXES.get(path.suffix.lower())
    if known:
        return known
    if not path.is_file():
        return "mermaid"
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return "mermaid"
    if start.startswith(_DATABASE):
        return "masar"
    text = start.decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    if text.startswith("{"):
        return "json"
    return "markdown" if "```" in text or "~~~" in text else "mermaid"


def has_known_suffix(path: Path) -> bool:
    """Whether a name ends as those of the formats that can be read."""
    return path.suffix.lower() in _SUFFIXES


def _project(path: Path) -> Loaded:
    from model.store.files import read

    found = read(path)
    return Loaded(Document(found.records), "masar", (), found.version, found.digest, found.repaired, found.entries)


def _text(path: Path, kind: str, language: str) -> Loaded:
    from model.importers.text_file import read_text

    text = read_text(path)
    try:
        imported = _read(text, kind, language)
    except ImportProblem as problem:
        raise ImportProblem(problem.key, **problem.values, file=path.name) from problem
    return Loaded(imported.document, kind, imported.warnings)


def _read(text: str, kind: str, language: str) -> Imported:
    if kind == "json":
        from model.importers.json_file import read_json

        return read_json(text)
    if kind == "markdown":
        from model.importers.markdown import read_markdown

        return read_markdown(text, language=language)
    from model.importers.mermaid import read_mermaid

    return read_mermaid(text, language=language)
