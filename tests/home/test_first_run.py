import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import requests
from sqlalchemy import func, select

from forum.brands.models import Brand
from forum.categories.models import Category
from forum.core.db import read
from forum.home.founding import founded, invitation, setup_token
from forum.members.models import Member
from tests.clients import apart
from tests.world import PASSWORD

pytestmark = pytest.mark.data

FOUNDER = {
    "brand": "Fern & Flint", "tagline": "Stoves from Riga", "locale": "en", "accent": "#2f6b4f",
    "name": "ilze", "email": "ilze@example.org", "password": PASSWORD,
}  # fmt: skip


def found(world, client, **typed):
    return world.post(client, "/first-run", **FOUNDER | ({} if "token" in typed else {"token": setup_token()}) | typed)


def rows(table):
    return read().scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("path", ["/", "/latest", "/sign-in", "/t/x/7", "/staff/brand", "/nowhere", "/robots.txt"])
def test_every_address_of_an_unfounded_house_leads_to_the_first_run(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "/first-run")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/brand/0.0.css", "/first-run"])
def test_what_founding_needs_is_open(client, path):
    assert client.get(path).status_code == 200


def test_s14_the_console_gives_the_key_that_opens_the_form(app, client):
    line = invitation()
    assert line is not None
    path = line.removeprefix("Begin here: http://localhost")
    page = client.get(path)
    assert f'value="{setup_token()}"' in page.text
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_a_founder_gets_a_brand_three_categories_and_is_let_in(world, client, app):
    answer = found(world, client)
    assert (answer.status_code, answer.location) == (303, "/")
    page = client.get("/")
    assert page.status_code == 200
    assert "Fern &amp; Flint" in page.text
    assert client.get("/staff/brand").status_code == 200
    founder = read().execute(select(Member.name, Member.role, Member.confirmed_at)).one()
    assert (founder.name, founder.role) == ("ilze", "admin")
    assert founder.confirmed_at is not None
    assert rows(Category) == 3
    assert invitation() is None


def test_the_categories_speak_the_brands_language(world, client):
    found(world, client, locale="lv")
    assert rows(Category) == 3
    assert read().scalar(select(Brand.locale)) == "lv"


def test_s14_a_founded_house_has_no_first_run(world, client):
    found(world, client)
    assert client.get("/first-run").status_code == 404
    assert client.get(f"/first-run?token={setup_token()}").status_code == 404
    assert found(world, world.client(), name="eve", email="eve@example.org").status_code == 404
    assert rows(Member) == 1


@pytest.mark.parametrize("token", ["", "guess", "я" * 32, "0" * 32])
def test_s14_without_the_key_nobody_founds_anything(world, client, token):
    answer = found(world, client, token=token)
    assert answer.status_code == 422
    assert "key" in answer.text
    assert rows(Brand) == rows(Member) == 0


