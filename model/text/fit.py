"""Fitting a paragraph into lines: greedy, with hanging white space, and words broken only where nothing else helps."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from model.text.paragraph import Paragraph, hang

TOLERANCE = 1e-3
"""Points by which a line may exceed its width, so that a text fits the width that it was measured to have."""

SLACK = 0.3
"""Ems by which a line cut out of its paragraph may be narrower than it was within, for want of kerning at the cut."""


def fit(paragraph: Paragraph, limit: float) -> Iterator[tuple[int, int, int, float]]:
    """Yield the lines of a paragraph within a limit (ems): start, end of ink, start of the next line, width (ems).

    A line goes to the last break that fits. A word wider than the limit is broken between graphemes; one grapheme
    wider than the limit stands alone.
    """
    text, breaks, inked = paragraph.text, paragraph.breaks, paragraph.inked
    if not text:
        yield 0, 0, 0, 0.0
        return
    if inked[-1] == len(text) and paragraph.reach[-1] <= limit:
        yield 0, len(text), len(text), paragraph.reach[-1]
        return
    start, first = 0, 0
    while start < len(text):
        chosen = bisect_right(paragraph.inked_reach, paragraph.reach[start] + limit + SLACK, lo=first) - 1
        while chosen >= first:
            width = paragraph.extent(start, inked[chosen])
            if width <= limit:
                break
            chosen = bisect_left(paragraph.inked_reach, paragraph.inked_reach[chosen], lo=first) - 1
        if chosen >= first:
            yield start, max(start, inked[chosen]), breaks[chosen], width
            start, first = breaks[chosen], chosen + 1
            continue
        end, after, width = _break_word(paragraph, start, breaks[first], limit)
        yield start, end, after, width
        start = after
        while first < len(breaks) and breaks[first] <= start:
            first += 1


def _break_word(paragraph: Paragraph, start: int, stop: int, limit: float) -> tuple[int, int, float]:
    """Return the end of ink, the next start and the width of as many graphemes of a word as fit, at least one."""
    graphemes, reach = paragraph.graphemes, paragraph.reach
    lowest = bisect_right(graphemes, start)
    highest = bisect_left(graphemes, stop, lo=lowest)
    chosen = lowest
    while chosen < highest and reach[graphemes[chosen + 1]] - reach[start] <= limit + SLACK:
        chosen += 1
    while True:
        after = graphemes[chosen]
        end = hang(paragraph.text, start, after)
        width = paragraph.extent(start, end)
        if width <= limit or chosen == lowest:
            return end, (stop if hang(paragraph.text, after, stop) == after else after), width
        chosen -= 1
        while chosen > lowest and reach[graphemes[chosen]] == reach[after]:
            chosen -= 1


def cut_for_ellipsis(paragraph: Paragraph, start: int, end: int, limit: float) -> tuple[int, float]:
    """Return where to cut a line so that what is left fits the limit (ems), and how wide that is; may be nothing."""
    width = paragraph.extent(start, end)
    if width <= limit:
        return end, width
    graphemes = paragraph.graphemes
    for index in range(bisect_left(graphemes, end) - 1, -1, -1):
        if graphemes[index] <= start:
            break
        if paragraph.reach[graphemes[index]] - paragraph.reach[start] > limit + 1.0:
            continue
        cut = hang(paragraph.text, start, graphemes[index])
        width = paragraph.extent(start, cut)
        if width <= limit:
            return cut, width
    return start, 0.0
