"""Maps as Mermaid journeys: the same words come back, and what cannot be held is named and counted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.mermaid import write_mermaid
from export.mermaid_losses import losses_sentence
from model.document import Document
from model.importers.imported import INVISIBLE, ImportProblem, Notes
from model.importers.journey_records import Journey, Section, build
from model.importers.mermaid import read_mermaid
from model.importers.mermaid_task import Task
from model.records import Card, JourneyMap, Lane, Link, Persona, Project
from model.rules import clean_text
from resources.words import LANGUAGES
from tests.model.importers.shape import shape
from tests.strategies import PHRASES, documents

NASTY = (
    "title x", "Section", "journey", "accTitle: y", "accDescr {z}", "%% c", "50%% off", "%%{init: {}}%%", "a # b",
    "a; b", "10:30 x", "a: b: 5: c", ": 5", "a،b、c，d", "<br/>", '<b x="y">', "&amp;", "ﬂ°°58¶ß", "---", "```", " a ",
    "style: a:#b;", "\u200ba", "\u00a0a\u3000", "5", "泡：5", "#58;", "}",
)  # fmt: skip


def lines():
    raw = st.one_of(st.sampled_from(PHRASES), st.sampled_from(NASTY), st.text(max_size=12))
    return raw.map(lambda text: clean_text(text, lines=False)).map(
        lambda text: "" if INVISIBLE.issuperset(text) else text
    )


def texts():
    return st.lists(lines(), max_size=3).map("\n".join).map(lambda text: "" if INVISIBLE.issuperset(text) else text)


def names():
    return lines().map(str.strip).filter(lambda name: not INVISIBLE.issuperset(name))


@st.composite
def journeys(draw):
    """Draw the outline of a map that a Mermaid journey can hold whole."""
    persona = draw(st.one_of(st.just(""), names()))
    tags = names().filter(lambda name: name != persona)

    def task(number):
        others = draw(st.lists(tags, max_size=2, unique=True)) if persona else []
        score = draw(st.integers(-4, 4)) / 2
        return Task(number, draw(texts()), score, tuple([persona, *others] if persona else others))

    sections = [
        Section(draw(lines()), [task(n) for n in range(draw(st.integers(0, 3)))])
        for _ in range(draw(st.integers(0, 3)))
    ]
    return Journey(1, draw(lines()), draw(texts()), sections)


@given(journeys())
def test_a_map_that_mermaid_can_hold_comes_back_whole_and_nothing_is_lost(journey):
    document = build([journey], Notes(), "en")
    text, losses = write_mermaid(document, document.maps()[0].id)
    assert [loss.key for loss in losses] == []
    again = read_mermaid(text, language=document.project.language)
    assert shape(again.document) == shape(document)
    assert not again.warnings


@given(st.text(max_size=120))
def test_whatever_was_read_comes_back_but_for_what_was_warned_of(text):
    for source in (f"journey\n{text}", f"journey\nsection S\n{text}: 5: {text}\n{text}"):
        try:
            first = read_mermaid(source).document
        except ImportProblem:
            continue
        written, losses = write_mermaid(first, first.maps()[0].id)
        second = read_mermaid(written, language=first.project.language)
        allowed = {"mermaid_loss.notes", "mermaid_loss.scores"}
        assert {loss.key for loss in losses} <= allowed
        assert neutral(shape(second.document, notes=False)) == neutral(shape(first, notes=False))
        assert not second.warnings
        assert write_mermaid(second.document, second.document.maps()[0].id)[0] == written


def neutral(found):
    stages = tuple(
        (title, tuple(step._replace(score=step.score or 0) for step in steps)) for title, steps in found.stages
    )
    return found._replace(stages=stages)


@given(documents())
def test_any_map_can_be_written_and_its_touchpoints_come_back_in_order(document):
    for journey_map in document.maps():
        text, losses = write_mermaid(document, journey_map.id)
        again = read_mermaid(text, language=document.language(journey_map.id)).document
        wanted = [card.title for card in document.reading_order(journey_map.id) if card.kind == "touchpoint"]
        found = [card.title for card in again.reading_order(again.maps()[0].id) if card.kind == "touchpoint"]
        assert found == ["" if INVISIBLE.issuperset(title) else title for title in wanted]
        assert all(loss.count > 0 for loss in losses)
        assert all(losses_sentence(losses, language) for language in LANGUAGES if losses)


def whole():
    return read_mermaid("journey\ntitle X\nsection S\nA: 5: Me, Cat\nB: 3: Me\nC: 1: Me").document


def with_changed(document, cls, index=0, /, **fields):
    records = [record for record in document.records.values() if isinstance(record, cls)]
    return Document([replace(each, **fields) if each is records[index] else each for each in document.records.values()])


def losses_of(document):
    _, losses = write_mermaid(document, document.maps()[0].id)
    return {loss.key.removeprefix("mermaid_loss."): loss.count for loss in losses}


@pytest.mark.parametrize(
    ("kind", "index", "fields", "lost"),
    [
        (Card, 0, {"note": "n", "owner": "o"}, {"notes": 1, "owners": 1}),
        (Card, 0, {"evidence": "observed", "source": "s"}, {"evidence": 1}),
        (Card, 0, {"role": "start", "duration": 5.0}, {"roles": 1, "durations": 1}),
        (Card, 0, {"moment_of_truth": True}, {"moments_of_truth": 1}),
        (Card, 0, {"channels": ("web",)}, {"channels": 1}),
        (Card, 0, {"muted_checks": ("J101",), "severity": 3}, {"muted_checks": 1, "details": 1}),
        (Card, 0, {"tags": ("Me",)}, {"tags": 1}),
        (Card, 0, {"kind": "pain_point"}, {"pain_point": 1, "emotion": 1, "links": 1}),
        (Card, 1, {"title": "Hurrah"}, {"quotes": 1}),
        (Card, 1, {"about": None}, {"emotion": 1, "scores": 1}),
        (Card, 1, {"order": "zz0"}, {"places": 3}),
        (Link, 0, {"condition": "if", "share": 5.0, "kind": "choice"}, {"link_kinds": 1, "conditions": 1, "shares": 1}),
        (JourneyMap, 0, {"expectations": "e", "kind": "future_state"}, {"expectations": 1, "map_kind": 1}),
        (JourneyMap, 0, {"direction": "rtl"}, {"direction": 1}),
        (JourneyMap, 0, {"language": "he"}, {"language": 1}),
        (JourneyMap, 0, {"persona": None}, {"personas": 1, "without_persona": 1}),
        (Persona, 0, {"quote": "q"}, {"personas": 1}),
        (Lane, 0, {"title": "Mine"}, {"lanes": 1}),
        (Lane, 1, {"order": "Zz"}, {"lanes": 1}),
        (Project, 0, {"title": "Y", "client": "c", "version": "1"}, {"project_title": 1, "project": 2}),
    ],
)  # fmt: skip
def test_each_thing_without_a_place_is_counted(kind, index, fields, lost):
    assert losses_of(whole()) == {}
    assert losses_of(with_changed(whole(), kind, index, **fields)) == lost


def test_links_off_the_chain_and_gaps_in_it_are_counted():
    document = whole()
    records = dict(document.records)
    first, second = document.links(document.maps()[0].id)
    records[first.id] = replace(first, target=second.target)
    assert losses_of(Document(records.values())) == {"links": 1, "gaps": 1}
    del records[first.id]
    assert losses_of(Document(records.values())) == {"gaps": 1}
    records["again"] = replace(second, id="again")
    assert losses_of(Document(records.values())) == {"links": 1, "gaps": 1}


def test_other_maps_and_their_personas_are_counted():
    document = whole()
    more = [Persona("q", "a9", "Dog"), JourneyMap("n", "zz", "Other", persona="q")]
    assert losses_of(Document([*document.records.values(), *more])) == {"personas": 1, "maps": 1}


def test_the_text_is_as_a_person_would_write_it():
    text, _ = write_mermaid(*only(whole()))
    assert text == ("journey\n    title X\n    section S\n      A: 5: Me, Cat\n      B: 3: Me\n      C: 1: Me\n")


def only(document):
    return document, document.maps()[0].id


@pytest.mark.parametrize(
    ("words", "title", "section", "task", "actor"),
    [
        ("a # b; <c", "a #35; b#59; #60;c", "a #35; b#59; #60;c", "a #35; b#59; #60;c", "a #35; b#59; #60;c"),
        ("a: b", "a: b", "a#58; b", "a#58; b", "a#58; b"),
        ("10:30", "10#58;30", "10#58;30", "10#58;30", "10#58;30"),
        ("50%% off", "50#37;#37; off", "50#37;#37; off", "50#37;#37; off", "50#37;#37; off"),
        ("5% off", "5% off", "5% off", "5% off", "5% off"),
        ("%{a", "#37;{a", "#37;{a", "#37;{a", "#37;{a"),
        ("a, b،c", "a, b،c", "a, b،c", "a, b،c", "a#44; b#1548;c"),
        (" a", "#32;a", "#32;a", "#32;a", "a"),
        ("ﬂ°°58¶ß", "ﬂ#176;°58¶#223;", "ﬂ#176;°58¶#223;", "ﬂ#176;°58¶#223;", "ﬂ#176;°58¶#223;"),
        ("Section a", "Section a", "Section a", "#83;ection a", "Section a"),
        ("journeyé", "journeyé", "journeyé", "#106;ourneyé", "journeyé"),
        ("journeys", "journeys", "journeys", "journeys", "journeys"),
        ("مرحلة", "مرحلة", "مرحلة", "مرحلة", "مرحلة"),
    ],
)
def test_each_character_is_written_raw_where_mermaid_reads_it_and_as_an_entity_elsewhere(
    words, title, section, task, actor
):
    journey = Journey(1, words, "", [Section(words, [Task(1, words, 0.0, (words.strip(),))])])
    text, _ = write_mermaid(*only(build([journey], Notes(), "en")))
    assert text.splitlines() == [
        "journey",
        f"    title {title}",
        f"    section {section}",
        f"      {task}: 3: {actor}",
    ]


def test_line_breaks_and_untitled_things_have_a_way_of_their_own():
    journey = Journey(1, "", "one\n two}", [Section("a", []), Section("", [Task(1, "b\nc", 0.0), Task(2, "", 1.5)])])
    text, _ = write_mermaid(*only(build([journey], Notes(), "en")))
    assert text.splitlines() == [
        "journey",
        "    accDescr {",
        "      one",
        "      #32;two#125;",
        "    }",
        "    section a",
        "    section #8203;",
        "      b<br/>c: 3",
        "      #8203;: 4.5",
    ]


def test_the_sentence_lists_the_losses_in_three_languages():
    _, losses = write_mermaid(*only(with_changed(whole(), Card, note="n")))
    assert losses_sentence(losses, "en") == "Mermaid cannot hold everything. Not in the file: notes on cards (1)."
    assert "ملاحظات على البطاقات (1)" in losses_sentence(losses, "ar")
