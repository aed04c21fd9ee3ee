"""Who sees a category is decided by every category around it; a hidden one is invisible by every door."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from forum.categories.actions import change_category, create_category, move_category
from forum.categories.models import Category, Permission
from forum.categories.permissions import narrowed
from forum.categories.policy import may_start
from forum.categories.queries import category_by_id, category_page_head, startable, tree, visible, who_may
from forum.core.access import AUDIENCES, GUEST, HOUSE, audiences_of
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.transaction import transaction

pytestmark = pytest.mark.data

LADDER = {name: frozenset(AUDIENCES[: place + 1]) for place, name in enumerate(AUDIENCES)}
audiences = st.sampled_from(AUDIENCES)
chosen = st.fixed_dictionaries({"see": audiences, "reply": audiences, "start": audiences})
moves = st.tuples(st.integers(0, 5), st.integers(-1, 5))


def allowed() -> dict[int, dict[str, int]]:
    """Give the place on the ladder of the lowest audience for each verb, by category."""
    return {
        number: {verb: AUDIENCES.index(audience) for verb, audience in may.items()} for number, may in who_may().items()
    }


def assert_nested() -> None:
    may = allowed()
    for number, parent in read().execute(select(Category.id, Category.parent_id)):
        assert parent is None or may[number]["see"] >= may[parent]["see"]
        assert min(may[number].values()) == may[number]["see"]


@given(chosen, chosen)
def test_what_lies_inside_is_never_wider(wanted, around):
    found = narrowed(wanted, around)
    assert AUDIENCES.index(found["see"]) >= AUDIENCES.index(around["see"])
    assert all(AUDIENCES.index(found[verb]) >= AUDIENCES.index(found["see"]) for verb in found)
    assert all(AUDIENCES.index(found[verb]) >= AUDIENCES.index(wanted[verb]) for verb in found)


def test_s22_what_is_not_known_is_not_allowed():
    assert narrowed({"see": "everyone"}, {}) == {}
    assert narrowed({"start": "everyone"}, {"see": "everyone"}) == {}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(chosen, min_size=6, max_size=6), st.lists(moves, max_size=4), st.tuples(st.integers(0, 5), chosen))
def test_s18_however_categories_are_moved_nobody_sees_more_than_before(world, choices, wishes, change):
    places: list[int] = []
    for number, wanted in enumerate(choices):
        parent = places[number // 2 - 1] if number > 1 else None
        places.append(create_category(HOUSE, world.brand_id, name="Some place", parent_id=parent, **wanted))
    assert_nested()
    for which, target in wishes:
        before = allowed()
        try:
            move_category(HOUSE, places[which], None if target < 0 else places[target])
        except Refused:
            continue
        assert all(allowed()[number][verb] >= may for number in places for verb, may in before[number].items())
        assert_nested()
    change_category(HOUSE, places[change[0]], **change[1])
    assert_nested()


def test_s18_a_category_that_leaves_a_hidden_one_stays_hidden(world, client):
    hidden = world.category("cellar", see="staff")
    inner = world.category("shelf", parent=hidden, see="everyone")
    move_category(HOUSE, inner.id, None)
    assert client.get("/c/shelf").status_code == 404
    change_category(HOUSE, inner.id, see="everyone")
    assert client.get("/c/shelf").status_code == 200


def test_hiding_a_category_hides_all_inside_it_at_once(world, client):
    outer = world.category("outer")
    inner = world.category("inner", parent=outer)
    talk = world.thread("Under the stairs", category=inner)
    assert client.get(talk.url).status_code == 200
    change_category(HOUSE, outer.id, see="staff")
    for address in ("/c/outer", "/c/inner", "/c/inner.atom", talk.url):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("role", ["guest", "member", "moderator"])
def test_s15_a_hidden_category_is_invisible_by_every_door(world, role):
    outer = world.category("canary-outer", see="staff")
    world.category("canary-inner", parent=outer, see="everyone")
    world.category("open")
    group = GUEST.audiences if role == "guest" else audiences_of(role)
    assert [node.slug for node in tree(group)] == ["open"]
    assert "canary" not in str(startable(group)).lower()
    visitor = world.client(None if role == "guest" else getattr(world, role)("eve"))
    for address in ("/", "/categories", "/sitemap.xml", "/latest.atom", "/c/open", "/start"):
        assert "canary" not in visitor.get(address).text.lower(), address


def test_s16_a_hidden_category_is_as_absent_as_one_that_never_was(world, client):
    hidden = world.category("cellar", see="staff")
    assert category_page_head(GUEST.audiences, "cellar") is None
    assert category_by_id(GUEST.audiences, hidden.id) is None
    answers = [client.get(address) for address in ("/c/cellar", "/c/attics")]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].text.replace("cellar", "") == answers[1].text.replace("attics", "")


def test_s22_a_category_whose_surroundings_are_unknown_is_not_there(world):
    inner = world.category("inner", parent=world.category("outer"))

    @transaction
    def lose() -> None:
        lost = select(Category.id).where(Category.slug == "outer")
        db.session.execute(delete(Permission).where(Permission.category_id.in_(lost)))

    lose()
    assert tree(LADDER["admins"]) == []
    assert category_page_head(LADDER["admins"], "inner") is None
    assert startable(LADDER["admins"]) == []
    assert category_by_id(LADDER["admins"], inner.id) is None


def test_s22_without_rows_nothing_is_allowed(world):
    place = world.category()

    @transaction
    def lose() -> None:
        db.session.execute(delete(Permission).where(Permission.category_id == place.id))

    lose()
    assert tree(LADDER["admins"]) == []
    counted = select(Category.id).where(visible(Category.id))
    assert read().execute(counted, {"audiences": list(AUDIENCES)}).all() == []
    assert allowed() == {}
    change_category_of_nobody = pytest.raises(Refused, match="not there any more")
    with change_category_of_nobody:
        change_category(HOUSE, place.id, name="Anything")


def test_counters_count_only_what_the_reader_sees(world, client):
    outer = world.category("outer")
    world.thread("Seen by all", category=world.category("inner", parent=outer))
    world.thread("Seen by few", category=world.category("hidden", parent=outer, see="staff"), by=world.staff())
    assert "1 thread" in client.get("/categories").text
    assert "2 threads" not in client.get("/categories").text
    assert "2 threads" in world.client(world.staff()).get("/categories").text


def test_one_statement_reads_the_whole_tree(world, statements):
    for slug in ("one", "two", "three"):
        world.category(f"in-{slug}", parent=world.category(slug))
    with statements() as said:
        tree(AUDIENCES)
    assert len(said) == 1
    with statements() as said:
        category_page_head(AUDIENCES, "in-two")
    assert len(said) == 1


def test_the_page_of_categories_takes_one_statement_more_than_the_reader(world, client, statements):
    world.category()
    client.get("/categories")
    with statements() as said:
        client.get("/categories")
    assert len(said) <= 2


def test_who_may_start_is_told_why_not(world):
    place = world.category("news", start="staff")
    node = category_by_id(AUDIENCES, place.id)
    assert node
    assert may_start(world.staff().actor, node) is None
    seen = category_by_id(audiences_of("member"), place.id)
    assert seen
    assert "may not start" in (may_start(world.member().actor, seen) or "")
    assert "Sign in" in (may_start(GUEST, seen) or "")
