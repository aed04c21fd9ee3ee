"""Letters are whole, and a mail server that is away is not waited for again and again."""

from dataclasses import replace
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.config import Settings
from forum.core.db import read
from forum.core.mail import MailAway, compose, deliver, unlinked
from forum.core.outbox import Fact
from tests.services.smtp import Smtp
from tests.services.waiting import free_port

pytestmark = pytest.mark.data

LONG = f"<https://community.some-long-brand.example.org/unsubscribe/{'a' * 150}>"


def hand_over(to: str = "ana@example.org") -> None:
    deliver(to=to, subject="Hello", text="Hello, Ana.", sender="Fern & Flint")


def test_headers_that_programs_read_stay_whole(settings: Settings) -> None:
    letter = compose(settings, "ana@example.org", "Płomień " * 20, "Hi", "Fern", headers={"List-Unsubscribe": LONG})
    assert f"List-Unsubscribe: {LONG}\n" in bytes(letter).decode()


def test_a_letter_is_text_with_html_beside_it(settings: Settings) -> None:
    letter = compose(settings, "ana@example.org", "Hello", "Hello, Ana.", "Fern", html="<p>Hello, Ana.</p>")
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]


def test_s36_a_line_break_in_a_header_is_refused(settings: Settings) -> None:
    with pytest.raises(ValueError, match="may not contain"):
        compose(settings, "ana@example.org", "Hello\r\nBcc: eve@example.org", "Hi", "Fern")
    with pytest.raises(ValueError, match="may not contain"):
        compose(settings, "ana@example.org", "Hello", "Hi", "Fern", headers={"X-Other": "a\r\nBcc: eve@example.org"})


@pytest.mark.parametrize("words", ["free-stoves.example", "https://free-stoves.example/x", "eve@free-stoves.example"])
def test_s36_words_make_no_link(words: str) -> None:
    said = unlinked(words)
    assert words not in said
    assert said.replace("\N{WORD JOINER}", "") == words
    assert unlinked("The end. Really: yes.") == "The end. Really: yes."


def test_an_address_refused_for_good_becomes_a_fact(smtp: Smtp, app: Flask) -> None:
    smtp.unknown.add("ana@example.org")
    hand_over()
    fact = read().execute(select(Fact.payload).where(Fact.name == "AddressRefused")).scalar_one()
    assert fact["address"] == "ana@example.org"
    assert fact["reason"].startswith("550")


def test_s63_a_mail_server_that_is_away_is_left_alone_for_a_while(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(MailAway):
        hand_over()
    rest = app.extensions["mail_rest"]
    assert rest["until"] > monotonic()
    for _time in range(20):
        with pytest.raises(MailAway):
            hand_over()
    assert rest["pause"] == 10.0, "nobody knocked again"


def test_s63_it_is_mailed_by_again_when_it_is_back(smtp: Smtp, app: Flask, settings: Settings) -> None:
    here = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(MailAway):
        hand_over()
    app.extensions["settings"] = here
    app.extensions["mail_rest"]["until"] = 0.0
    hand_over()
    assert smtp.to("ana@example.org")["Subject"] == "Hello"
    assert app.extensions["mail_rest"]["pause"] == 5.0
