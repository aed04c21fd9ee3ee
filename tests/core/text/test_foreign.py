import gzip
import json
import re
from html import unescape
from itertools import islice
from pathlib import Path
from unicodedata import normalize

import pytest

from forum.core.text import render
from forum.core.text.foreign import from_html

POSTS = 700


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ("<p>2 * 3 &lt; 7 _x_ `y`</p>", r"2 \* 3 < 7 \_x\_ \`y\`"),
        ("<p>a snake_case [1] word</p>", r"a snake_case \[1] word"),
        ("<p>1. not a list</p><p># nor a title</p>", "1\\. not a list\n\n\\# nor a title"),
        ("<p>&gt; nor a quote</p><p>- nor a point</p>", "\\> nor a quote\n\n\\- nor a point"),
        ('<a href="https://a.example/">[1] x</a>', r"[\[1\] x](https://a.example/)"),
        ("<h2>Two</h2><p>a<br>b</p><hr>", "## Two\n\na\\\nb\n\n---"),
        ('<a href="https://a.example/x_y">https://a.example/x_y</a>', "<https://a.example/x_y>"),
        ('<a href="https://a.example/(x)" title="t">in <b>it</b></a>', "[in **it**](<https://a.example/(x)>)"),
        ('<a href="ftp://a.example/x">file</a>', "file (ftp://a.example/x)"),
        ('<img src="https://i.example/a.png" alt="enter image description here">', "![](https://i.example/a.png)"),
        ('wow!<a href="https://a.example/"> x</a>', r"wow\! [x](https://a.example/)"),
        ('<pre class="lang-py"><code>a\n```\nb</code></pre>', "````py\na\n```\nb\n````"),
        ("x<sup>2</sup> H<sub>2</sub>O a<sup>n+1</sup> b<sup>see below</sup>", "x² H₂O aⁿ⁺¹ b^(see below)"),
        ("<strike>a</strike> <kbd>Ctrl</kbd>", "~~a~~ `Ctrl`"),
        ("<ol start=3><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "3. a\n   - b\n4. c"),
        ("<table><tr><th>a</th></tr><tr><td>b|c</td></tr></table>", "| a |\n| --- |\n| b\\|c |"),
        ('<blockquote class="spoiler"><p>it was he</p></blockquote>', ">! it was he !<"),
        ('<a class="mention" href="/u/some_name">@some_name</a> hi', "@some_name hi"),
        ('<img class="emoji" src="https://e.example/s.png" alt=":smile:">', ":smile:"),
        ('<aside class="quote" data-username="ana"><div class="title">a</div><blockquote>hot</blockquote></aside>',
         "ana:\n\n> hot"),
        ("<script>x</script><style>y</style>z", "z"),
        ("", ""),
    ],
)  # fmt: skip
def test_foreign_html_becomes_source_that_reads_well(html: str, source: str):
    assert from_html(html) == source


def test_bodies_of_a_real_community_say_the_same_after_the_journey(data_sets: Path):
    with gzip.open(data_sets / "community" / "posts.jsonl.gz", "rt") as lines:
        bodies = [post["html"] for post in map(json.loads, islice(lines, 4_000)) if post.get("html")][:POSTS]
    assert len(bodies) == POSTS
    made = [render(from_html(body)[:32_000]).html for body in bodies]
    same = [letters(body) == letters(html) for body, html in zip(bodies, made, strict=True)]
    links = [addresses(body) <= addresses(html) for body, html in zip(bodies, made, strict=True)]
    assert sum(same) / POSTS > 0.98
    assert sum(links) / POSTS > 0.98


def letters(html: str) -> str:
    """Give the letters and digits that a reader sees, without pictures and added hosts, figures on the line."""
    html = re.sub(r'<span class="host">.*?</span>|<img[^>]*>', "", html, flags=re.DOTALL)
    html = re.sub(r'<a href="[^"]*\.(?:png|jpe?g|gif)"[^>]*>[^<]*</a>', "", html)
    words = normalize("NFKC", unescape(re.sub(r"<[^>]*>", " ", html)))
    return "".join(char for char in words if char.isalnum())


def addresses(html: str) -> set[str]:
    return {unescape(found) for found in re.findall(r'href="(https?://[^"%()]*)"', html)}
