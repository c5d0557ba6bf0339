"""A smooth curve through points that never overshoots them: the emotion lane's line.

Monotone piecewise cubic interpolation (Fritsch and Carlson, SIAM J. Numer. Anal. 17, 1980) with the slopes of Fritsch
and Butland (SIAM J. Sci. Stat. Comput. 5, 1984): a slope looks no further than the two neighbours of its point, so a
moved face bends the curve only near itself.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from model.layout.shapes import Segment

Point = tuple[float, float]


class Curve:
    """A curve through points of rising x (at least one). It is flat at its ends."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self._xs = [x for x, _ in points]
        self._slopes = [0.0, *(_slope(*points[at - 1 : at + 2]) for at in range(1, len(points) - 1)), 0.0]

    @property
    def start(self) -> float:
        """The x of the first point."""
        return self._xs[0]

    @property
    def end(self) -> float:
        """The x of the last point."""
        return self._xs[-1]

    def at(self, x: float) -> Point:
        """Return height and slope at x; beyond the ends those of the end."""
        x = min(max(x, self.start), self.end)
        index = min(bisect_right(self._xs, x), len(self._xs) - 1)
        if index == 0:
            return self.points[0][1], 0.0
        (left, low), (right, high) = self.points[index - 1], self.points[index]
        length = right - left
        part = (x - left) / length
        first, last = self._slopes[index - 1] * length, self._slopes[index] * length
        # Hermite's form: the values and the slopes at both ends of the interval.
        a, b = 2 * (low - high) + first + last, 3 * (high - low) - 2 * first - last
        return ((a * part + b) * part + first) * part + low, ((3 * a * part + 2 * b) * part + first) / length

    def span(self, left: float, right: float) -> Point | None:
        """Return the least and greatest height between two x, None where the curve does not reach.

        The curve is monotone between its points, so only these and the two ends count.
        """
        left, right = max(left, self.start), min(right, self.end)
        if left > right:
            return None
        first, last = bisect_right(self._xs, left), bisect_right(self._xs, right)
        heights = [self.at(left)[0], self.at(right)[0], *(self.points[at][1] for at in range(first, last))]
        return min(heights), max(heights)

    def segments(self, left: float, right: float) -> tuple[Segment, ...]:
        """Return the part between two x as cubics, less what lies beyond the ends; empty where nothing is left."""
        left, right = max(left, self.start), min(right, self.end)
        if left >= right:
            return ()
        stops = [left, *(x for x in self._xs if left < x < right), right]
        height, slope = self.at(left)
        result: list[Segment] = [("M", left, height)]
        for before, x in pairwise(stops):
            third = (x - before) / 3
            next_height, next_slope = self.at(x)
            start = height + slope * third
            result.append(("C", before + third, start, x - third, next_height - next_slope * third, x, next_height))
            height, slope = next_height, next_slope
        return tuple(result)


def _slope(before: Point, here: Point, after: Point) -> float:
    """Return the weighted harmonic mean of the slopes on both sides, 0 where they differ in sign."""
    left, right = here[0] - before[0], after[0] - here[0]
    first, second = (here[1] - before[1]) / left, (after[1] - here[1]) / right
    if first * second <= 0:
        return 0.0
    one, two = 2 * right + left, right + 2 * left
    return (one + two) / (one / first + two / second)
