"""Plans: what has to be done so that one project contains another, whatever their logs still hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import Label
from model.edits.fields import remove, set_fields
from model.edits.sending import cleaned_for_sending
from model.entry import ABSORBED, Entry, root
from model.ids import seeded
from model.labels import label_words
from model.merge.ancestor import lowest_common
from model.merge.plan import plan
from model.records import Card, Project
from model.timeline import Timeline
from resources.words import LANGUAGES
from tests.model.merge.computers import Computer, Copy, begun, crowded, kinds, small, steps, valid

pytestmark = pytest.mark.timeout(1_200)


def three(ancestor=None):
    ancestor = ancestor or begun(crowded())
    return [Computer(name, ancestor, author) for name, author in zip("abc", ("Amal", "Noa", "Rana"), strict=True)]


def titled(computer, title, time, record="card0"):
    computer.do(set_fields(computer.document, record, title=title), time)


def title_of(computer, record="card0"):
    return computer.document.records[record].title


def forgotten(computer, number=0, name="f"):
    """Another computer with the file of one whose log was forgotten before an entry, counted back from the head."""
    other = Computer(name, computer.copy, computer.author)
    other.forget(number)
    return other


def conflicts(computer):
    return [(each.record, each.field, each.kept, each.other) for each in computer.document.conflicts()]


def test_there_is_nothing_to_do_with_a_file_that_is_behind_or_the_same():
    one, two, _ = three()
    assert one.plan(two.copy).kind == "none"
    titled(one, "New", 5)
    planned = one.plan(two.copy)
    assert (planned.kind, planned.entry, planned.entries, bool(planned.changes)) == ("none", None, (), False)


def test_a_file_that_is_ahead_is_followed():
    one, two, _ = three()
    titled(two, "New", 5)
    planned = one.take(two.copy)
    assert (planned.kind, planned.entry, planned.authors, planned.conflicts) == ("forward", None, ("Noa",), 0)
    assert [entry.id for entry in planned.entries] == [two.log.head]
    assert title_of(one) == "New"
    assert one.log.head == two.log.head


def test_both_changes_are_kept_where_they_are_of_different_fields():
    one, two, _ = three()
    titled(one, "Title", 5)
    two.do(set_fields(two.document, "card0", owner="Sales"), 6)
    planned = one.take(two.copy)
    assert planned.kind == "merged"
    assert planned.conflicts == 0
    card = one.document.get(Card, "card0")
    assert (card.title, card.owner) == ("Title", "Sales")
    assert planned.entry.time == 6
    assert planned.entry.parents == tuple(sorted([*one.log.entries[planned.entry.id].parents]))
    assert set(planned.entry.parents) == {planned.head, two.log.head}


def test_the_later_of_two_changes_wins_and_the_other_is_recorded_with_who_and_when():
    one, two, _ = three()
    titled(one, "Mine", 7)
    titled(two, "Theirs", 5)
    planned = one.take(two.copy)
    assert planned.conflicts == 1
    assert title_of(one) == "Mine"
    (conflict,) = one.document.conflicts()
    assert (conflict.record, conflict.field, conflict.kept, conflict.other) == ("card0", "title", '"Mine"', '"Theirs"')
    assert (conflict.kept_author, conflict.kept_time, conflict.other_author, conflict.other_time) == (
        "Amal",
        7,
        "Noa",
        5,
    )


def test_who_undid_a_change_has_not_changed_anything():
    one, two, _ = three()
    titled(one, "Mine", 7)
    titled(one, "", 8)
    titled(two, "Theirs", 5)
    assert one.take(two.copy).conflicts == 0
    assert title_of(one) == "Theirs"


def test_work_on_what_the_other_removed_keeps_it_with_all_that_it_stands_on():
    one, two, _ = three()
    one.do(remove(one.document, ["map0"]), 9)
    titled(two, "Worked on", 5, "card2")
    one.take(two.copy)
    back = {"map0", "map0s0", "map0l0", "map0l1", "card0", "card2"}
    assert back <= one.document.records.keys()
    assert "card1" not in one.document.records
    assert {record for record, field, *_ in conflicts(one) if field == ""} == back
    assert valid(one.document.records)


def test_a_new_card_on_a_removed_stage_brings_the_stage_back():
    one, two, _ = three()
    one.do(remove(one.document, ["map0s0"]), 9)
    two.edit([("add card", 0, 1, 0, 5)])
    one.take(two.copy)
    assert "map0s0" in one.document.records
    assert conflicts(one) == [("map0s0", "", "true", "")]


def test_a_project_keeps_a_map_when_each_removed_the_other_one():
    one, two, _ = three()
    one.do(remove(one.document, ["map0"]), 9)
    two.do(remove(two.document, ["map1"]), 5)
    mine, theirs = one.copy, two.copy
    one.take(theirs)
    two.take(mine)
    assert [journey.id for journey in one.document.maps()] == ["map0"]
    assert len(one.document.cards("map0")) == 4
    assert [each.id for each in one.document.comments("card0")] == ["said", "reply"]
    assert one.document.records == two.document.records
    assert ("map0", "", "true", "") in conflicts(one)


def test_of_two_that_make_each_about_the_other_the_first_gives_way():
    one, two, _ = three()
    one.do(set_fields(one.document, "card0", about="card1"), 5)
    two.do(set_fields(two.document, "card1", about="card0"), 6)
    one.take(two.copy)
    assert one.document.get(Card, "card0").about is None
    assert one.document.get(Card, "card1").about == "card0"
    assert conflicts(one) == [("card0", "about", "null", '"card1"')]
    (conflict,) = one.document.conflicts()
    assert (conflict.kept_author, conflict.other_author) == ("Noa", "Amal")


def test_who_only_forgot_what_a_card_was_about_has_not_worked_on_it():
    one, two, _ = three()
    one.do(remove(one.document, ["card0"]), 5)
    two.do(remove(two.document, ["card2"]), 6)
    one.take(two.copy)
    assert not {"card0", "card2"} & one.document.records.keys()
    assert conflicts(one) == []


def test_what_a_card_is_newly_about_stands_against_a_removal_of_what_it_was_about():
    one, two, _ = three()
    one.do(remove(one.document, ["card0"]), 9)
    two.do(set_fields(two.document, "card2", about="card1"), 6)
    one.take(two.copy)
    assert one.document.get(Card, "card2").about == "card1"
    assert conflicts(one) == []


def test_the_place_of_a_card_is_one_thing():
    one, two, _ = three()
    one.do(set_fields(one.document, "card0", stage="map0s1", order="a5"), 6)
    two.do(set_fields(two.document, "card0", order="a9"), 5)
    one.take(two.copy)
    card = one.document.get(Card, "card0")
    assert (card.stage, card.order) == ("map0s1", "a5")
    ((_, field, _, other),) = conflicts(one)
    assert field == "place"
    assert '"order":"a9"' in other


def test_lists_of_words_never_conflict():
    one, two, _ = three()
    one.do(set_fields(one.document, "card2", tags=("phone", "letter")), 5)
    two.do(set_fields(two.document, "card2", tags=("web", "phone", "fax")), 6)
    one.take(two.copy)
    assert one.document.get(Card, "card2").tags == ("phone", "fax", "letter")
    assert conflicts(one) == []


def test_a_list_that_would_grow_too_long_is_recorded_instead():
    one, two, _ = three()
    one.do(set_fields(one.document, "card2", tags=[f"one {n}" for n in range(150)]), 5)
    two.do(set_fields(two.document, "card2", tags=[f"two {n}" for n in range(150)]), 6)
    one.take(two.copy)
    assert one.document.get(Card, "card2").tags[0] == "two 0"
    assert len(conflicts(one)) == 1


def test_who_settled_a_conflict_settled_it_for_all():
    one, two, three_ = three()
    titled(one, "Mine", 7)
    titled(two, "Theirs", 5)
    one.take(two.copy)
    two.take(one.copy)
    two.edit([("settle", 0, 1, 0, 9)])
    assert title_of(two) == "Theirs"
    titled(one, "Elsewhere", 10, "card1")
    one.take(two.copy)
    assert one.document.conflicts() == []
    assert (title_of(one), title_of(one, "card1")) == ("Theirs", "Elsewhere")
    titled(three_, "Third", 2, "card3")
    three_.take(one.copy)
    assert three_.document.conflicts() == []


@pytest.mark.parametrize("seed", range(6))
def test_merges_that_crossed_have_two_ancestors_and_are_merged_from_both(seed):
    with seeded(seed):
        one, two, third = three()
        titled(one, "Mine", 5)
        titled(two, "Theirs", 5, "card1")
        titled(third, "Third", 5, "card2")
        mine, theirs = one.copy, two.copy
        one.take(theirs)
        two.take(third.copy)
        third.take(mine)
        assert len(lowest_common(two.log, third.log)) == 1
        one.do(set_fields(one.document, "card0", title=""), 9)
        third.take(two.copy)
        ancestors = lowest_common(one.log, third.log)
        assert len(ancestors) == 2
        planned = third.take(one.copy)
        assert planned.conflicts == 0
        assert title_of(third) == ""
        assert [title_of(third, f"card{n}") for n in (1, 2)] == ["Theirs", "Third"]


def test_two_merges_of_the_same_work_do_not_go_on_for_ever():
    computers = three()
    for number, each in enumerate(computers):
        titled(each, each.author, 5 + number)
    for _ in range(4):
        copies = [each.copy for each in computers]
        for at, each in enumerate(computers):
            each.take(copies[at - 1])
    assert len({each.log.head for each in computers}) == 1
    assert {title_of(each) for each in computers} == {"Rana"}
    assert all(one.plan(two.copy).kind == "none" for one in computers for two in computers)


@pytest.mark.parametrize("seed", range(6))
def test_the_entry_of_a_merge_signs_nothing(seed):
    """It is as new as the newest change that it brought together, and says again what one of its parents said."""
    with seeded(seed):
        one, two, third = three()
        titled(one, "Mine", 5)
        titled(two, "Elsewhere", 9, "card1")
        one.take(two.copy)
        titled(third, "Third", 7)
        one.take(third.copy)
    assert title_of(one) == "Third"
    assert {each.other_author for each in one.document.conflicts()} == {"Amal"}


# Logs that have forgotten


def test_work_on_an_older_state_is_merged_into_a_file_whose_log_was_forgotten():
    one, two, _ = three()
    titled(one, "Mine", 5)
    titled(two, "Worked on", 6, "card1")
    mine_now = forgotten(one)
    theirs, mine = two.copy, mine_now.copy
    planned = two.take(mine)
    assert planned.kind == "merged"
    back = mine_now.take(theirs)
    assert back.kind == "merged"
    assert (title_of(mine_now), title_of(mine_now, "card1")) == ("Mine", "Worked on")
    assert back.conflicts == 0
    assert mine_now.document.records == two.document.records
    assert mine_now.log.head == two.log.head
    assert mine_now.plan(theirs).kind == two.plan(mine).kind == "none"
    assert set(dict(back.entry.label.values)[ABSORBED].split()) == {theirs.log.head}


def test_a_file_whose_log_was_forgotten_is_followed_and_our_own_log_stays():
    one, two, _ = three()
    titled(two, "First", 5)
    titled(two, "Second", 6)
    newer = forgotten(two)
    titled(newer, "Third", 7)
    planned = one.take(newer.copy)
    assert planned.kind == "forward"
    assert one.log.head == newer.log.head
    assert "root" in one.log.entries
    assert two.log.head in one.log
    assert title_of(one) == "Third"
    assert one.log.state("root", one.document.records)["card0"].title == ""
    titled(newer, "Fourth", 8)
    assert one.take(newer.copy).kind == "forward"
    assert title_of(one) == "Fourth"


def test_where_both_logs_forgot_the_ancestor_nothing_is_lost():
    one, two, _ = three()
    titled(one, "Mine", 5)
    two.do(set_fields(two.document, "card0", owner="Sales"), 6)
    two.do(remove(two.document, ["card3"]), 7)
    left, right = (forgotten(each, name=each.name) for each in (one, two))
    titled(left, "After", 9, "card1")
    assert lowest_common(left.log, right.log) == ()
    planned = left.take(right.copy)
    assert planned.kind == "merged"
    card = left.document.get(Card, "card0")
    assert (card.title, card.owner, title_of(left, "card1")) == ("Mine", "Sales", "After")
    assert "card3" in left.document.records
    assert conflicts(left) == []


@st.composite
def forgetful(draw):
    """Two computers with some past, one or both of which forgot some of it, and then went on."""
    ancestor = begun(draw(small()))
    among = draw(kinds())
    pair = [Computer(name, ancestor, name) for name in "ab"]
    for _ in range(draw(st.integers(1, 3))):
        for each in pair:
            each.edit(draw(steps(among, 3)))
        if draw(st.booleans()):
            pair[0].take(pair[1].copy)
    for each in pair[: draw(st.integers(1, 2))]:
        each.forget(draw(st.integers(0, 9)))
    for each in pair:
        each.edit(draw(steps(among, 2)))
    return pair


@given(forgetful())
def test_what_forgot_its_past_is_merged_all_the_same(pair):
    one, two = pair
    added = [set(each.document.records) for each in pair]
    mine, theirs = one.copy, two.copy
    kinds_of = {one.take(theirs).kind, two.take(mine).kind}
    assert "union" not in kinds_of
    assert one.log.head == two.log.head
    assert one.document.records == two.document.records
    assert valid(one.document.records)
    new = {each for each in added[0] ^ added[1] if each not in mine.records or each not in theirs.records}
    assert all(each in one.document.records for each in new if "card" in each and each not in begun(crowded()).records)
    assert one.plan(theirs).kind == two.plan(mine).kind == "none"
    for each in pair:
        for entry in each.log.entries:
            assert valid(each.log.state(entry, each.document.records))


# No common history


@st.composite
def strangers(draw):
    """Two files without common history: of different projects, or one a clean copy of the other that was worked on."""
    one = Computer("a", begun(draw(small())), "Amal")
    one.edit(draw(steps(draw(kinds()), 3)))
    if draw(st.booleans()):
        records = {each.id: each for each in cleaned_for_sending(one.document.records.values())}
    else:
        records = dict(draw(small()).records)
        records = {each.id: each for each in records.values() if not isinstance(each, Project)}
        records["other"] = Project("other", title=draw(st.sampled_from(["", "Other"])))
    two = Computer("b", Copy(records, Timeline([replace(root("Noa", "t", 3), id="begun")])), "Noa")
    two.edit(draw(steps(draw(kinds()), 3)))
    return one, two


@given(strangers())
def test_two_files_without_common_history_are_united(pair):
    one, two = pair
    mine, theirs = one.copy, two.copy
    assert one.take(theirs).kind == two.take(mine).kind == "union"
    assert one.document.records == two.document.records
    assert one.log.head == two.log.head
    assert valid(one.document.records)
    for copy in (mine, theirs):
        assert all(each in one.document.records for each, r in copy.records.items() if not isinstance(r, Project))
    assert one.plan(theirs).kind == two.plan(mine).kind == "none"
    assert one.log.state("root", one.document.records).keys() >= {"project"}
    one.edit([("title", 0, 1, 1, 9)])
    assert two.take(one.copy).kind in ("forward", "none")
    assert two.document.records == one.document.records


def test_of_two_projects_that_are_united_one_is_kept_and_the_title_of_the_other_is_recorded():
    one = Computer("a", begun(crowded()), "Amal")
    records = {"other": Project("other", title="Other", authors=("Noa",))}
    two = Computer("b", Copy(records, Timeline([replace(root("Noa", "t", 3), id="begun")])), "Noa")
    planned = one.take(two.copy)
    assert planned.kind == "union"
    project = one.document.project
    assert (project.id, project.title, project.authors) == ("other", "Other", ("Noa",))
    assert conflicts(one) == [("other", "title", '"Other"', '"Both"')]


def test_files_without_any_log_are_united_once():
    one = Computer("a", begun(crowded()), "Amal")
    nothing = Copy({"project": Project("project", title="Both", client="Ada")}, Timeline())
    assert one.take(nothing).kind == "union"
    assert one.document.project.client == "Ada"
    assert one.plan(nothing).kind == "none"
    here = plan(nothing.records, nothing.log, one.document.records, one.log)
    assert here.kind == "union"
    assert here.entry.parents == ()


@pytest.mark.parametrize("broken", ["theirs", "ours"])
def test_a_log_that_does_not_fit_its_records_is_no_ancestor_to_merge_from(broken):
    one, two, _ = three()
    titled(one, "Mine", 5)
    titled(two, "Theirs", 6, "card1")
    bad = two if broken == "theirs" else one
    entries = list(bad.log.entries.values())
    bad.log = Timeline([*entries[:-1], replace(entries[-1], written='[{"before":null,"after":7}]')])
    planned = one.take(two.copy)
    assert planned.kind == "union"
    assert planned.entries == ()
    assert (title_of(one), title_of(one, "card1")) == ("Mine", "Theirs")


def test_a_log_that_tells_another_past_is_not_believed():
    one, two, _ = three()
    titled(one, "Mine", 5)
    titled(two, "Theirs", 6)
    records = dict(two.document.records) | {"card3": replace(two.document.get(Card, "card3"), title="Smuggled")}
    planned = one.take(Copy(records, two.log))
    assert planned.kind == "union"
    assert title_of(one, "card3") == "Smuggled"


def test_a_file_that_only_claims_to_go_on_from_ours_takes_nothing_away():
    one, two, _ = three()
    titled(one, "Mine", 5)
    lying = Timeline([*one.log.entries.values(), replace(root("Eve", "t", 9), id="lie", parents=(one.log.head,))])
    planned = one.take(Copy(dict(two.document.records), lying))
    assert planned.kind == "union"
    assert title_of(one) == "Mine"
    assert one.log.head != "lie"
    assert "lie" in one.log
    assert one.log.state("root", one.document.records)["card0"].title == ""


# How much is looked at


def test_only_what_came_after_the_ancestor_is_read():
    one, two, _ = three()
    read = []

    class Watched(Entry):
        __slots__ = ()

        @property
        def changes(self):
            read.append(self.id)
            return Entry.changes.fget(self)

    for number in range(20):
        titled(one, f"Old {number}", 5)
    one.log = Timeline(
        Watched(*(getattr(e, name) for name in Entry.__dataclass_fields__)) for e in one.log.entries.values()
    )
    old = set(one.log.entries)
    two = Computer("b", one.copy, "Noa")
    titled(one, "Mine", 30)
    titled(two, "Theirs", 31)
    assert one.take(two.copy).kind == "merged"
    assert not old & set(read)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_merge_says_whose_work_met_and_what_is_left_to_settle(language):
    one, two, _ = three()
    titled(one, "Mine", 5)
    titled(two, "Theirs", 6, "card1")
    words = label_words(one.plan(two.copy).entry.label, language)
    assert "Amal" in words
    assert "Noa" in words
    titled(two, "Theirs", 6)
    assert label_words(one.plan(two.copy).entry.label, language) != words
    assert label_words(Label("change.merge"), language)
