"""Small drawn signs: one for each kind of card (so that colour never stands alone), marks of a touchpoint, faces."""

from collections.abc import Iterable
from functools import cache

from model.layout.shapes import Ellipse, Path, Segment, Shape

GRID = 10.0
"""The side of the square in which the signs below are drawn."""

# Each sign: outlines in the manner of SVG paths (M, L, C, Z; absolute), and whether the outline is filled.
_PIN = "M5 9.6 C3 7 1.6 5.6 1.6 3.8 C1.6 1.8 3.1 0.5 5 0.5 C6.9 0.5 8.4 1.8 8.4 3.8 C8.4 5.6 7 7 5 9.6 Z"
_BUBBLE = (
    "M2.4 0.8 L7.6 0.8 C9 0.8 9.6 1.6 9.6 3.6 C9.6 5.6 9 6.4 7.6 6.4 "
    "L2.4 6.4 C1 6.4 0.4 5.6 0.4 3.6 C0.4 1.6 1 0.8 2.4 0.8 Z"
)
_HEART = "M5 9 C2 6.8 0.6 5.2 0.6 3.2 C0.6 0.6 3.8 0 5 2.4 C6.2 0 9.4 0.6 9.4 3.2 C9.4 5.2 8 6.8 5 9 Z"
_BULB = "M3.6 7 C3.6 6 1.8 5.4 1.8 3.4 C1.8 1.6 3.2 0.4 5 0.4 C6.8 0.4 8.2 1.6 8.2 3.4 C8.2 5.4 6.4 6 6.4 7 Z"
_EYE = "M0.4 5 C2.4 1.2 7.6 1.2 9.6 5 C7.6 8.8 2.4 8.8 0.4 5 Z"
SIGNS: dict[str, tuple[tuple[str, bool], ...]] = {
    "stage": (("M1 1.5 L6.5 1.5 L9 5 L6.5 8.5 L1 8.5 L3.5 5 Z", True),),
    "touchpoint": ((_PIN, False), ("O5 3.8 1.1", True)),
    "action": (("M2.4 1.2 L8.4 5 L2.4 8.8 Z", False),),
    "thought": ((_BUBBLE, False), ("O2.6 8 0.8", True), ("O1 9.3 0.5", True)),
    "emotion": (("O5 5 4.4", False), ("O3.5 4 0.6", True), ("O6.5 4 0.6", True), ("M3 6.2 C4 7.6 6 7.6 7 6.2", False)),
    "pain_point": (("M6 0.4 L1.8 5.6 L4.8 5.6 L3.8 9.6 L8.2 4.2 L5.2 4.2 Z", True),),
    "need": ((_HEART, False),),
    "opportunity": ((_BULB, False), ("M3.8 8.4 L6.2 8.4", False), ("M4.4 9.6 L5.6 9.6", False)),
    "channel": (
        ("O1.8 8.2 1", True),
        ("M1.8 4.6 C4 4.6 5.4 6 5.4 8.2", False),
        ("M1.8 1.2 C6 1.2 8.8 4 8.8 8.2", False),
    ),
    "frontstage": ((_EYE, False), ("O5 5 1.4", True)),
    "backstage": ((_EYE, False), ("M1.8 9 L8.2 1", False)),
    "support_process": (
        ("M5 0.8 L9.4 3 L5 5.2 L0.6 3 Z", False),
        ("M0.6 5.2 L5 7.4 L9.4 5.2", False),
        ("M0.6 7.4 L5 9.6 L9.4 7.4", False),
    ),
    "physical_evidence": (
        ("M0.8 3 L5 0.8 L9.2 3 L9.2 7.4 L5 9.6 L0.8 7.4 Z", False),
        ("M0.8 3 L5 5.2 L9.2 3", False),
        ("M5 5.2 L5 9.6", False),
    ),
    "metric": (("M1.8 9.2 L1.8 6", False), ("M5 9.2 L5 3.4", False), ("M8.2 9.2 L8.2 0.8", False)),
    "note": (("M1.6 0.6 L6.2 0.6 L8.6 3 L8.6 9.4 L1.6 9.4 Z", False), ("M6.2 0.6 L6.2 3 L8.6 3", False)),
    "star": (("M5 0.3 L6.4 3.5 L9.8 3.8 L7.2 6.1 L8 9.5 L5 7.7 L2 9.5 L2.8 6.1 L0.2 3.8 L3.6 3.5 Z", True),),
    "start": (("O5 5 4.2", False), ("M4 3.2 L7 5 L4 6.8 Z", True)),
    "goal": (("M2.2 9.6 L2.2 0.8", False), ("M2.2 0.8 L8.8 2.8 L2.2 5 Z", True)),
    "exit": (("M5.4 1 L1.2 1 L1.2 9 L5.4 9", False), ("M4 5 L9.2 5", False), ("M7 2.8 L9.2 5 L7 7.2", False)),
}


