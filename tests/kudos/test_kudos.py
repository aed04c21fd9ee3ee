"""Thanks: given in public with a reason, a few a day, seen only where their post is."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.access import GUEST, HOUSE
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.gates import PUBLISH, Draft, Verdict, _gates
from forum.core.personal import HOLDINGS, Person
from forum.core.refusal import Refused
from forum.core.review import KINDS
from forum.core.transaction import transaction
from forum.kudos import actions, queries
from forum.kudos.models import Kudos, ShoutOut
from forum.notifications.queries import told
from forum.threads.models import Post, Thread
from tests.world import Said, World

pytestmark = pytest.mark.data
WHY = "Your drawing of the burner saved my evening."


@pytest.fixture
def said(world: World) -> Said:
    talk = world.thread("How do I clean it?", by=world.member("ana"))
    return world.reply(talk, by=world.member("ben"))


def reasons(actor=GUEST) -> list[str]:
    return [thanks.reason for thanks in queries.wall(actor).rows]


def test_a_member_thanks_for_a_post_and_everybody_reads_why(client: FlaskClient, world: World, said: Said, relay):
    guest = world.client()
    assert "Nobody has been thanked yet" in guest.get("/kudos").text
    world.sign_in(client, world.member("ana"))
    assert f"/posts/{said.id}/kudos" in client.get(said.url).text
    assert "What for?" in client.get(f"/posts/{said.id}/kudos").text
    answer = world.post(client, f"/posts/{said.id}/kudos", reason=WHY)
    assert answer.headers["Location"].startswith(said.url)
    relay()
    for address in ("/kudos", "/u/ben/kudos", "/u/ben", f"/posts/{said.id}/kudos", "/u/ana/kudos?show=given"):
        assert WHY in guest.get(address).text, address
    assert "No thanks yet" in guest.get("/u/ana/kudos").text
    [line] = told(world.member("ben").actor).rows
    assert (line.sentence, line.address) == ("ana thanks you for your post", said.url + f"#post-{said.number}")


@pytest.mark.parametrize(
    ("reason", "word"), [("", "Say what you are thankful for"), ("ok", "Say why in 3 to"), ("x" * 281, "280")]
)
def test_a_reason_that_is_none_is_explained_and_kept(
    client: FlaskClient, world: World, said: Said, reason: str, word: str
):
    world.sign_in(client, world.member("ana"))
    answer = world.post(client, f"/posts/{said.id}/kudos", reason=reason)
    assert answer.status_code == 422
    assert word in answer.text
    assert reasons() == []


def test_nobody_thanks_themselves_or_twice_or_for_what_is_not_there_for_them(
    client: FlaskClient, world: World, said: Said
):
    ana, ben = world.member("ana"), world.member("ben")
    world.sign_in(client, ben)
    assert world.post(client, f"/posts/{said.id}/kudos", reason=WHY).status_code == 403
    actions.thank(ana.actor, said.id, WHY)
    with pytest.raises(Refused):
        actions.thank(ana.actor, said.id, WHY)
    secret = world.thread("A plan", by=world.staff("hana"), category=world.category("for-staff", see="staff"))
    world.sign_in(client, ana)
    assert world.post(client, f"/posts/{secret.post_id}/kudos", reason=WHY).status_code == 404
    world.delete_post(said.id, by=ben)
    assert world.post(client, f"/posts/{said.id}/kudos", reason=WHY).status_code == 404


def test_the_form_sent_twice_thanks_once(world: World, said: Said):
    ana = world.member("ana")
    assert actions.thank(ana.actor, said.id, WHY, key="k") == actions.thank(ana.actor, said.id, WHY, key="k")
    assert reasons() == [WHY]


def test_thanks_of_a_day_are_few_however_many_ask_at_once(app: Flask, world: World):
    """Two newcomers, one thanks a day: of five asked for at once one is given; the next day one more."""
    ana, ben = world.member("ana"), world.member("ben")
    posts = [world.thread(f"Tip {number}", by=ben).post_id for number in range(6)]
    refused: list[int] = []

    def ask(post_id: int) -> None:
        with app.app_context():
            try:
                actions.thank(ana.actor, post_id, WHY)
            except Refused:
                refused.append(post_id)

    at_once = [threading.Thread(target=ask, args=(post_id,)) for post_id in posts[:5]]
    for each in at_once:
        each.start()
    for each in at_once:
        each.join()
    assert (len(refused), len(reasons())) == (4, 1)
    with at(now() + timedelta(hours=25)):
        actions.thank(ana.actor, posts[5], WHY)
    actions.limit(world.staff("hana").actor, {0: 3})
    actions.thank(ana.actor, refused[0], WHY)
    assert len(reasons()) == 3


def test_taken_back_it_is_gone_for_all_and_counts_for_the_day(client: FlaskClient, world: World, said: Said, relay):
    ana, ben = world.member("ana"), world.member("ben")
    made = actions.thank(ana.actor, said.id, WHY)
    relay()
    world.sign_in(client, ben)
    world.post(client, f"/kudos/{made}?_method=DELETE")
    assert reasons() == [WHY]
    world.sign_in(client, ana)
    world.post(client, f"/kudos/{made}?_method=DELETE")
    relay()
    assert (reasons(), list(told(ben.actor).rows), queries.left_today(ana.actor)) == ([], [], 0)


def test_thanks_go_and_come_back_with_their_post(world: World, said: Said, relay):
    ana, ben, guest = world.member("ana"), world.member("ben"), world.client()
    actions.thank(ana.actor, said.id, WHY)
    relay()
    assert WHY in guest.get("/kudos").text
    world.delete_post(said.id, by=ben)
    relay()
    assert WHY not in guest.get("/kudos").text
    assert WHY not in guest.get("/u/ben").text
    assert list(told(ben.actor).rows) == []


def test_moderators_hide_thanks_and_bring_them_back(client: FlaskClient, world: World, said: Said, relay):
    mira, guest = world.moderator("mira"), world.client()
    made = actions.thank(world.member("ana").actor, said.id, WHY)
    how = KINDS["kudos"]
    assert how.seen is not None
    assert how.seen(GUEST, made) == f"/posts/{said.id}/kudos"
    world.sign_in(client, world.member("carl"))
    assert f"/flags/kudos/{made}" in client.get("/kudos").text
    assert client.get(f"/flags/kudos/{made}").status_code == 200
    assert WHY in guest.get("/kudos").text
    how.hide(mira.actor, made, "Mocking")
    relay()
    shown = how.show(mira.actor, made)
    assert shown is not None
    assert (shown.hidden, shown.held, how.seen(GUEST, made)) == (True, False, None)
    assert WHY not in guest.get("/kudos").text
    assert how.show(world.member("ana").actor, made) is None
    how.restore(mira.actor, made)
    relay()
    assert WHY in guest.get("/kudos").text


def test_thanks_that_moderators_hid_are_not_given_again(world: World, said: Said):
    ana, mira = world.member("ana"), world.moderator("mira")
    made = actions.thank(ana.actor, said.id, WHY)
    KINDS["kudos"].hide(mira.actor, made, "Mocking")
    actions.withdraw(ana.actor, made)
    with at(now() + timedelta(days=3)), pytest.raises(Refused):
        actions.thank(ana.actor, said.id, "As I said: mocking")
    assert reasons(HOUSE) == []


def test_thanks_taken_back_are_given_again_only_on_another_day(world: World, said: Said):
    ana = world.member("ana")
    actions.limit(world.staff("hana").actor, {0: 3})
    actions.withdraw(ana.actor, actions.thank(ana.actor, said.id, WHY))
    with pytest.raises(Refused):
        actions.thank(ana.actor, said.id, WHY)
    with at(now() + timedelta(hours=25)):
        actions.thank(ana.actor, said.id, WHY)
    assert reasons() == [WHY]


def test_what_a_gate_holds_waits_for_a_moderator(world: World, said: Said, monkeypatch: pytest.MonkeyPatch):
    def hold(draft: Draft) -> Verdict:
        return Verdict("hold", "Look at it") if draft.kind == "kudos" else PUBLISH

    monkeypatch.setattr("forum.core.gates._gates", [*_gates, hold])
    ana = world.member("ana")
    made = actions.thank(ana.actor, said.id, WHY)
    assert reasons(HOUSE) == []
    shown = KINDS["kudos"].show(HOUSE, made)
    assert shown is not None
    assert shown.held
    KINDS["kudos"].release(world.moderator("mira").actor, made)
    assert reasons() == [WHY]


def test_a_wall_goes_on_behind_its_first_page(world: World):
    ben = world.member("ben")
    actions.limit(HOUSE, {0: 100})
    for number in range(queries.PAGE + 2):
        actions.thank(world.member("ana").actor, world.thread(f"Tip {number}", by=ben).post_id, f"Reason {number}")
    first = queries.wall(GUEST)
    second = queries.wall(GUEST, first.next)
    assert [row.reason for row in second.rows] == ["Reason 1", "Reason 0"]
    assert second.next is None
    assert queries.count_received(GUEST, ben.id) == queries.PAGE + 2


def test_the_staff_thanks_people_with_their_best_posts(client: FlaskClient, world: World, said: Said, relay):
    hana, ben = world.staff("hana"), world.member("ben")
    world.sign_in(client, hana)
    form = client.get("/staff/shout-out?to=ben&to=ana").text
    assert "Thank you, ben, ana" in form
    assert "With a soft brush" in form
    fields = {"to": "ben\nana", "category": str(world.category().id), "title": "Thank you, ben"}
    shown = world.post(client, "/staff/shout-out", **fields, source="**Well done**, @ben", step="preview")
    assert "<strong>Well done</strong>" in shown.text
    assert read().scalar(select(func.count()).select_from(Thread)) == 1
    answer = world.post(client, "/staff/shout-out", **fields, source="Well done, @ben", step="publish")
    assert "Well done" in world.client().get(answer.headers["Location"]).text
    relay()
    assert any("mentioned" in line.sentence for line in told(ben.actor).rows)
    assert set(read().scalars(select(ShoutOut.member_id))) == {ben.id, world.member("ana").id}
    assert ben.id in queries.last_thanked([ben.id, hana.id])
    unknown = world.post(client, "/staff/shout-out", **fields | {"to": "nobody"}, source="Hello", step="publish")
    assert (unknown.status_code, "Nobody here is called nobody" in unknown.text) == (422, True)


def test_a_shout_out_quotes_nothing_that_its_readers_may_not_see(client: FlaskClient, world: World):
    hana = world.staff("hana")
    world.thread("A plan", by=hana, category=world.category("for-staff", see="staff"), source="The secret stove")
    world.category("open")
    world.sign_in(client, hana)
    fields = {"to": "hana", "category": str(world.category("open").id), "title": "x", "source": "x", "step": "write"}
    assert "The secret stove" not in world.post(client, "/staff/shout-out", **fields).text
    closed = world.category("for-admins", see="admins", start="admins", reply="admins")
    world.thread("A letter", by=world.admin("ada"), category=closed, source="The secret lamp")
    shown = world.post(client, "/staff/shout-out", **fields | {"to": "ada", "category": str(closed.id)})
    assert "The secret lamp" not in shown.text


@transaction
def _erase(person: Person, wish: str) -> None:
    HOLDINGS["kudos"].erases(person, wish)


def test_s56_thanks_are_given_out_and_go_with_who_goes(world: World, said: Said):
    ana = world.member("ana")
    actions.thank(world.member("carl").actor, said.id, "Better than ana explained it.")
    actions.thank(ana.actor, said.id, WHY)
    person = Person(ana.id, "ana", "ana@example.org", "former-1")
    assert [row["reason"] for row in HOLDINGS["kudos"].gives(person)["thanks_given"]] == [WHY]
    _erase(person, "anonymise")
    assert sorted(reasons()) == ["Better than former-1 explained it.", WHY]
    _erase(person, "delete")
    assert reasons() == ["Better than former-1 explained it."]
    assert read().scalar(select(func.count()).select_from(Kudos).join(Post, Post.id == Kudos.post_id)) == 1
