"""What opens, however strange, can be lived with: laid out, compared, searched through its log, saved and merged."""

import pytest

from model.document import Document
from model.merge.plan import plan
from model.store import files
from tests.model.store.hostile.craft import good_document, good_log, write_good, write_whole
from tests.model.store.hostile.damage import live_with
from tests.model.store.hostile.table import TABLE

ROOMS = ("values", "references", "logs", "older")


class Before:
    """The file as it was before anybody spoilt it."""

    records = good_document().records


@pytest.mark.parametrize("room", ROOMS)
def test_what_opens_of_the_table_can_be_lived_with(tmp_path, room):
    lived = 0
    write_whole(tmp_path / "good.masar", good_document(), good_log())
    good = files.read_whole(tmp_path / "good.masar")
    for name, hostile in TABLE[room].items():
        if hostile.key is not None or "thousand" in name or "million" in name or "mega" in name:
            continue
        path = tmp_path / "a.masar"
        write_good(path, old=hostile.old)
        hostile.spoil(path)
        found = files.read_whole(path)
        live_with(None, found, Before, saving=False)
        for theirs, ours in ((found, good), (good, found)):
            merged = plan(ours.records, ours.timeline, theirs.records, theirs.timeline)
            Document(ours.records.values()).apply(merged.changes)
        lived += 1
    assert lived >= 3
