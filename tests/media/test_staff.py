"""Staff give the brand its logo."""

import io

import pytest

from forum.brands.queries import first_brand
from forum.media import jobs
from forum.media.storage import storage
from tests.media import pictures
from tests.media.test_actions import age

pytestmark = pytest.mark.data


def logo() -> tuple[io.BytesIO, str]:
    return io.BytesIO(pictures.encoded(pictures.quarters((600, 200)))), "logo.png"


@pytest.fixture
def desk(world):
    return world.client(world.staff("marta"))


def test_a_logo_is_shown_whole_and_kept_while_it_is_shown(desk, client, world, relay):
    assert world.post(desk, "/staff/brand/logo", file=logo()).status_code == 303
    first = first_brand()
    assert pictures.opened(client.get(first.logo_url).data).size == (320, 107)
    assert pictures.opened(client.get(f"/media/{first.logo_key}/icon-192.webp").data).size == (192, 192)
    relay()
    age(first.logo_key or "", days=2)
    jobs.purge_orphans()
    assert client.get(first.logo_url).status_code == 200
    world.post(desk, "/staff/brand/logo", file=logo())
    relay()
    age(first.logo_key or "", days=2)
    jobs.purge_orphans()
    relay()
    assert client.get(first.logo_url).status_code == 404
    assert world.post(desk, "/staff/brand/logo?_method=DELETE").status_code == 303
    assert first_brand().logo_url is None


def test_a_logo_that_is_no_picture_gets_a_sentence(desk, world):
    answer = world.post(desk, "/staff/brand/logo", file=(io.BytesIO(b"<svg/>"), "logo.svg"))
    assert (answer.status_code, "Export it as PNG" in answer.text) == (415, True)


def test_s17_a_member_finds_no_way_to_the_logo(world):
    member = world.client(world.member())
    assert member.get("/staff/brand/logo").status_code == 404
    assert world.post(member, "/staff/brand/logo", file=logo()).status_code == 404
    assert world.post(member, "/media/pictures", file=logo(), kind="logo", alt="x").status_code == 403
    assert list(storage().keys()) == []
