"""What is too much for a post to be read as Markdown: it is shown as it was typed instead."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markupsafe import escape

GROWTH, GROUND = 10, 2_000
OUTPUT_LIMIT = 100_000
CELL_LIMIT = 4_000

# No post that a person wrote comes near; above them the parser or the sanitizers take too long.
_MOST = {"\n": 4_000, "[": 1_500, "<": 4_000, "`": 4_000}
_STARS = re.compile(r"[*_~]+")
_MOST_STARS = 3_000
_DELIMITERS = re.compile(r"[ \t>]*[|:-][-:| \t]*\Z")


def readable(source: str) -> bool:
    """Tell whether the source may be parsed at all."""
    few = all(source.count(mark) <= most for mark, most in _MOST.items())
    return few and len(_STARS.findall(source)) <= _MOST_STARS


def most_html(source: str) -> int:
    """Give how long a source's HTML may be."""
    return min(GROWTH * len(source) + GROUND, OUTPUT_LIMIT)


def as_typed(source: str) -> str:
    """Give HTML that shows the source letter by letter."""
    return f"<pre>{escape(source)}</pre>\n"


def bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, unless its short rows would be filled up to more cells than anybody reads."""
    if (
        state.env.get("no_tables")
        or start + 1 >= end
        or not _DELIMITERS.match(state.getLines(start + 1, start + 2, 0, False))
    ):
        return False
    columns = state.src.count("|", state.bMarks[start], state.eMarks[start]) + 1
    rows = next((line for line in range(start, end) if state.isEmpty(line)), end) - start
    if rows * columns > CELL_LIMIT:
        state.env["no_tables"] = True
        return False
    return table(state, start, end, silent)


def bounds_plugin(md: MarkdownIt) -> None:
    """Keep the parser from filling up tables without end."""
    md.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
