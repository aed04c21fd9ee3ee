"""The addresses at which pictures are sent and served."""

import io
import re

import pytest
from sqlalchemy import select

from forum.core.db import read
from forum.media import actions, registry
from forum.media.darkroom import MAX_BYTES
from forum.media.disk import Disk
from forum.media.models import Picture, stored_at
from forum.media.storage import storage
from forum.members.models import Member
from tests.media import pictures

pytestmark = [pytest.mark.data, pytest.mark.usefixtures("founded")]

JSON = {"Accept": "application/json"}


@pytest.fixture
def ilze(world):
    return world.member("ilze").actor


@pytest.fixture
def browser(world, ilze):
    return world.client(world.member("ilze"))


@pytest.fixture
def send(world):
    """Send a picture as scripts do."""

    def run(client, data=None, **fields):
        data = pictures.encoded(pictures.quarters()) if data is None else data
        sent = {"file": (io.BytesIO(data), "holiday.png"), **fields}
        return client.post("/media/pictures", data=sent, headers={**JSON, "X-CSRF-Token": world.token(client)})

    return run


@pytest.fixture
def posts(monkeypatch):
    """Say which posts are seen by whom: `posts["everyone"].add(7)`."""
    seen: dict[str, set[int]] = {"everyone": set(), "members": set()}

    def sees(actor, ids):
        return any(number in seen.get(audience, ()) for audience in actor.audiences for number in ids)

    monkeypatch.setitem(registry._sees, "post", sees)
    return seen


def claim(actor, subject: str, key: str) -> None:
    actions.claim_pictures(subject, [key], actor)


def test_a_picture_is_sent_and_can_be_looked_at(browser, send):
    answer = send(browser)
    assert answer.status_code == 201
    assert (answer.json["width"], answer.json["height"]) == (60, 40)
    assert answer.json["url"] == f"/media/{answer.json['key']}/base.webp"
    assert pictures.opened(browser.get(answer.json["url"]).data).size == (60, 40)


def test_of_an_animation_the_sender_hears_that_one_frame_is_kept(browser, send):
    frames = [pictures.quarters(), pictures.quarters().rotate(90)]
    answer = send(browser, pictures.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert "first picture of an animation" in answer.json["notice"]


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 422, "Choose a picture"),
        (b"<svg onload='alert(1)'/>", 415, "Export it as PNG"),
        (b"<html>", 415, "JPEG, PNG, WebP, AVIF or GIF"),
        (bytes(MAX_BYTES + 1), 413, "15 MB"),
        (bytes(MAX_BYTES + 2**20), 413, "15 MB"),
    ],
)
def test_what_is_no_picture_gets_a_sentence_and_a_status(browser, send, data, status, words):
    answer = send(browser, data)
    assert (answer.status_code, words in answer.json["error"]) == (status, True)


def test_a_form_without_a_picture_gets_a_sentence(browser, world):
    answer = browser.post(
        "/media/pictures", data={"file": "text"}, headers={**JSON, "X-CSRF-Token": world.token(browser)}
    )
    assert (answer.status_code, answer.is_json) == (422, True)


def test_a_guest_is_asked_to_sign_in(client, send):
    assert send(client).status_code == 401
    assert client.get("/media/new").status_code == 303


def test_s25_a_picture_without_the_token_is_refused(browser):
    answer = browser.post("/media/pictures", data={"file": (io.BytesIO(b"x"), "x.png")}, headers=JSON)
    assert answer.status_code == 403
    assert read().scalar(select(Picture.id)) is None


def test_s50_pictures_come_at_a_bounded_rate(browser, send):
    answers = [send(browser, b"no picture") for _ in range(21)]
    assert {answer.status_code for answer in answers[:20]} == {415}
    assert answers[20].status_code == 429
    assert int(answers[20].headers["Retry-After"]) > 0
    assert "Try again" in answers[20].json["error"]


def test_s59_the_same_request_twice_is_one_picture(browser, world):
    def again():
        sent = {"file": (io.BytesIO(pictures.encoded(pictures.quarters())), "a.png")}
        headers = {**JSON, "X-CSRF-Token": world.token(browser), "Idempotency-Key": "once"}
        return browser.post("/media/pictures", data=sent, headers=headers)

    assert again().json["key"] == again().json["key"]


def test_without_scripts_a_picture_is_sent_with_its_words(browser, world):
    assert b'enctype="multipart/form-data"' in browser.get("/media/new").data
    data = (io.BytesIO(pictures.encoded(pictures.quarters())), "a.png")
    answer = world.post(browser, "/media/pictures", file=data, alt="A [red] mug")
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert re.search(r'value="!\[A \\\[red\\\] mug\]\(picture:[0-9a-f]{32}\)"', page)


