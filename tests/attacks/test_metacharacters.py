"""Signs with a meaning for databases, templates and format strings mean nothing when people type them (S34, S35)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from tests.attacks.doors import Doors
from tests.watching import Statements
from tests.world import World

pytestmark = pytest.mark.data

CANARY = "zqz'zqz\"--;%_\\"
EVALUATED = (
    "{{7*191}}", "${7*191}", "#{7*191}", "<%= 7*191 %>", "{7*191}", "{0.__class__.__mro__}", "%(name)s %s %d",
    "{% import os %}", "{{config}}", "{{request.environ}}", "{{''.__class__}}", "@(7*191)", "*{7*191}",
)  # fmt: skip
SEARCHES = ("%", "_", "%%", "a%", "_n_", "\\", "\\%", "'", "';--", '" OR 1=1', "[a-z]", "*", "?", "(", "a\\")


def test_s34_no_word_of_a_visitor_is_in_the_text_of_a_statement(
    world: World, statements: Callable[[], AbstractContextManager[Statements]]
):
    doors = Doors(world)
    changing, others = ([(rule, doors.names(rule)) for rule in doors.rules(changing=each)] for each in (True, False))
    with statements() as said:
        for rule, names in changing:
            world.sign_in(doors.client, doors.admin)
            for name in names:
                doors.send(rule, doors.fit(**{name: CANARY}))
        for rule, names in others:
            for part in rule.arguments:
                doors.client.get(doors.address(rule, **{part: CANARY}))
            for name in names:
                doors.client.get(f"{doors.address(rule)}?{urlencode({name: CANARY})}")
    assert len(said) > 300
    assert [statement for statement in said if "zqz" in statement] == []


def test_s34_signs_of_a_search_find_themselves_and_nothing_else(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    for name in ("otter", "a_b", "aXb"):
        world.member(name, password=None)
    for typed in SEARCHES:
        found = client.get(f"/members/names?{urlencode({'q': typed})}", headers={"Accept": "application/json"})
        assert found.status_code == 200
        assert all(typed.lower() in person["name"].lower() for person in found.get_json()), typed
    found = client.get("/members/names?q=a_", headers={"Accept": "application/json"})
    assert [person["name"] for person in found.get_json()] == ["a_b"]


@pytest.mark.parametrize("place", ["/tags/{}", "/c/{}", "/u/{}", "/t/{}/1", "/media/{}/x", "/tags/{}.atom"])
def test_s34_an_address_of_such_signs_leads_to_nothing(client: FlaskClient, world: World, place: str):
    world.thread("A thread", tags=("soot",))
    for text in (*SEARCHES, "soot' OR '1'='1", "1 OR 1=1", "soot%", "s__t"):
        answer = client.get(place.format(quote(text, safe="")))
        assert answer.status_code in {200, 301, 308, 404}, text
        assert "A thread" not in answer.text or place == "/t/{}/1", text


def test_s35_nothing_that_people_type_is_evaluated(world: World):
    doors = Doors(world)
    brand = {
        "name": "Fern {{7*191}}",
        "tagline": "Light {{7*191}} ${7*191} %s",
        "footer_text": "{0.__class__} {{7*191}}",
    }
    assert doors.client.post("/staff/brand", data=doors.fit(**brand)).status_code == 303
    talk = world.thread("A title of {{7*191}} and %(name)s", by=doors.admin, source="\n\n".join(EVALUATED))
    world.delete_post(world.reply(talk).id, by=doors.admin, reason="For {{7*191}} %s")
    doors.client.post(f"/threads/{talk.id}/closure", data=doors.fit(reason="Since {{7*191}} %(x)s"))
    shown = [doors.client.get(path) for path in (talk.url, "/", "/latest", "/latest.atom", f"/threads/{talk.id}.atom")]
    assert {page.status_code for page in shown} == {200}
    assert not [page.request.path for page in shown if "1337" in page.text or "&lt;class" in page.text]
    assert "A title of {{7*191}} and %(name)s" in shown[0].text
    assert "For {{7*191}} %s" in shown[0].text
