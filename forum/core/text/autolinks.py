"""The Markdown rule for bare addresses: `https://...` becomes a link."""

import re

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from forum.core.text.addresses import LONGEST

AUTOLINK_LIMIT = 300
"""How many places of a post are looked at: a look costs up to a quarter of a millisecond."""

_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?\Z", re.IGNORECASE)
_RUN = re.compile(rf"[^\s<>]{{1,{LONGEST}}}")
_LINKIFY = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})


def autolink(state: StateInline, silent: bool) -> bool:
    """Read a bare address; the library decides where it ends, within bounds that keep it linear."""
    pos = state.pos
    if state.linkLevel > 0 or not state.src.startswith("://", pos):
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    url = _address(state, pos, scheme[0]) if scheme else None
    if scheme is None or url is None:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        state.push("link_close", "a", -1)
    state.pos = pos + len(url) - len(scheme[0])
    return True


def autolinks_plugin(md: MarkdownIt) -> None:
    """Teach the parser to read bare addresses."""
    md.inline.ruler.before("newline", "autolink_bare", autolink)


def _address(state: StateInline, pos: int, scheme: str) -> str | None:
    count = state.env.get("autolinks", 0)
    run = _RUN.match(state.src, pos, state.posMax)
    if run is None or count >= AUTOLINK_LIMIT:
        return None
    state.env["autolinks"] = count + 1
    found = _LINKIFY.match_at_start(scheme + run[0])
    url = str(found.url).rstrip("*_~") if found else ""
    if not url or not state.md.validateLink(state.md.normalizeLink(url)):
        return None
    return url
