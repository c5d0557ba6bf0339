"""Posters as PNG: the PDF's own pages, rasterised by pdfium, one below the other."""

import io
from collections.abc import Sequence
from datetime import datetime

from export.page import Page
from export.pdf import pdf_bytes
from export.problem import ExportProblem

SCALE = 2.0
"""Pixels per point unless another scale is asked for."""
MOST_PIXELS = 80_000_000
"""The largest picture that is made: it takes four bytes a pixel, and as much again for the page being drawn."""
_LONGEST_SIDE = 65_000
_PAGE_GAP = 24.0


def png_bytes(pages: Sequence[Page], *, moment: datetime, scale: float = SCALE) -> bytes:
    """Return pages (at least one) as a PNG, `scale` pixels a point; raise ExportProblem where it would be too large."""
    import pypdfium2
    from PIL import Image

    sizes = [(round(page.width * scale), round(page.height * scale)) for page in pages]
    gap = round(_PAGE_GAP * scale)
    width, height = max(wide for wide, _ in sizes), sum(high for _, high in sizes) + gap * (len(sizes) - 1)
    if width * height > MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise ExportProblem("export.too_many_pixels", width=str(width), height=str(height))
    picture = Image.new("RGB", (max(1, width), max(1, height)), "white")
    top = 0
    document = pypdfium2.PdfDocument(pdf_bytes(pages, moment=moment))
    try:
        for page, (_, high) in zip(document, sizes, strict=True):
            picture.paste(page.render(scale=scale).to_pil().convert("RGB"), (0, top))
            page.close()
            top += high + gap
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(72 * scale, 72 * scale))
    return out.getvalue()