def test_keys_cannot_be_tried_often(world, client):
    answers = [found(world, client, token=f"guess-{number}").status_code for number in range(12)]
    assert answers[-1] == 429
    assert found(world, client).status_code == 429


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"brand": ""}, "Give the brand a name."),
        ({"brand": " \u200b "}, "Give the brand a name."),
        ({"brand": "x" * 61}, "at most 60"),
        ({"accent": "#ffee00"}, "The nearest that works"),
        ({"accent": "red;}"}, "This is not a colour."),
        ({"locale": "xx"}, "valid choice"),
        ({"name": "no spaces"}, "name"),
        ({"email": "nobody"}, "address"),
        ({"password": "short"}, "15"),
        ({"brand": "Ardent", "password": "fern flint ardent 93 zebra"}, "name out of the password"),
        ({"tagline": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_taken_is_explained_and_nothing_typed_is_lost(world, client, typed, word):
    answer = found(world, client, **typed)
    assert answer.status_code == 422
    assert word in answer.text
    for field, text in (FOUNDER | typed).items():
        assert field in {"password", "locale", "accent"} or text.replace("&", "&amp;") in answer.text
    assert f'value="{setup_token()}"' in answer.text
    assert rows(Brand) == rows(Member) == rows(Category) == 0


def test_s27_a_brands_name_is_shown_as_words(world, client):
    found(world, client, brand="<script>alert(1)</script>")
    page = client.get("/")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_two_founders_at_once_make_one_house(world):
    token, visitors = setup_token(), {name: world.client() for name in ("ilze", "janis")}

    def begin(name):
        typed = {"token": token, "name": name, "email": f"{name}@example.org"}
        return apart().run(found, world, visitors[name], **typed).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(begin, visitors))
    assert 303 in answers
    assert rows(Brand) == 1
    assert rows(Member) == 1


def test_all_that_is_to_be_mended_is_told_at_once(world, client):
    answer = found(world, client, brand="", accent="#f2c200", name="", password="short")
    for words in ("Give the brand a name.", "The nearest that works", "Choose a name.", "at least 15"):
        assert words in answer.text, words


def test_a_weak_password_leaves_no_brand_in_memory(world, client):
    with world.days_later(1):
        assert found(world, client, password="short").status_code == 422
        assert client.get("/latest").location == "/first-run"
        assert found(world, client).status_code == 303


def test_being_founded_costs_nothing_once_it_is_known(world, client, statements):
    found(world, client)
    assert founded()
    with statements() as said:
        assert founded()
    assert said == []


def test_s21_fields_nobody_asked_for_change_nothing(world, client):
    found(world, client, id="77", role="member", trust_level="9", host="evil.example", version="9", see="admins")
    assert read().execute(select(Member.id, Member.role, Member.trust_level)).one() == (1, "admin", 0)
    assert read().execute(select(Brand.id, Brand.host, Brand.version)).one() == (1, None, 1)


@pytest.mark.alone
def test_s14_a_house_killed_while_it_is_founded_is_founded_whole_or_not_at_all(live):
    """The form is sent and the power goes out at once, some moments later each time."""
    token = invitation_of(live).partition("token=")[2]
    for pause in (0.02, 0.08, 0.2):
        visitor = requests.Session()
        page = visitor.get(f"{live.url}/first-run", timeout=10)
        if page.status_code == 404:
            break
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert csrf
        sent = FOUNDER | {"token": token, "csrf_token": csrf[1]}
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(visitor.post, f"{live.url}/first-run", data=sent, timeout=10)
            with suppress(TimeoutError, requests.RequestException):
                answer.result(timeout=pause)
            live.kill()
            with suppress(requests.RequestException):
                answer.result()
        live.start()
        assert counted(live) in {(0, 0, 0), (1, 1, 3)}
    assert counted(live) in {(0, 0, 0), (1, 1, 3)}


def counted(live):
    return tuple(live.world._one(select(func.count()).select_from(table)) for table in (Brand, Member, Category))


@pytest.mark.browser
def test_s14_a_house_is_founded_in_a_browser_without_a_word_lost(page, live):
    page.complaints.expect("status of 422")
    page.goto("/")
    page.wait_for_url("**/first-run")
    page.goto(invitation_of(live))
    for name in ("brand", "tagline", "name", "email", "password"):
        page.fill(f"[name={name}]", FOUNDER[name])
    page.fill("[name=accent]", "#f2c200")
    page.get_by_role("button", name="Open the doors").click()
    assert "The nearest that works" in page.locator(".error-summary").inner_text()
    assert page.input_value("[name=tagline]") == "Stoves from Riga"
    page.fill("[name=accent]", FOUNDER["accent"])
    page.fill("[name=password]", FOUNDER["password"])
    page.get_by_role("button", name="Open the doors").click()
    page.wait_for_url(f"{live.url}/")
    assert "It is yours now" in page.locator(".toast").inner_text()
    page.goto("/categories")
    assert page.locator(".category").count() == 3


def invitation_of(live):
    return next(line for line in live.said.splitlines() if line.startswith("Begin here: ")).removeprefix("Begin here: ")
