"""HTML from elsewhere, turned into Markdown source that takes our own road."""

import re
from collections.abc import Iterable
from typing import Any

import nh3
from bs4.element import Tag
from markdownify import MarkdownConverter

from forum.core.text.addresses import safe_address
from forum.core.text.code import LANGUAGES
from forum.core.text.sanitizing import DEPTH, TAGS, too_deep

LONGEST = 250_000

_TAGS = {*TAGS, "aside", "div", "ins", "q", "samp", "strike", "tt", "u", "var"}
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "title"},
    "aside": {"data-username"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
}
_SOURCE_LINK = re.compile(r"https?://[^\s<>()\"']+")
_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#]+)")
_RUNS = re.compile(r"`+")
_EMPTY_WORDS = frozenset({"enter image description here", "alt text"})
_BLANKS = re.compile(r"\n{3,}")
# Only what our dialect would read: a source full of backslashes is no pleasure to edit.
_SPECIAL = re.compile(
    r"[`*]|\\(?=[!-/:-@\[-`{-~]|$)|(?<!\w)_|_(?!\w)|\[(?=[^\]]*\])|\](?=[(\[:])|<(?=\w)|>(?=!)|!(?=<|\Z)|~(?=~)|&(?=#?\w+;)",
    re.MULTILINE,
)
_OPEN_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_LINE_START = re.compile(r"^(\s*)([-+=>|#])|^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_RAISED = str.maketrans("0123456789+-−=()abcdehijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def from_html(html: str) -> str:
    """Give Markdown that renders to what the foreign HTML showed; pictures become links to where they are.

    Written for the bodies of Stack Exchange and Discourse; what has no Markdown form keeps its words.
    """
    html = html[:LONGEST]
    if not too_deep(html, DEPTH * 5):
        html = _CLEANER.clean(html)
    # The converter calls itself for every level.
    if too_deep(html, DEPTH // 2):
        return _escaped(re.sub(r"<[^<>]*>", " ", html)).strip()
    return _BLANKS.sub("\n\n", _CONVERTER.convert(f"<div>{html}</div>")).strip()


_CLEANER = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
_LIBRARY: Any = MarkdownConverter


class _Converter(MarkdownConverter):
    """The library's converter, escaping what our dialect would read as its own."""

    def escape(self, text: str, parent_tags: Iterable[str]) -> str:
        """Escape words so that they read as they are; addresses are left whole for their link."""
        parts: list[str] = []
        end = 0
        in_table = not {"td", "th"}.isdisjoint(parent_tags)
        for link in _SOURCE_LINK.finditer(text):
            parts += [_escaped(text[end : link.start()], in_table), link[0]]
            end = link.end()
        escaped = "".join([*parts, _escaped(text[end:], in_table)])
        return _OPEN_BRACKET.sub(r"\\\g<0>", escaped) if "a" in parent_tags else escaped

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give code in a line; a cell of a table ends at every bar that is not escaped."""
        code = str(_LIBRARY.convert_code(self, el, text, parent_tags))
        return code if {"td", "th"}.isdisjoint(parent_tags) else code.replace("|", "\\|")

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give a link, or its words where it leads nowhere we go."""
        href, words = str(el.get("href") or ""), text.strip()
        if "_noformat" in parent_tags or "mention" in _classes(el):
            return text
        if not words or not href:
            return text
        if not safe_address(href):
            return text if href.startswith(("#", ".")) or ":" not in href else f"{text} ({_escaped(href)})"
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if el.get_text().strip() == href and href.startswith("http") and not set(href) & set("<>"):
            return f"{before}<{href}>{after}"
        return f"{before}[{words}]({_target(href)}){after}"

    def convert_img(self, el: Tag, _text: str, **_: object) -> str:
        """Give a picture by its address; emoji by their name, decoration not at all."""
        src = str(el.get("src") or "")
        alt = str(el.get("alt") or "")
        if "emoji" in _classes(el) or not safe_address(src):
            return _escaped(alt)
        named = "" if alt.lower() in _EMPTY_WORDS else _escaped(" ".join(alt.split()))
        if src.startswith("/") or el.find_parent("a") is not None:
            return named or "🖼"
        return f"![{named}]({_target(src)})"

    def convert_pre(self, el: Tag, _text: str, **_: object) -> str:
        """Give a code block, fenced longer than any fence within."""
        code = el.get_text().strip("\n")
        if not code.strip():
            return ""
        inner = el.find("code")
        known = _LANGUAGE.search(" ".join(_classes(el) + (_classes(inner) if isinstance(inner, Tag) else [])))
        language = known[1] if known and known[1] in LANGUAGES else ""
        fence = "`" * max(3, *(len(run) + 1 for run in _RUNS.findall(code) or ["``"]))
        return f"\n\n{fence}{language}\n{code}\n{fence}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give a quote, or a spoiler where the other side hid it."""
        if "spoiler" in _classes(el) and text.strip() and "_inline" not in parent_tags:
            return f"\n\n>! {text.strip()} !<\n\n"
        quoted = str(_LIBRARY.convert_blockquote(self, el, text, parent_tags))
        return f"\n{quoted}" if quoted.strip() else quoted

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give the words, hidden where the other side hid them."""
        hidden = {"spoiler", "spoiled"} & set(_classes(el)) and "_noformat" not in parent_tags
        return f">!{text.strip()}!<" if hidden and text.strip() else text

    def convert_aside(self, el: Tag, text: str, **_: object) -> str:
        """Give a quote's author before the quote."""
        name = str(el.get("data-username") or "")
        return f"\n\n{_escaped(name)}:\n{text}" if name and "quote" in _classes(el) else text

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give a block, but not the captions that the other side's page showed."""
        dropped = set(_classes(el)) & {"meta", "title", "quote-controls"}
        return "" if dropped else str(_LIBRARY.convert_div(self, el, text, parent_tags))

    def convert_sup(self, _el: Tag, text: str, **_: object) -> str:
        """Give raised characters where Unicode has them all, else a caret."""
        return _shifted(text, _RAISED, "^")

    def convert_sub(self, _el: Tag, text: str, **_: object) -> str:
        """Give lowered characters where Unicode has them all, else the words as they are."""
        return _shifted(text, _LOWERED, "")

    convert_strike = _LIBRARY.convert_del


_CONVERTER = _Converter(
    heading_style="atx", bullets="-", newline_style="backslash", table_infer_header=True, strong_em_symbol="*"
)


def _escaped(text: str, in_table: bool = False) -> str:
    text = _LINE_START.sub(r"\1\3\\\2\4", _SPECIAL.sub(r"\\\g<0>", text))
    return text.replace("|", "\\|") if in_table else text


def _target(address: str) -> str:
    address = address.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return f"<{address}>" if set(address) & set("()") else address


def _classes(el: Tag) -> list[str]:
    found = el.get("class")
    return found if isinstance(found, list) else str(found or "").split()


def _shifted(text: str, table: dict[int, int], mark: str) -> str:
    words = text.strip()
    if not words or len(words) > 12:
        return text
    if all(ord(char) in table for char in words):
        return words.translate(table)
    return f"{mark}{words}" if words.isalnum() else f"{mark}({words})" if mark else text
