"""What machines read: feeds, the sitemap, robots, and who to tell of a hole."""

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from forum.brands.actions import change_brand
from forum.core.access import HOUSE
from tests.world import World

pytestmark = pytest.mark.data

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_feed_lists_the_newest_threads_by_full_addresses(client: FlaskClient, world: World) -> None:
    talk = world.thread("Tea & <toast>", tags=["soot"])
    for address in ("/latest.atom", "/c/stoves.atom", "/tags/soot.atom"):
        answer = client.get(address)
        assert answer.content_type.startswith("application/atom+xml")
        entry = ET.fromstring(answer.data).find(f"{ATOM}entry")
        assert entry is not None
        assert entry.findtext(f"{ATOM}title") == "Tea & <toast>"
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href") == f"http://localhost{talk.url}"


def test_a_thread_has_a_feed_of_its_posts(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?", source="It is **black**.")
    world.reply(talk, source="With sand.")
    entries = ET.fromstring(client.get(f"/threads/{talk.id}.atom").data).findall(f"{ATOM}entry")
    assert ["With sand." in (entry.findtext(f"{ATOM}content") or "") for entry in entries] == [True, False]


def test_a_feed_s_ids_lead_to_what_they_name(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    ids = [entry.findtext(f"{ATOM}id") for entry in ET.fromstring(client.get("/latest.atom").data).iter(f"{ATOM}entry")]
    assert ids == [f"http://localhost/threads/{talk.id}"]
    assert client.get(f"/threads/{talk.id}").headers["Location"] == talk.url


def test_the_sitemap_names_what_guests_may_read(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    world.thread(
        "A plan", by=world.staff("host"), category=world.category("den", see="staff", reply="staff", start="staff")
    )
    index = ET.fromstring(client.get("/sitemap.xml").data)
    (page,) = [loc.text for loc in index.iter(f"{MAP}loc")]
    listed = ET.fromstring(client.get((page or "").removeprefix("http://localhost")).data)
    assert [loc.text for loc in listed.iter(f"{MAP}loc")] == [f"http://localhost{talk.url}"]
    assert client.get("/sitemaps/7.xml").status_code == 404


def test_robots_are_told_the_sitemap_and_the_closed_doors(client: FlaskClient, world: World) -> None:
    world.admin()
    text = client.get("/robots.txt").text
    assert "Disallow: /settings" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_security_txt_names_the_brand_s_contact_once_there_is_one(client: FlaskClient, world: World) -> None:
    brand = world.brand()
    world.admin()
    assert client.get("/.well-known/security.txt").status_code == 404
    change_brand(HOUSE, brand, contact="help@example.org")
    text = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:help@example.org" in text
    assert "Expires: " in text


def test_a_page_tells_networks_what_it_is(client: FlaskClient, world: World) -> None:
    page = client.get(world.thread("How do I clean it?", source="It is black.").url).text
    for words in ('property="og:title" content="How do I clean it?"', 'property="og:description"', 'rel="canonical"'):
        assert words in page
