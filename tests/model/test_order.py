"""Order keys: there is always room between two, and a move rewrites what moved."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from model.order import between, place, sort_key, spread


@dataclass(frozen=True)
class Thing:
    id: str
    order: str


def test_a_key_can_always_be_made_between_two_others():
    low, high = spread(2)
    for _ in range(200):
        middle = between(low, high)
        assert low < middle < high
        high = middle


@given(st.integers(0, 50))
def test_spread_keys_rise(count):
    keys = spread(count)
    assert keys == sorted(set(keys)) and len(keys) == count


KEYS = st.sampled_from(["a0", "a1", "a1V", "a2"]) | st.text(max_size=4)


@given(st.lists(st.tuples(KEYS, st.integers(0, 99)), unique_by=lambda pair: pair[1]), st.data())
def test_something_placed_at_an_index_stands_there_even_among_equal_and_foreign_keys(pairs, data):
    things = sorted((Thing(f"{number:03}", key) for key, number in pairs), key=sort_key)
    index = data.draw(st.integers(0, len(things)))
    key, moved = place(things, index)
    after = [replace(each, order=moved.get(each.id, each.order)) for each in things] + [Thing("new", key)]
    order = [each.id for each in sorted(after, key=sort_key)]
    expected = [each.id for each in things]
    expected.insert(index, "new")
    assert order == expected


def test_placing_between_different_keys_rewrites_nothing():
    things = [Thing("a", "a0"), Thing("b", "a1")]
    assert place(things, 1)[1] == {}
