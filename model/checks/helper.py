"""The helper process: it keeps a copy of one map and checks it when asked. Neither here nor below is Qt imported."""

import signal
from typing import TYPE_CHECKING

from model.change import Change, ChangeSet, Label
from model.checks.run import run_checks
from model.checks.wire import Request, pack_findings, record_of, unpack_request
from model.document import Document

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

REBUILD_FROM = 1_000
"""From so many changed records on, a new document is quicker than changing the old one."""


def serve(connection: "Connection") -> None:
    """Answer requests until the other end is closed. Ctrl+C in a terminal is for the program, not for its helper."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    document = Document()
    while True:
        try:
            request = unpack_request(connection.recv_bytes())
            document = updated(document, request)
            connection.send_bytes(pack_findings(run_checks(document, request.map, today=request.today)))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def updated(document: Document, request: Request) -> Document:
    """Return the document as the request has it: the same one, changed, where little is new."""
    records = [record_of(row) for row in request.rows]
    if request.fresh:
        return Document(records)
    if len(records) >= REBUILD_FROM:
        kept = dict(document.records)
        for identity in request.removed:
            del kept[identity]
        return Document((kept | {record.id: record for record in records}).values())
    changes = [Change(document.find(identity), None) for identity in request.removed]
    changes += [Change(document.find(record.id), record) for record in records]
    document.apply(ChangeSet(Label(""), tuple(changes), id="update"))
    return document
