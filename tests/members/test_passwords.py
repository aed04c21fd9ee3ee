"""Passwords are long, not easily guessed, and kept so that nobody reads them (S01-S03)."""

import subprocess
import sys
from textwrap import dedent

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from flask import Flask

from forum.core.config import ROOT
from forum.members.passwords import fits, hash_password, is_outdated, weakness
from tests.world import PASSWORD

WORDS = ["Fern & Flint", "Marta_K", "marta.kowalska@poczta.example", "localhost"]

COMMON = [
    "passwordpassword", "123456789012345", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaa", "Liverpool1234567",
    "monkeymonkeymonkey", "letmein letmein", "P@ssw0rdP@ssw0rd", "111111222222333333", "abcdefghijklmnop",
]  # fmt: skip
TELLING = [
    "fern grows on old walls", "a flintstone in winter 7", "fernflint forever 2024!", "marta likes nine rivers",
    "kowalska goes to market", "my poczta is never late",
]  # fmt: skip


def test_s01_a_hash_is_argon2id_as_strong_as_promised():
    given = extract_parameters(hash_password(PASSWORD))
    assert given.type is Type.ID
    assert given.memory_cost >= 19 * 1024
    assert given.time_cost >= 2
    assert given.parallelism == 1


def test_s01_a_hash_with_weaker_parameters_is_outdated():
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD))
    assert not is_outdated(hash_password(PASSWORD))


def test_only_the_password_fits():
    kept = hash_password(PASSWORD)
    assert fits(PASSWORD, kept)
    assert not fits(PASSWORD + " ", kept)
    assert not fits(PASSWORD, None)
    assert not fits("\ud800" * 20, kept)


def test_s02_a_long_password_counts_to_its_last_character():
    long = ("nine otters " * 30)[:199]
    assert not fits(long + "b", hash_password(long + "a"))


def test_s02_a_password_is_the_same_on_every_keyboard():
    assert fits("cafe\u0301 au lait at nine", hash_password("café au lait at nine"))


@pytest.mark.parametrize("password", ["соль и спички у костра", "zażółć gęślą jaźń teraz", "⛺ four tents by the lake"])
def test_s02_a_password_may_be_of_any_characters(app: Flask, password: str):
    assert weakness(password, WORDS) is None


def test_s02_fifteen_characters_are_enough_and_256_not_too_many(app: Flask):
    assert weakness("quiet lantern a", []) is None
    assert "15" in (weakness("quiet lanterns", []) or "")
    assert weakness(("quiet lantern at dusk " * 12)[:256], []) is None
    assert "256" in (weakness("quiet lantern at dusk " * 13, []) or "")


def test_s02_no_kind_of_character_is_asked_for(app: Flask):
    assert weakness("correct horse battery staple", []) is None


@pytest.mark.parametrize("password", COMMON)
def test_s03_what_is_easily_guessed_is_refused(app: Flask, password: str):
    assert "easy to guess" in (weakness(password, WORDS) or "")


@pytest.mark.parametrize("password", TELLING)
def test_s03_names_and_addresses_are_refused(app: Flask, password: str):
    assert "Leave your name" in (weakness(password, WORDS) or "")


def test_s01_others_are_served_while_passwords_are_hashed():
    child = """
        from gevent import monkey; monkey.patch_all()
        import gevent
        from forum.members.passwords import hash_password
        hashing = [gevent.spawn(hash_password, "a quiet lantern at dusk") for _ in range(4)]
        turns = 0
        while not all(work.ready() for work in hashing):
            gevent.sleep(0)
            turns += 1
        assert all(work.value.startswith("$argon2id$") for work in hashing)
        print(turns)
    """
    done = subprocess.run([sys.executable, "-c", dedent(child)], check=True, capture_output=True, text=True, cwd=ROOT)
    assert int(done.stdout) > 100
