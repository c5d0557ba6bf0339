"""J106, J107, J109, J110: for each a map that trips it and one that does not."""

import pytest

from model.checks.finding import Finding
from tests.model.checks.sketch import Sketch


def fork(*shares: float | None) -> Sketch:
    """Return a map where `a` forks to as many touchpoints as there are shares."""
    sketch = Sketch().cards("a:A end:C")
    for number, share in enumerate(shares):
        sketch.cards(f"b{number}:B").link(f"a>b{number}", share=share).link(f"b{number}>end")
    return sketch


def total(findings: list[Finding]) -> list[str]:
    return [dict(each.values)["total"] for each in findings]


def test_shares_that_do_not_add_to_a_hundred_are_found_with_their_sum() -> None:
    found = fork(60, 30).findings("J106")
    assert total(found) == ["@=90"]
    assert found[0].targets == ("a", "a>b0", "a>b1")


@pytest.mark.parametrize("shares", [(60, 40), (33.3, 33.3, 33.3), (None, None), (60.5, 40), (100, None)])
def test_shares_within_half_a_per_cent_or_none_at_all_are_fine(shares: tuple[float | None, ...]) -> None:
    assert fork(*shares).findings("J106") == []


def test_one_share_alone_asks_for_the_others() -> None:
    assert total(fork(60, None).findings("J106")) == ["@=60"]


def test_a_single_way_on_is_no_fork_whatever_its_share() -> None:
    assert fork(40).findings("J106", "J107") == []


def test_a_fork_that_says_nothing_is_found_with_the_number_of_its_branches() -> None:
    found = fork(None, None, None).findings("J107")
    assert [(each.targets[0], dict(each.values)["count"]) for each in found] == [("a", "@=3")]


def test_one_branch_may_be_the_otherwise() -> None:
    sketch = Sketch().cards("a:A b:B d:B c:C").link("a>b", condition="if it rains").link("a>d").link("b>c").link("d>c")
    assert sketch.findings("J107") == []


@pytest.mark.parametrize("kind", ["detour", "return"])
def test_detours_and_returns_explain_themselves(kind: str) -> None:
    sketch = Sketch().cards("a:A b:B d:B c:C").link("a>b>c").link("a>d", kind=kind).link("d>c")
    assert sketch.findings("J107") == []


def test_two_links_to_one_touchpoint_are_no_fork() -> None:
    sketch = Sketch().cards("a:A b:C").link("a>b").link("a>b")
    assert sketch.findings("J106", "J107") == []


def test_a_link_back_over_a_stage_must_be_a_return() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>c").link("b>a")
    assert [each.targets for each in sketch.findings("J109")] == [("b", "b>a")]
    marked = Sketch().cards("a:A b:B c:C").link("a>b>c").link("b>a", kind="return")
    assert marked.findings("J109") == []


def test_a_link_back_within_a_stage_is_no_return() -> None:
    sketch = Sketch().cards("a:A b1:B b2:B c:C").link("a>b1>b2>c").link("b2>b1")
    assert sketch.findings("J109") == []


def test_a_self_link_and_a_double_are_found() -> None:
    sketch = Sketch().cards("a:A b:C").link("a>b").link("b>b")
    assert [each.targets for each in sketch.findings("J110")] == [("b", "b>b")]
    double = Sketch().cards("a:A b:C").link("a>b").link("a>b", share=40)
    assert [each.targets for each in double.findings("J110")] == [("a", "a>b")], "the one that says more stays"


def test_links_both_ways_are_no_doubles() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>c").link("b>a", kind="return")
    assert sketch.findings("J110") == []
