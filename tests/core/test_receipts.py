"""Sending the same thing twice does it once (S59)."""

from dataclasses import replace

import pytest
from flask import Flask

from forum.core import receipts
from forum.core.access import GUEST
from forum.core.refusal import Refused
from forum.core.transaction import transaction

pytestmark = pytest.mark.data

ANA, BEN = replace(GUEST, member_id=1), replace(GUEST, member_id=2)


@transaction
def make(actor: object, key: str | None, words: str, result: int) -> int:
    if done := receipts.earlier(actor, key, words):  # type: ignore[arg-type]
        return done
    receipts.keep(actor, key, result)  # type: ignore[arg-type]
    return result


def test_s59_the_second_time_gives_what_the_first_made(app: Flask) -> None:
    assert make(ANA, "k", "hello", 7) == 7
    assert make(ANA, "k", "hello", 8) == 7


def test_s59_the_same_key_with_other_words_is_refused(app: Flask) -> None:
    make(ANA, "k", "hello", 7)
    with app.test_request_context(), pytest.raises(Refused, match="other words"):
        make(ANA, "k", "goodbye", 8)


def test_keys_of_different_members_do_not_meet(app: Flask) -> None:
    assert make(ANA, "k", "hello", 7) == 7
    assert make(BEN, "k", "hello", 8) == 8


def test_without_a_key_everything_is_new(app: Flask) -> None:
    assert make(ANA, None, "hello", 7) == 7
    assert make(ANA, None, "hello", 8) == 8
