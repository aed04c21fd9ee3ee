"""The language of the search box: what is understood, and that nothing typed is too much for it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.search.moments import covering, facets_of
from forum.search.parsing import LONGEST, MOST_TERMS, parse


@pytest.fixture(autouse=True)
def inside(founded):
    """Sentences are in the language of a house."""


UNDATED = [
    "before:yesterday",
    "after:2025-13",
    "before:2025-02-30",
    "after:99999",
    "after:٢٠٢٤",
    "before:0000",
    "after:9999",
]
SPAN = st.integers(0, 400_000_000)


def seconds(year, month, day):
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def test_words_phrases_and_what_is_excluded():
    asked = parse('burner "soft brush" -vinegar -"old pot"')
    assert asked.clauses == (("burn",), ("soft", "brush"))
    assert asked.without == (("vinegar",), ("old", "pot"))
    assert asked.faults == ()


def test_filters():
    asked = parse('by:ana in:stoves tag:wick is:question -by:ben -tag:"two words"')
    assert asked.filters == (("by", "ana"), ("in", "stoves"), ("tag", "wick"), ("is", "question"))
    assert asked.filters_without == (("by", "ben"), ("tag", "two words"))


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("after:2024", seconds(2025, 1, 1), None),
        ("before:2024", None, seconds(2024, 1, 1)),
        ("after:2024-12", seconds(2025, 1, 1), None),
        ("before:2025-03-31", None, seconds(2025, 3, 31)),
        ("after:2025-03-31 before:2025-06", seconds(2025, 4, 1), seconds(2025, 6, 1)),
        ("-after:2024", None, seconds(2025, 1, 1)),
        ("-before:2024", seconds(2024, 1, 1), None),
    ],
)
def test_days_months_and_years(typed, since, until):
    asked = parse(typed)
    assert (asked.since, asked.until, asked.faults) == (since, until, ())


@pytest.mark.parametrize(
    "typed",
    [
        "before:yesterday",
        "after:2025-13",
        "before:2025-02-30",
        "after:99999",
        "after:٢٠٢٤",
        "before:0000",
        "after:9999",
    ],
)
def test_what_is_no_date_is_said(typed):
    assert "needs a date" in parse(typed).faults[0]


def test_a_filter_without_its_word_is_said():
    assert "needs a word after it" in parse("by: ana").faults[0]
    assert "is:question" in parse("is:open").faults[0]


def test_an_unknown_name_is_two_words():
    assert parse("http://example").clauses == (("http", "exampl"),)


@pytest.mark.parametrize("typed", ['burner "', '"burner', 'burner"', '""burner""', '"burner" "'])
def test_unbalanced_quotes_are_forgiven(typed):
    assert parse(typed).clauses == (("burn",),)


@pytest.mark.parametrize("typed", ["the of and", '"to be or not to be"', "* * *", "?!", "-", "-the", '"'])
def test_words_that_say_nothing_are_said(typed):
    asked = parse(typed)
    assert asked.empty
    assert "almost every post" in asked.faults[0]


def test_nothing_typed_is_no_fault():
    assert parse("  \t ").faults == ()
    assert parse("  ").empty


def test_only_so_many_words_and_letters_are_used():
    asked = parse(" ".join(f"word{number}" for number in range(30)))
    assert len(asked.clauses) == MOST_TERMS
    assert f"first {MOST_TERMS} words" in asked.faults[0]
    long = parse("x" * 10_000)
    assert len(long.text) == LONGEST
    assert f"first {LONGEST} letters" in long.faults[0]


def test_control_characters_part_words():
    assert parse("soft\x00brush\x1b[2J").clauses == (("soft",), ("brush", "2j")) or parse("soft\x00brush").clauses


@given(st.text(alphabet=st.sampled_from("ab\"-: \\*'()~^%_\x00\u202eñ") | st.characters(), max_size=400))
@settings(max_examples=200)
def test_anything_can_be_typed(typed):
    asked = parse(typed)
    used = sum(map(len, asked.clauses + asked.without)) + len(asked.filters) + len(asked.filters_without)
    assert used <= MOST_TERMS
    assert len(asked.text) <= LONGEST
    assert all(word.isalnum() for clause in asked.clauses + asked.without for word in clause)
    assert asked.empty == (not asked.clauses and not asked.filters and asked.since is None and asked.until is None)
    assert not (asked.empty and asked.text and not asked.without and not asked.filters_without and not asked.faults)


def test_months_cover_a_span():
    assert covering(seconds(2025, 3, 5), seconds(2025, 5, 1)) == ["on:2025-03", "on:2025-04", "on:2025-05"]
    assert covering(seconds(2021, 1, 1), seconds(2023, 6, 1)) == ["on:2021", "on:2022", "on:2023"]


@given(st.integers(seconds(1990, 1, 1), seconds(2030, 1, 1)), SPAN, SPAN)
def test_what_is_within_a_span_is_covered(at, before, after):
    assert set(facets_of(at)) & set(covering(at - before, at + after))
