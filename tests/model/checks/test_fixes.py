"""One-click fixes: what each does, and the laws that hold for all of them."""

import pytest
from hypothesis import HealthCheck, given, settings

from model.change import ChangeSet
from model.checks.fixes import fix
from model.checks.run import run_checks
from model.checks.table import CHECKS
from model.document import Document
from model.edits.fields import remove
from model.labels import label_words
from model.records import LANGUAGES, Card, JourneyMap, Link, Persona
from resources.words import say
from tests.model.checks.sketch import TODAY, Sketch
from tests.strategies import documents


def fixed(sketch: Sketch, code: str, language: str = "") -> Document:
    """Return the document after the fix of its first finding of a code."""
    document = sketch.document()
    finding = next(each for each in run_checks(document, "m", today=TODAY) if each.code == code)
    changes = fix(document, finding, language)
    assert changes is not None
    document.apply(changes)
    return document


def ways(document: Document) -> set[tuple[str, str, str]]:
    return {(link.source, link.target, link.kind) for link in document.links("m")}


def test_touchpoints_are_connected_in_order_and_exits_lead_nowhere() -> None:
    document = fixed(Sketch().cards("c:C a:A b:B").card("leaves", "B", role="exit"), "J112")
    assert ways(document) == {("a", "b", "next"), ("b", "leaves", "next"), ("b", "c", "next")}


def test_a_start_and_a_goal_are_marked() -> None:
    start = fixed(Sketch().cards("a:A b:B c:C").link("a>b>a").link("b>c"), "J101")
    assert start.get(Card, "a").role == "start"
    goal = fixed(Sketch().cards("a:A b:B c:C").link("a>b>c>b"), "J102")
    assert goal.get(Card, "c").role == "goal"


def test_a_lost_touchpoint_is_linked_from_the_previous_step() -> None:
    document = fixed(Sketch().cards("a:A b:B lost:B c:C").link("a>b>c").link("lost>c"), "J103")
    assert ("b", "lost", "choice") in ways(document)


def test_a_dead_end_is_linked_to_the_next_step_that_arrives() -> None:
    document = fixed(Sketch().cards("a:A stuck:A too:A b:B c:C").link("a>b>c").link("a>stuck").link("a>too"), "J104")
    assert ("stuck", "b", "next") in ways(document)


def test_a_loop_is_left_from_its_last_touchpoint() -> None:
    document = fixed(Sketch().cards("a:A x:A y:B c:C").link("a>x>y>x").link("a>c"), "J105")
    assert ("y", "c", "choice") in ways(document)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((60, 30), (67, 33)),
        ((33, 33, 33), (34, 33, 33)),
        ((60, None), (60, 40)),
        ((50, None, None), (50, 25, 25)),
        ((0, 0), (50, 50)),
        ((90, 30, None), (75, 25, None)),
        ((60.5, None), (60.5, 39.5)),
    ],
)
def test_shares_are_balanced(before: tuple[float | None, ...], after: tuple[float | None, ...]) -> None:
    sketch = Sketch().cards("a:A end:C")
    for number, share in enumerate(before):
        sketch.cards(f"b{number}:B").link(f"a>b{number}", share=share).link(f"b{number}>end")
    document = fixed(sketch, "J106")
    assert tuple(document.get(Link, f"a>b{number}").share for number in range(len(before))) == after


def test_a_link_back_becomes_a_return() -> None:
    document = fixed(Sketch().cards("a:A b:B c:C").link("a>b>c").link("b>a"), "J109")
    assert document.get(Link, "b>a").kind == "return"


def test_of_two_links_the_one_that_says_less_goes() -> None:
    document = fixed(Sketch().cards("a:A b:C").link("a>b").link("a>b", condition="if ill"), "J110")
    assert [link.condition for link in document.links("m")] == ["if ill"]


def test_a_map_gets_the_projects_persona_or_a_new_one() -> None:
    assert fixed(Sketch(persona=None).cards("a:A"), "J201").get(JourneyMap, "m").persona == "louise"
    alone = Sketch(persona=None).cards("a:A")
    alone.records = [record for record in alone.records if not isinstance(record, Persona)]
    document = fixed(alone, "J201")
    assert document.find(document.get(JourneyMap, "m").persona) == document.personas()[0]
    assert document.personas()[0].name == "New persona"


