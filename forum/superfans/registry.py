"""How rooms plug in: signs by which somebody carries the community, each with its weight and why it has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Counter = Callable[[datetime, datetime], Mapping[int, int]]
"""Counts something for all members from a moment on, up to but without another; whoever has 0 is left out."""
Pairs = Callable[[datetime, datetime], Mapping[int, list[int]]]


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that superfans do: what it is called, how it is said of somebody, what it weighs and why."""

    key: str
    label: Any
    weight: float
    why: Any
    say: Callable[[int], str]
    count: Counter


SIGNS: dict[str, Sign] = {}
WHOM: list[Pairs] = []


def sign(key: str, label: Any, say: Callable[[int], str], *, weight: float, why: Any) -> Callable[[Counter], Counter]:
    """Let the function's count be a sign of superfans."""

    def register(count: Counter) -> Counter:
        SIGNS[key] = Sign(key, label, weight, why, say, count)
        return count

    return register


def helps(pairs: Pairs) -> Pairs:
    """Let the function tell whom members helped, the ones they helped most first."""
    WHOM.append(pairs)
    return pairs
