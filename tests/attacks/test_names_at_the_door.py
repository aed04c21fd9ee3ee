"""Names that pretend, sent through the form of joining: a sentence at the field, and nothing is lost (S39, S40)."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.db import read
from forum.members.models import Joining
from tests.attacks.doors import forgive
from tests.attacks.typed import typed_in
from tests.world import World

pytestmark = pytest.mark.data

PRETENDING = (
    "аna", "anа", "ana\u200b", "\u202eana", "a\u2066na", "ａｎａ", "ANA", "ana.", "Аdmin", "adm1n", "the-moderator",
    "FernFlint", "Fern_Flint_Support", "аdmіn", "ana\u0338\u0338\u0338", "\ufeffana", "ana\u00ad", "ⓐⓝⓐ", "ᵃⁿᵃ",
    "sign-in", "a/../b", "ana\0", "<b>ana</b>", "@ana", "ana ben", "\u0430\u0501m\u0456n", "everyone", "null", "x" * 41,
    "ana\u115f", "ana\u3164",
)  # fmt: skip
OTHER_KINDS = (
    {"name": ["ana", "ben"]}, {"name[]": "ana"}, {"name[$ne]": "x"}, {"name": "1e9"}, {"name": "true"}, {"name": "[]"},
)  # fmt: skip


def test_s39_nobody_joins_under_a_name_that_pretends(client: FlaskClient, world: World):
    world.member("ana")
    for name in PRETENDING:
        forgive(world.app)
        answer = world.post(client, "/join", name=name, email="new@example.org", password="seven otters cross a bridge")
        assert answer.status_code == 422, ascii(name)
        assert "field-error" in answer.text
        assert typed_in(answer.text)["email"] == ["new@example.org"]
        assert "seven otters" not in answer.text
    assert read().scalar(select(func.count()).select_from(Joining)) == 0


def test_s40_a_field_of_another_kind_is_no_name(client: FlaskClient, world: World):
    assert world.brand_id
    for fields in OTHER_KINDS:
        forgive(world.app)
        answer = world.post(client, "/join", email="new@example.org", password="short", **fields)
        assert answer.status_code == 422
        assert "field-error" in answer.text
