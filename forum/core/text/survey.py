"""One walk over a parsed post: what it names, and whether it stays within bounds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from forum.core.text.dialect import NESTING, PICTURE
from forum.core.text.mentions import MENTION_LIMIT

INLINE_NESTING = 20
PICTURE_LIMIT = 50

_KEY = re.compile(r"picture:([A-Za-z0-9_-]{1,64})")
_TASK = re.compile(r"\[([ xX])\] ")
_HIGHEST = 2


@dataclass(slots=True)
class Survey:
    """What a walk found; `size` estimates the HTML, `deep` tells that the parser gave up on something."""

    mentions: dict[str, str] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    pictures: dict[str, None] = field(default_factory=dict)
    size: int = 0
    deep: bool = False
    heading: int = 1
    mentioned: int = 0


def survey(tokens: list[Token]) -> Survey:
    """Walk the tokens, turning our own forms into tokens of their own on the way."""
    found = Survey()
    for place, token in enumerate(tokens):
        found.size += _size(token)
        found.deep = found.deep or token.level >= NESTING - 1
        if token.type == "heading_open":
            _set_heading(found, tokens, place)
        elif token.type in {"th_open", "td_open"} and token.attrs:
            token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
        elif token.children:
            if place > 1 and tokens[place - 2].type == "list_item_open":
                _set_task(tokens[place - 2], token.children[0])
            token.children = list(_walk(found, token.children))
            found.size += sum(map(_size, token.children))
    return found


def text_of(tokens: list[Token] | None) -> str:
    """Give the words of inline tokens, as an alternative text needs them."""
    parts: list[str] = []
    for token in tokens or []:
        if token.type == "image":
            parts.append(text_of(token.children))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(f"@{token.content}" if token.type == "mention" else token.content)
    return "".join(parts)


def _set_heading(found: Survey, tokens: list[Token], place: int) -> None:
    """Begin at h2 (the page has the h1) and leave no level out, so that the outline reads well."""
    found.heading = max(_HIGHEST, min(int(tokens[place].tag[1]) + 1, found.heading + 1, 6))
    tokens[place].tag = tokens[place + 2].tag = f"h{found.heading}"


def _set_task(item: Token, first: Token) -> None:
    task = _TASK.match(first.content) if first.type == "text" else None
    if task:
        item.attrs = {"class": "task"}
        first.content = ("☐ " if task[1] == " " else "☑ ") + first.content[4:]


def _walk(found: Survey, children: list[Token]) -> Iterator[Token]:
    depth = inside_link = 0
    for token in children:
        if token.nesting == 1:
            depth += 1
        if token.nesting:
            token.hidden = depth > INLINE_NESTING
            inside_link += token.nesting if token.tag == "a" else 0
        if token.nesting == -1:
            depth -= 1
        if token.type == "image":
            yield from _picture(found, token, inside_link > 0)
            continue
        if token.type == "mention":
            _count_mention(found, token)
        elif token.type == "link_open":
            _count_link(found, token)
        yield token


def _count_mention(found: Survey, token: Token) -> None:
    found.mentioned += 1
    if found.mentioned > MENTION_LIMIT:
        token.type, token.content = "text", f"@{token.content}"
    else:
        found.mentions.setdefault(token.content.casefold(), token.content)


def _count_link(found: Survey, token: Token) -> None:
    href = str(token.attrs.get("href", ""))
    if href.startswith(PICTURE):
        del token.attrs["href"]
    elif href:
        found.links[href] = None


def _picture(found: Survey, image: Token, inside_link: bool) -> Iterator[Token]:
    """Turn an image into one of our pictures, or, if it is elsewhere, into a link that shows its text."""
    src, alt = str(image.attrs.get("src", "")), text_of(image.children)
    key = _KEY.fullmatch(src)
    if key and (key[1] in found.pictures or len(found.pictures) < PICTURE_LIMIT):
        found.pictures[key[1]] = None
        yield Token("picture", "", 0, content=alt, info=key[1])
        return
    words = Token("text", "", 0, content=alt or src.rstrip("/").rsplit("/", 1)[-1])
    if inside_link or src.startswith(PICTURE):
        yield words
        return
    found.links[src] = None
    yield Token("link_open", "a", 1, attrs={"href": src})
    yield words
    yield Token("link_close", "a", -1)


def _size(token: Token) -> int:
    attrs = sum(len(name) + len(str(value)) + 4 for name, value in token.attrs.items()) if token.attrs else 0
    return len(token.tag) + 3 + attrs + (0 if token.children else len(token.content))
