import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.brands.colour import contrast, nearest, parse
from forum.brands.theme import CHOSEN, checks, css, derive, failures
from forum.core.config import ROOT

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
FERN = "#2f6b4f"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0b6b5d", "#ffffff", 6.41),
        ("#f2c200", "#ffffff", 1.68),
    ],
)
def test_contrast_is_what_wcag_says(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(("typed", "kept"), [("#ABC", "#aabbcc"), (" 2F6b4f ", "#2f6b4f"), ("#2f6b4f", "#2f6b4f")])
def test_colours_are_taken_as_people_type_them(typed, kept):
    assert parse(typed) == kept


@pytest.mark.parametrize("typed", ["", "green", "#12345", "#1234567", "url(x)", "#fff;}", "#１２３", "#fff\n}"])
def test_what_is_no_colour_is_none(typed):
    assert parse(typed) is None


def test_the_colours_nobody_chose_are_readable():
    palette = derive(*CHOSEN["accent"])
    assert failures(palette) == []
    assert all(check.passes for check in checks(palette))


def test_one_colour_makes_a_readable_brand():
    assert failures(derive(FERN)) == []


def test_the_rest_of_the_palette_is_near_the_stylesheets_own():
    own = (ROOT / "static" / "src" / "css" / "tokens.css").read_text()
    for token, both in derive(*CHOSEN["accent"]).items():
        known = re.search(rf"--{token}: light-dark\((#\w+), (#\w+)\)", own)
        assert known, token
        for ours, theirs in zip(both, known.groups(), strict=True):
            assert contrast(ours, parse(theirs) or "") < 1.3, token


def test_a_pale_accent_fails_with_a_colour_that_works():
    found = failures(derive("#ffcc00", "#ffcc00"))
    assert {(check.mode, check.token) for check in found} == {("light", "accent")}
    assert failures(derive(found[0].suggestion, "#ffcc00")) == []


def test_a_grey_page_is_no_ground():
    found = failures(derive(FERN, paper="#808080"))
    assert ("light", "paper") in {(check.mode, check.token) for check in found}


@settings(max_examples=25)
@given(st.fixed_dictionaries({f"{name}{mode}": colours for name in CHOSEN for mode in ("", "_dark")}))
def test_taking_the_suggestions_always_ends_in_a_readable_brand(chosen):
    for _round in range(4):
        found = failures(derive(**chosen))
        for check in reversed(found):
            chosen[check.token + ("_dark" if check.mode == "dark" else "")] = check.suggestion
        if not found:
            return
    assert failures(derive(**chosen)) == []


@given(colours, colours)
def test_a_suggestion_reaches_what_is_needed(colour, ground):
    assert contrast(nearest(colour, [ground], 4.5), ground) >= 4.5


@given(colours)
def test_the_stylesheet_holds_only_colours(accent):
    lines = css(derive(accent)).splitlines()
    assert lines[:2] == ["@layer brand {", "  :root {"]
    known = re.compile(r"    --[a-z-]+: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);")
    assert all(known.fullmatch(line) for line in lines[2:-2])
