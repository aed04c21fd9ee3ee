"""What is sent to whom, when, and how pages catch up."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.core.tail import last_id

pytestmark = pytest.mark.data


def position(house):
    with house.world.app.app_context():
        return last_id()


def keys(frame):
    return [piece["key"] for piece in frame["pieces"]]


def test_a_reply_comes_in_the_readers_language_and_kind(house, speak):
    talk = house.world.thread("Languages")
    guest, member = speak(), speak(house.world.member("ben"))
    for speaker in (guest, member):
        speaker.join(f"thread:{talk.id}")
    house.world.reply(talk, by=house.world.member("cleo"), source="Hello there.")
    for_guests, for_members = (
        str(speaker.event("pieces", lambda words: "Hello there." in str(words))) for speaker in (guest, member)
    )
    assert "data-like" not in for_guests
    assert "data-like" in for_members


def test_only_pages_on_which_a_post_stands_are_sent_it(house, speak):
    talk = house.world.thread("Two pages")
    for number in range(25):
        house.world.reply(talk, by=house.world.member("cleo"), source=f"Post {number}.")
    first, second = speak(), speak()
    first.join(f"thread:{talk.id}", page=1)
    second.join(f"thread:{talk.id}", page=2)
    house.world.reply(talk, by=house.world.member("cleo"), source="On the second page.")
    second.event("pieces", lambda words: "post-27" in keys(words))
    first.event("pieces", lambda words: "'last': 27" in str(words))
    assert not any("On the second page." in frame for frame in first.frames)


def test_a_burst_goes_out_in_few_frames(house, speak):
    talk = house.world.thread("A burst")
    speaker = speak()
    speaker.join(f"thread:{talk.id}")
    for number in range(12):
        house.world.reply(talk, by=house.world.member("cleo"), source=f"Shot {number}.")
    speaker.event("pieces", lambda words: "post-13" in keys(words))
    frames = [json.loads(frame[2:])[1] for frame in speaker.frames if frame.startswith('42["pieces"')]
    assert len(frames) < 12
    posts = [key for frame in frames for key in keys(frame) if key.startswith("post-") and key != "post-1"]
    assert posts == [f"post-{number}" for number in range(2, 14)]


def test_s61_joining_while_others_write_misses_nothing(house, speak):
    talk = house.world.thread("Join after replay")
    stop = threading.Event()

    def write():
        while not stop.is_set():
            house.world.reply(talk, by=house.world.member("cleo"), source="Again.")

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        seen = []
        for _number in range(8):
            speaker = speak()
            seen.append((speaker, keys(speaker.join(f"thread:{talk.id}"))))
        stop.set()
        writing.result()
    last = house.world.reply(talk, by=house.world.member("cleo"), source="The last.")
    wanted = {f"post-{number}" for number in range(1, min(last.number, 25) + 1)}
    for speaker, joined in seen:
        for missing in wanted - {*joined}:
            speaker.event("pieces", lambda words, missing=missing: missing in keys(words))


def test_s61_a_cursor_gives_what_came_after_it_and_one_too_old_a_reload(house):
    talk = house.world.thread("Cursors")
    client = house.world.client()
    channel = f"thread:{talk.id}"
    before = position(house)
    house.world.reply(talk, by=house.world.member("cleo"), source="After the cursor.")
    house.world.reply(talk, by=house.world.member("cleo"), source="And another.")
    answer = client.get("/live", query_string={"channel": channel, "page": 1, "after": before}).get_json()
    assert {"post-2", "post-3"} <= {piece["key"] for piece in answer["pieces"]}
    assert "post-1" not in {piece["key"] for piece in answer["pieces"]}
    for lost in (10**15, 2**63 - 1):
        assert client.get("/live", query_string={"channel": channel, "after": lost}).get_json()["reload"] is True
    with house.world.days_later(8):
        assert client.get("/live", query_string={"channel": channel, "after": before}).get_json()["reload"] is True

