"""Memory for pages has an end, and a crawler does not drive out what people read."""

from hypothesis import given
from hypothesis import strategies as st

from forum.core.pages.asked import Asked
from forum.core.pages.ledger import Cursor
from forum.core.pages.page import BESIDES, Page
from forum.core.pages.shelf import Shelf

ROOM = 40 * BESIDES


def asked(number: int) -> Asked:
    return Asked("localhost", f"/t/x/{number}", "", "", ())


def page(text: str = "words") -> Page:
    return Page.drawn(text.encode(), [], frozenset(), Cursor(0, frozenset()))


def test_pages_asked_for_twice_outlive_a_crawler_that_asks_for_each_once():
    shelf, loved = Shelf(ROOM), [asked(number) for number in range(5)]
    for each in loved:
        shelf.put(each, page())
        shelf.get(each)
    for number in range(100, 1100):
        shelf.put(asked(number), page())
    assert all(shelf.get(each) for each in loved)
    assert shelf.bytes <= ROOM


def test_a_page_drawn_anew_takes_the_place_of_the_old_one():
    shelf, anew = Shelf(ROOM), page("anew")
    shelf.put(asked(1), page())
    shelf.get(asked(1))
    shelf.put(asked(1), anew)
    assert shelf.get(asked(1)) is anew
    assert shelf.bytes == anew.size


def test_a_page_too_large_for_the_shelf_is_not_kept():
    shelf = Shelf(BESIDES)
    shelf.put(asked(1), page())
    assert (shelf.get(asked(1)), shelf.bytes) == (None, 0)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 60)), max_size=200))
def test_whatever_is_asked_for_the_shelf_never_holds_more_than_its_room(steps: list[tuple[bool, int]]):
    shelf = Shelf(ROOM)
    for reads, number in steps:
        if reads:
            shelf.get(asked(number))
        else:
            shelf.put(asked(number), page("x" * number))
        assert 0 <= shelf.bytes <= ROOM
