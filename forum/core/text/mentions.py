"""The Markdown rule for `@name`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MENTION_LIMIT = 100

_NAME = re.compile(r"@([^\W_](?:[\w.-]{0,48}\w)?)")
_BEFORE = re.compile(r"[\w@/.+-]")


def mention(state: StateInline, silent: bool) -> bool:
    """Read `@name` where a name may stand: not inside a word, an address or a link."""
    pos = state.pos
    if state.src[pos] != "@" or state.linkLevel > 0 or (pos and _BEFORE.match(state.src, pos - 1)):
        return False
    found = _NAME.match(state.src, pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("mention", "", 0).content = found[1]
    state.pos = found.end()
    return True


def mentions_plugin(md: MarkdownIt) -> None:
    """Teach the parser to read mentions."""
    md.inline.ruler.before("link", "mention", mention)
