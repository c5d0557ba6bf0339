"""What is sent: the map without what was said or hidden behind it, and nothing that leads nowhere."""

from dataclasses import replace

from hypothesis import given

from model.document import Document
from model.edits.sending import cleaned_for_sending
from model.records import KIND_OF, Card, Comment, Conflict, JourneyMap, Lane, Link, Project, Stage, Version
from model.store.references import settle
from tests.strategies import documents

RECORDS = (
    Project("p", title="Buying", authors=("Amal",)),
    JourneyMap("m"),
    Stage("s", "m"),
    Lane("l", "m", "a0", "touchpoints"),
    Lane("h", "m", "a1", "touchpoints", hidden=True),
    Card("shown", "m", "s", "l", "a0", "touchpoint", "Waits"),
    Card("behind", "m", "s", "h", "a0", "touchpoint", "Secret"),
    Card("about", "m", "s", "l", "a1", "pain_point", "Pain", about="behind"),
    Link("w", "m", "shown", "behind"),
    Comment("c", "shown", None, "Noa", 1, "Why?"),
    Comment("d", "shown", "c", "Amal", 2, "So."),
    Version("v", "e", "Sent"),
    Conflict("x", "shown", "title"),
)


def test_nothing_that_was_said_or_hidden_is_sent():
    sent = {record.id: record for record in cleaned_for_sending(RECORDS)}
    assert list(sent) == ["p", "m", "s", "l", "shown", "about"]
    assert sent["p"] == replace(RECORDS[0], authors=())
    assert sent["about"] == replace(RECORDS[7], about=None)
    assert sent["shown"] is RECORDS[5]


@given(documents())
def test_what_is_sent_is_a_whole_document(document):
    sent = cleaned_for_sending(document.records.values())
    found = {}
    for record in sent:
        found.setdefault(KIND_OF[type(record)], []).append(record)
    assert settle(found)[1] == 0
    shown = Document(sent)
    assert not (shown.all_comments() or shown.versions() or shown.conflicts() or shown.project.authors)
    assert not any(isinstance(each, Lane) and each.hidden for each in sent)
    hidden = {each.id for each in document.records.values() if isinstance(each, Lane) and each.hidden}
    kept = [each for each in document.records.values() if isinstance(each, Card) and each.lane not in hidden]
    assert {each.id for each in kept} == {each.id for each in sent if isinstance(each, Card)}
