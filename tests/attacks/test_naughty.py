"""Naughty strings in every field of every form and in every part of every address: a sentence, never a fault."""

import json
import unicodedata
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from forum.core.db import read
from forum.threads.models import Post
from tests.attacks.doors import Doors, forgive
from tests.attacks.typed import typed_in
from tests.world import World

pytestmark = pytest.mark.data

EVERYTHING = (
    "\u202eabc\u200b\u2066 Z\u0351\u036b\u0343\u036a\u0302 ' OR 1=1; --%_\\ %s{0.__class__}{{7*7}}${7*7} "
    "<script>ran(1)</script>\r\nSet-Cookie: x=1 \ufffe\uffff"
)
NAUGHTY = (EVERYTHING, "a\0b", "", "9" * 25, "9" * 5000, "-1", "٣", "//[", "A" * 40_000)
HASHED = {"password", "current"}
"""Fields behind a hash that takes a tenth of a second: two strings are enough for them."""


UNKEPT = HASHED | {"once"}
"""Passwords are never given back, and a key of sending once may be made anew."""


def faults(doors: Doors) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule in doors.rules(changing=True):
        for name in doors.names(rule):
            doors.world.sign_in(doors.client, doors.admin)
            for text in NAUGHTY[:2] if name in HASHED else NAUGHTY:
                status = doors.send(rule, doors.fit(**{name: text})).status_code
                if status >= 500:
                    found.setdefault(f"{rule.endpoint} {name} {status}", []).append(text[:20])
    return found


def test_s33_no_string_in_any_field_is_a_fault(world: World):
    assert faults(Doors(world)) == {}


def lost(doors: Doors, rule: Rule, names: list[str], broken: str) -> list[str]:
    """Send a form with one field that cannot be taken; list the other fields whose words are not in the answer."""
    sent = doors.fit(**{broken: "\0" if broken not in HASHED else "x"})
    answer = doors.send(rule, sent)
    if answer.status_code != 422 or answer.mimetype != "text/html":
        return []
    there = typed_in(answer.text)
    gone = [name for name in names if name != broken and not kept(sent.get(name, ""), there.get(name, []))]
    return [f"{rule.endpoint}: {name} when {broken} is wrong" for name in gone if name not in UNKEPT]


def kept(value: str, there: list[str]) -> bool:
    return not value or any(" ".join(value.split()) == " ".join(text.split()) for text in there)


def test_s33_nothing_that_was_typed_is_lost_when_one_field_is_wrong(world: World):
    doors = Doors(world)
    forms = [(rule, doors.names(rule)) for rule in doors.rules(changing=True)]
    doors.world.sign_in(doors.client, doors.admin)
    assert [gone for rule, names in forms for name in names for gone in lost(doors, rule, names, name)] == []


def test_s33_no_string_in_any_address_is_a_fault(world: World):
    doors = Doors(world)
    assert world.app.test_cli_runner().invoke(args=["search", "rebuild"]).exit_code == 0
    rules = doors.rules(changing=False)
    paths = [
        doors.address(rule, **{part: text})
        for rule in rules
        for part in rule.arguments
        for text in NAUGHTY
        if len(text) < 1000
    ]
    queries = [
        f"{doors.address(rule)}?{urlencode({name: text})}"
        for rule in rules
        for name in doors.names(rule)
        for text in NAUGHTY
    ]
    statuses = {address: doors.client.get(address).status_code for address in [*paths, *queries]}
    assert {address: status for address, status in statuses.items() if status >= 500} == {}
    assert len(statuses) > 100


def test_s33_every_naughty_string_can_be_said_and_is_there_as_it_was_typed(world: World, data_sets: Path):
    texts: list[str] = json.loads((data_sets / "unicode" / "naughty-strings" / "blns.json").read_text())
    doors = Doors(world)
    talk = world.thread(by=doors.admin)
    said: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        forgive(doors.app)
        answer = doors.client.post(f"/threads/{talk.id}/posts", data=doors.fit(source=text, to=""))
        assert answer.status_code == (303 if bare(text) else 422), text
        if answer.status_code == 303:
            said[text] = answer.location
    assert len(said) > 500
    stored = read().scalars(select(Post.source).where(Post.thread_id == talk.id, Post.number > 1).order_by(Post.number))
    assert [bare(source) for source in stored] == [bare(text) for text in said]
    for number in range(1, len(said), 25):
        assert doors.client.get(f"{talk.url}/{number}").status_code == 200


def bare(text: str) -> str:
    """Give a text without what no reader sees: control characters, kinds of blanks, forms of the same letter."""
    seen = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) != "Cc")
    return " ".join(unicodedata.normalize("NFC", seen).split())
