"""A project as JSON: versioned, lossless, and the same bytes for the same records.

    {"format": "masar", "version": 1, "records": [
    {"kind_of_record": "project", "id": "…", "title": "…"},
    …
    ]}

One record a line, sorted by kind (project, persona, map, stage, lane, card, link), then by id. Fields that have
their default are left out. `model/importers/json_file.py` reads it; its version grows when older readers could not.
"""

import json

from model.document import Document
from model.importers.json_file import FORMAT, VERSION
from model.records import KINDS, to_data

_RANK = {cls: rank for rank, cls in enumerate(KINDS.values())}


def write_json(document: Document) -> str:
    """Return the whole project as JSON text."""
    records = sorted(document.records.values(), key=lambda record: (_RANK[type(record)], record.id))
    lines = ",\n".join(json.dumps(to_data(record), ensure_ascii=False, allow_nan=False) for record in records)
    return f'{{"format": "{FORMAT}", "version": {VERSION}, "records": [\n{lines}\n]}}\n'
