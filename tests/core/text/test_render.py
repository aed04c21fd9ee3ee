from collections.abc import Mapping, Sequence

import pytest

from forum.core.text import Picture, render

CAT = Picture("/media/cat.webp", 1200, 800, ("/media/cat-320.webp 320w", "/media/cat-640.webp 640w"))


class Knows:
    """A resolver that knows Marta and one cat, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def mentions(self, names: Sequence[str]) -> Mapping[str, str]:
        self.asked.append(tuple(names))
        return {name: "/u/Marta" for name in names if name.lower() == "marta"}

    def pictures(self, keys: Sequence[str]) -> Mapping[str, Picture]:
        self.asked.append(tuple(keys))
        return {key: CAT for key in keys if key == "cat"}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("~~old~~ **new** `code`", "<p><s>old</s> <strong>new</strong> <code>code</code></p>\n"),
        ("- [x] *cook*", '<ul>\n<li class="task">☑ <em>cook</em></li>\n</ul>\n'),
        ("1. [ ] buy", '<ol>\n<li class="task">☐ buy</li>\n</ol>\n'),
        ("# A\n\n#### B\n\n# C", "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n"),
        ("### Only", "<h2>Only</h2>\n"),
        ("a<br>b &amp; c", "<p>a&lt;br&gt;b &amp; c</p>\n"),
        ("> [ana wrote:](/t/x/7)", '<blockquote>\n<p><a href="/t/x/7">ana wrote:</a></p>\n</blockquote>\n'),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown_reads_as_people_expect(source: str, html: str):
    assert render(source).html == html


def test_a_table_keeps_its_alignment():
    assert '<td align="right">1</td>' in render("|a|\n|-:|\n|1|").html


def test_names_that_exist_become_links_once_asked_for():
    knows = Knows()
    made = render("@marta, @Marta! @nobody a@marta.lv `@marta` [@marta](/x) (@marta.)", resolve=knows)
    assert knows.asked == [("marta", "nobody")]
    assert made.mentions == ("marta",)
    assert made.html.count('<a class="mention" href="/u/Marta">') == 3
    assert "@nobody" in made.html


def test_without_a_resolver_every_name_is_a_link():
    made = render("ask @Jānis_B or @anna.k.")
    assert made.mentions == ("Jānis_B", "anna.k")
    assert 'href="/u/J%C4%81nis_B"' in made.html
    assert made.html.endswith("</a>.</p>\n")


def test_a_picture_is_offered_in_sizes_with_its_words():
    made = render('![a "cat" & <hat>](picture:cat)', resolve=Knows())
    assert made.pictures == ("cat",)
    assert made.html == (
        '<p><img src="/media/cat.webp" srcset="/media/cat-320.webp 320w, /media/cat-640.webp 640w"'
        ' sizes="(min-width: 46rem) 42rem, 100vw" width="1200" height="800" alt="a &quot;cat&quot; &amp; &lt;hat&gt;"'
        ' loading="lazy" decoding="async"></p>\n'
    )


def test_a_picture_that_is_gone_leaves_its_words():
    made = render("see ![my stove](picture:gone)", resolve=Knows())
    assert (made.html, made.pictures) == ("<p>see my stove</p>\n", ())


def test_a_picture_from_elsewhere_is_a_link_and_not_loaded():
    made = render(
        "![a stove](https://a.example/s.png) ![](https://a.example/t.png) [![in](https://b.example/x.png)](/t/1)"
    )
    assert "<img" not in made.html
    assert ">a stove</a>" in made.html
    assert ">t.png</a>" in made.html
    assert '<a href="/t/1">in</a>' in made.html
    assert made.links == ("https://a.example/s.png", "https://a.example/t.png", "/t/1")


def test_a_spoiler_hides_words_in_a_line():
    made = render("it was >!the *butler*!<, then")
    assert made.html == '<p>it was <span class="spoiler" tabindex="0">the <em>butler</em></span>, then</p>\n'
    assert made.excerpt == "it was […] , then"


def test_a_spoiler_hides_whole_paragraphs():
    made = render("before\n\n>! one\n\n- two\n\nthree !<\n\nafter")
    assert '<details class="spoiler"><summary>Spoiler</summary>\n<p>one</p>\n<ul>' in made.html
    assert made.html.endswith("<p>three</p>\n</details>\n<p>after</p>\n")
    assert made.excerpt == "before […] after"


@pytest.mark.parametrize("source", [">!open", ">! open\n\nno end", "!<", ">!!<", ">! > !<", "- >! a\n  b !<"])
def test_half_a_spoiler_loses_nothing(source: str):
    html = render(source).html
    assert all(word in html for word in source.split() if word.isalpha())


def test_code_is_coloured_by_classes():
    html = render("```py\nif x: return 'a' # b < c\n```\n\n```nonsense\n<x>\n```").html
    assert '<pre><code class="language-py"><span class="k">if</span> x:' in html
    assert '<span class="c1"># b &lt; c</span>' in html
    assert "<pre><code>&lt;x&gt;\n</code></pre>" in html


def test_an_address_in_the_text_is_a_link_and_a_file_name_is_not():
    made = render("see https://a.example/x_y_z?q=(1), readme.md and setup.py, mail me@a.example")
    assert made.links == ("https://a.example/x_y_z?q=(1)",)
    assert made.html.count("<a ") == 1


def test_the_excerpt_is_the_authors_own_words_in_one_line():
    made = render("> quoted\n\n# Hello\n\nIt *works* with ![a pot](picture:cat)\n\n- one\n- two", resolve=Knows())
    assert made.excerpt == "Hello It works with a pot one two"
    assert render("> only a quote").excerpt == "only a quote"


def test_a_long_excerpt_ends_at_a_word():
    excerpt = render("word " * 100).excerpt
    assert excerpt.endswith("word…")
    assert len(excerpt) <= 201
    assert len(render("字" * 500).excerpt) == 201
