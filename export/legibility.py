"""Whether the words of a map can be read on a paper, and which paper would do."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from export.page import Page
from export.paper import OWN, PAPERS
from model.layout.theme import theme

LEAST_PRINT = 5.0
"""The smallest print in points that is read without effort: the small print of contracts and medicine is 6 to 8, and
an arm's length from a poster allows no less."""


class SmallPrint(NamedTuple):
    """The words on cards are `points` high on the paper asked for; `better` is the smallest paper to read them on."""

    points: float
    better: str


def small_print(pages: Sequence[Page], paper: str, composed: Callable[[str], Sequence[Page]]) -> SmallPrint | None:
    """Return what to say of pages whose maps cannot be read; None where they can.

    composed: makes the same pages for another paper, named by its key in `PAPERS`.
    """
    points = _print(pages)
    if points >= LEAST_PRINT or paper == OWN:
        return None
    area = _area(paper)
    larger = sorted((each for each in PAPERS if each.startswith("A") and _area(each) > area), key=_area)
    better = next((each for each in larger if _print(composed(each)) >= LEAST_PRINT), OWN)
    return SmallPrint(points, better)


def _area(paper: str) -> float:
    width, height = PAPERS[paper]
    return width * height


def _print(pages: Sequence[Page]) -> float:
    """Return the size of the smallest of the maps' titles of cards, in points."""
    scales = [layer.scale for page in pages for layer in page.layers[1:]]
    return min(scales, default=1.0) * theme().size["card"]
