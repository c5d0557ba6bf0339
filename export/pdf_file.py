"""What concerns a PDF as a whole: metadata, language, outline, links. The last pass, which also packs the file."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from export.page import Bookmark, Jump, Page
from export.pdf_structure import Marked, add_structure

PRODUCER = "Masar"
_VIEW_MARGIN = 60.0
"""Points about a card that a link's view takes in."""
_LEAST_VIEW = 420.0
_PRINTED = 4
"""The annotation flag that PDF/A asks for (PDF 32000-1, 12.5.3)."""


def finish(
    raw: bytes,
    pages: Sequence[Page],
    marked: Sequence[Marked],
    *,
    authors: Sequence[str],
    subject: str,
    moment: datetime,
) -> bytes:
    """Return the finished file of reportlab's pages. marked: for each page what its marked contents belong to."""
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _describe(pdf, pages[0], authors, subject, moment)
        _add_jumps(pdf, pages)
        _add_outline(pdf, pages)
        add_structure(pdf, pages, marked)
        out = io.BytesIO()
        pdf.save(
            out, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


def _describe(pdf: Any, first: Page, authors: Sequence[str], subject: str, moment: datetime) -> None:
    """Write title, author, subject, dates and language."""
    from pikepdf import Dictionary, String

    stamp = moment.strftime("D:%Y%m%d%H%M%S") + _offset(moment)
    title, author = _legal(first.title), _legal(", ".join(authors))
    info = {"Title": title, "Author": author, "Subject": _legal(subject), "Creator": PRODUCER, "Producer": PRODUCER}
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            {f"/{key}": String(value) for key, value in info.items() if value}
            | {"/CreationDate": String(stamp), "/ModDate": String(stamp)}
        )
    )
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {first.language}
        if author:
            metadata["dc:creator"] = [_legal(each) for each in authors]
        if subject:
            metadata["dc:description"] = _legal(subject)
        metadata["pdf:Producer"] = metadata["xmp:CreatorTool"] = PRODUCER
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = moment.isoformat(timespec="seconds")
    pdf.Root.Lang = String(first.language)
    # No Direction: with R2L, pdfium (Chrome) turns the words of every left-to-right line about when it searches.
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _offset(moment: datetime) -> str:
    """Return the offset from UTC as PDF writes it; nothing for a moment without one."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}'{abs(minutes) % 60:02d}'"


def _legal(text: str) -> str:
    """Return a text without what XML and PDF strings cannot hold."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable() or each in "\u200c\u200d\u200e\u200f")


def _add_jumps(pdf: Any, pages: Sequence[Page]) -> None:
    """Add a link annotation for every jump."""
    from pikepdf import Array

    for page, made in zip(pages, pdf.pages, strict=True):
        if page.jumps:
            annotations = [pdf.make_indirect(_annotation(pdf, pages, page, jump)) for jump in page.jumps]
            made.obj.Annots = pdf.make_indirect(Array(annotations))


def _annotation(pdf: Any, pages: Sequence[Page], page: Page, jump: Jump) -> Any:
    from pikepdf import Array, Dictionary, Name, String

    top = page.height - jump.y
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array(_rounded(jump.x, top - jump.height, jump.x + jump.width, top)),
        Border=Array([0, 0, 0]),
        F=_PRINTED,
        Contents=String(_legal(jump.words)),
        Dest=Array([pdf.pages[jump.page].obj, Name.FitR, *_rounded(*_view(pages[jump.page], jump))]),
    )


def _view(page: Page, jump: Jump) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of what a link shows: its card and enough around it to know where one is."""
    aside = max(_VIEW_MARGIN, (_LEAST_VIEW - jump.to_width) / 2)
    above = max(_VIEW_MARGIN, (_LEAST_VIEW * 0.6 - jump.to_height) / 2)
    left, right = max(0.0, jump.to_x - aside), min(page.width, jump.to_x + jump.to_width + aside)
    top, bottom = max(0.0, jump.to_y - above), min(page.height, jump.to_y + jump.to_height + above)
    return left, page.height - bottom, right, page.height - top


def _rounded(*values: float) -> list[Any]:
    from decimal import Decimal

    return [Decimal(f"{each:.2f}") for each in values]


def _add_outline(pdf: Any, pages: Sequence[Page]) -> None:
    """Add the bookmarks: maps, and under each its stages. Viewers show them at once where there are several pages."""
    from pikepdf import Name, OutlineItem

    if len(pages) > 1:
        pdf.Root.PageMode = Name.UseOutlines
    with pdf.open_outline() as outline:
        for page in pages:
            for bookmark in page.bookmarks:
                item = OutlineItem(_legal(bookmark.title), _destination(pdf, pages, bookmark))
                if bookmark.level and outline.root:
                    outline.root[-1].children.append(item)
                else:
                    outline.root.append(item)


def _destination(pdf: Any, pages: Sequence[Page], bookmark: Bookmark) -> Any:
    from pikepdf import Array, Name

    left, top = _rounded(bookmark.x, pages[bookmark.page].height - bookmark.y)
    return Array([pdf.pages[bookmark.page].obj, Name.XYZ, left, top, 0])
