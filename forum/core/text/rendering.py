"""From Markdown to HTML that may be trusted: the one road every post takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import escape

from forum.core.text.addresses import host_of
from forum.core.text.clean import SOURCE_LIMIT, clean_source
from forum.core.text.code import LANGUAGES, coloured
from forum.core.text.dialect import dialect
from forum.core.text.plain import excerpt
from forum.core.text.sanitizing import sanitize
from forum.core.text.survey import Survey, survey

RENDER_VERSION = 1
"""Raised whenever the same source gives other HTML, so that stored HTML is known to be old."""

GROWTH, GROUND = 10, 2_000
OUTPUT_LIMIT = 200_000


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

    def fence(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Show code, coloured where its language is known and the colours do not outgrow it."""
        code, language = tokens[idx].content, (tokens[idx].info.split() or [""])[0].lower()
        shown = coloured(code, language)
        if shown is None or len(shown) > 8 * len(code) + 200:
            shown = str(escape(code))
        kind = f' class="language-{escape(language)}"' if language in LANGUAGES else ""
        return f"<pre><code{kind}>{shown}</code></pre>\n"

    def spoiler_block_open(self, *_: object) -> str:
        """Open a hidden block with the words that open it for the reader."""
        return '<details class="spoiler"><summary>Spoiler</summary>\n'


_PARSER = dialect()
_RENDERER = Renderer(_PARSER)


def render(source: str, *, resolve: Resolver | None = None) -> Rendered:
    """Turn a post's Markdown into HTML; what is out of all bounds is shown as plain text.

    Raises Refused for what cannot be stored and for sources over the limit.
    """
    source = clean_source(source, SOURCE_LIMIT)
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(source, env)
    found = survey(tokens)
    resolve = resolve or AnyName()
    names, keys = tuple(found.mentions.values()), tuple(found.pictures)
    env["mentions"] = _by_name(resolve.mentions(names) if names else {})
    env["pictures"] = resolve.pictures(keys) if keys else {}
    html = _within_bounds(source, tokens, found, env)
    hosts = frozenset(host for picture in env["pictures"].values() if (host := host_of(picture.src)))
    html = sanitize(html, picture_hosts=hosts)
    return Rendered(
        html=html,
        mentions=tuple(name for key, name in found.mentions.items() if key in env["mentions"]),
        links=tuple(found.links),
        pictures=tuple(key for key in keys if key in env["pictures"]),
        excerpt=excerpt(html),
    )


def _within_bounds(source: str, tokens: list[Token], found: Survey, env: dict[str, Any]) -> str:
    limit = min(GROWTH * len(source) + GROUND, OUTPUT_LIMIT)
    if not found.deep and found.size <= limit:
        html = _RENDERER.render(tokens, _PARSER.options, env)
        if len(html) <= limit + 2_000 * len(env["pictures"]):
            return html
    found.links.clear()
    found.mentions.clear()
    env["mentions"], env["pictures"] = {}, {}
    paragraphs = [str(escape(part)).replace("\n", "<br>\n") for part in source.split("\n\n") if part.strip()]
    return "".join(f"<p>{part}</p>\n" for part in paragraphs)


def _by_name(addresses: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): address for name, address in addresses.items()}
