from time import process_time

import pytest

from forum.core.refusal import Refused
from forum.core.text import SOURCE_LIMIT, clean_source, diff, render, sanitize
from forum.core.text.foreign import from_html

SECONDS = 1.0
"""Twice what S38 promises: what grows with the square of a post takes many times that, and a busy machine less."""
LARGEST = {
    **{f"{mark!r} over and over": mark for mark in "<&\"'*_[]>`~@\\|!:-#(\t\n"},
    **{
        f"{part!r} over and over": part
        for part in ("![", "[](a)", "![a](/b)", "[a](", "[a][", "***a", "*_~~", "*a **b ")
    },
    **{
        f"{part!r} over and over": part
        for part in ("> a\n", "- ", "- a\n", "1. ", "a\n", "a\n\n", "a|b\n-|-\n", "a\n-\n")
    },
    **{
        f"{part!r} over and over": part
        for part in ("@bo ", "<a@b.co>", "http://a.b ", "http://", "://", "http://a.b/(", "http://a.b?", 'http://a.b/"')
    },
    **{
        f"{part!r} over and over": part
        for part in (">!", ">!a!<", ">!a\n", ">!a!<\n\n", "```\n", "`a``b```c", "<![CDATA[")
    },
    "code fences": "```python\na\n```\n",
    "wide and short table": "a|" * 1_000 + "\n" + "-|" * 1_000 + "\n" + "a|\n" * 9_000,
    "a long address used often": f"[a]: /{'x' * 1_900}\n\n" + "[a] " * 7_000,
    "quotes in quotes": "".join(">" * depth + " a\n" for depth in range(1, 250)),
    "lists in lists": "".join("  " * depth + "- a\n" for depth in range(175)),
    "backticks of every length": "".join("`" * length + " " for length in range(1, 250)),
    "one line of code": "```python\n" + "1+" * 3_900 + "\n```\n",
    "blank code": "```java\n" + "\n" * 3_900 + "\n```\n",
    "marks on marks": "a" + "\u0301\u0302" * 16_000,
    "words": "word " * 6_400,
}


@pytest.mark.parametrize("name", LARGEST)
def test_s38_the_largest_post_is_rendered_in_time_and_in_bounds(name: str):
    source = (LARGEST[name] * SOURCE_LIMIT)[:SOURCE_LIMIT]
    begun = process_time()
    made = render(source)
    assert process_time() - begun < SECONDS
    assert len(made.html) <= 10 * len(source)


@pytest.mark.parametrize(
    "source", ["[" * 9_000 + "word", "- " * 300 + "word", ">" * 300 + "word", "a\n" * 9_000 + "word"]
)
def test_s38_what_is_too_much_is_shown_as_typed(source: str):
    assert "word" in render(source).html


@pytest.mark.parametrize("part", ["<b><p><i>", "<div>", "<a href='/x'>", "<svg><p>", "<b>x</b>", "<p>", "<", "&amp;"])
def test_s38_hostile_html_is_sanitized_in_time(part: str):
    html = (part * SOURCE_LIMIT)[:SOURCE_LIMIT]
    for work in (sanitize, from_html):
        begun = process_time()
        work(html)
        assert process_time() - begun < SECONDS


def test_s38_thousands_of_attributes_are_not_read():
    begun = process_time()
    sanitize("<a " + " ".join(f"a{number}=1" for number in range(20_000)) + ">x</a>")
    assert process_time() - begun < SECONDS


def test_an_ordinary_post_takes_a_few_thousandths_of_a_second():
    post = (
        "Hello **everyone**, my stove is a year old and the [manual](https://example.com/manual) says to clean\n"
        "the jet.\n\n> Never use a needle on the jet.\n\n- remove the burner cup\n- soak it in vinegar\n"
        "- dry it *well*\n\n@marta wrote that `model 4` differs, see https://example.com/t/12. What do you do\n"
        "when the flame turns yellow and the pot goes black after a weekend in the rain? Mine has done it\n"
        "twice now, both times after a full canister, and the shop only shrugged. Nobody there had seen it\n"
        "before. Thank you all for the kind help so far."
    )
    assert 530 < len(post) < 560
    render(post)

    def once() -> float:
        begun = process_time()
        for _ in range(20):
            render(post)
        return (process_time() - begun) / 20

    # Allowance for a busy machine: the figure itself is in the notes of `make bench`.
    assert min(once() for _ in range(5)) < 0.01


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\udfff"])
def test_s34_what_cannot_be_stored_is_refused_with_its_place(text: str):
    with pytest.raises(Refused, match="Remove it") as told:
        clean_source(text, field="source")
    assert told.value.field == "source"


def test_s40_a_source_over_the_limit_is_refused_with_both_figures():
    with pytest.raises(Refused, match=r"32001 characters.*32000 fit"):
        render("x" * 32_001)


def test_a_source_is_kept_in_one_form():
    assert clean_source("e\u0301\r\nb\rc\u2028d\x07\n \n") == "é\nb\nc\nd"


@pytest.mark.parametrize("pair", [("a b " * 8_000, "b a " * 8_000), ("a\n" * 16_000, "b\na\n" * 8_000)])
def test_s38_the_largest_edit_is_compared_in_time(pair: tuple[str, str]):
    begun = process_time()
    diff(*pair)
    assert process_time() - begun < SECONDS
