"""Target 11: planning a merge of 10,000 cards, beside no more than looking at each record once."""

from dataclasses import replace

import pytest

from model.edits.fields import set_fields
from model.timeline import Timeline
from tests.benchmarks.conftest import cpu, median
from tests.model.merge.computers import Computer, Copy, begun
from tests.synthetic import synthetic_document

pytestmark = pytest.mark.bench
EDITS = 10


def read_again(copy):
    """The same as it comes from a file: equal, and no object of the other's."""
    records = {each: replace(record) for each, record in copy.records.items()}
    return Copy(records, Timeline(replace(entry) for entry in copy.log.entries.values()))


@pytest.mark.parametrize("past", [20, 2_000])
def test_planning_a_merge(past, target):
    document = synthetic_document(10_000)
    cards = [card.id for card in document.cards(document.maps()[0].id)]
    ours = Computer("a", begun(document), "Amal")
    for number in range(past):
        ours.do(set_fields(ours.document, cards[number], title=f"Old {number}"), 5)
    theirs = Computer("b", read_again(ours.copy), "Noa")
    for number in range(EDITS):
        ours.do(set_fields(ours.document, cards[3 * number], title=f"Mine {number}"), 50)
        theirs.do(set_fields(theirs.document, cards[2 * number], title=f"Theirs {number}"), 60)
    met = read_again(theirs.copy)
    same = read_again(ours.copy).records
    floor = median(cpu(lambda: ours.document.records == same, 9))
    assert ours.plan(met).conflicts == 4
    spent = median(cpu(lambda: ours.plan(met), 9))
    told = f"{spent:.0f} ms after {past} entries, {spent / floor:.1f} times one look at all records"
    target("11", "plan a merge of 10,000 cards, ten edits a side, in 100 ms of CPU", told, spent <= 100)