def test_a_missing_touchpoint_and_emotion_are_added_to_their_stage() -> None:
    document = fixed(Sketch().cards("thought:A", "note"), "J204")
    assert [(card.stage, card.lane) for card in document.cards("m") if card.kind == "touchpoint"] == [
        ("A", "touchpoints")
    ]
    felt = fixed(Sketch().cards("a:B"), "J205")
    assert [(card.stage, card.score) for card in felt.cards("m") if card.kind == "emotion"] == [("B", 0.0)]


def test_an_opportunity_is_added_about_the_pain_in_a_lane_that_is_made_for_it() -> None:
    document = fixed(Sketch(lanes=("touchpoints", "pain_points")).cards("hurts:B", "pain_point"), "J207")
    [answer] = [card for card in document.cards("m") if card.kind == "opportunity"]
    assert (answer.about, answer.stage, answer.title) == ("hurts", "B", "How might we ease this: hurts")
    assert [lane.kind for lane in document.lanes("m")] == ["touchpoints", "pain_points", "opportunities"]


def test_a_pain_point_is_added_about_what_the_low_point_is_about() -> None:
    document = fixed(Sketch().cards("a:A").card("sad", "A", "emotion", score=-2, about="a"), "J208")
    assert [card.about for card in document.cards("m") if card.kind == "pain_point"] == ["a"]


def test_evidence_without_a_source_becomes_an_assumption() -> None:
    assert fixed(Sketch().card("a", "A", evidence="measured"), "J211").get(Card, "a").evidence == "assumed"


def test_new_cards_speak_the_maps_language_unless_another_is_asked_for() -> None:
    arabic = Sketch(language="ar").cards("hurts:A", "pain_point")
    question = say("finding.new.opportunity", "ar", title="hurts")
    assert question in {card.title for card in fixed(arabic, "J207").cards("m")}
    hebrew = fixed(Sketch(language="ar").cards("hurts:A", "pain_point"), "J207", "he")
    assert say("finding.new.opportunity", "he", title="hurts") in {card.title for card in hebrew.cards("m")}


def test_nothing_is_offered_where_nothing_can_be_done() -> None:
    document = Sketch(scenario="").cards("a:A b:B stuck:C c:C").link("a>b>c").link("b>stuck").document()
    for finding in run_checks(document, "m", today=TODAY):
        assert finding.fixable == (fix(document, finding) is not None), finding


def test_a_finding_that_no_longer_holds_has_no_fix() -> None:
    document = Sketch().cards("a:A b:B stuck:B c:C").link("a>b>c").link("a>stuck").link("c>b").document()
    old = [each for each in run_checks(document, "m", today=TODAY) if each.fixable]
    assert {"J109", "J204", "J205"} & {each.code for each in old}
    document.apply(remove(document, ["stuck", "b"]))
    for finding in old:
        if {"stuck", "b", "c>b"} & set(finding.targets):
            assert fix(document, finding) is None
    document.apply(remove(document, ["A", "B", "C"]))
    assert [fix(document, finding) for finding in old if finding.code != "J201"] == [None] * len(old)


@pytest.mark.parametrize("language", LANGUAGES)
def test_undo_names_the_fix(language: str) -> None:
    document = Sketch().cards("a:A b:B").document()
    finding = next(each for each in run_checks(document, "m", today=TODAY) if each.code == "J112")
    changes = fix(document, finding)
    assert changes is not None
    assert say("finding.J112.fix", language).lower() in label_words(changes.label, language).lower()


FIXABLE = {check.code for check in CHECKS if check.fix is not None}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents(most_maps=1))
def test_every_fix_makes_its_finding_go_away_and_can_be_undone(document: Document) -> None:
    map_id = document.maps()[0].id
    before = dict(document.records)
    for finding in run_checks(document, map_id, today=TODAY):
        changes = fix(document, finding)
        assert finding.fixable == (changes is not None), finding
        assert finding.code in FIXABLE or changes is None
        if changes is not None:
            _goes_away(document, map_id, finding.code, finding.targets, changes)
            assert document.records == before


def _goes_away(document: Document, map_id: str, code: str, targets: tuple[str, ...], changes: ChangeSet) -> None:
    document.apply(changes)
    left = [(each.code, each.targets) for each in run_checks(document, map_id, today=TODAY)]
    assert (code, targets) not in left
    document.apply(changes.inverse())
