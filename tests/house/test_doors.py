"""No address is forgotten: what changes something is declared, and what is for staff is guarded (S17)."""

import pytest
from flask import Flask

from forum.core.guard import signed_in, staff_only
from tests.house.doors import undeclared, unguarded
from tests.house.permissions import DOORS


def test_s17_every_address_that_changes_something_has_a_row(app):
    assert not undeclared(app, DOORS)


def test_every_view_is_guarded_as_its_row_says(app):
    assert not list(unguarded(app, DOORS))


@pytest.fixture
def shed() -> Flask:
    def view() -> str:
        return ""

    bare = Flask("shed")
    bare.add_url_rule("/staff/keys", "keys", view)
    bare.add_url_rule("/nails", "nails", view, methods=["POST"])
    bare.add_url_rule("/saws", "saws", signed_in(view), methods=["POST"])
    bare.add_url_rule("/staff/locks", "locks", staff_only(view), methods=["POST"])
    return bare


def test_s17_a_new_address_without_a_row_is_caught(shed):
    assert undeclared(shed, {"saws": "member", "locks": "staff"}) == {"nails"}


def test_a_row_without_an_address_is_caught(shed):
    assert "chimney" in undeclared(shed, {"chimney": "member"})


def test_an_unguarded_view_is_caught(shed):
    table = {"nails": "member", "saws": "member", "locks": "staff"}
    assert {fault.split()[0] for fault in unguarded(shed, table)} == {"keys", "nails"}
