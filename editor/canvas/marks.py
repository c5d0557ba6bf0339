"""Marks: what the overlay shows over the map, as data in the Sheet's points. `overlay.py` paints them.

None of them is part of the map, so none can print. Lengths said in px stay the same at every zoom.
"""

from dataclasses import dataclass

from model.layout.shapes import Path, Placed

SELECTED = "#2f6fed"
HOVERED = "#9dbcf5"
REFUSED = "#d64545"


@dataclass(frozen=True, slots=True)
class Outline:
    """A line about a rectangle, one point off. radius: of its corners in points; width in px."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 8.0
    colour: str = SELECTED
    line: float = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Lines about very many rectangles (x, y, width, height), drawn plainly."""

    rectangles: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Dim:
    """A veil over what is being dragged away."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lit:
    """The cell, column or row that would take what is dragged."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Insertion:
    """The line that shows between what the dragged thing would come to stand."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True, eq=False)
class Ghost:
    """What is dragged, moved by `x`, `y` from its place. solid: drawn as on the map, not see-through."""

    placed: Placed
    x: float
    y: float
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Rubber:
    """The rubber band of a selection."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Wire:
    """A link being drawn, from a port to the pointer or to a target."""

    x1: float
    y1: float
    x2: float
    y2: float
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Handle:
    """A round handle, 5 px in radius: the port of a touchpoint, the ends of a selected link."""

    x: float
    y: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """The edge that a resize would leave behind."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A path of the Sheet drawn over it: a selected link, or the curve of emotions while it is bent."""

    path: Path
    colour: str = SELECTED
    line: float = 2.0


@dataclass(frozen=True, slots=True)
class NewLane:
    """A lane that the drop would make."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence in an empty map that says what to do next."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A few quiet words beneath the map, 12 px high at every zoom, from x, y onwards: leftwards where `leftwards`."""

    x: float
    y: float
    words: str
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class Differing:
    """What tells a record apart from what it was: how (a name of `editor.canvas.differing.LOOKS`) about a rectangle.

    leftwards: the map runs from the right, so its sign stands on that corner.
    """

    x: float
    y: float
    width: float
    height: float
    how: str
    leftwards: bool = False


Mark = (
    Aside
    | Differing
    | Hint
    | Outline
    | Outlines
    | Dim
    | Lit
    | Insertion
    | Ghost
    | Rubber
    | Wire
    | Handle
    | Guide
    | Trace
    | NewLane
)
