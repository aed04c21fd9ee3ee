"""Names say who speaks, so no two look alike and none pretends to be the house (S39)."""

import pytest
from flask import Flask

from forum.core.refusal import Refused
from forum.members import actions
from forum.members.names import belongs_to_house, clean_name, plain_name, skeleton

GOOD = ["ana", "Kasia_Łódź", "Jānis.B", "Владимир", "ニッキー", "김철수", "jan-3", "Ali", "badminton", "supporter"]
BAD = [
    ("", "letters"), ("a", "letters"), ("x" * 41, "letters"), ("two words", "spaces"), ("ana/ben", "only"),
    ("a\u200bb", "only"), ("\u202eana", "only"), ("ana\u2066", "only"), ("a\x00b", "only"), ("ana\u00adb", "only"),
    ("\ud800ana", "only"), ("..", "begins"), (".ana", "begins"), ("ana.", "begins"), ("a..b", "begins"),
    ("a\u0338\u0322\u0327b", "marks"), ("аna", "script"), ("Владmir", "script"), ("१२३", "only"),
    ("<b>ana</b>", "only"),
]  # fmt: skip
ALIKE = [
    ("paypal", "PayPaI"),
    ("ana", "ANA"),
    ("modern", "rnodern"),
    ("bob0", "bobo"),
    ("ВОТ", "BOT"),
    ("ｆｉｎｎ", "finn"),
]
THE_HOUSE = [
    "admin", "Adm1n", "the.admin", "SiteAdmin", "moderator", "rnoderator", "support", "Support-2", "staff", "Team",
    "FernFlint", "fern_and_flint", "Fern-Flint-Help", "settings", "sign-in", "everyone", "аdmin",
]  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_name_in_any_script_is_taken_as_it_is(app: Flask, name: str):
    assert clean_name(name) == name
    assert not belongs_to_house(name, ["Fern & Flint"])


@pytest.mark.parametrize(("name", "says"), BAD)
def test_s39_what_cannot_be_told_apart_is_refused_with_a_reason(app: Flask, name: str, says: str):
    with pytest.raises(Refused, match=says):
        clean_name(name)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_s39_names_that_look_alike_are_one_name(one: str, other: str):
    assert skeleton(one) == skeleton(other)


def test_names_that_differ_stay_apart():
    assert len({skeleton(name) for name in ("ana", "anna", "aná", "jose", "josé", "Ņina", "Nina")}) == 7


@pytest.mark.parametrize("name", THE_HOUSE)
def test_s39_nobody_is_called_like_the_house(name: str):
    assert belongs_to_house(name, ["Fern & Flint"])


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Jon Skeet", "Jon-Skeet"), ("  ..weird..name ", "weird.name"), ("d'Artagnan", "d-Artagnan"),
        ("🙂", ""), ("x" * 80, "x" * 34), ("Ł. & Ó.", "Ł-Ó"), ("Бob", "ob"),
    ],
)  # fmt: skip
def test_a_name_is_made_of_any_words(app: Flask, wanted: str, name: str):
    assert plain_name(wanted) == name


@pytest.mark.data
def test_an_imported_name_is_free_and_honest(app: Flask):
    made = []
    for wanted in ("Jon Skeet", "jon-skeet", "JON SKEET", "admin", "🙂", "Бob"):
        name = actions.free_name(wanted)
        actions.make_member(name, None, None)
        made.append(name)
    assert made[:3] == ["Jon-Skeet", "jon-skeet2", "JON-SKEET3"]
    assert made[3:5] == ["visitor", "visitor2"]


@pytest.mark.data
def test_s39_a_taken_name_is_refused_and_staff_may_speak_for_the_house(app: Flask):
    actions.make_member("ana", "ana@example.org", None)
    with pytest.raises(Refused, match="Somebody has this name"):
        actions.make_member("АNA".replace("А", "A"), "b@example.org", None)
    with pytest.raises(Refused, match="community itself"):
        actions.make_member("support", "c@example.org", None)
    assert actions.make_member("support", "d@example.org", None, "staff")
