"""What is seen at a glance of a log's rows is what looking closely would find."""

import json

from hypothesis import given
from hypothesis import strategies as st

from model.store import log
from model.store.rows import is_clean_text

TEXTS = st.text(max_size=8) | st.sampled_from(["", "plain", "é", "e\u0301", "a\nb", "\x7f", "\u2028", "x" * 2_001])
IDS = st.text('ab"\\u0061 ', max_size=6)


@given(st.tuples(*[TEXTS] * 6))
def test_plain_lines_are_clean(texts):
    assert log._are_clean_lines(texts) == is_clean_text(texts, log._LONGEST_LINE, lines=False)


@given(st.sets(IDS, max_size=4), IDS)
def test_one_known_parent_is_what_reading_the_parents_finds(known, written):
    for parents in (f'["{written}"]', json.dumps([written]), written):
        if log._is_one_of(parents, known):
            assert json.loads(parents) == [parents[2:-2]]
            assert log._parents_are_known(parents, known)


def test_an_entry_with_one_parent_is_seen_at_a_glance():
    assert log._is_one_of('["a"]', {"a"})
    assert not log._is_one_of('["a"]', {"b"})
    assert not log._is_one_of('["a","a"]', {"a", 'a","a'})
