"""The helper process of exports: it keeps a copy of one project and makes files of it when asked, without Qt."""

import pickle
import signal
import traceback
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from export.mermaid_losses import Loss
from export.problem import ExportProblem
from model.checks.wire import Row, record_of
from model.document import Document

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from export.legibility import SmallPrint
    from export.page import Page
    from model.checks.finding import Finding


class Request(NamedTuple):
    """What the helper is asked for. rows: the project's records, None where they are the ones sent before.

    name: of the file to be, whose ending says what to make; empty for a picture of the first page, at most `picture`
    pixels wide and high. The rest is as `export.files.export_bytes` takes it.
    """

    rows: list[Row] | None
    name: str
    map_id: str | None
    paper: str
    orientation: str
    moment: datetime
    picture: tuple[int, int]
    review: bool = False


class Picture(NamedTuple):
    """The first page as PNG, how many pages there are, and what to say where the map cannot be read on them."""

    png: bytes
    pages: int
    small: "SmallPrint | None"


class Answer(NamedTuple):
    """What the helper made: bytes and what they cannot hold, or a picture, or what prevented it.

    problem: key and values of an ExportProblem. fault: the trace of a fault of ours.
    """

    data: bytes = b""
    losses: tuple[Loss, ...] = ()
    picture: Picture | None = None
    problem: tuple[str, dict[str, str]] | None = None
    fault: str = ""


def serve(connection: "Connection") -> None:
    """Answer requests until the other end is closed. Ctrl+C in a terminal is for the program, not for its helper."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    document = Document()
    while True:
        try:
            request = Request(*pickle.loads(connection.recv_bytes()))
            if request.rows is not None:
                document = Document(record_of(each) for each in request.rows)
            connection.send_bytes(pickle.dumps(answer(document, request), protocol=5))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def answer(document: Document, request: Request) -> Answer:
    """Return what a request asks for; whatever prevents it comes back as words or as a trace."""
    try:
        if not request.name:
            return Answer(picture=_picture(document, request))
        from export.files import DRAWN, export_bytes

        drawn = request.name.lower().endswith(DRAWN)
        data, losses = export_bytes(
            document,
            request.name,
            map_id=request.map_id,
            paper=request.paper,
            orientation=request.orientation,
            findings=_findings(document, request) if drawn else None,
            moment=request.moment,
            review=request.review,
        )
        return Answer(data, losses)
    except ExportProblem as problem:
        return Answer(problem=(problem.key, problem.values))
    except MemoryError:
        return Answer(problem=("export.stopped", {}))
    except Exception:  # a fault of ours is told where there is somebody to tell it to, and the helper goes on
        return Answer(fault=traceback.format_exc())


def _map_ids(document: Document, request: Request) -> list[str]:
    return [request.map_id] if request.map_id is not None else [each.id for each in document.maps()]


def _findings(document: Document, request: Request) -> Mapping[str, Sequence["Finding"]]:
    from model.checks.run import run_checks

    today = request.moment.date()
    return {each: run_checks(document, each, today=today) for each in _map_ids(document, request)}


def _picture(document: Document, request: Request) -> Picture:
    from export.legibility import small_print
    from export.png import png_bytes
    from export.poster import compose_all
    from model.layout.lay_out import lay_out

    findings = _findings(document, request)
    sheets = {each: lay_out(document, each) for each in findings}

    def composed(paper: str) -> "list[Page]":
        return compose_all(
            document,
            tuple(sheets),
            paper=paper,
            orientation=request.orientation,
            findings=findings,
            today=request.moment.date(),
            sheets=sheets,
            review=request.review,
        )

    pages = composed(request.paper)
    width, height = request.picture
    scale = min(width / pages[0].width, height / pages[0].height)
    png = png_bytes(pages[:1], moment=request.moment, scale=scale)
    return Picture(png, len(pages), small_print(pages, request.paper, composed))
