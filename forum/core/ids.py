"""Ids as people and pages write them: plain digits that fit the database (S33)."""

from typing import TypeVar

D = TypeVar("D")

MOST_DIGITS = 18


def id_in(text: str, otherwise: D) -> int | D:
    """Read an id, or give something else where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else otherwise
