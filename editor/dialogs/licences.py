"""What Masar is made of and under which licences: the table that the About dialog shows."""

from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from resources import FONTS


class Part(NamedTuple):
    """Something that Masar ships or stands on. package: its distribution, empty for fonts. texts: licence files."""

    name: str
    licence: str
    holder: str
    package: str = ""
    texts: tuple[Path, ...] = ()


def _font(name: str, holder: str, file: str) -> Part:
    return Part(name, "OFL-1.1", holder, texts=(FONTS / f"LICENSE_FONT.{file}.txt",))


PARTS = (
    _font("Rubik", "The Rubik Project Authors", "rubik"),
    _font("Noto Sans", "The Noto Project Authors", "noto-sans"),
    _font("Noto Sans Arabic", "The Noto Project Authors", "noto-sans-arabic"),
    _font("Noto Sans Hebrew", "The Noto Project Authors", "noto-sans-hebrew"),
    _font("Noto Sans Math", "The Noto Project Authors", "noto-sans-math"),
    _font("Noto Sans Symbols 2", "The Noto Project Authors", "noto-sans-symbols-2"),
    _font("Noto Emoji", "The Noto Project Authors", "noto-emoji"),
    Part("Qt for Python", "LGPL-3.0", "The Qt Company", "PySide6-Essentials"),
    Part("PyICU", "MIT", "Open Source Applications Foundation", "pyicu-wheels"),
    Part("ICU", "Unicode-3.0", "Unicode, Inc."),
    Part("uharfbuzz", "Apache-2.0", "Adobe", "uharfbuzz"),
    Part("HarfBuzz", "MIT-Modern-Variant", "Google and others"),
    Part("fontTools", "MIT", "Just van Rossum and others", "fonttools"),
    Part("ReportLab", "BSD-3-Clause", "ReportLab Europe", "reportlab"),
    Part("pikepdf", "MPL-2.0", "James R. Barlow", "pikepdf"),
    Part("XlsxWriter", "BSD-2-Clause", "John McNamara", "XlsxWriter"),
    Part("pypdfium2", "BSD-3-Clause", "pypdfium2 authors, PDFium authors", "pypdfium2"),
    Part("Pillow", "MIT-CMU", "Jeffrey A. Clark and others", "pillow"),
    Part("NetworkX", "BSD-3-Clause", "NetworkX Developers", "networkx"),
    Part("SQLAlchemy", "MIT", "SQLAlchemy authors", "SQLAlchemy"),
    Part("Babel", "BSD-3-Clause", "The Babel Team", "babel"),
    Part("platformdirs", "MIT", "platformdirs developers", "platformdirs"),
    Part("fractional-indexing", "CC0-1.0", "httpie", "fractional-indexing"),
    Part("NumPy", "BSD-3-Clause", "NumPy Developers", "numpy"),
)


def version_of(part: Part) -> str:
    """Return the version installed, or an empty text for what has none of its own."""
    if not part.package:
        return ""
    try:
        return metadata.version(part.package)
    except metadata.PackageNotFoundError:
        return ""


_NAMES = ("licen", "copying", "notice")


def licence_text(part: Part) -> str:
    """Return the licence texts that come with a part, one after the other; its licence's name where none comes."""
    paths = list(part.texts)
    if part.package:
        try:
            listed = metadata.files(part.package) or []
        except metadata.PackageNotFoundError:
            listed = []
        found = (Path(str(each.locate())) for each in listed if each.name.casefold().startswith(_NAMES))
        paths += [path for path in found if path.suffix not in (".py", ".pyc") and path.is_file()]
    texts = [path.read_text(encoding="utf-8", errors="replace").strip() for path in paths if path.exists()]
    return "\n\n———\n\n".join(dict.fromkeys(texts)) or f"{part.name}: {part.licence} ({part.holder})"
