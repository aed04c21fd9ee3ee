"""Pages of lists begin where the last one ended."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from forum.core.paging import NEWEST, Cursor, cursor, paged

MOMENTS = st.integers(86_400, 3_786_912_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(MOMENTS, st.integers(1, 10**18 - 1))
def test_a_cursor_survives_its_address(moment: datetime, number: int) -> None:
    assert cursor(str(Cursor(moment, number))) == Cursor(moment, number)


@given(st.text(max_size=60))
def test_nonsense_in_an_address_begins_at_the_newest_or_reads_as_a_place(text: str) -> None:
    assert isinstance(cursor(text), Cursor)


def test_an_empty_cursor_is_the_newest() -> None:
    assert cursor(None) == cursor("") == cursor("yesterday") == cursor("٣-٤") == NEWEST


def test_one_row_more_than_a_page_says_that_there_is_a_next_one() -> None:
    page = paged([3, 2, 1], 2, lambda row: Cursor(NEWEST.moment, row))
    assert list(page.rows) == [3, 2]
    assert page.next == str(Cursor(NEWEST.moment, 2))


def test_the_last_page_has_no_next_one() -> None:
    assert paged([2, 1], 2, lambda row: Cursor(NEWEST.moment, row)).next is None
