"""Members as others see them, and how they show themselves."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.db import read
from forum.members import actions
from forum.members.models import Member
from forum.members.queries import authors, ids_of_names
from tests.members.people import try_password
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.data, pytest.mark.usefixtures("founded")]


def test_a_members_page_works(client: FlaskClient, world: World):
    world.member("ana", about="I *mend* stoves.", title="Tinker")
    shown = client.get("/u/ana").text
    assert "<em>mend</em>" in shown
    assert "Tinker" in shown
    assert "ana@example.org" not in shown


def test_a_page_has_one_address(client: FlaskClient, world: World):
    world.member("Jānis", email="janis@example.org")
    assert client.get("/u/JĀNIS?show=threads").location == "/u/J%C4%81nis?show=threads"


@pytest.mark.parametrize("name", ["nobody", "a\x00b", "x" * 5000, "..", "%F0%9F", "a%", "_"])
def test_nobody_is_nobody(client: FlaskClient, world: World, name: str):
    world.member("ana")
    assert client.get(f"/u/{name}").status_code == 404


def test_a_profile_is_edited(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    assert world.post(client, "/settings/profile", about="I **carve** spoons.").status_code == 303
    assert "<strong>carve</strong>" in client.get("/u/ana").text
    assert "I **carve** spoons." in client.get("/settings/profile").text


def test_what_is_too_long_is_kept_and_explained(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    answer = world.post(client, "/settings/profile", about="spoon " * 400)
    assert answer.status_code == 422
    assert "spoon spoon" in answer.text


def test_s27_no_script_stands_in_a_profile(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    world.post(
        client,
        "/settings/profile",
        about="<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
    )
    shown = client.get("/u/ana").text
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown
    assert "<img src=x" not in shown


def test_s21_a_form_sets_its_own_fields_and_no_others(client: FlaskClient, world: World):
    ana = world.member("ana")
    world.sign_in(client, ana)
    before = dict(read().execute(select(Member.__table__)).one()._mapping)
    extra = {column.name: "4" for column in Member.__table__.columns} | {
        "role": "admin",
        "trust_level": "4",
        "id": "99",
    }
    world.post(client, "/settings/profile", **{**extra, "about": "hello"})
    world.post(client, "/settings/appearance", **{**extra, "locale": "pl", "timezone": "Europe/Riga"})
    after = dict(read().execute(select(Member.__table__)).one()._mapping)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"about_source", "about_html", "locale", "timezone"}


def test_s21_joining_sets_no_role(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    try_password(world, client, "ana@example.org", PASSWORD, role="admin", id="7", session_id="1")
    assert read().execute(select(Member.role)).scalar_one() == "member"


def test_language_and_clock_are_chosen(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    assert client.get("/settings/appearance").status_code == 200
    assert world.post(client, "/settings/appearance", locale="lv", timezone="Europe/Riga", keys="y").status_code == 303
    row = read().execute(select(Member.locale, Member.timezone)).one()
    assert tuple(row) == ("lv", "Europe/Riga")
    assert 'lang="lv"' in client.get("/mail-sent").text


@pytest.mark.parametrize(
    ("field", "value"), [("locale", "tlh"), ("timezone", "Moon/Base"), ("timezone", "../etc/passwd")]
)
def test_a_language_or_clock_that_is_none_is_refused(client: FlaskClient, world: World, field: str, value: str):
    world.sign_in(client, world.member("ana"))
    assert world.post(client, "/settings/appearance", **{"locale": "", "timezone": "", field: value}).status_code == 422


def test_a_guests_choice_stays_in_the_browser(client: FlaskClient, world: World):
    assert world.post(client, "/settings/appearance", locale="pl").status_code == 303
    language, keys = client.get_cookie("language"), client.get_cookie("keys")
    assert language
    assert language.value == "pl"
    assert keys
    assert keys.value == "off"


def test_names_are_completed(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    for name in ("Anatol", "anna_b", "ben", "a%b".replace("%", "_")):
        world.member(name)
    html = client.get("/members/names?q=AN").text
    assert [name for name in ("ana", "Anatol", "anna_b", "ben") if f'data-value="{name}"' in html] == [
        "ana",
        "Anatol",
        "anna_b",
    ]
    json = client.get("/members/names?q=an", headers={"Accept": "application/json"}).json
    assert json is not None
    assert json[0] == {"name": "ana", "title": ""}
    assert "example.org" not in str(json) + html


@pytest.mark.parametrize("q", ["", " ", "%", "_", "\\", "\x00", "zzz", "x" * 3000, "'; --"])
def test_s34_signs_with_a_meaning_for_databases_mean_nothing(client: FlaskClient, world: World, q: str):
    world.sign_in(client, world.member("ana"))
    answer = client.get("/members/names", query_string={"q": q}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (200, [])


def test_s05_names_are_completed_for_members_and_of_accounts(client: FlaskClient, world: World):
    world.member("ana")
    actions.make_member("anton", None, None)
    assert client.get("/members/names?q=an").location.startswith("/sign-in")
    world.sign_in(client, world.member("ana"))
    assert "anton" not in client.get("/members/names?q=an").text


def test_authors_are_given_at_once(world: World, statements):
    ana, ben = world.member("ana"), world.member("ben", title="Tinker")
    with statements() as said:
        found = authors([ana.id, ben.id, 999])
    assert len(said) == 1
    assert found[ben.id].title == "Tinker"
    assert set(found) == {ana.id, ben.id}
    assert authors([]) == {}


def test_names_in_texts_are_found_however_they_are_written(world: World):
    ana = world.member("ana")
    assert ids_of_names(["ANA", "nobody", "x" * 500]) == {"ANA": ana.id}
    assert ids_of_names([]) == {}


def test_a_picture_is_worn_and_told(world: World, relay):
    ana = world.member("ana")
    actions.set_avatar(ana.actor, "abc")
    assert authors([ana.id])[ana.id].avatar_url == "/media/abc/96.webp"
    actions.set_avatar(ana.actor, None)
    relay()
    assert authors([ana.id])[ana.id].avatar_url is None
