"""The Markdown rules for spoilers: `>!text!<`, inside a line or around whole paragraphs."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote
from markdown_it.rules_inline import StateInline

OPEN, CLOSE = ">!", "!<"


def spoiler(state: StateInline, silent: bool) -> bool:
    """Read `>!text!<` inside a paragraph."""
    start = state.pos
    if not state.src.startswith(OPEN, start):
        return False
    end = _find_close(state, start + 2)
    if end < 0:
        return False
    if not silent:
        _hide(state, start + 2, end)
    state.pos = end + 2
    return True


def spoiler_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a spoiler that begins a line and ends one, with any blocks between."""
    if not _opens(state, start):
        return False
    last = _closing_line(state, start, end)
    if last is None:
        return False
    if not silent:
        _hide_block(state, start, last)
    return True


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a quote, unless its first line is a paragraph that begins with a spoiler."""
    if _opens(state, start) and CLOSE in state.src[state.bMarks[start] : state.eMarks[start]]:
        return False
    return blockquote(state, start, end, silent)


def spoilers_plugin(md: MarkdownIt) -> None:
    """Teach the parser to read spoilers."""
    md.inline.ruler.before("link", "spoiler", spoiler)
    md.block.ruler.at("blockquote", quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.before("blockquote", "spoiler", spoiler_block, {"alt": ["paragraph", "reference", "list"]})


def _find_close(state: StateInline, start: int) -> int:
    # A close that was not found once is not there for any later opening: remembering it keeps this linear.
    if state.env.get("no_close") == (state.src, state.posMax):
        return -1
    end = state.src.find(CLOSE, start, state.posMax)
    if end < 0:
        state.env["no_close"] = (state.src, state.posMax)
    return end if end > start else -1


def _hide(state: StateInline, start: int, end: int) -> None:
    state.push("spoiler_open", "span", 1).attrs = {"class": "spoiler", "tabindex": "0"}
    before, state.posMax, state.pos = state.posMax, end, start
    state.md.inline.tokenize(state)
    state.posMax = before
    state.push("spoiler_close", "span", -1)


def _opens(state: StateBlock, line: int) -> bool:
    if state.is_code_block(line):
        return False
    return state.src.startswith(OPEN, state.bMarks[line] + state.tShift[line])


def _closing_line(state: StateBlock, start: int, end: int) -> int | None:
    """Find the line that ends the spoiler; a search that failed once is not made again."""
    if start >= state.env.get("no_closing_line", (end, end))[0] and end == state.env["no_closing_line"][1]:
        return None
    for line in range(start, end):
        first = state.bMarks[line] + state.tShift[line] + (2 if line == start else 0)
        close = state.src.find(CLOSE, first, state.eMarks[line])
        if close >= 0:
            return line if not state.src[close + 2 : state.eMarks[line]].strip() else None
    state.env["no_closing_line"] = (start, end)
    return None


def _hide_block(state: StateBlock, start: int, last: int) -> None:
    details = state.push("spoiler_block_open", "details", 1)
    details.attrs = {"class": "spoiler"}
    details.map = [start, last + 1]
    marks, shifts, counts = state.bMarks[start], state.tShift[start], state.sCount[start]
    ends, maximum, parent, indent = state.eMarks[last], state.lineMax, state.parentType, state.blkIndent
    state.bMarks[start], state.tShift[start] = marks + shifts + 2, 0
    while state.src[state.bMarks[start] : state.bMarks[start] + 1] == " ":
        state.bMarks[start] += 1
    state.eMarks[last] = state.src.rindex(CLOSE, state.bMarks[start], ends)
    state.lineMax, state.parentType, state.blkIndent = last + 1, "blockquote", state.sCount[start]
    state.md.block.tokenize(state, start, last + 1)
    state.bMarks[start], state.tShift[start], state.sCount[start] = marks, shifts, counts
    state.eMarks[last], state.lineMax, state.parentType, state.blkIndent = ends, maximum, parent, indent
    state.line = last + 1
    state.push("spoiler_block_close", "details", -1)
