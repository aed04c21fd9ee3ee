"""Slips of the finger: how far two words are from each other, and where to look for the near ones."""

from collections.abc import Iterable

LEAST = 4
LONG = 8
MOST_LOOKED_AT = 4000


def reach(word: str) -> int:
    """Tell how many slips are forgiven in a word: the shorter it is, the more words are one slip away."""
    return 0 if len(word) < LEAST else 1 if len(word) < LONG else 2


def halves(word: str) -> tuple[str, str]:
    """Give its beginning and its end: after one slip either of the two is whole."""
    middle = len(word) // 2 if reach(word) < 2 else len(word) // 3
    return word[:middle], word[-middle:]


def nearest(word: str, among: Iterable[str], most: int = 8) -> list[str]:
    """List the words within reach, the nearest first, then by the alphabet."""
    bound = reach(word)
    found = {other: distance(word, other, bound) for other in set(among) if other != word}
    near = sorted((far, other) for other, far in found.items() if 0 < far <= bound)
    return [other for _far, other in near[:most]]


def distance(one: str, other: str, bound: int) -> int:
    """Count the slips between two words (wrong, missing, added, swapped letters); more than `bound` are all one."""
    if abs(len(one) - len(other)) > bound:
        return bound + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before, row = before, row, [place]
        for at, counter in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != counter))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == counter:
                cost = min(cost, older[at - 2] + 1)
            row.append(cost)
        if min(row) > bound:
            return bound + 1
    return min(row[-1], bound + 1)
