"""The language that pages and letters speak."""

import pytest
from babel.dates import format_date
from flask.testing import FlaskClient

from forum.core.clock import now
from tests.members.people import ask_to_join
from tests.services.smtp import Smtp
from tests.world import World

pytestmark = pytest.mark.data

SIGN_IN = {"en": "Sign in", "pl": "Zaloguj się", "lv": "Pieteikties", "ru": "Войти"}


@pytest.mark.parametrize("language", SIGN_IN)
def test_a_page_speaks_the_language_of_the_browser(client: FlaskClient, world: World, language: str):
    assert world.brand_id
    shown = client.get("/sign-in", headers={"Accept-Language": f"{language}-XX, {language};q=0.9, en;q=0.1"}).text
    assert f'<html lang="{language}" dir="ltr"' in shown
    assert SIGN_IN[language] in shown


def test_a_language_we_do_not_speak_is_the_brands(client: FlaskClient, world: World):
    assert world.brand_id
    assert '<html lang="en"' in client.get("/sign-in", headers={"Accept-Language": "ka"}).text


def test_a_guest_chooses_a_language_and_goes_back(client: FlaskClient, world: World):
    assert world.brand_id
    page = client.get("/language", headers={"Referer": "http://localhost/top?before=3"}).text
    assert 'value="/top?before=3"' in page
    assert 'lang="lv"' in page
    chosen = world.post(client, "/language", language="lv", next="/top?before=3")
    assert (chosen.status_code, chosen.location) == (303, "/top?before=3")
    assert '<html lang="lv"' in client.get("/sign-in", headers={"Accept-Language": "pl"}).text


@pytest.mark.parametrize(
    "before", ["https://evil.example/top", "http://localhost//evil.example", "http://localhost/language", "x"]
)
def test_s30_nobody_is_led_away(client: FlaskClient, world: World, before: str):
    assert world.brand_id
    assert 'name="next" value="/"' in client.get("/language", headers={"Referer": before}).text
    assert world.post(client, "/language", language="lv", next="https://evil.example/").location == "/"


def test_s25_a_language_is_chosen_by_a_form_of_ours_only(client: FlaskClient, world: World):
    assert world.brand_id
    assert client.post("/language", data={"language": "lv"}).status_code == 403
    assert "language=lv" not in client.get("/language?language=lv").headers.get("Set-Cookie", "")


def test_a_language_nobody_speaks_changes_nothing(client: FlaskClient, world: World):
    assert world.brand_id
    assert world.post(client, "/language", language="xx").status_code == 303
    assert client.get_cookie("language") is None


def test_a_members_choice_goes_along_to_other_browsers(client: FlaskClient, world: World):
    ana = world.member("ana", timezone="Europe/Riga")
    world.sign_in(client, ana)
    world.post(client, "/language", language="ru")
    assert '<html lang="ru"' in world.client(ana).get("/").text
    assert "Europe/Riga" in client.get("/settings/appearance").text


@pytest.mark.parametrize("language", ["pl", "lv", "ru"])
def test_times_are_told_in_the_readers_language(client: FlaskClient, world: World, language: str):
    talk = world.thread()
    day = format_date(now(), "d MMM y", locale=language)
    assert day in client.get(talk.url, headers={"Accept-Language": language}).text


def test_a_letter_speaks_its_readers_language(client: FlaskClient, world: World, relay, smtp: Smtp):
    assert world.brand_id
    client.set_cookie("language", "lv")
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    letter = smtp.to("ana@example.org")
    assert letter["Subject"].startswith("Pievienoties")
    assert "Kāds, cerams, ka jūs" in letter.get_content()
