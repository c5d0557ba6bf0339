"""Drawing the pages of one map's poster: where head, map, legend and findings go on each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from export.furniture import Furniture, Manner
from export.page import Layer
from export.paper import LONGEST_SIDE, OWN, page_size
from export.poster_foot import (
    COLUMN_GAP,
    FOOT_HEIGHT,
    Row,
    column_width,
    draw_legend,
    draw_rows,
    heading,
    list_height,
    muted_line,
    rows,
)
from export.poster_head import draw_head, poster_title
from export.poster_review import comment_rows, counted_comments, noted, pins
from model.checks.finding import Finding
from model.checks.table import EMPTY_MAP
from model.document import Document
from model.layout.shapes import Box, Piece, Placed
from model.layout.sheet import Sheet
from resources.words import say

_DESIGN_SIDE = page_size("A3", "portrait")[0]
MARGIN, _BORDER = 38.0, 19.0
_GAP = 16.0
_LARGEST = 1.4
"""How much the map may be magnified on A3; other paper in proportion."""
_SIDE_WIDTH = 250.0
_LEGEND_SHARE = 0.3
_ROW_WIDTH, _ROW_WIDTH_ON_LISTS = 270.0, 330.0
_STRIP_SHARE = 0.3
"""The share of the free height that legend and findings below the map may take from it."""
_WORTH_MOVING = 0.94
"""Legend and findings stand beside the map where it keeps this much of its size: a tall map leaves room there."""
_OWN_LEAST_WIDTH, _OWN_LEAST_STRIP = 560.0, 420.0


@dataclass(slots=True)
class Draft:
    """A page in the making. size: points; unit: points in a design point; room: the space within the margins.

    map: the layer of the map in design points of the room, where the page shows it. drawn: the rows on this page.
    heading: what a page without the map lists.
    """

    room: Furniture
    size: tuple[float, float]
    unit: float
    map: Layer | None = None
    drawn: list[tuple[Placed, Row]] = field(default_factory=list)
    heading: str = ""

    @property
    def height(self) -> float:
        """The height within the margins, in design points."""
        return self.size[1] / self.unit - 2 * MARGIN


class PosterPages:
    """Draws the pages of one map; the line at the foot is left to who knows how many pages there are."""

    def __init__(
        self,
        document: Document,
        map_id: str,
        sheet: Sheet,
        manner: Manner,
        findings: Sequence[Finding],
        today: date,
        *,
        review: bool = False,
    ) -> None:
        """Draw `sheet`, the layout of a map of `document`, in the language and direction of `manner`.

        review: with the open comments.
        """
        self.document, self.map_id, self.sheet, self.manner = document, map_id, sheet, manner
        self._findings = [each for each in findings if each.code != EMPTY_MAP]  # a hint for the screen
        self._today = today
        self._noted = noted(document, map_id) if review else []
        self._remark = counted_comments(self._noted, manner.language) if review else ""
        self._has_cards = bool(document.reading_order(map_id))
        numbered = pins(self._noted, sheet, manner)
        self._placed = tuple(sorted((*sheet.placed.values(), *numbered), key=_painting_order))

    def draw(self, paper: str, orientation: str) -> list[Draft]:
        """Return the pages on a paper."""
        size, unit = self._measure(paper, orientation)
        draft = self._page(size, unit)
        top = draw_head(draft.room, self.document, self.map_id, self._today, self._remark)
        bottom = draft.height - FOOT_HEIGHT
        largest = 1.0 if paper == OWN else _LARGEST
        below, beside = self._below(draft.room.width, bottom - top), self._beside(draft.room.width, bottom - top)
        if paper != OWN and min(beside, largest) > min(below, largest) * _WORTH_MOVING:
            left = self._draw_beside(draft, top, bottom, min(beside, largest))
        else:
            left = self._draw_below(draft, top, bottom, min(below, largest))
        _, wide = column_width(draft.room.width, _ROW_WIDTH_ON_LISTS)
        findings = rows([row.finding for row in left if row.finding is not None], wide, self.manner)
        comments = comment_rows(self._noted, wide, self.manner)
        return [
            draft,
            *self._lists(draft, findings, "poster.findings_continued"),
            *self._lists(draft, comments, "poster.comments"),
        ]

    def _measure(self, paper: str, orientation: str) -> tuple[tuple[float, float], float]:
        """Return the page's size in points, and points in a design point."""
        if paper != OWN:
            size = page_size(paper, orientation)
            return size, (min(size) / _DESIGN_SIDE) ** 0.8
        width = max(self.sheet.width, _OWN_LEAST_WIDTH)
        top = draw_head(Furniture(self.manner, width), self.document, self.map_id, self._today, self._remark)
        strip = min(self._strip_height(width), max(_OWN_LEAST_STRIP, self.sheet.height))
        height = top + self.sheet.height + _GAP + strip + 1 + FOOT_HEIGHT
        return (min(width + 2 * MARGIN, LONGEST_SIDE), min(height + 2 * MARGIN, LONGEST_SIDE)), 1.0

    def _page(self, size: tuple[float, float], unit: float) -> Draft:
        """Return a page with nothing but its ground and border."""
        draft = Draft(Furniture(self.manner, size[0] / unit - 2 * MARGIN), size, unit)
        width, height = size[0] / unit, size[1] / unit
        inset = 2 * _BORDER
        border = Box(_BORDER, _BORDER, width - inset, height - inset, 10, "", self.manner.colour("edge"), 0.75)
        ground = Box(0, 0, width, height, fill=self.manner.colour("sheet"))
        draft.room.add("border", "", -MARGIN, -MARGIN, Piece(width, height, (ground, border)), layer=-1)
        return draft

    # The map

    def _below(self, width: float, free: float) -> float:
        """Return how large the map gets with legend and findings below it (design points in its points).

        Where the findings need further pages anyway, they leave the map all it can use.
        """
        share = free * _STRIP_SHARE
        strip = self._strip_height(width)
        if strip > share:
            over = free - _GAP - self.sheet.height * width / self.sheet.width
            strip = max(min(over, share), min(self._legend_height(width), share))
        return min(width / self.sheet.width, (free - strip - _GAP) / self.sheet.height)

    def _beside(self, width: float, free: float) -> float:
        """Return how large the map gets with legend and findings beside it."""
        return min((width - _SIDE_WIDTH - _GAP) / self.sheet.width, free / self.sheet.height)

    def _draw_map(self, draft: Draft, top: float, scale: float) -> float:
        """Put the map on the leading side; return where it ends."""
        wide = self.sheet.width * scale
        x = draft.room.width - wide if self.manner.direction == "rtl" else 0.0
        draft.map = Layer(x, top, scale, self._placed)
        return top + self.sheet.height * scale

    def _draw_below(self, draft: Draft, top: float, bottom: float, scale: float) -> list[Row]:
        y = self._draw_map(draft, top, scale) + _GAP
        start, columns, wide = self._strip(draft.room.width)
        draw_legend(draft.room, self.document, self.map_id, 0, y, start - _GAP)
        return self._draw_findings(draft, start, y, bottom, columns, wide)

    def _draw_beside(self, draft: Draft, top: float, bottom: float, scale: float) -> list[Row]:
        self._draw_map(draft, top, scale)
        x = self.sheet.width * scale + _GAP
        columns, wide = column_width(draft.room.width - x, _ROW_WIDTH)
        wide = min(wide, 1.5 * _SIDE_WIDTH)
        width = wide * columns + COLUMN_GAP * (columns - 1)
        y = draw_legend(draft.room, self.document, self.map_id, x, top, width)
        return self._draw_findings(draft, x, y + (_GAP if y > top else 0), bottom, columns, wide)

    # The findings

    def _strip(self, width: float) -> tuple[float, int, float]:
        """Return where the findings start in the strip below a map, in how many columns, and how wide each is."""
        start = (width + _GAP) * _LEGEND_SHARE if self._has_cards else 0.0
        columns, wide = column_width(width - start, _ROW_WIDTH)
        return start, columns, wide

    def _legend_height(self, width: float) -> float:
        """Return what the legend needs in the strip below a map."""
        start, _, _ = self._strip(width)
        return draw_legend(Furniture(self.manner, width), self.document, self.map_id, 0, 0, start - _GAP)

    def _strip_height(self, width: float) -> float:
        """Return what legend and findings need below a map, their headings included."""
        _, columns, wide = self._strip(width)
        head = self._head_of_list(Furniture(self.manner, width), 0, 0, wide)
        listed = rows(self._findings, wide, self.manner)
        return max(self._legend_height(width), head + list_height(listed, columns))

    def _head_of_list(self, room: Furniture, x: float, y: float, width: float) -> float:
        """Draw the findings' heading, and the sentences for none and for muted ones; return where they end.

        A map without cards has nothing that could be found.
        """
        language = self.manner.language
        if not (self._has_cards or self._findings):
            return y
        y = heading(room, "findings", x, y, width, say("poster.findings", language))
        sentences = [] if self._findings else [say("poster.no_findings", language)]
        sentences += [words for words in (muted_line(self._findings, self.manner),) if words]
        for words in sentences:
            block = self.manner.block(words, 9.5, width)
            y = room.text("remark", words, x, y, block, self.manner.colour("grey")).bottom + 3
        return y

    def _draw_findings(self, draft: Draft, x: float, y: float, bottom: float, columns: int, wide: float) -> list[Row]:
        y = self._head_of_list(draft.room, x, y, wide)
        listed = rows(self._findings, wide, self.manner)
        width = wide * columns + COLUMN_GAP * (columns - 1)
        draft.drawn, left = draw_rows(draft.room, listed, x, y, width, columns, bottom - y)
        return left

    def _lists(self, first: Draft, left: list[Row], key: str) -> list[Draft]:
        """Return the pages of a list under a heading: of findings that found no room on the first page, of comments."""
        drafts: list[Draft] = []
        columns, _ = column_width(first.room.width, _ROW_WIDTH_ON_LISTS)
        while left:
            draft = self._page(first.size, first.unit)
            draft.heading = say(key, self.manner.language)
            y = self._head_of_page(draft.room, draft.heading)
            height = draft.height - FOOT_HEIGHT - y
            even = left[0].part == "finding"  # a thread is read downwards
            draft.drawn, remaining = draw_rows(draft.room, left, 0, y, draft.room.width, columns, height, even=even)
            drafts.append(draft)
            assert draft.drawn, "a row is never higher than a page"
            left = remaining
        return drafts

    def _head_of_page(self, room: Furniture, words: str) -> float:
        """Draw the head of a further page; return where it ends."""
        language = self.manner.language
        title = self.manner.block(
            poster_title(self.document, self.map_id, language), 14, room.width, weight="bold", most_lines=1
        )
        y = room.text("title", self.map_id, 0, 0, title, self.manner.colour("text")).bottom + 6
        room.rule("head", 0, y, room.width, 1, self.manner.theme.kinds["stage"])
        return heading(room, "findings", 0, y + 12, room.width, words)


def _painting_order(placed: Placed) -> tuple[int, float, float, str, str]:
    """Return what decides the order of painting: the layer, then the place, so that equal maps give equal files."""
    return placed.layer, placed.y, placed.x, placed.part, placed.id
