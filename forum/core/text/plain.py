"""The words of a post without its markup."""

import re
import unicodedata
from html import unescape

EXCERPT = 200

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ALT = re.compile(r'\balt="([^"]*)"')
_BREAKS = re.compile("p|br|li|[uod]l|d[td]|pre|blockquote|h[1-6]|hr|table|tr|details|summary|div")
_SPOILERS = re.compile(r'<(span|details) class="spoiler".*?</\1>', re.DOTALL)
_INNERMOST_QUOTE = re.compile(r"<blockquote>(?:(?!<blockquote>).)*?</blockquote>", re.DOTALL)
_SPACES = re.compile(r"[ \t\xa0]+")
_LINES = re.compile(r"\s*\n\s*")


def plain(html: str) -> str:
    """Give the words of HTML that `sanitize` made, a line a block, pictures by their alternative text."""
    text = unescape(_TAG.sub(_word, html))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def excerpt(html: str, limit: int = EXCERPT) -> str:
    """Give the beginning of a post in one line: no spoilers, and no quotes unless there is nothing else."""
    html = _SPOILERS.sub(" […] ", html[: limit * 40])
    own = _without_quotes(html)
    words = " ".join((plain(own) or plain(html)).split())
    if len(words) <= limit:
        return words
    cut = words[:limit].rsplit(" ", 1)[0] if " " in words[limit // 2 : limit] else _whole(words, limit)
    return cut.rstrip(" ,.;:-–") + "…"


def _without_quotes(html: str) -> str:
    for _ in range(10):
        html, found = _INNERMOST_QUOTE.subn(" ", html)
        if not found:
            break
    return html


def _whole(words: str, limit: int) -> str:
    """Cut where no mark or joiner is torn from its letter."""
    while limit > 1 and (unicodedata.category(words[limit])[0] == "M" or "\u200d" in words[limit - 1 : limit + 1]):
        limit -= 1
    return words[:limit]


def _word(tag: re.Match[str]) -> str:
    if tag[2] == "img":
        alt = _ALT.search(tag[3])
        return alt[1] if alt else ""
    if tag[2] in {"td", "th"}:
        return " "
    return "\n" if _BREAKS.fullmatch(tag[2]) else ""
