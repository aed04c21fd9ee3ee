"""Staff change what the brand says and how it looks; nobody else finds the page."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.brands.actions import change_brand, found_brand, set_host
from forum.brands.models import Brand
from forum.brands.queries import Link
from forum.core.access import HOUSE, Denied
from forum.core.db import read
from forum.core.refusal import Refused

pytestmark = pytest.mark.data

GOOD: dict[str, Any] = {
    "name": "Fern & Flint", "tagline": "Stoves from Riga", "about": "We make **stoves**.", "locale": "lv",
    "contact": "hello@example.org", "accent": "#2f6b4f", "accent_dark": "#8fd0ae", "paper": "#ffffff",
    "paper_dark": "#101010", "ink": "#111111", "ink_dark": "#eeeeee", "footer_text": "Since 2009",
    "header_links": "Latest news /latest\nShop https://example.org/shop", "footer_links": "",
}  # fmt: skip
BAD = [
    ("name", "", "Give the brand a name."),
    ("name", "   ", "Give the brand a name."),
    ("name", "x" * 61, "at most 60 fit"),
    ("name", "a\x00b", "cannot be kept"),
    ("tagline", "x" * 201, "at most 200 fit"),
    ("about", "x" * 8001, "at most 8000 fit"),
    ("contact", "call me", "Give an e-mail address"),
    ("contact", "javascript:alert(1)", "Give an e-mail address"),
    ("locale", "tlh", "Not a valid choice"),
    ("accent", "#f2c200", "people need 4.5 to 1"),
    ("accent", "red;}body{display:none", "This is not a colour"),
    ("paper", "#808080", "neither light nor dark enough"),
    ("ink_dark", "#333333", "people need 4.5 to 1"),
    ("header_links", "Click javascript:alert(1)", "is no address for a link"),
    ("header_links", "Nowhere", "is no address for a link"),
    ("footer_links", "\n".join(f"Link /{number}" for number in range(9)), "At most 8 links"),
    ("footer_links", "x" * 41 + " /latest", "at most 40 fit"),
    ("footer_text", "x" * 501, "at most 500 fit"),
]


@pytest.fixture
def desk(world):
    assert world.brand_id
    visitor = world.client(world.staff())
    visitor.set_cookie("language", "en")
    return visitor


def kept() -> dict[str, Any]:
    return dict(read().execute(select(Brand.__table__)).mappings().one())


def test_what_staff_save_is_on_every_page(desk, client, world):
    assert world.post(desk, "/staff/brand", **GOOD).status_code == 303
    page = client.get("/").text
    for words in ("Stoves from Riga", "Latest news", "https://example.org/shop", "Since 2009"):
        assert words in page
    assert "<strong>stoves</strong>" in client.get("/about").text
    row = kept()
    assert row["colours"]["accent"] == ["#2f6b4f", "#8fd0ae"]
    sheet = client.get(f"/brand/{row['id']}.{row['version']}.css")
    assert "--accent: light-dark(#2f6b4f, #8fd0ae);" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]


def test_the_editor_shows_what_the_brand_says_now(desk, world):
    world.post(desk, "/staff/brand", **GOOD)
    page = desk.get("/staff/brand").text
    assert "Latest news /latest" in page
    assert 'value="#2f6b4f"' in page
    assert "pairs have enough contrast" in page


@pytest.mark.parametrize(("field", "typed", "said"), BAD, ids=[f"{field}-{said[:20]}" for field, _typed, said in BAD])
def test_bad_input_gets_a_sentence_and_loses_nothing(desk, world, field, typed, said):
    before = kept()
    answer = world.post(desk, "/staff/brand", **GOOD | {"tagline": "All that I typed", field: typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert field == "tagline" or "All that I typed" in answer.text
    assert kept() == before


def test_the_contrast_of_colours_is_shown_without_saving_them(desk, world):
    before = kept()
    pale = GOOD | {"accent": "#f2c200", "tagline": "Not saved"}
    page = world.post(desk, "/staff/brand/contrast", **pale)
    assert (page.status_code, "1.7 : 1" in page.text, "Not saved" in page.text) == (200, True, True)
    token = {"HX-Request": "true", "X-CSRF-Token": world.token(desk)}
    piece = desk.post("/staff/brand/contrast", data=pale, headers=token)
    assert piece.text.lstrip().startswith('<section id="contrast"')
    assert kept() == before


def test_s27_words_of_a_brand_never_run(desk, client, world):
    canary = "<script>alert(1)</script>"
    words = dict.fromkeys(("name", "tagline", "about", "footer_text"), canary)
    links = dict.fromkeys(("header_links", "footer_links"), f"{canary} /latest")
    assert world.post(desk, "/staff/brand", **GOOD | words | links).status_code == 303
    for page in (client.get("/"), client.get("/about"), desk.get("/staff/brand"), client.get("/latest.atom")):
        assert page.status_code == 200
        assert canary not in page.text
        assert "alert(1)" in page.text


def test_s16_nobody_but_staff_finds_the_editor(world):
    assert world.brand_id
    for visitor in (world.client(), world.client(world.member()), world.client(world.moderator())):
        assert visitor.get("/staff/brand").status_code == 404
        assert world.post(visitor, "/staff/brand", **GOOD).status_code == 404
        assert world.post(visitor, "/staff/brand/contrast", **GOOD).status_code == 404
    assert kept()["version"] == 1


def test_s21_fields_nobody_asked_for_change_nothing(desk, world):
    world.post(desk, "/staff/brand", **GOOD)
    before = kept()
    more = {"id": "7", "host": "evil.example", "version": "99", "logo_key": "x", "about_html": "<b>x</b>",
            "colours": "{}", "created_at": "2001-01-01", "brand_id": "7"}  # fmt: skip
    world.post(desk, "/staff/brand", **GOOD | more)
    assert kept() == before | {"version": before["version"] + 1}


def test_s23_suspended_staff_change_nothing(world):
    hana = world.staff()
    visitor = world.client(hana)
    world.suspend(hana)
    world.sign_in(visitor, hana)
    before = kept()
    assert world.post(visitor, "/staff/brand", **GOOD).status_code == 403
    assert kept() == before


def test_a_brand_answers_at_its_own_host_only_where_an_administrator_says_so(world, client):
    with pytest.raises(Denied):
        set_host(world.staff().actor, world.brand_id, "fern.example.org")
    set_host(HOUSE, world.brand_id, "Fern.Example.org")
    assert client.get("/", headers={"Host": "fern.example.org"}).status_code == 200
    assert client.get("/", headers={"Host": "other.example.org"}).status_code == 421
    with pytest.raises(Refused, match="Another brand"):
        set_host(HOUSE, found_brand(HOUSE, "Second"), "fern.example.org")
    with pytest.raises(Refused, match="not a host name"):
        set_host(HOUSE, world.brand_id, "no host/at all")


def test_what_is_not_given_stays(world):
    change_brand(HOUSE, world.brand_id, tagline="First", header_links=[Link("Latest", "/latest")])
    change_brand(HOUSE, world.brand_id, name="Other")
    row = kept()
    assert (row["name"], row["tagline"], row["header_links"]) == ("Other", "First", [["Latest", "/latest"]])


def test_a_theme_is_remembered_and_leads_back(client, world):
    assert world.brand_id
    answer = world.post(client, "/theme", theme="dark", next="/latest")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/latest")
    assert 'data-theme="dark"' in client.get("/").text
    world.post(client, "/theme", theme='"><script>', next="//evil.example")
    assert 'data-theme="dark"' in client.get("/").text


def test_s30_the_choice_of_a_theme_leads_nowhere_else(client, world):
    assert world.brand_id
    assert world.post(client, "/theme", theme="dark", next="https://evil.example/").headers["Location"] == "/"
