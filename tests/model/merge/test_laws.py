"""The laws of merging two states that came of one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.document import Document
from model.edits.conflicts import settle_conflict
from model.merge.fields import differing, joined, units, value_of, written
from model.merge.side import Side, Signature, age
from model.merge.three_way import three_way
from model.records import Conflict, JourneyMap, rules
from tests.model.merge.computers import pairs, sides, valid

pytestmark = pytest.mark.timeout(1_200)

WHO = Side({}, lambda record, unit: Signature("Amal", 1))


def merged(ancestor, one, two):
    return three_way(ancestor.records, *sides(ancestor, one, two))


def lost(result, record, unit, value):
    """Whether a value is neither in the result nor recorded."""
    kept = result.get(record.id)
    if kept is not None and value_of(kept, unit) == value:
        return False
    return not any(
        conflict.record == record.id and conflict.field == unit and conflict.other == written(unit, value)
        for conflict in result.values()
        if isinstance(conflict, Conflict)
    )


def forgot(mine, before, unit, value):
    """Whether a reference was emptied only because what it led to was removed: nobody has set that field."""
    rule = rules(type(before)).get(unit) if before is not None else None
    if rule is None or rule.kind != "reference" or value is not None:
        return False
    return value_of(before, unit) not in mine.document.records


def touched(mine, before, record):
    return before is None or any(
        not forgot(mine, before, unit, value_of(record, unit)) for unit in differing(before, record)
    )


def deletions(result):
    return {each.record for each in result.values() if isinstance(each, Conflict) and not each.field}


@given(pairs())
def test_the_result_is_a_valid_document(pair):
    assert valid(merged(*pair))


@given(pairs(among=["about"]))
def test_nothing_is_about_itself_by_way_of_others_in_the_result(pair):
    assert valid(merged(*pair))


@given(pairs(among=["remove whole"]))
def test_a_project_with_maps_keeps_one_and_what_stands_on_it(pair):
    result = merged(*pair)
    assert valid(result)
    assert any(isinstance(record, JourneyMap) for record in result.values())


@given(pairs())
def test_merging_with_what_nobody_touched_changes_nothing(pair):
    ancestor, one, _ = pair
    first, _ = sides(ancestor, one, one)
    untouched = WHO._replace(records=ancestor.records)
    assert three_way(ancestor.records, first, untouched) == first.records
    assert three_way(ancestor.records, untouched, first) == first.records


@given(pairs())
def test_merging_the_same_changes_nothing(pair):
    ancestor, one, _ = pair
    first, second = sides(ancestor, one, one)
    assert three_way(ancestor.records, first, second) == first.records


@given(pairs())
def test_both_computers_reach_one_result_and_one_head(pair):
    ancestor, one, two = pair
    first, second = sides(ancestor, one, two)
    assert three_way(ancestor.records, first, second) == three_way(ancestor.records, second, first)
    mine, yours = one.copy, two.copy
    one.take(yours)
    two.take(mine)
    assert one.log.head == two.log.head
    assert one.document.records == two.document.records
    assert one.log.entries[one.log.head] == two.log.entries[two.log.head]


@given(pairs())
def test_what_was_merged_is_not_merged_again(pair):
    _, one, two = pair
    theirs = two.copy
    one.take(theirs)
    result = one.copy
    assert one.plan(theirs).kind == "none"
    assert two.take(result).kind in ("none", "forward")
    assert two.document.records == result.records
    assert two.log.head == result.log.head


@given(pairs())
def test_a_result_absorbs_what_it_was_made_of(pair):
    """Even without its log; but for a reference that was emptied to open a circle, which looks like one never set."""
    ancestor, one, two = pair
    first, second = sides(ancestor, one, two)
    result = three_way(ancestor.records, first, second)
    opened = [each for each in result.values() if isinstance(each, Conflict) and each.field in ("about", "reply_to")]
    assume(not any(each.kept == "null" for each in opened))

    def has(side, record, unit):
        """Whether a side brought a field to the value of the result, so that its signature is the result's too."""
        here, there = result.get(record), side.records.get(record)
        return unit and type(here) is type(there) and value_of(here, unit) == value_of(there, unit)

    def sign(record, unit):
        brought = [side for side in (first, second) if has(side, record, unit)] or (first, second)
        return max((side.sign(record, unit) for side in brought), key=age)

    assert three_way(ancestor.records, Side(result, sign), first) == result
    assert three_way(ancestor.records, Side(result, sign), second) == result


@given(pairs())
def test_no_object_is_lost(pair):
    ancestor, one, two = pair
    result = merged(*pair)
    for mine, other in ((one, two), (two, one)):
        for identity, record in mine.document.records.items():
            if identity not in result:
                assert identity not in other.document.records
                assert isinstance(record, Conflict) or not touched(mine, ancestor.records.get(identity), record)


def nothing_lost(ancestor, one, two):
    result = merged(ancestor, one, two)
    for mine in (one, two):
        for identity, record in mine.document.records.items():
            before = ancestor.records.get(identity)
            for unit in units(type(record)) if not isinstance(record, Conflict) else ():
                was = value_of(before, unit) if before is not None else value_of(type(record)(identity), unit)
                value = value_of(record, unit)
                if value == was or forgot(mine, before, unit, value):
                    continue
                rule = rules(type(record)).get(unit)
                if rule is not None and rule.kind == "words" and isinstance(value, tuple):
                    kept = set(value_of(result[identity], unit))
                    assert set(value) - set(was) <= kept
                    assert not (set(was) - set(value)) & kept
                else:
                    assert not lost(result, record, unit, value)


@given(pairs())
def test_no_edit_is_lost_unrecorded(pair):
    nothing_lost(*pair)


@given(pairs(among=["words"]))
def test_no_word_of_a_list_is_lost_and_none_that_was_removed_comes_back(pair):
    nothing_lost(*pair)


@given(pairs(among=["title", "rate", "move"]))
def test_no_edit_of_what_both_worked_on_is_lost_unrecorded(pair):
    nothing_lost(*pair)


@given(pairs())
def test_no_deletion_is_undone_unrecorded(pair):
    """Of the one map that came back because none was left, with all on it, only its own deletion is recorded."""
    ancestor, one, two = pair
    result = merged(*pair)
    undone = deletions(result)
    maps = [each for each in Document(result.values()).maps() if each.id in undone]
    whole = maps[0].id if len(Document(result.values()).maps()) == len(maps) == 1 else None
    for mine in (one, two):
        for identity in ancestor.records.keys() - mine.document.records.keys():
            if identity in result and Document(result.values()).map_of(result[identity]) != whole:
                assert identity in undone


@given(pairs(), st.booleans())
def test_conflicts_settle_either_way_and_that_can_be_undone(pair, take_other):
    _, one, two = pair
    one.take(two.copy)
    document = one.document
    for conflict in document.conflicts():
        if conflict.id not in document:
            continue
        before = dict(document.records)
        changes = settle_conflict(document, conflict.id, take_other=take_other)
        document.apply(changes)
        assert conflict.id not in document
        assert valid(document.records)
        after = dict(document.records)
        document.apply(changes.inverse())
        assert document.records == before
        document.apply(changes)
        assert document.records == after


WORDS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5).map(tuple)


@given(WORDS, WORDS, WORDS)
def test_lists_of_words_merge_as_sets(base, one, two):
    words = joined(base, one, two)
    assert words is not None
    assert set(words) == (set(one) | set(two)) - (set(base) - set(one)) - (set(base) - set(two))
    assert [each for each in words if each in one] == [each for each in one if each in words]
    assert joined(base, words, one) == words
