"""Staff open, change, move, order and remove categories."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.categories.actions import change_category, create_category, move_category, remove_category, shift_category
from forum.categories.models import Category, Grant
from forum.categories.queries import category_by_id, tree
from forum.core.access import AUDIENCES, HOUSE, Denied
from forum.core.db import read
from forum.core.refusal import Refused

pytestmark = pytest.mark.data

GOOD: dict[str, Any] = {
    "name": "Repair bench", "description": "Screws, not glue.", "kind": "question", "parent": "", "slug": "",
    "see": "everyone", "reply": "members", "start": "members",
}  # fmt: skip
BAD = [
    ("name", "", "at least 2 letters"),
    ("name", "x", "at least 2 letters"),
    ("name", "x" * 81, "at most 80 fit"),
    ("name", "a\x00bc", "cannot be kept"),
    ("description", "x" * 501, "at most 500 fit"),
    ("kind", "sermon", "Choose one of the kinds"),
    ("see", "nobody", "Choose one of the groups"),
    ("start", "", "Choose one of the groups"),
    ("see", "admins", "would not belong to these people"),
    ("parent", "999999", "not there any more"),
    ("parent", "1e9", "not there any more"),
    ("slug", "stoves", "Another category has this address"),
    ("slug", "!!!", "letters, digits and dashes"),
]


@pytest.fixture
def desk(world):
    world.category("stoves")
    return world.client(world.staff())


def rows() -> list[dict[str, Any]]:
    return [dict(row) for row in read().execute(select(Category.__table__).order_by(Category.id)).mappings()]


def order(parent: str | None = None) -> list[str]:
    roots = tree(AUDIENCES)
    nodes = next(node for root in roots for node in root.within() if node.slug == parent).children if parent else roots
    return [node.slug for node in nodes]


def test_a_category_is_opened_changed_and_removed(desk, client, world):
    assert world.post(desk, "/staff/categories/new", **GOOD).status_code == 303
    page = client.get("/c/repair-bench").text
    assert "Screws, not glue." in page
    made = rows()[-1]
    assert (made["kind"], made["slug"], made["parent_id"]) == ("question", "repair-bench", None)
    address = f"/staff/categories/{made['id']}"
    assert world.post(desk, address, **GOOD | {"name": "Workshop", "see": "members"}).status_code == 303
    assert client.get("/c/repair-bench").status_code == 404
    assert "Workshop" in world.client(world.member()).get("/c/repair-bench").text
    assert world.delete(desk, address).status_code == 303
    assert desk.get("/c/repair-bench").status_code == 404
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize(("field", "typed", "said"), BAD, ids=[f"{field}-{said[:24]}" for field, _typed, said in BAD])
def test_bad_input_gets_a_sentence_and_loses_nothing(desk, world, field, typed, said):
    before = rows()
    answer = world.post(desk, "/staff/categories/new", **GOOD | {field: typed})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert field == "description" or "Screws, not glue." in answer.text
    assert field == "name" or "Repair bench" in answer.text
    assert rows() == before


def test_what_may_not_be_changed_into_is_refused_too(desk, world):
    before = rows()
    for field, typed, _said in BAD:
        if field not in {"parent", "slug"}:
            answer = world.post(desk, f"/staff/categories/{before[0]['id']}", **GOOD | {field: typed})
            assert answer.status_code == 422, field
    assert rows() == before


@pytest.mark.parametrize("address", ["/staff/categories", "/staff/categories/new", "/staff/categories/1"])
def test_s16_nobody_but_staff_finds_the_pages(world, address):
    world.category()
    for visitor in (world.client(), world.client(world.member()), world.client(world.moderator())):
        assert visitor.get(address).status_code == 404


def test_nobody_but_staff_arranges(world):
    place, moderator = world.category(), world.moderator().actor
    for act in (
        lambda: create_category(moderator, world.brand_id, name="Mine"),
        lambda: change_category(moderator, place.id, name="Mine"),
        lambda: move_category(moderator, place.id, None),
        lambda: shift_category(moderator, place.id, 1),
        lambda: remove_category(moderator, place.id),
    ):
        with pytest.raises(Denied):
            act()


def test_s23_suspended_staff_arrange_nothing(desk, world):
    world.suspend(world.staff())
    before = rows()
    world.post(desk, "/staff/categories/new", **GOOD)
    world.post(desk, f"/staff/categories/{before[0]['id']}", **GOOD)
    assert rows() == before


def test_s21_fields_nobody_asked_for_change_nothing(desk, world):
    more = {"id": "77", "brand_id": "7", "position": "9", "thread_count": "9", "post_count": "9", "created_at": "2001"}
    world.post(desk, "/staff/categories/new", **GOOD | more)
    made = rows()[-1]
    assert (made["id"] != 77, made["brand_id"]) == (True, world.brand_id)
    assert (made["position"], made["thread_count"], made["post_count"]) == (1, 0, 0)
    world.post(desk, f"/staff/categories/{made['id']}", **GOOD | more | {"parent": "1", "slug": "other"})
    assert rows()[-1] == made


def test_names_may_repeat_and_addresses_do_not(world):
    made = [create_category(HOUSE, world.brand_id, name="Ķiršu dārzs!") for _time in range(3)]
    slugs = [row["slug"] for row in rows() if row["id"] in made]
    assert slugs == ["kirsu-darzs", "kirsu-darzs-2", "kirsu-darzs-3"]
    long = [create_category(HOUSE, world.brand_id, name="word " * 15) for _time in range(2)]
    assert all(len(row["slug"]) <= 80 for row in rows() if row["id"] in long)
    assert create_category(HOUSE, world.brand_id, name="。。。。")


def test_categories_are_ordered_by_buttons(desk, world):
    for slug in ("lanterns", "mugs"):
        world.category(slug)
    mugs = world.category("mugs").id
    assert world.post(desk, f"/staff/categories/{mugs}/up").status_code == 303
    assert order() == ["stoves", "mugs", "lanterns"]
    world.post(desk, f"/staff/categories/{mugs}/up")
    world.post(desk, f"/staff/categories/{mugs}/up")
    assert order() == ["mugs", "stoves", "lanterns"]
    world.post(desk, f"/staff/categories/{mugs}/down")
    assert order() == ["stoves", "mugs", "lanterns"]
    page = desk.get("/categories").text
    assert page.index("/c/stoves") < page.index("/c/mugs") < page.index("/c/lanterns")


def test_staff_order_past_what_they_do_not_see(desk, world):
    world.category("vault", see="admins")
    world.category("mugs")
    shift_category(world.staff().actor, world.category("mugs").id, -1)
    assert [slug for slug in order() if slug != "vault"] == ["mugs", "stoves"]


def test_s16_staff_do_not_touch_what_only_administrators_see(desk, world):
    vault = world.category("vault", see="admins").id
    assert desk.get(f"/staff/categories/{vault}").status_code == 404
    for way in ("", "/place", "/up", "/down"):
        assert world.post(desk, f"/staff/categories/{vault}{way}", **GOOD).status_code == 404
    assert world.delete(desk, f"/staff/categories/{vault}").status_code == 404
    assert world.post(desk, "/staff/categories/new", **GOOD | {"parent": str(vault)}).status_code == 422
    assert "Vault" not in desk.get("/staff/categories").text


def test_staff_keep_what_administrators_chose(desk, world):
    place = world.category("news", start="admins")
    assert world.post(desk, f"/staff/categories/{place.id}", **GOOD | {"start": "admins"}).status_code == 303
    chosen = select(Grant.audience).where(Grant.category_id == place.id, Grant.verb == "start")
    assert read().scalar(chosen) == "admins"


def test_only_an_empty_category_is_removed(desk, world):
    outer = world.category("outer")
    world.category("inner", parent=outer)
    answer = world.delete(desk, f"/staff/categories/{outer.id}")
    assert (answer.status_code, "Move them somewhere else first" in answer.text) == (422, True)
    stoves = world.category("stoves")
    talk = world.thread(category=stoves, by=world.member("ana"))
    world.delete_post(talk.post_id, by=world.member("ana"))
    answer = world.delete(desk, f"/staff/categories/{stoves.id}")
    assert (answer.status_code, "There are threads in this category" in answer.text) == (422, True)
    assert desk.get("/c/stoves").status_code == 200


def test_a_category_is_moved_with_all_inside_it(desk, world):
    outer = world.category("outer")
    inner = world.category("inner", parent=outer)
    stoves = world.category("stoves")
    assert world.post(desk, f"/staff/categories/{outer.id}/place", parent=str(stoves.id)).status_code == 303
    node = category_by_id(AUDIENCES, inner.id)
    assert node
    assert node.full_name == "Stoves › Outer › Inner"
    assert world.post(desk, f"/staff/categories/{outer.id}/place", parent="").status_code == 303
    assert order() == ["stoves", "outer"]


def test_a_category_never_lies_inside_itself(desk, world):
    outer = world.category("outer")
    inner = world.category("inner", parent=outer)
    for target in (outer, inner):
        answer = world.post(desk, f"/staff/categories/{outer.id}/place", parent=str(target.id))
        assert (answer.status_code, "cannot lie inside itself" in answer.text) == (422, True)
    assert order("outer") == ["inner"]


def test_no_more_than_four_lie_inside_one_another(world):
    place = None
    for slug in ("one", "two", "three", "four"):
        place = world.category(slug, parent=place)
    with pytest.raises(Refused, match="At most 4"):
        world.category("five", parent=place)
    outer = world.category("outer")
    world.category("in-outer", parent=outer)
    with pytest.raises(Refused, match="At most 4"):
        move_category(HOUSE, outer.id, world.category("three").id)
    move_category(HOUSE, outer.id, world.category("two").id)


def test_s27_words_of_a_category_never_run(desk, client, world):
    canary = "<script>alert(1)</script>"
    assert (
        world.post(desk, "/staff/categories/new", **GOOD | {"name": canary, "description": canary}).status_code == 303
    )
    made = rows()[-1]
    addresses = ("/categories", "/", f"/c/{made['slug']}", f"/c/{made['slug']}.atom", "/start", "/staff/categories")
    for address in (*addresses, f"/staff/categories/{made['id']}", "/staff/categories/new"):
        page = desk.get(address)
        assert (page.status_code, canary in page.text, "alert(1)" in page.text) == (200, False, True), address
