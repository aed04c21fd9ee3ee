"""Values of foreign rows: tags, ids, numbers and dates are read whole or not at all."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.importing.rows import LONGEST_TAG, Malformed, Row, moment, one_line, split_tags, storable, tag_names

TAGS = st.lists(st.from_regex(r"\A[a-z0-9]([a-z0-9.+#-]{0,20}[a-z0-9+#])?\Z"), unique=True, max_size=5)


@given(TAGS)
def test_both_ways_of_writing_tags_say_the_same(tags):
    assert split_tags("".join(f"<{tag}>" for tag in tags)) == tags
    assert split_tags(f"|{'|'.join(tags)}|" if tags else "") == tags


@given(st.lists(st.text()))
def test_any_tags_become_tags_of_this_house(names):
    tags = tag_names(names)
    assert len(set(tags)) == len(tags)
    for tag in tags:
        assert 0 < len(tag) <= LONGEST_TAG
        assert not any(sign.isspace() for sign in tag)
        assert tag_names([tag]) == [tag]


@given(st.text(st.characters(codec=None, exclude_categories=())), st.integers(5, 200))
def test_any_words_become_one_line_of_fitting_length(text, longest):
    line = one_line(text, longest)
    assert len(line) <= longest
    assert "\n" not in line
    line.encode()


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_can_be_stored(text):
    assert "\0" not in storable(text)
    storable(text).encode()


@pytest.mark.parametrize("key", [str(2**63), "-1", "0", "9" * 20])
def test_ids_longer_than_ours_are_kept(key):
    assert Row("x", 1, {"Id": key}).key("Id") == key


@pytest.mark.parametrize("key", ["", "1 OR 1=1", "9" * 21, "1.5", "²", None])
def test_what_is_no_id_is_refused(key):
    with pytest.raises(Malformed):
        Row("x", 1, {"Id": key}).key("Id")


def test_dates_without_a_zone_are_utc():
    assert moment("Date", "2019-03-02T12:00:00.123") == datetime(2019, 3, 2, 12, 0, 0, 123000, UTC)
    assert moment("Date", "2014-04-26T00:13:31.545-04:00") == datetime(2014, 4, 26, 4, 13, 31, 545000, UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2019-02-30T00:00:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59"])
def test_what_is_no_date_or_cannot_be_is_refused(text):
    with pytest.raises(Malformed):
        moment("Date", text)


@given(st.text())
def test_no_text_breaks_the_reading_of_dates_and_numbers(text):
    row = Row("x", 1, {"Value": text})
    for read in (row.number, row.moment, row.key):
        with suppress(Malformed):
            read("Value")
