import pytest

from forum.core.text import render, sanitize
from forum.core.text.hosts import shown_host

DISGUISED = [
    "[google.com](https://evil.example/)",
    "[https://bank.example/login](https://evil.example/)",
    "[www.bank.shop](https://evil.example/)",
    "[**bank**.com](https://evil.example/)",
    "[`bank.com`](https://evil.example/)",
    "[bank\u200b.com](https://evil.example/)",
    "[ｂａｎｋ.com](https://evil.example/)",
    "[bank․com](https://evil.example/)",
    "[evil.example.bank.com](https://evil.example/)",
    "[go to BANK.COM now](https://evil.example/)",
    "[bank.com](https://bank.com.evil.example/)",
    "[bank.com \\[bank.com\\]](https://evil.example/)",
    "[почта.рф](https://evil.example/)",
    "[//bank.com](https://evil.example/)",
]
HONEST = [
    "[example.com](https://example.com/a)",
    "[example.com](https://www.example.com/a)",
    "[www.example.com](https://example.com/)",
    "[example.com](https://docs.example.com/)",
    "[the manual](https://evil.example/)",
    "[Node.js 3.11 v1.2.3 e.g. this](https://evil.example/)",
    "https://example.com/x",
    "[почта.com](https://почта.com/)",
    "[bank.com \\[evil.example\\]](https://evil.example/)",
]


@pytest.mark.parametrize("source", DISGUISED)
def test_s32_a_link_that_names_another_host_tells_its_true_one(source: str):
    html = render(source).html
    assert ".example]</span></a>" in html
    assert sanitize(html) == html


@pytest.mark.parametrize("source", HONEST)
def test_s32_an_honest_link_is_left_as_it_is(source: str):
    assert 'class="host"' not in render(source).html


def test_s32_links_outside_carry_no_weight_and_ours_do():
    html = render("[a](https://a.example/) [b](/t/x/1) https://c.example/ [d](#post-2)").html
    assert html.count('rel="nofollow ugc noopener"') == 2
    assert '<a href="/t/x/1">b</a>' in html
    assert sanitize('<a href="https://a.example/" rel="opener" target="_top">a</a>') == (
        '<a href="https://a.example/" rel="nofollow ugc noopener">a</a>'
    )


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("example.com", "example.com"),
        ("xn--80a1acny.com", "почта.com"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
        ("аpple.com", "xn--pple-43d.com"),
        ("xn--bcher-kva.de", "bücher.de"),
        ("xn--fiqs8s.com", "中国.com"),
        ("xn--a", "xn--a"),
    ],
)
def test_s32_a_host_that_pretends_is_shown_in_punycode(host: str, shown: str):
    assert shown_host(host) == shown


def test_s32_a_bare_address_that_pretends_is_shown_in_punycode():
    assert ">https://xn--pple-43d.com/x</a>" in render("https://аpple.com/x").html
    assert ">https://почта.com/x</a>" in render("https://почта.com/x").html
    assert "[xn--pple-43d.com]" in render("[аpple.com](https://аpple.com)").html


@pytest.mark.parametrize(
    "address", ["https://bank.com@evil.example/", "http://a\\b.example/", "https://", "http:evil", "ftp://a.example/x"]
)
def test_s32_an_address_that_deceives_is_no_link(address: str):
    assert "href" not in sanitize(f'<a href="{address}">x</a>')
    assert ">x</a>" not in render(f"[x](<{address}>)").html
