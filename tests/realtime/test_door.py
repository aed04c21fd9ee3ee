"""Who gets in, and who is hung up on: nobody but our own pages, and nobody who shouts."""

import json
from contextlib import suppress

import pytest
import requests

from forum.realtime.door import MOST_PER_ADDRESS
from forum.realtime.sockets import MOST_PER_MEMBER, TOO_MANY
from tests.realtime.speaker import Refused, Speaker
from tests.services.waiting import until

pytestmark = pytest.mark.data


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example"])
def test_s26_a_page_of_another_site_gets_no_socket(house, speak, origin):
    with pytest.raises(Refused, match="403"):
        speak(house.world.member("ana"), origin=origin, greet=False)


def test_s26_a_cookie_without_an_origin_gets_no_socket(house, speak):
    with pytest.raises(Refused, match="403"):
        speak(house.world.member("ana"), origin=None, greet=False)
    speak(origin=None)  # a guest has nothing that could be misused


def test_s69_a_host_that_is_not_ours_gets_no_socket(speak):
    with pytest.raises(Refused, match="403"):
        speak(host="evil.example", origin="http://evil.example", greet=False)


@pytest.mark.parametrize("query", ["EIO=4&transport=polling", "EIO=4&transport=polling&j=0", "EIO=3&transport=polling"])
def test_s26_there_is_no_polling_and_no_jsonp(house, query):
    answer = requests.get(f"{house.url}/socket.io/?{query}", timeout=5)
    assert answer.status_code == 426
    assert requests.post(f"{house.url}/socket.io/?{query}", data="40", timeout=5).status_code == 426


@pytest.mark.parametrize("token", ["", "x" * 88, "é"])
def test_s26_a_session_without_the_token_of_a_page_is_refused(house, speak, token):
    speaker = speak(house.world.member("ana"), greet=False).greet(token)
    assert any(frame.startswith("44") for frame in speaker.frames)


@pytest.mark.parametrize(
    "said",
    [
        "", "4", "42", "42[]", '42["join"]', '42["join",{},{}]', '42["disconnect",{}]', '42["__proto__",{}]',
        '42["connect",{}]', '42[["join"],{}]', '42[1,{}]', "42{}", '42/admin,["join",{}]', '451-["join",{}]', "b4AAAA",
        "5", "6", "2probe", '40/admin,{}', "43[1]", '42["join",' + "[" * 30_000, "\N{PILE OF POO}" * 10,
    ],
)  # fmt: skip
def test_s40_whoever_says_what_no_page_says_is_hung_up_on(speak, said):
    speaker = speak()
    speaker.say(said)
    assert speaker.until_closed() == 1008


@pytest.mark.parametrize(
    "words", [None, 1, "thread:1", [], {}, {"channel": None}, {"channel": ["thread:1"]}, {"channel": 5}]
)
@pytest.mark.parametrize("event", ["join", "leave", "typing"])
def test_s40_wrong_types_are_answered_in_a_word(speak, event, words):
    assert speak().ask(event, words) == {"error": "channel"}


@pytest.mark.parametrize("page", [-1, 1.5, "x", [], {}, True, 10**30, "٣"])
def test_s40_wrong_numbers_are_answered_in_a_word(speak, page):
    assert speak().ask("join", {"channel": "list", "page": page}) == {"error": "page"}
    assert speak().ask("join", {"channel": "list", "after": page})["error"] == "after"


@pytest.mark.parametrize(
    "channel",
    ["thread:", "thread:-1", "thread:1e3", "thread:٣", "thread:1:2", "everybody", "thread:" + "9" * 30, "THREAD:1"],
)
def test_s40_forged_channels_are_none(speak, channel):
    assert speak().ask("join", {"channel": channel}) == {"error": "channel"}


def test_nobody_follows_what_is_another_members_or_not_there(house, speak):
    ana, ben = house.world.member("ana"), house.world.member("ben")
    assert speak(ana).join(f"member:{ben.id}") == {"gone": True}
    assert speak().join(f"member:{ben.id}") == {"gone": True}
    assert speak(ana).join("thread:999999") == {"gone": True}
    assert speak(ana).join("category:999999") == {"gone": True}


def test_s51_a_huge_message_ends_the_socket(house, speak):
    for said, reason in (("42" + json.dumps(["join", "x" * 70_000]), 1009), (b"\x00" * 10, 1003)):
        speaker = speak()
        speaker.say(said)
        assert speaker.until_closed() == reason
    assert house.get("/healthz").status_code == 200


def test_s51_a_message_in_endless_parts_ends_the_socket(speak):
    speaker = speak()
    part = bytes([0x01, 0x80, 0, 0, 0, 0])  # the beginning of a text, empty, to be continued
    more = bytes([0x00, 0x80, 0, 0, 0, 0])
    with suppress(ConnectionError):
        speaker.socket.sendall(part + more * 200_000)
    assert speaker.until_closed() in {1006, 1009}


def test_s51_ten_thousand_events_a_second_end_the_socket_and_nothing_else(house, speak):
    other = speak()
    shouting = speak()
    with suppress(ConnectionError):
        for _number in range(10_000):
            shouting.say('42["leave",{"channel":"list"}]')
    assert shouting.until_closed() in {1006, 1008}
    assert "at" in other.join("list")
    assert house.get("/healthz").status_code == 200


def test_s51_a_member_has_five_sockets_and_the_newest_counts(house, speak):
    cleo = house.world.member("cleo")
    speakers = [speak(cleo) for _number in range(MOST_PER_MEMBER + 1)]
    assert speakers[0].until_closed() == TOO_MANY
    assert all("at" in speaker.join("list") for speaker in speakers[1:])


def test_s51_an_address_has_fifty_sockets(house):
    speakers = []
    for _number in range(MOST_PER_ADDRESS):
        speakers.append(Speaker(house.port, source="127.0.0.9").greet())
        speakers[-1].join("list")
    with pytest.raises(Refused, match="429"):
        Speaker(house.port, source="127.0.0.9")
    Speaker(house.port, source="127.0.0.8").socket.close()
    for speaker in speakers:
        speaker.socket.close()

    def let_in() -> bool:
        try:
            Speaker(house.port, source="127.0.0.9").socket.close()
        except Refused:
            return False
        return True

    until(let_in, what="room for the address")
