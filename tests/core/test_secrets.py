"""What is secret is nowhere in what the house keeps or shows (S53)."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from forum.core.config import Settings
from forum.core.db import db
from forum.core.relay import run_due
from forum.members.actions import ask_key
from forum.members.sessions import Visit
from tests.services.smtp import Smtp
from tests.world import PASSWORD, World

pytestmark = pytest.mark.data

SMTP_PASSWORD = "planted-smtp-password"


def everything_kept(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "secret.key")


@pytest.fixture
def house(settings: Settings, smtp: Smtp) -> Flask:
    app = create_app(replace(settings, smtp_url=smtp.url.replace("smtp://", f"smtp://mailer:{SMTP_PASSWORD}@")))
    app.testing = True
    return app


def test_s53_no_secret_is_in_the_database_the_files_or_the_log(
    house: Flask, settings: Settings, smtp: Smtp, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(house)
    ana = world.member("ana")
    client = world.sign_in(house.test_client(), ana)
    cookie = client.get_cookie("session")
    assert cookie is not None
    with house.app_context():
        ask_key(ana.email, "reset", Visit())
        run_due()
        db.engine.dispose()
    kept = everything_kept(settings.data) + caplog.text.encode()
    for secret in (SMTP_PASSWORD, PASSWORD, cookie.value, house.extensions["keys"][0]):
        assert secret.encode() not in kept


def test_s53_the_key_file_is_never_served(client: FlaskClient, world: World) -> None:
    world.admin()
    for address in (
        "/data/secret.key",
        "/static/../data/secret.key",
        "/static/%2e%2e/app.py",
        "/media/secret.key/base.webp",
    ):
        answer = client.get(address)
        assert answer.status_code in {301, 308, 404}, address
