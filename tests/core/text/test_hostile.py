from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core.refusal import Refused
from forum.core.text import Picture, clean_line, render, sanitize
from forum.core.text.foreign import from_html
from tests.core.text.hazards import hazards
from tests.core.text.vectors import OURS, corpus, dressed

PIECES = st.sampled_from(
    [
        *("<b>", "</b>", "<a href='", "'>", "</a>", "<!--", "-->", "<svg>", "<style>", "</style>", "<math>", "<p>"),
        *("<img src=x onerror=1 alt='", "javascript:1", "&#106;", "<details>", "&lt;", "<select>", "<li>", "<table>"),
        *('"', "\n", "x", "google.com", "<a href=https://a.example>"),
    ]
)
HTML = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)


class Malicious:
    """A resolver whose own answers are not to be trusted either."""

    def mentions(self, names: Sequence[str]) -> Mapping[str, str]:
        return dict.fromkeys(names, 'javascript:1" onclick="1')

    def pictures(self, keys: Sequence[str]) -> Mapping[str, Picture]:
        return dict.fromkeys(keys, Picture('x" onerror="1', 1, 1, ("javascript:1 1w",), '" onload="1'))


def test_the_checker_sees_what_it_is_for():
    assert all(
        hazards(html)
        for html in ("<script>", "<p onclick=x>", "<a href='java\nscript:x'>", "<!-- -->", "<a href=//x>", "<svg>")
    )


def test_s27_no_dangerous_thing_is_left_of_any_vector(data_sets: Path):
    vectors = corpus(data_sets)
    assert len(vectors) > 600
    left = {}
    for vector in vectors:
        for source in dressed(vector):
            if len(source) < 30_000 and (found := hazards(render(source, resolve=Malicious()).html)):
                left[source] = found
    assert left == {}


def test_s27_sanitizing_html_leaves_no_dangerous_thing(data_sets: Path):
    assert {vector: found for vector in corpus(data_sets) if (found := hazards(sanitize(vector)))} == {}


def test_s27_imported_html_leaves_no_dangerous_thing(data_sets: Path):
    made = {vector: render(from_html(vector)[:32_000]).html for vector in corpus(data_sets)}
    assert {vector: found for vector, html in made.items() if (found := hazards(html))} == {}


@pytest.mark.parametrize("address", ["javascript:123", "javascript:`123`", "data:1", "vbscript:1", "//evil"])
def test_s27_an_address_that_bleach_lets_through_is_gone(address: str):
    assert "href" not in sanitize(f'<a href="{address}">x</a>')
    assert "href" not in render(f"[x]({address})").html


def test_s27_a_backslash_does_not_make_a_path_lead_outside():
    assert "href" not in sanitize('<a href="/\\evil.example">x</a>')
    assert 'href="/%5Cevil.example"' in render("[x](/\\evil.example)").html


def test_s27_classes_of_the_interface_cannot_be_borrowed():
    assert sanitize('<p class="btn"><span class="act">x</span><a class="mention" href="/u/x">@x</a></p>') == (
        '<p><span>x</span><a class="mention" href="/u/x">@x</a></p>'
    )


def test_pictures_come_from_our_own_hosts_only():
    html = '<img src="https://a.example/x.png" alt="x"><img src="https://cdn.example/x.png" alt="y">'
    assert sanitize(html, picture_hosts=frozenset({"cdn.example"})).count("src=") == 1


@settings(max_examples=150, deadline=None)
@given(HTML)
def test_sanitizing_twice_changes_nothing_more(html: str):
    once = sanitize(html)
    assert sanitize(once) == once
    assert hazards(once) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(OURS) | st.text(max_size=20) | st.sampled_from(">![]()*_`~|@#-\n<&"), max_size=12))
def test_rendering_never_fails_and_never_grows_out_of_bounds(parts: list[str]):
    source = "".join(parts)
    try:
        made = render(source)
    except Refused:
        assert "\0" in source or any("\ud800" <= char <= "\udfff" for char in source)
        return
    assert hazards(made.html) == []
    assert len(made.html) <= 10 * len(source) + 6_000
    assert len(made.excerpt) <= 201


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_a_line_is_one_clean_line(text: str):
    try:
        line = clean_line(text, 100)
    except Refused:
        return
    assert line == clean_line(line, 100)
    assert line == " ".join(line.split())
