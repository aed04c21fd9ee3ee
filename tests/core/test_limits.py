"""Limits count, say when to try again, and know what to do without their store."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from forum.core.config import Settings
from forum.core.limits import TooOften, limit

pytestmark = pytest.mark.data


def test_a_limit_lets_so_many_through_and_then_says_when(app: Flask) -> None:
    with app.test_request_context():
        for _time in range(3):
            limit("kettles", "3/minute", "ana")
        with pytest.raises(TooOften) as refused:
            limit("kettles", "3/minute", "ana")
        assert 0 < refused.value.seconds <= 61


def test_limits_of_two_people_do_not_meet(app: Flask) -> None:
    limit("kettles", "1/minute", "ana")
    limit("kettles", "1/minute", "ben")


def test_without_its_store_reading_goes_on_and_signing_in_does_not(tmp_path: Path, settings: Settings) -> None:
    away = replace(settings, redis_url="redis://127.0.0.1:1")
    with create_app(away).test_request_context():
        limit("reading", "1/minute", "ana")
        with pytest.raises(TooOften):
            limit("sign-in", "1/minute", "ana", closed=True)
