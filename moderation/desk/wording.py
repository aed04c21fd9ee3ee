"""Prepared notes with their places filled in: by plain replacing, so that no words are ever run (S35)."""

from collections.abc import Mapping

PLACES = ("guideline", "number", "member", "title")


def fill(words: str, values: Mapping[str, str]) -> str:
    """Put values in the places of a note: `{guideline}`, `{number}`, `{member}`, `{title}`; other braces stay."""
    parts: list[str] = []
    for piece in words.split("{"):
        name, brace, rest = piece.partition("}")
        known = bool(parts) and bool(brace) and name in PLACES
        parts.append(values.get(name, "") + rest if known else ("{" if parts else "") + piece)
    return "".join(parts)