def test_without_scripts_a_large_picture_goes_through_and_a_larger_one_gets_a_sentence(browser, world):
    data = pictures.encoded(pictures.photograph(1600, 1200), "PNG")
    assert 2**20 < len(data) < MAX_BYTES
    assert world.post(browser, "/media/pictures", file=(io.BytesIO(data), "a.png"), decorative="y").status_code == 303
    answer = world.post(browser, "/media/pictures", file=(io.BytesIO(bytes(2 * MAX_BYTES)), "a.png"), alt="mug")
    assert answer.status_code == 413
    assert "15 MB" in answer.text


def test_without_scripts_a_refusal_keeps_what_was_typed(browser, world):
    answer = world.post(browser, "/media/pictures", file=(io.BytesIO(b"no picture"), "a.png"), alt='A "red" mug')
    assert answer.status_code == 415
    assert "Save it as JPEG" in answer.text
    assert 'value="A &#34;red&#34; mug"' in answer.text
    data = (io.BytesIO(pictures.encoded(pictures.quarters())), "a.png")
    answer = world.post(browser, "/media/pictures", file=data, alt=" ")
    assert (answer.status_code, "mark it as decoration" in answer.text) == (422, True)


def test_elsewhere_a_large_body_is_refused(browser, world):
    answer = world.post(browser, "/media/pictures/abc", alt="x" * 2**21)
    assert answer.status_code == 413


def test_a_picture_is_described_by_script_and_by_form(browser, send, world):
    key = send(browser).json["key"]
    headers = {**JSON, "X-CSRF-Token": world.token(browser)}
    address = f"/media/pictures/{key}"
    assert browser.patch(address, json={"alt": "A mug", "decorative": False}, headers=headers).status_code == 204
    assert "A mug" in browser.get(address).text
    assert world.post(browser, address, alt="A jug").status_code == 303
    assert "A jug" in browser.get(address).text
    answer = world.post(browser, address, alt="")
    assert (answer.status_code, "mark it as decoration" in answer.text) == (422, True)


@pytest.mark.parametrize(
    "body", [[], "x", 7, None, {"alt": 7}, {"alt": ["x"]}, {"alt": "x", "decorative": "yes"}, {"alt": {}}, {}]
)
def test_s40_a_description_of_another_shape_is_refused(browser, send, world, body):
    key = send(browser).json["key"]
    headers = {**JSON, "X-CSRF-Token": world.token(browser)}
    answer = browser.patch(f"/media/pictures/{key}", json=body, headers=headers)
    assert (answer.status_code, answer.is_json) == (422, True)


