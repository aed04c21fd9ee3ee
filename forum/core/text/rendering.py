"""From Markdown to HTML that may be trusted: the one road every post takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import escape

from forum.core.text.addresses import host_of
from forum.core.text.bounds import as_typed, most_html, readable
from forum.core.text.clean import SOURCE_LIMIT, clean_source
from forum.core.text.code import COLOURED_LIMIT, LANGUAGES, coloured
from forum.core.text.dialect import dialect
from forum.core.text.plain import excerpt
from forum.core.text.sanitizing import sanitize
from forum.core.text.survey import Survey, survey

RENDER_VERSION = 1
"""Raised whenever the same source gives other HTML, so that stored HTML is known to be old."""

PICTURE_HTML = 2_000


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture is to be had; srcset entries are like "/media/x-640.webp 640w"."""

    src: str
    width: int
    height: int
    srcset: tuple[str, ...] = ()
    sizes: str = "(min-width: 46rem) 42rem, 100vw"


class Resolver(Protocol):
    """What rooms above know about the names and keys in a post; each is asked once a post."""

    def mentions(self, names: Sequence[str]) -> Mapping[str, str]:
        """Give the address of each name that exists."""

    def pictures(self, keys: Sequence[str]) -> Mapping[str, Picture]:
        """Give the picture of each key that exists."""


class AnyName:
    """A resolver for when nobody knows better: every name exists, no picture does."""

    def mentions(self, names: Sequence[str]) -> Mapping[str, str]:
        """Give every name its address."""
        return {name: f"/u/{quote(name)}" for name in names}

    def pictures(self, keys: Sequence[str]) -> Mapping[str, Picture]:
        """Give nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A post made ready; `html` is trusted, `mentions` are names that exist, in order."""

    html: str
    mentions: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    excerpt: str = ""


class Renderer(RendererHTML):
    """The forms of our own, on top of the library's."""

    def mention(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        """Show a name, as a link when it is somebody's."""
        name = tokens[idx].content
        address = env["mentions"].get(name.casefold())
        shown = f"@{escape(name)}"
        return f'<a class="mention" href="{escape(address)}">{shown}</a>' if address else shown

    def picture(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        """Show a picture, or its words when it is gone."""
        alt, shown = escape(tokens[idx].content), env["pictures"].get(tokens[idx].info)
        if shown is None:
            return str(alt)
        offer = ""
        if shown.srcset:
            offer = f' srcset="{escape(", ".join(shown.srcset))}" sizes="{escape(shown.sizes)}"'
        return (
            f'<img src="{escape(shown.src)}"{offer} width="{shown.width}" height="{shown.height}"'
            f' alt="{alt}" loading="lazy" decoding="async">'
        )

    def fence(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        """Show code, coloured where its language is known and the colours do not outgrow it."""
        code, language = tokens[idx].content, (tokens[idx].info.split() or [""])[0].lower()
        shown = coloured(code, language) if len(code) <= env["colours"] else None
        env["colours"] -= len(code) if shown else 0
        if shown is None or len(shown) > 8 * len(code) + 200:
            shown = str(escape(code))
        kind = f' class="language-{escape(language)}"' if language in LANGUAGES else ""
        return f"<pre><code{kind}>{shown}</code></pre>\n"

    def spoiler_block_open(self, *_: object) -> str:
        """Open a hidden block with the words that open it for the reader."""
        return '<details class="spoiler"><summary>Spoiler</summary>\n'


Extras = tuple[Mapping[str, str], Mapping[str, Picture]]

_PARSER = dialect()
_RENDERER = Renderer(_PARSER)


def render(source: str, *, resolve: Resolver | None = None) -> Rendered:
    """Turn a post's Markdown into HTML; what is out of all bounds is shown as plain text.

    Raises Refused for what cannot be stored and for sources over the limit.
    """
    source = clean_source(source, SOURCE_LIMIT)
    tokens = _PARSER.parse(source, {}) if readable(source) else None
    found = survey(tokens or [])
    made = _html(tokens, found, resolve or AnyName(), most_html(source)) if tokens else None
    if made is None:
        html = sanitize(as_typed(source)) if source else ""
        return Rendered(html=html, excerpt=excerpt(html))
    html, (mentions, pictures) = made
    hosts = frozenset(host for picture in pictures.values() if (host := host_of(picture.src)))
    html = sanitize(html, picture_hosts=hosts)
    exist = {name.casefold() for name in mentions}
    return Rendered(
        html=html,
        mentions=tuple(name for key, name in found.mentions.items() if key in exist),
        links=tuple(found.links),
        pictures=tuple(key for key in found.pictures if key in pictures),
        excerpt=excerpt(html),
    )


def _html(tokens: list[Token], found: Survey, resolve: Resolver, most: int) -> tuple[str, Extras] | None:
    """Give the HTML and what it names, or None when it grows out of bounds."""
    if found.deep or found.size > most:
        return None
    names, keys = tuple(found.mentions.values()), tuple(found.pictures)
    mentions, pictures = resolve.mentions(names) if names else {}, resolve.pictures(keys) if keys else {}
    env = {
        "mentions": {name.casefold(): address for name, address in mentions.items()},
        "pictures": pictures,
        "colours": COLOURED_LIMIT,
    }
    html = _RENDERER.render(tokens, _PARSER.options, env)
    return (html, (mentions, pictures)) if len(html) <= most + PICTURE_HTML * len(pictures) else None
