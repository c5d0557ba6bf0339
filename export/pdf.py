"""Posters as PDF: text that can be searched and copied, fonts embedded, bookmarks, and links from findings to cards.

reportlab writes pages and fonts; pikepdf then puts in what concerns the file as a whole and writes it, packed. The
same document and moment give the same bytes.
"""

import io
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from export.page import Page
from export.poster import compose_all
from export.problem import ExportProblem
from export.target import write_whole
from model.checks.finding import Finding
from model.document import Document
from model.layout.sheet import Sheet

PDF_VERSION = (1, 7)


def export_moment() -> datetime:
    """Return the moment that exports carry: SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set, else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now().astimezone()


def write_pdf(
    document: Document,
    target: Path | BinaryIO,
    *,
    map_id: str | None = None,
    paper: str = "A3",
    orientation: str = "landscape",
    findings: Mapping[str, Sequence[Finding]] | None = None,
    moment: datetime | None = None,
    sheets: Mapping[str, Sheet] | None = None,
) -> None:
    """Write the posters of one map (all maps where `map_id` is None) as one PDF.

    findings: by map. moment: for the printed date and the metadata (`export_moment` unless given). sheets: Sheets that
    are already laid out, by map. Raise ExportProblem where the target cannot be written; it is then as it was.
    """
    moment = moment or export_moment()
    map_ids = [map_id] if map_id is not None else [each.id for each in document.maps()]
    if not map_ids:
        raise ExportProblem("export.no_maps")
    pages = compose_all(
        document,
        map_ids,
        paper=paper,
        orientation=orientation,
        findings=findings or {},
        today=moment.date(),
        sheets=sheets,
    )
    data = pdf_bytes(pages, authors=document.project.authors, subject=document.project.client, moment=moment)
    write_whole(target, lambda file: file.write(data))


def pdf_bytes(pages: Sequence[Page], *, authors: Sequence[str] = (), subject: str = "", moment: datetime) -> bytes:
    """Return pages (at least one) as a PDF."""
    from export.pdf_file import finish

    raw, marked = _painted(pages)
    return finish(raw, pages, marked, authors=authors, subject=subject, moment=moment)


def _painted(pages: Sequence[Page]) -> tuple[bytes, list[Any]]:
    """Return the pages as reportlab writes them, and for each page which records' texts carry which mark."""
    from export.glyph_font import GlyphFonts
    from export.pdf_paint import PdfPainter

    buffer = io.BytesIO()
    canvas = _canvas(buffer)
    painter = PdfPainter(canvas, GlyphFonts(canvas._doc))
    marked = []
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        painter.new_page()
        for layer in page.layers:
            painter.placed(layer.placed, layer.x, page.height - layer.y, layer.scale)
        marked.append(painter.marked)
        name = canvas._doc.thisPageName()
        canvas.showPage()
        made = canvas._doc.idToObject[name]
        made.stream = made.stream.encode("ascii")  # else reportlab encodes it letter by letter
    canvas.save()
    return buffer.getvalue(), marked


def _canvas(buffer: BinaryIO) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    class GlyphCanvas(Canvas):  # type: ignore[misc]
        """A canvas without reportlab's own first font, which would be listed and never embedded."""

        def _make_preamble(self) -> None:
            self._preamble = "1 J 1 j"

    return GlyphCanvas(buffer, pageCompression=0, invariant=1, pdfVersion=PDF_VERSION)
