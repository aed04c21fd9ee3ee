"""Slips of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.spelling import distance, nearest, reach

LETTERS = st.text(alphabet="abcde", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("lantern", "lantern", 0), ("lanten", "lantern", 1), ("latnern", "lantern", 1), ("lentern", "lantern", 1),
     ("lantrens", "lantern", 2), ("горелка", "горека", 1)],
)  # fmt: skip
def test_slips_are_counted(one, other, slips):
    assert distance(one, other, 2) == slips


@given(LETTERS, LETTERS)
def test_the_distance_is_the_same_both_ways(one, other):
    assert distance(one, other, 2) == distance(other, one, 2)


@given(LETTERS, LETTERS, st.sampled_from("abcde"))
def test_one_slip_is_one(start, end, letter):
    assert distance(start + end, start + letter + end, 2) <= 1


def test_short_words_are_not_bent():
    assert reach("pot") == 0
    assert nearest("pot", ["pit", "spot"]) == []


def test_the_nearest_comes_first():
    assert nearest("lanterms", ["latnerns", "lanterns", "stove"])[0] == "lanterns"
