"""Foreign texts take our own road: our Markdown, our HTML, nothing dangerous, nothing lost that fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.text import SOURCE_LIMIT
from forum.importing.typeset import EMPTY, Text, reads_alike, set_all


def one(html: str | None = None, markdown: str | None = None, home: str = "", **names: str):
    return set_all([Text(html, markdown, names, home)])[0]


def test_markdown_is_kept_where_ours_reads_it_alike():
    made = one("<p>Some <em>words</em></p>", "Some *words*")
    assert made.source == "Some *words*"
    assert made.html.strip() == "<p>Some <em>words</em></p>"
    assert not made.faults


@pytest.mark.parametrize("markdown", ["Press <kbd>Q</kbd>", "#Heading", "<!-- language: py -->\n\n    x", "a<br>b"])
def test_markdown_that_ours_reads_otherwise_is_made_anew_from_the_html(markdown):
    assert not reads_alike(markdown)
    assert one("<p>Better</p>", markdown).source == "Better"


@pytest.mark.parametrize("markdown", ["a < b", "`<kbd>`", "    <div>\n", "<https://example.org>", "# Heading", "C# #1"])
def test_other_markdown_reads_alike(markdown):
    assert reads_alike(markdown)


def test_relative_links_lead_to_the_site_they_were_meant_for():
    home = "https://beer.stackexchange.com"
    assert f"]({home}/q/1)" in one('<p><a href="/q/1">this</a></p>', home=home).source
    assert f"]({home}/q/1)" in one(markdown="see [this](/q/1)", home=home).source
    assert f"]: {home}/q/1" in one(markdown="see [this][1]\n\n  [1]: /q/1", home=home).source
    assert "(https://example.org/x)" in one('<a href="//example.org/x">y</a>', home=home).source


def test_only_those_who_write_in_the_thread_are_mentioned():
    html = one(markdown="@Rand and @Other, look", rand="/u/Rand").html
    assert '<a class="mention" href="/u/Rand">@Rand</a>' in html
    assert "@Other" in html
    assert "/u/Other" not in html


def test_what_is_too_long_is_cut_and_said():
    made = one(markdown="word " * SOURCE_LIMIT)
    assert len(made.source) <= SOURCE_LIMIT
    assert made.source.endswith("[…]")
    assert "is cut to" in made.faults[0]


@pytest.mark.parametrize("html", ["", "<p></p>", "<!-- nothing -->", "<script>alert(1)</script>"])
def test_what_has_no_words_is_said(html):
    made = one(html)
    assert made.source == EMPTY
    assert made.faults


def test_earlier_versions_come_along():
    assert set_all([Text(None, "now", {}, "", ("first\r\n", "then\0"))])[0].earlier == ("first", "then\ufffd")


@given(st.one_of(st.none(), st.text(st.characters(codec=None, exclude_categories=()))), st.text())
def test_no_text_stops_an_import(markdown, html):
    made = set_all([Text(html, markdown, {}, "https://example.org")])[0]
    made.source.encode()
    assert made.source
    assert made.html
    assert "<script" not in made.html