def test_s17_anothers_picture_is_not_there(browser, send, world):
    key = send(browser).json["key"]
    other = world.client(world.member("juris"))
    headers = {**JSON, "X-CSRF-Token": world.token(other)}
    answers = [
        other.get(f"/media/pictures/{key}"),
        other.patch(f"/media/pictures/{key}", json={"alt": "mine"}, headers=headers),
        other.delete(f"/media/pictures/{key}", headers=headers),
        other.get(f"/media/{key}/base.webp"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert browser.get(f"/media/{key}/base.webp").status_code == 200


def test_a_picture_is_deleted_by_script_and_by_form(browser, send, world, relay):
    one, other = send(browser).json["key"], send(browser).json["key"]
    headers = {**JSON, "X-CSRF-Token": world.token(browser)}
    assert browser.delete(f"/media/pictures/{one}", headers=headers).status_code == 204
    assert world.post(browser, f"/media/pictures/{other}?_method=DELETE").status_code == 303
    relay()
    assert [browser.get(f"/media/{key}/base.webp").status_code for key in (one, other)] == [404, 404]
    assert list(storage().keys()) == []


def test_s48_a_picture_is_seen_by_those_who_see_what_shows_it(client, browser, send, ilze, posts):
    url = send(browser).json["url"]
    key = url.split("/")[2]
    claim(ilze, "post:7", key)
    assert (client.get(url).status_code, browser.get(url).status_code) == (404, 200)
    posts["everyone"].add(7)
    assert client.get(url).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    posts["everyone"].clear()
    assert client.get(url, headers={"If-None-Match": f'"{key}-base.webp"'}).status_code == 404


def test_s48_members_only_pictures_stay_out_of_shared_caches(client, browser, send, ilze, posts, world):
    url = send(browser).json["url"]
    claim(ilze, "post:7", url.split("/")[2])
    posts["members"].add(7)
    answer = world.client(world.member("juris")).get(url)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert client.get(url).status_code == 404


def test_s22_of_what_nobody_speaks_for_nobody_sees_the_picture(client, browser, send, ilze):
    for subject in ("letter:7", "post:", "post:x", "nonsense"):
        url = send(browser).json["url"]
        claim(ilze, subject, url.split("/")[2])
        assert client.get(url).status_code == 404


def test_s29_a_served_picture_is_fenced_in(client, browser, send, ilze, posts):
    posts["everyone"].add(7)
    url = send(browser).json["url"]
    claim(ilze, "post:7", url.split("/")[2])
    answer = client.get(url)
    wanted = {
        "Content-Type": "image/webp",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: answer.headers[name] for name in wanted} == wanted
    assert "Set-Cookie" not in answer.headers
    assert client.get(url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.head(url).headers["Content-Length"] == str(len(answer.data))


def test_until_a_width_is_made_the_picture_itself_stands_in(client, browser, send, ilze, posts, relay):
    posts["everyone"].add(7)
    key = send(browser, pictures.encoded(pictures.photograph(900, 600), "JPEG")).json["key"]
    claim(ilze, "post:7", key)
    early = client.get(f"/media/{key}/320.webp")
    assert pictures.opened(early.data).width == 900
    assert early.headers["Cache-Control"] == "no-cache"
    relay()
    late = client.get(f"/media/{key}/320.webp", headers={"If-None-Match": early.headers["ETag"]})
    assert pictures.opened(late.data).width == 320
    assert "immutable" in late.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fsecret.key", "base.webp%00", "base.html", "96.webp", "BASE.WEBP", ".parts", "base.webp/x", "%FF"],
)
def test_every_other_file_is_not_there(browser, send, name):
    key = send(browser).json["key"]
    assert browser.get(f"/media/{key}/{name}").status_code == 404
    assert browser.get(f"/media/..%2f..%2f{name}").status_code == 404


def test_s63_a_storage_that_is_away_says_so(app, browser, send):
    url = send(browser).json["url"]
    kept = storage()
    assert isinstance(kept, Disk)
    path = kept.folder / stored_at(url.split("/")[2], "base.webp")
    path.rename(path.with_suffix(".moved"))
    assert browser.get(url).status_code == 404
    path.symlink_to(path)
    answer = browser.get(url, headers=JSON)
    assert (answer.status_code, "Wait a minute" in answer.json["error"]) == (503, True)


def test_a_picture_costs_few_statements(client, browser, send, ilze, posts, statements):
    posts["everyone"].add(7)
    url = send(browser).json["url"]
    claim(ilze, "post:7", url.split("/")[2])
    client.get(url)
    with statements() as said:
        client.get(url)
    assert len(said) == 1


def test_a_member_wears_a_picture_and_takes_it_off(browser, client, world, relay, ilze):
    data = (io.BytesIO(pictures.encoded(pictures.quarters())), "me.png")
    assert world.post(browser, "/settings/avatar", file=data).status_code == 303
    relay()
    key = read().scalar(select(Member.avatar_key).where(Member.id == ilze.member_id))
    assert client.get(f"/media/{key}/96.webp").status_code == 200
    assert f"/media/{key}/96.webp" in browser.get("/settings/avatar").text
    assert world.post(browser, "/settings/avatar?_method=DELETE").status_code == 303
    assert read().scalar(select(Member.avatar_key).where(Member.id == ilze.member_id)) is None


def test_a_refused_face_gets_a_sentence(browser, world):
    answer = world.post(browser, "/settings/avatar", file=(io.BytesIO(b"<svg/>"), "me.svg"))
    assert (answer.status_code, "Export it as PNG" in answer.text) == (415, True)


def test_s23_a_suspended_member_sends_nothing(browser, send, world):
    ilze = world.member("ilze")
    world.suspend(ilze)
    answer = send(world.sign_in(browser, ilze))
    assert (answer.status_code, "not write" in answer.json["error"]) == (403, True)


def test_s15_a_picture_is_as_hidden_as_the_post_that_shows_it(client, browser, send, world, relay):
    place = world.category("workshop", see="staff", reply="staff", start="staff")
    marta = world.staff("marta")
    url = send(world.client(marta)).json["url"]
    key = url.split("/")[2]
    talk = world.thread(by=marta, category=place, source=f"![The new stove](picture:{key})")
    relay()
    assert f'src="{url}"' in world.client(marta).get(talk.url).text
    assert world.client(world.staff("hana")).get(url).status_code == 200
    assert (client.get(url).status_code, browser.get(url).status_code) == (404, 404)
    mine = world.thread(by=world.member("ilze"), source=f"![Leaked](picture:{key})")
    assert browser.get(mine.url).status_code == 200
    assert (client.get(url).status_code, browser.get(url).status_code) == (404, 404)


def test_a_picture_in_an_open_post_is_seen_until_the_post_is_deleted(client, browser, send, world, relay):
    url = send(browser, pictures.encoded(pictures.photograph(900, 600), "JPEG")).json["url"]
    key = url.split("/")[2]
    talk = world.thread(by=world.member("ilze"), source="Look:")
    reply = world.reply(talk, by=world.member("ilze"), source=f"![A burner, black with soot](picture:{key})")
    relay()
    page = client.get(talk.url).text
    assert f'srcset="/media/{key}/320.webp 320w, /media/{key}/640.webp 640w, {url} 900w"' in page
    assert 'alt="A burner, black with soot"' in page
    assert client.get(url).status_code == 200
    world.delete_post(reply.id, by=world.member("ilze"))
    assert client.get(url).status_code == 404
