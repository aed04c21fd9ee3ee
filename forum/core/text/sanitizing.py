"""The one door for HTML: two independent sanitizers, each with our own rule of addresses."""

import re
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape

import nh3
from bleach.sanitizer import Cleaner

from forum.core.text.addresses import safe_address, safe_picture, safe_picture_set
from forum.core.text.code import CLASSES, LANGUAGES
from forum.core.text.links import REL, HonestLinks

TAGS = frozenset(
    {
        *("a", "abbr", "b", "br", "code", "del", "em", "i", "img", "kbd"),
        *("s", "small", "span", "strong", "sub", "sup"),
        *("blockquote", "dd", "details", "dl", "dt", "hr", "li", "ol", "p", "pre", "summary", "ul"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr"),
    }
)
LONGEST = 250_000
DEPTH = 100

_CLASSES = {
    "a": frozenset({"mention"}),
    "code": frozenset(f"language-{name}" for name in LANGUAGES),
    "details": frozenset({"spoiler"}),
    "li": frozenset({"task"}),
    "span": CLASSES | {"spoiler", "host"},
}
_ATTRIBUTES = {
    "a": frozenset({"href", "title", "rel"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "srcset", "sizes", "width", "height", "alt", "title", "loading", "decoding"}),
    "ol": frozenset({"start"}),
    "span": frozenset({"tabindex"}),
    "td": frozenset({"align"}),
    "th": frozenset({"align"}),
}
_FORMS = {
    "rel": re.compile(re.escape(REL)),
    "start": re.compile(r"\d{1,9}"),
    "width": re.compile(r"\d{1,5}"),
    "height": re.compile(r"\d{1,5}"),
    "tabindex": re.compile("0"),
    "loading": re.compile("lazy"),
    "decoding": re.compile("async"),
    "align": re.compile("left|right|center"),
    "sizes": re.compile(r"[\w(): .,-]{1,200}"),
}
_OPEN_ENDED = frozenset({"p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "thead", "tbody"})
_LONG_TAG = re.compile(r"<[^<>]{8000}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")

Allow = Callable[[str, str, str], bool]


def sanitize(html: str, *, picture_hosts: frozenset[str] = frozenset()) -> str:
    """Give only what a post may hold; HTML that is too long or too deep to be read becomes text."""
    if len(html) > LONGEST or too_deep(html) or _LONG_TAG.search(html):
        return escape(re.sub(r"<[^<>]*>", " ", html[:LONGEST]))
    allow, second = _passes(picture_hosts)
    return second.clean(_first(html, allow))


def _first(html: str, allow: Allow) -> str:
    """Clean with Bleach; its cleaners keep state, so each is used by one caller at a time."""
    try:
        cleaner = _idle.pop()
    except IndexError:
        cleaner = Cleaner(
            tags=TAGS,
            attributes=allow,
            protocols=frozenset({"http", "https", "mailto"}),
            strip=True,
            strip_comments=True,
            filters=[HonestLinks],
        )
    cleaner.attributes = allow
    clean = cleaner.clean(html)
    _idle.append(cleaner)
    return clean


_idle: deque[Cleaner] = deque(maxlen=8)


@lru_cache(maxsize=32)
def _passes(picture_hosts: frozenset[str]) -> tuple[Allow, nh3.Cleaner]:
    def allow(tag: str, name: str, value: str) -> bool:
        return _allows(tag, name, unescape(value), picture_hosts)

    def keep(tag: str, name: str, value: str) -> str | None:
        return value if name == "class" or _allows(tag, name, value, picture_hosts) else None

    second = nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=keep,
        allowed_classes={tag: set(names) for tag, names in _CLASSES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    return allow, second


def _allows(tag: str, name: str, value: str, picture_hosts: frozenset[str]) -> bool:
    if name == "class":
        return bool(value) and set(value.split()) <= _CLASSES.get(tag, frozenset())
    if name not in _ATTRIBUTES.get(tag, frozenset()):
        return False
    if name == "href":
        return safe_address(value)
    if name == "src":
        return safe_picture(value, picture_hosts)
    if name == "srcset":
        return safe_picture_set(value, picture_hosts)
    form = _FORMS.get(name)
    return form is None or form.fullmatch(value) is not None


def too_deep(html: str, limit: int = DEPTH) -> bool:
    """Tell whether elements stand in each other deeper than the limit."""
    depth = 0
    for closing, tag in _TAG.findall(html):
        if tag.lower() not in _OPEN_ENDED:
            depth += -1 if closing else 1
            if depth > limit:
                return True
    return False
