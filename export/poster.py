"""The poster: a map's Sheet on paper, with its head, legend, findings and foot. PDF, SVG and printer draw its pages.

The first page holds the whole map, fitted; findings that find no room there go on on further pages. The legend and
the findings stand below the map, or beside it where that lets a tall map become larger.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from export.furniture import Manner
from export.page import Bookmark, Grid, Jump, Layer, Page
from export.poster_draw import MARGIN, Draft, PosterPages
from export.poster_foot import FOOT_HEIGHT, counted, draw_foot
from export.poster_head import poster_title
from model.checks.finding import Finding
from model.document import Document
from model.layout.lay_out import lay_out
from model.layout.shapes import Placed
from model.layout.sheet import Sheet
from model.records import JourneyMap
from resources.words import say

_PARTS_OF_RECORDS = ("card", "face", "stage", "lane", "line", "link", "label")
"""What can stand for a record on a Sheet, in the order in which it is looked for."""


def compose(
    document: Document,
    map_id: str,
    *,
    paper: str = "A3",
    orientation: str = "landscape",
    findings: Sequence[Finding] = (),
    today: date,
    language: str = "",
    sheet: Sheet | None = None,
    review: bool = False,
) -> list[Page]:
    """Return the pages of one map's poster.

    paper: a name in `paper.PAPER_NAMES` ("own": as large as the map at 100 %). today: the date that is printed.
    language: the map's unless given. sheet: the map's Sheet where it is already laid out. review: count the open
    comments in the title block, number the cards that have any, and list them after the map. Raise KeyError for a
    map or a paper that there is not.
    """
    return compose_all(
        document,
        [map_id],
        paper=paper,
        orientation=orientation,
        findings={map_id: findings},
        today=today,
        language=language,
        sheets={map_id: sheet} if sheet else {},
        review=review,
    )


def compose_all(
    document: Document,
    map_ids: Sequence[str],
    *,
    paper: str = "A3",
    orientation: str = "landscape",
    findings: Mapping[str, Sequence[Finding]],
    today: date,
    language: str = "",
    sheets: Mapping[str, Sheet] | None = None,
    review: bool = False,
) -> list[Page]:
    """Return the pages of several maps' posters, numbered through. The other arguments are those of `compose`."""
    posters: list[tuple[PosterPages, list[Draft]]] = []
    for map_id in map_ids:
        manner = Manner(language or document.language(map_id), document.direction(map_id))
        sheet = (sheets or {}).get(map_id) or lay_out(document, map_id)
        poster = PosterPages(document, map_id, sheet, manner, findings.get(map_id, ()), today, review=review)
        posters.append((poster, poster.draw(paper, orientation)))
    total = sum(len(drafts) for _, drafts in posters)
    pages: list[Page] = []
    for poster, drafts in posters:
        counts = counted(document, poster.map_id, poster.manner.language)
        first = len(pages)
        for number, draft in enumerate(drafts, first + 1):
            draw_foot(draft.room, draft.height - FOOT_HEIGHT, counts, number, total)
        pages += [_page(poster, draft, drafts[0], first, number) for number, draft in enumerate(drafts, first)]
    return pages


def _page(poster: PosterPages, draft: Draft, first: Draft, first_number: int, number: int) -> Page:
    """Return a finished draft as a page. first: the page of the same poster that shows the map."""
    furniture = tuple(sorted(draft.room.placed, key=lambda each: each.layer))
    layers = [Layer(MARGIN * draft.unit, MARGIN * draft.unit, draft.unit, furniture)]
    if draft.map is not None:
        layers.append(_on_page(draft.map, draft))
    language = poster.manner.language
    return Page(
        width=draft.size[0],
        height=draft.size[1],
        map=poster.map_id,
        title=poster_title(poster.document, poster.map_id, language),
        language=language,
        direction=poster.manner.direction,
        layers=tuple(layers),
        jumps=tuple(_jumps(poster, draft, first, first_number)),
        bookmarks=tuple(_bookmarks(poster, draft, number)),
        grid=_grid(poster) if draft.map is not None else Grid(),
    )


def _grid(poster: PosterPages) -> Grid:
    document = poster.document
    stages, lanes = document.stages(poster.map_id), document.shown_lanes(poster.map_id)
    return Grid(
        tuple(stage.id for stage in stages),
        tuple(
            (lane.id, tuple(tuple(card.id for card in document.cell(stage.id, lane.id)) for stage in stages))
            for lane in lanes
        ),
        {
            card.id: say("poster.score", poster.manner.language, score=_signed(card.score, poster.manner.language))
            for card in document.reading_order(poster.map_id)
            if card.kind == "emotion"
        },
    )


def _signed(score: float, language: str) -> str:
    """Return a score with its sign, as the language writes numbers."""
    from babel.numbers import format_decimal

    return format_decimal(score, format="+0.#;-0.#" if score else "0", locale=language)


def _on_page(layer: Layer, draft: Draft) -> Layer:
    unit = draft.unit
    return Layer((MARGIN + layer.x) * unit, (MARGIN + layer.y) * unit, layer.scale * unit, layer.placed)


def _jumps(poster: PosterPages, draft: Draft, first: Draft, page: int) -> list[Jump]:
    """Return a jump for each finding on the page that is about something the map shows."""
    assert first.map is not None
    layer, unit = _on_page(first.map, first), draft.unit
    jumps = []
    for placed, row in draft.drawn:
        goal = next((found for each in row.targets if (found := _drawn(poster.sheet, each))), None)
        if goal is None:
            continue
        jumps.append(
            Jump(
                x=(MARGIN + placed.x) * unit,
                y=(MARGIN + placed.y) * unit,
                width=placed.piece.width * unit,
                height=placed.piece.height * unit,
                page=page,
                to_x=layer.x + goal.x * layer.scale,
                to_y=layer.y + goal.y * layer.scale,
                to_width=goal.piece.width * layer.scale,
                to_height=goal.piece.height * layer.scale,
                id=goal.id,
                words=f"{row.name} {row.words}" if row.finding is not None else row.words,
                source=placed,
            )
        )
    return jumps


def _drawn(sheet: Sheet, identity: str) -> Placed | None:
    """Return what stands for a record on the Sheet, or None."""
    return next((sheet.placed[part, identity] for part in _PARTS_OF_RECORDS if (part, identity) in sheet.placed), None)


def _bookmarks(poster: PosterPages, draft: Draft, page: int) -> list[Bookmark]:
    """Return the page's entries of the outline: the map with its stages, or the list of findings that goes on."""
    language = poster.manner.language
    if draft.map is None:
        return [Bookmark(draft.heading, page, 0, 0)]
    journey = poster.document.get(JourneyMap, poster.map_id)
    title = journey.title or poster_title(poster.document, poster.map_id, language)
    layer = _on_page(draft.map, draft)
    bookmarks = [Bookmark(title, page, 0, 0)]
    starts = {band.id: band.start for band in poster.sheet.columns}
    for stage in poster.document.stages(poster.map_id):
        x = layer.x + starts[stage.id] * layer.scale
        name = stage.title.strip() or say("poster.unnamed_stage", language)
        bookmarks.append(Bookmark(" ".join(name.split()), page, x, layer.y, level=1))
    return bookmarks
