"""Sheets of paper by name, in points."""

_MILLIMETRE = 72 / 25.4

OWN = "own"
"""The name of the paper that is as large as the map at 100 %."""

PAPERS: dict[str, tuple[float, float]] = {
    "A4": (210 * _MILLIMETRE, 297 * _MILLIMETRE),
    "A3": (297 * _MILLIMETRE, 420 * _MILLIMETRE),
    "A2": (420 * _MILLIMETRE, 594 * _MILLIMETRE),
    "A1": (594 * _MILLIMETRE, 841 * _MILLIMETRE),
    "A0": (841 * _MILLIMETRE, 1189 * _MILLIMETRE),
    "Letter": (612.0, 792.0),
    "Tabloid": (792.0, 1224.0),
}
"""Width and height upright (ISO 216, ANSI/ASME Y14.1)."""

PAPER_NAMES = (*PAPERS, OWN)
ORIENTATIONS = ("landscape", "portrait")

LONGEST_SIDE = 14_400.0
"""No side of a PDF page may be longer (PDF 32000-1, annex C: 200 inches)."""


def page_size(paper: str, orientation: str) -> tuple[float, float]:
    """Return width and height of a named paper; raise KeyError for a name that is not in `PAPERS`."""
    short_side, long_side = PAPERS[paper]
    return (short_side, long_side) if orientation == "portrait" else (long_side, short_side)
