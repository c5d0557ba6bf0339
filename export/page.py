"""A page of a poster, ready for any painter: PDF, SVG and the printer draw the same ones.

All lengths are points, x to the right, y downwards from the page's top left corner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.layout.shapes import Placed


@dataclass(frozen=True, slots=True)
class Layer:
    """What is placed in a space of its own: origin at x, y of the page, magnified by `scale`. Painted in order."""

    x: float
    y: float
    scale: float
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """A rectangle of the page that leads to a record, drawn on page `page` (counted from 0) at to_x, to_y.

    words: what is said of it to those who cannot see it. id: the record; to_width, to_height: its size there.
    source: what on the page is the way there.
    """

    x: float
    y: float
    width: float
    height: float
    page: int
    to_x: float
    to_y: float
    to_width: float
    to_height: float
    id: str
    words: str
    source: Placed


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: a title, and the place on page `page` (counted from 0) that it leads to."""

    title: str
    page: int
    x: float
    y: float
    level: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A map as the table it is to those who cannot see it: ids of stages, and for each lane the cards by stage.

    said: what is said of the cards that show a face, by id.
    """

    stages: tuple[str, ...] = ()
    lanes: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One page. map: the id of the map it shows. title: of the poster. The first layers lie below the later ones."""

    width: float
    height: float
    map: str
    title: str
    language: str
    direction: str
    layers: tuple[Layer, ...]
    jumps: tuple[Jump, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    grid: Grid = field(default_factory=Grid)
