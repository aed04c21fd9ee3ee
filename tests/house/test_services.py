"""The servers that tests stand on are real, ours, and gone afterwards."""

import smtplib
from email.message import EmailMessage

import psycopg
import pytest
from redis import Redis

from tests.services.postgres import Postgres
from tests.services.smtp import Smtp
from tests.services.waiting import listens


def test_a_database_made_from_a_template_holds_what_the_template_holds(cluster: Postgres):
    with psycopg.connect(cluster.create("original"), autocommit=True) as connection:
        connection.execute("CREATE TABLE lantern (lit boolean)")
    with psycopg.connect(cluster.create("copy", "original")) as connection:
        assert connection.execute("SELECT count(*) FROM lantern").fetchone() == (0,)
    cluster.drop("copy")
    cluster.drop("original")


def test_redis_answers(redis_url: str):
    with Redis.from_url(redis_url) as redis:
        assert redis.ping()


def test_a_letter_is_kept_as_it_was_sent(smtp: Smtp):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "Żółć"
    letter.set_content("hello")
    with smtplib.SMTP("127.0.0.1", int(smtp.url.rsplit(":", 1)[1])) as server:
        server.send_message(letter)
    assert smtp.to("b@example.org")["Subject"] == "Żółć"


def test_a_letter_that_never_came_is_named_by_those_that_did(smtp: Smtp):
    with pytest.raises(TimeoutError, match="no such letter"):
        smtp.to("nobody@example.org", seconds=0.05)


def test_the_store_keeps_a_file(s3):
    s3.client.put_object(Bucket="homeground", Key="x.txt", Body=b"hello")
    assert s3.client.get_object(Bucket="homeground", Key="x.txt")["Body"].read() == b"hello"


@pytest.mark.browser
def test_chromium_is_driven(browser):
    page = browser.new_page()
    page.set_content("<p>Good evening</p>")
    assert page.inner_text("p") == "Good evening"
    page.close()


def test_a_port_nobody_listens_on_is_told_apart(redis_url: str):
    assert listens(int(redis_url.split(":")[2].split("/")[0]))
    assert not listens(1)
