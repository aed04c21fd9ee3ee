import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.slug import LONGEST, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Camp stoves & lanterns", "camp-stoves-lanterns"),
        ("Zażółć gęślą jaźń", "zazolc-gesla-jazn"),
        ("Łódź, który nóż?", "lodz-ktory-noz"),
        ("Šķiltavas un ēdienu gatavošana", "skiltavas-un-edienu-gatavosana"),
        ("Почему фонарь мигает, ещё?", "pochemu-fonar-migaet-eshche"),
        ("Подъезд и съёмка", "podezd-i-semka"),
        ("Don't panic", "dont-panic"),
        ("Straße №5 ½", "strasse-no5-1-2"),
        ("  --Hello--  ", "hello"),
    ],
)
def test_names_in_our_languages_stay_readable(name, expected):
    assert slug(name, "x") == expected


@pytest.mark.parametrize("name", ["", "🔥🔥", "日本語", "\u200b\u202e", "---", "\ud800"])
def test_nothing_readable_gives_the_fallback(name):
    assert slug(name, "category") == "category"


def test_long_titles_end_with_a_whole_word():
    made = slug("lantern " * 40, "x")
    assert len(made) <= LONGEST
    assert made.endswith("-lantern")


def test_one_endless_word_is_cut():
    assert slug("a" * 500, "x") == "a" * LONGEST


@given(st.text(max_size=400))
def test_any_text_makes_a_slug_fit_for_an_address(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text, "x"))
    assert len(slug(text, "x")) <= LONGEST
