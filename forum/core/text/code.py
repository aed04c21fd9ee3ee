"""Code in posts, coloured by class names only."""

import re
from functools import cache
from itertools import groupby

from markupsafe import escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import (
    STANDARD_TYPES,
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Operator,
    _TokenType,
    is_token_subtype,
)

COLOURED_LIMIT = 8_000
"""How many characters of a post are coloured at most."""

# Lexers take quadratic time over long lines and long gaps.
_TOO_LONG = re.compile(r"[^\n]{300}|\s{100}")

LANGUAGES = {
    name: lexer
    for lexer, names in {
        "bash": "bash sh shell zsh console",
        "c": "c h",
        "cpp": "cpp c++ cc",
        "csharp": "csharp cs c#",
        "css": "css",
        "diff": "diff patch",
        "docker": "dockerfile docker",
        "go": "go golang",
        "html": "html",
        "http": "http",
        "ini": "ini cfg conf",
        "java": "java",
        "javascript": "javascript js node",
        "json": "json",
        "kotlin": "kotlin kt",
        "lua": "lua",
        "make": "make makefile",
        "php": "php",
        "powershell": "powershell ps1",
        "python": "python py python3",
        "r": "r",
        "ruby": "ruby rb",
        "rust": "rust rs",
        "scss": "scss",
        "sql": "sql",
        "swift": "swift",
        "toml": "toml",
        "typescript": "typescript ts",
        "xml": "xml svg",
        "yaml": "yaml yml",
    }.items()
    for name in names.split()
}

# Names and punctuation stay plain: colour is for what helps reading, and every span costs.
_SHOWN = (
    *(Comment, Keyword, Literal, Generic, Operator.Word),
    *(Name.Function, Name.Class, Name.Builtin, Name.Tag, Name.Attribute, Name.Decorator),
)


def _is_shown(kind: _TokenType) -> bool:
    return any(is_token_subtype(kind, shown) for shown in _SHOWN)


CLASSES = frozenset(short for kind, short in STANDARD_TYPES.items() if _is_shown(kind))


def coloured(code: str, language: str) -> str | None:
    """Give the code as HTML with classes, or None where it is better shown plain."""
    name = LANGUAGES.get(language.lower())
    if name is None or len(code) > COLOURED_LIMIT or _TOO_LONG.search(code):
        return None
    parts: list[str] = []
    for short, tokens in groupby(_lexer(name).get_tokens(code), key=lambda token: _class(token[0])):
        shown = str(escape("".join(text for _, text in tokens)))
        parts.append(f'<span class="{short}">{shown}</span>' if short and shown.strip() else shown)
    return "".join(parts)


@cache
def _class(kind: _TokenType) -> str:
    if not _is_shown(kind):
        return ""
    return STANDARD_TYPES.get(kind) or _class(kind.parent or kind)


@cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)
