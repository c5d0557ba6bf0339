"""Exporting to a file: what its name ends in says what it becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from export.json_file import write_json
from export.legibility import SmallPrint, small_print
from export.mermaid import write_mermaid
from export.mermaid_losses import Loss
from export.page import Page
from export.paper import ORIENTATIONS, PAPER_NAMES
from export.pdf import export_moment, pdf_bytes
from export.poster import compose_all
from export.problem import ExportProblem
from export.target import write_whole
from model.checks.finding import Finding
from model.document import Document
from model.layout.lay_out import lay_out


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported, and how. map_ids: at least one, in order. findings: by map. scale: pixels a point.

    review: posters show the open comments.
    """

    document: Document
    map_ids: tuple[str, ...]
    paper: str
    orientation: str
    findings: Mapping[str, Sequence[Finding]]
    moment: datetime
    scale: float
    told: Callable[[SmallPrint], None] | None = None
    losses: list[Loss] = field(default_factory=list)
    review: bool = False

    def pages(self) -> list[Page]:
        """Return the posters' pages; tell whoever wants to know where they are too small to be read."""
        sheets = {each: lay_out(self.document, each) for each in self.map_ids}

        def composed(paper: str) -> list[Page]:
            return compose_all(
                self.document,
                self.map_ids,
                paper=paper,
                orientation=self.orientation,
                findings=self.findings,
                today=self.moment.date(),
                sheets=sheets,
                review=self.review,
            )

        pages = composed(self.paper)
        small = small_print(pages, self.paper, composed) if self.told else None
        if small and self.told:
            self.told(small)
        return pages


def _pdf(order: Order) -> bytes:
    project = order.document.project
    return pdf_bytes(order.pages(), authors=project.authors, subject=project.client, moment=order.moment)


def _svg(order: Order) -> bytes:
    from export.svg import svg_text

    return svg_text(order.pages()).encode("utf-8")


def _png(order: Order) -> bytes:
    from export.png import png_bytes

    return png_bytes(order.pages(), moment=order.moment, scale=order.scale)


def _mermaid(order: Order) -> bytes:
    text, losses = write_mermaid(order.document, order.map_ids[0])
    order.losses.extend(losses)
    return text.encode("utf-8")


def _json(order: Order) -> bytes:
    return write_json(order.document).encode("utf-8")


def _csv(order: Order) -> bytes:
    from export.csv_file import csv_text

    return csv_text(order.document, order.map_ids).encode("utf-8")


def _xlsx(order: Order) -> bytes:
    from export.xlsx_file import xlsx_bytes

    return xlsx_bytes(order.document, order.map_ids, moment=order.moment)


WRITERS: dict[str, Callable[[Order], bytes]] = {
    ".pdf": _pdf,
    ".svg": _svg,
    ".png": _png,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".mmd": _mermaid,
    ".mermaid": _mermaid,
    ".json": _json,
}
"""What makes the bytes of a file, by the ending of its name."""
DRAWN = (".pdf", ".svg", ".png")
"""Endings of files that show posters, and so the findings."""


def export_bytes(
    document: Document,
    name: str,
    *,
    map_id: str | None = None,
    paper: str = "A3",
    orientation: str = "landscape",
    findings: Mapping[str, Sequence[Finding]] | None = None,
    moment: datetime | None = None,
    scale: float = 2.0,
    told: Callable[[SmallPrint], None] | None = None,
    review: bool = False,
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return what a file of that name is to hold, and what its format cannot hold. See `export_file`.

    told: called where the map is too small to be read on that paper. review: posters show the open comments.
    """
    writer = WRITERS.get(Path(name).suffix.lower())
    if writer is None:
        raise ExportProblem("export.unknown_suffix", name=name, suffixes=", ".join(WRITERS))
    map_ids = (map_id,) if map_id is not None else tuple(each.id for each in document.maps())
    if not map_ids and writer is not _json:
        raise ExportProblem("export.no_maps")
    order = Order(
        document,
        map_ids,
        _known(paper, PAPER_NAMES, "paper"),
        _known(orientation, ORIENTATIONS, "orientation"),
        findings or {},
        moment or export_moment(),
        scale,
        told,
        review=review,
    )
    return writer(order), tuple(order.losses)


def export_file(document: Document, target: Path, **how: Any) -> tuple[Loss, ...]:
    """Export a map (all maps where `map_id` is None) to a file, and return what its format cannot hold.

    how: as `export_bytes` takes it. A Mermaid file holds one map: the first, unless one is named. JSON holds the whole
    project. Raise ExportProblem where the name's ending, the paper or the target will not do; an existing target is
    then as it was.
    """
    data, losses = export_bytes(document, target.name, **how)
    write_whole(target, lambda file: file.write(data))
    return losses


def _known(name: str, names: Sequence[str], what: str) -> str:
    """Return the name as it is spelled among `names`; raise ExportProblem unless it is there."""
    found = next((each for each in names if each.casefold() == name.casefold()), None)
    if found is None:
        raise ExportProblem(f"export.unknown_{what}", **{what: name, f"{what}s": ", ".join(names)})
    return found
