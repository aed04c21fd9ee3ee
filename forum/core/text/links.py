"""Links that say where they lead."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from bleach.html5lib_shim import Filter  # type: ignore[attr-defined]

from forum.core.text.addresses import host_of
from forum.core.text.hosts import names_another_host, shown_host

REL = "nofollow ugc noopener"

Token = dict[str, Any]


class HonestLinks(Filter):  # type: ignore[misc]
    """Mark links that lead outside, and name the true host behind a text that names another."""

    def __iter__(self) -> Iterator[Token]:
        """Pass the tokens on, with what a link needs added."""
        host, words = "", [""]
        for token in super().__iter__():
            kind = token["type"]
            if kind == "StartTag" and token["name"] == "a":
                host, words = _mark(token["data"]), []
            elif kind == "EndTag" and token["name"] == "a":
                if host and _misleads("".join(words), host):
                    yield from _aside(f" [{shown_host(host)}]")
                host = ""
            elif host:
                words.append(_words(token))
            yield token


def _mark(attributes: dict[tuple[str | None, str], str]) -> str:
    """Set the link's rel and give its host, empty for one of our own."""
    attributes.pop((None, "rel"), None)
    host = host_of(unescape(attributes.get((None, "href"), ""))) or ""
    if host:
        attributes[(None, "rel")] = REL
    return host


def _misleads(words: str, host: str) -> bool:
    return not words.rstrip().endswith(f"[{shown_host(host)}]") and names_another_host(words, host)


def _words(token: Token) -> str:
    if token["type"] in {"Characters", "SpaceCharacters"}:
        return str(token["data"])
    return unescape(f"&{token['name']};") if token["type"] == "Entity" else ""


def _aside(text: str) -> Iterator[Token]:
    yield {"type": "StartTag", "name": "span", "namespace": None, "data": {(None, "class"): "host"}}
    yield {"type": "Characters", "data": text}
    yield {"type": "EndTag", "name": "span", "namespace": None, "data": {}}
