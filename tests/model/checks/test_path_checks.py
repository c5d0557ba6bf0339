"""J101 to J105, J108, J111, J112: for each a map that trips it and one that does not."""

from tests.model.checks.sketch import Sketch, sound


def test_a_sound_map_has_no_findings() -> None:
    assert sound().findings() == []


def test_a_loop_back_to_the_first_touchpoint_leaves_no_start() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>c").link("b>a")
    assert [(each.code, each.severity) for each in sketch.findings("J101")] == [("J101", "error")]


def test_a_return_to_the_first_touchpoint_leaves_it_the_start() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>c").link("b>a", kind="return")
    assert sketch.findings("J101") == []


def test_a_marked_start_is_a_start_wherever_it_stands() -> None:
    sketch = Sketch().cards("a:A").card("b", "B", role="start").cards("c:C").link("a>b>c").link("b>a", kind="return")
    assert sketch.findings("J101") == []


def test_a_last_stage_that_only_leads_back_has_no_goal() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>c>b")
    assert [each.severity for each in sketch.findings("J102")] == ["error"]
    assert sketch.link("b>c").card("d", "C", role="goal").findings("J102") == []


def test_an_exit_in_the_last_stage_is_not_the_goal() -> None:
    sketch = Sketch().cards("a:A b:B").card("leaves", "C", role="exit").link("a>b>leaves")
    assert len(sketch.findings("J102")) == 1


def test_a_touchpoint_that_no_path_reaches_is_found() -> None:
    sketch = Sketch().cards("a:A b:B lost:B c:C").link("a>b>c").link("lost>c")
    assert sketch.targets("J103") == ["lost"]
    assert sketch.link("a>lost").targets("J103") == []


def test_a_dead_end_is_found_and_an_exit_is_none() -> None:
    sketch = Sketch().cards("a:A stuck:B b:B c:C").link("a>b>c").link("a>stuck")
    assert sketch.targets("J104") == ["stuck"]
    leaving = Sketch().cards("a:A b:B c:C").card("leaves", "B", role="exit").link("a>b>c").link("a>leaves")
    assert leaving.targets("J104") == []


def test_a_loop_without_a_way_out_is_one_finding_for_all_its_touchpoints() -> None:
    sketch = Sketch().cards("a:A x:B y:B z:C c:C").link("a>x>y>x").link("a>c")
    trapped = sketch.findings("J105")
    assert [each.targets for each in trapped] == [("x", "y")]
    assert dict(trapped[0].values)["count"] == "@=2"
    assert sketch.targets("J104") == []
    assert sketch.link("y>c").findings("J105") == []


def test_a_loop_with_an_exit_inside_has_a_way_out() -> None:
    sketch = Sketch().cards("a:A x:B c:C").card("y", "B", role="exit").link("a>x>y>x").link("a>c")
    assert sketch.findings("J105") == []


def test_a_touchpoint_that_leads_into_a_trap_is_a_dead_end_too() -> None:
    sketch = Sketch().cards("a:A before:A x:B y:B c:C").link("a>before>x>y>x").link("a>c")
    assert sketch.targets("J104") == ["before"]


def test_a_severe_pain_where_every_path_passes_is_a_bottleneck() -> None:
    sketch = Sketch().cards("a:A b:B c:C").link("a>b>c").card("queue", "B", "pain_point", severity=4, about="b")
    assert [each.targets for each in sketch.findings("J108")] == [("b", "queue")]


def test_a_way_round_and_a_mild_pain_make_no_bottleneck() -> None:
    round_it = Sketch().cards("a:A b:B d:B c:C").link("a>b>c").link("a>d>c")
    assert round_it.card("queue", "B", "pain_point", severity=5, about="b").findings("J108") == []
    mild = Sketch().cards("a:A b:B c:C").link("a>b>c").card("queue", "B", "pain_point", severity=3, about="b")
    assert mild.findings("J108") == []


def test_two_starts_and_two_goals_share_a_bottleneck() -> None:
    sketch = Sketch().cards("web:A shop:A desk:B yes:C no:C").link("web>desk>yes").link("shop>desk>no")
    assert sketch.card("queue", "B", "pain_point", severity=5, about="desk").targets("J108") == ["desk"]
    assert sketch.link("shop>yes").targets("J108") == []


def test_the_only_touchpoint_of_a_map_is_no_bottleneck() -> None:
    sketch = Sketch("A").cards("a:A").card("queue", "A", "pain_point", severity=5, about="a")
    assert sketch.findings("J108") == []


def test_a_stage_that_paths_pass_over_is_found() -> None:
    sketch = Sketch().cards("a:A c:C").cards("thinks:B", "action").link("a>c")
    assert sketch.targets("J111") == ["B"]
    visited = Sketch().cards("a:A b:B c:C").link("a>b>c")
    assert visited.targets("J111") == []


def test_touchpoints_without_links_are_one_finding_with_their_number() -> None:
    sketch = Sketch().cards("a:A b:B c:C")
    assert [dict(each.values) for each in sketch.findings("J112")] == [{"count": "@=3"}]
    assert sketch.link("a>b").findings("J112") == []


def test_one_touchpoint_needs_no_link() -> None:
    assert Sketch("A").cards("a:A").findings("J112", "J101", "J102", "J103", "J104") == []
