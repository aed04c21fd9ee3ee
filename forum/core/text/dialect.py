"""Our Markdown: CommonMark without raw HTML, with tables, strikethrough, links, mentions and spoilers."""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from mdurl import parse as parse_address

from forum.core.text.addresses import safe_address
from forum.core.text.autolinks import autolinks_plugin
from forum.core.text.bounds import bounds_plugin
from forum.core.text.hosts import shown_host
from forum.core.text.mentions import mentions_plugin
from forum.core.text.spoilers import spoilers_plugin

NESTING = 60
PICTURE = "picture:"


class Dialect(MarkdownIt):
    """A parser whose links follow our own rule of addresses."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Tell whether a link or a picture may lead here; what may not stays text."""
        return url.startswith(PICTURE) or safe_address(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        """Show an address as people read it, in punycode where its letters pretend."""
        host = parse_address(link, slashes_denote_host=True).hostname
        if host and "xn--" in shown_host(host):
            return link.replace(host, shown_host(host), 1)
        return normalizeLinkText(link)


def dialect(*, breaks: bool = True) -> Dialect:
    """Build the parser; a line break in the source is one on the page unless told otherwise."""
    options: dict[str, Any] = {
        "html": False, "linkify": False, "breaks": breaks, "xhtmlOut": False, "typographer": False,
        "maxNesting": NESTING,
    }  # fmt: skip
    parser = Dialect("commonmark", options)
    parser.enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline"])
    autolinks_plugin(parser)
    bounds_plugin(parser)
    mentions_plugin(parser)
    spoilers_plugin(parser)
    return parser
