"""Settings are read once and refused with a sentence when the house cannot start with them."""

import stat
from pathlib import Path

import pytest

from forum.core.config import Misconfigured, Settings, load, signing_keys


def test_without_settings_the_house_is_embedded() -> None:
    settings = load({})
    assert settings.embedded
    assert settings.database.startswith("sqlite:///")


def test_postgresql_and_redis_make_it_scaled() -> None:
    settings = load({"HOMEGROUND_DATABASE_URL": "postgresql://h/d", "HOMEGROUND_REDIS_URL": "redis://h"})
    assert not settings.embedded


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"HOMEGROUND_URL": "community"}, "full address"),
        ({"HOMEGROUND_URL": "ftp://example.org"}, "full address"),
        ({"HOMEGROUND_PORT": "eighty"}, "whole number"),
        ({"HOMEGROUND_DATABASE_URL": "mysql://h/d"}, "postgresql"),
        ({"HOMEGROUND_DATABASE_URL": "postgresql://h/d"}, "REDIS_URL"),
        ({"HOMEGROUND_DEBUG": "1", "HOMEGROUND_URL": "https://example.org"}, "DEBUG"),
    ],
)
def test_a_setting_that_cannot_be_is_named(given: dict[str, str], word: str) -> None:
    with pytest.raises(Misconfigured, match=word):
        load(given)


def test_s54_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    (key,) = signing_keys(settings)
    assert len(key) == 64
    assert signing_keys(settings) == [key]
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600


def test_s54_a_weak_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="too weak"):
        signing_keys(Settings(data=tmp_path, secret_key="secret"))


def test_s54_former_keys_stay_accepted_while_they_are_rotated_out(tmp_path: Path) -> None:
    keys = signing_keys(Settings(data=tmp_path, secret_key="n" * 64, old_secret_keys="o" * 64))
    assert keys == ["n" * 64, "o" * 64]