def sign(name: str, x: float, y: float, size: float, colour: str) -> list[Shape]:
    """Return the shapes of a sign with its top left corner at x, y; raise KeyError for one that is not in `SIGNS`."""
    scale = size / GRID
    shapes: list[Shape] = []
    for outline, filled in SIGNS[name]:
        fill, stroke = (colour, "") if filled else ("", colour)
        if outline[0] == "O":
            centre_x, centre_y, radius = (float(each) * scale for each in outline[1:].split())
            shapes.append(Ellipse(x + centre_x, y + centre_y, radius, radius, fill, stroke, 1.1))
        else:
            shapes.append(Path(moved(_parsed(outline), x, y, scale), fill, stroke, 1.1))
    return shapes


@cache
def _parsed(outline: str) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    numbers: list[float] = []
    letter = ""

    def close() -> None:
        if letter == "C":
            segments.append(("C", *numbers))  # type: ignore[arg-type]
        elif letter:
            segments.append((letter, *numbers))  # type: ignore[arg-type]

    for token in outline.split():
        if token[0].isalpha():
            close()
            letter, numbers = token[0], []
            token = token[1:]
        if token:
            numbers.append(float(token))
    close()
    return tuple(segments)


def moved(segments: Iterable[Segment], x: float, y: float, scale: float = 1.0) -> tuple[Segment, ...]:
    """Return an outline scaled about its origin and then moved by x, y."""
    result: list[Segment] = []
    for segment in segments:
        match segment:
            case ("M" | "L" as letter, end_x, end_y):
                result.append((letter, x + end_x * scale, y + end_y * scale))
            case ("C", x1, y1, x2, y2, end_x, end_y):
                result.append(
                    (
                        "C",
                        x + x1 * scale,
                        y + y1 * scale,
                        x + x2 * scale,
                        y + y2 * scale,
                        x + end_x * scale,
                        y + end_y * scale,
                    )
                )
            case _:
                result.append(segment)
    return tuple(result)


def face(score: float, x: float, y: float, radius: float, colour: str, fill: str = "#ffffff") -> list[Shape]:
    """Return a face about the centre x, y whose mouth says the score: a deep frown at -2, a broad smile at +2."""
    unit = radius / 10
    bend = max(-2.0, min(2.0, score)) * 1.7 * unit
    mouth = y + 3.4 * unit - bend * 0.35
    width = 4.2 * unit
    return [
        Ellipse(x, y, radius, radius, fill, colour, 1.8 * max(unit, 0.7)),
        Ellipse(x - 3.2 * unit, y - 2.4 * unit, 1.25 * unit, 1.25 * unit, colour),
        Ellipse(x + 3.2 * unit, y - 2.4 * unit, 1.25 * unit, 1.25 * unit, colour),
        Path(
            (
                ("M", x - width, mouth),
                ("C", x - width / 2, mouth + bend, x + width / 2, mouth + bend, x + width, mouth),
            ),
            stroke=colour,
            stroke_width=1.5 * max(unit, 0.7),
        ),
    ]
