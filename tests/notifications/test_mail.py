"""What members are told is mailed when they want it, and not when they have read it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from forum.core.clock import at, now
from forum.notifications.actions import read_place
from forum.notifications.habits import keep_habits
from forum.notifications.posting import post_due
from tests.services.smtp import Smtp
from tests.world import Someone, Talk, World

pytestmark = pytest.mark.data

Relay = Callable[..., int]


def later(minutes: float) -> AbstractContextManager[None]:
    """Do something as if it were some minutes later."""
    return at(now() + timedelta(minutes=minutes))


def want(app: Flask, who: Someone, **chosen: Any) -> None:
    """Let somebody choose how they are mailed: mention="now", quiet_from=0."""
    wishes: dict[str, str] = {name: chosen.pop(name) for name in ("mention", "like", "post", "reply") if name in chosen}
    with app.app_context():
        keep_habits(who.actor, wishes, **chosen)


@pytest.fixture
def talk(smtp: Smtp, app: Flask, world: World, relay: Relay) -> Talk:
    """A thread of ana's with a reply of ben's, who mentions her."""
    talk = world.thread("A yellow flame", by=world.member("ana"))
    world.reply(talk, by=world.member("ben"), source="Use a brush, @ana")
    relay()
    return talk


def test_a_letter_leaves_after_a_delay(talk: Talk, smtp: Smtp, relay: Relay) -> None:
    post_due()
    assert smtp.messages == []
    with later(11):
        post_due()
    letter = smtp.to("ana@example.org")
    assert letter["Subject"] == "[Fern & Flint] A yellow flame"
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "ben mentioned you" in text
    assert "Use a brush" in text
    assert f"http://localhost{talk.url}/2#post-2" in text


def test_reading_cancels_the_letter(talk: Talk, world: World, smtp: Smtp) -> None:
    read_place(world.member("ana").actor, f"thread:{talk.id}", 2)
    with later(60):
        post_due()
    assert smtp.messages == []


def test_a_letter_goes_out_once(talk: Talk, smtp: Smtp) -> None:
    for minutes in (11, 30, 600):
        with later(minutes):
            post_due()
    assert len(smtp.messages) == 1


def test_what_happens_in_a_thread_is_one_letter(talk: Talk, world: World, relay: Relay, smtp: Smtp) -> None:
    world.reply(talk, by=world.member("cleo"), source="Or with soap.")
    world.reply(talk, by=world.member("dora"), source="Or not at all.")
    relay()
    with later(11):
        post_due()
    assert len(smtp.messages) == 1
    text = smtp.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert all(
        word in text for word in ("Use a brush", "Or with soap.", "Or not at all.", "cleo replied", "dora replied")
    )


def test_letters_about_a_thread_follow_one_another(talk: Talk, world: World, relay: Relay, smtp: Smtp) -> None:
    with later(11):
        post_due()
        world.reply(talk, by=world.member("ben"), source="Still there, @ana?")
        relay()
    with later(30):
        post_due()
    first, second = smtp.messages
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Subject"] == second["Subject"]


def test_at_once_means_at_once(smtp: Smtp, app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    talk = world.thread("A yellow flame", by=ana)
    want(app, ana, mention="now")
    world.reply(talk, by=world.member("ben"), source="Use a brush, @ana")
    relay()
    assert len(smtp.messages) == 1


def test_who_wants_no_mail_of_a_kind_gets_none(smtp: Smtp, app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    want(app, ana, mention="never", post="digest")
    talk = world.thread("A yellow flame", by=ana)
    world.reply(talk, by=world.member("ben"), source="Use a brush, @ana")
    world.reply(talk, by=world.member("ben"))
    relay()
    with later(60):
        post_due()
    assert smtp.messages == []


def test_in_quiet_hours_letters_wait(talk: Talk, app: Flask, world: World, smtp: Smtp) -> None:
    ana = world.member("ana")
    this = now()
    minute = this.hour * 60 + this.minute
    want(app, ana, quiet_from=minute, quiet_to=(minute + 120) % 1440)
    with later(60):
        post_due()
    assert smtp.messages == []
    with later(121):
        post_due()
    assert len(smtp.messages) == 1


def test_s36_names_and_titles_make_no_links(smtp: Smtp, app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    talk = world.thread("Go to free-stoves.example now", by=ana)
    world.reply(talk, by=world.member("evil.example"), source="Look, @ana")
    relay()
    with later(11):
        post_due()
    letter = smtp.to("ana@example.org")
    for kind in ("plain", "html"):
        words = letter.get_body((kind,)).get_content()  # type: ignore[union-attr]
        assert "evil.example" not in words
        assert "free-stoves.example" not in words


def test_the_letter_is_written_in_its_readers_language(smtp: Smtp, app: Flask, world: World, relay: Relay) -> None:
    world.member("ana", locale="lv")
    talk = world.thread("Płomień", by=world.member("ana"))
    world.reply(talk, by=world.member("ben"), source="@ana")
    relay()
    with later(11), force_locale("pl"):
        post_due()
    assert "jūs pieminēja" in smtp.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_s63_a_dead_mail_server_stops_nothing_and_is_tried_again(
    smtp: Smtp, app: Flask, world: World, relay: Relay
) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    smtp.refusing = True
    world.reply(talk, by=world.member("ben"), source="@ana")
    relay()
    with later(11):
        post_due()
    assert smtp.messages == []
    smtp.refusing = False
    with later(20):
        post_due()
    assert len(smtp.messages) == 1


def test_s15_s19_nothing_is_mailed_of_what_one_may_not_see_any_more(
    smtp: Smtp, app: Flask, world: World, relay: Relay
) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    said = world.reply(talk, by=world.member("ben"), source="A canary, @ana")
    relay()
    world.delete_post(said.id, by=world.member("ben"))
    with later(11):
        post_due()
    assert smtp.messages == []


def test_a_suspended_member_gets_no_letter(talk: Talk, world: World, smtp: Smtp) -> None:
    world.suspend(world.member("ana"))
    with later(11):
        post_due()
    assert smtp.messages == []
