"""How alike two texts are, by figures small enough to keep for every post.

A digest is the same for the same words, whatever stands between them. A simhash (Charikar 2002) adds up the hashes of
all runs of three words, one vote for each bit: texts that share most runs differ in few bits. Two texts whose
simhashes of 64 bits differ in three bits at most have one of their four quarters in common (Manku and others 2007), so
near copies are found by an index over the quarters.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b

FEWEST_WORDS = 8
MOST_WORDS = 600
NEAR = 3
"""Bits in which near copies may differ."""

_WORD = re.compile(r"[^\W_]+")
_LANE = 16
"""Bits of a lane: each counts one bit of the hashes, for up to 65,535 of them."""
_SPREAD = [sum((byte >> bit & 1) << bit * _LANE for bit in range(8)) for byte in range(256)]


def digest(folded: str) -> str | None:
    """Give a digest of the words of a folded text, or None where there are too few to tell."""
    words = _WORD.findall(folded)
    if len(words) < FEWEST_WORDS:
        return None
    return blake2b(" ".join(words).encode(), digest_size=16).hexdigest()


def simhash(folded: str) -> int | None:
    """Give the simhash of a folded text, or None where there are too few words to tell."""
    words = _WORD.findall(folded)[:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return None
    runs = {" ".join(words[start : start + 3]) for start in range(len(words) - 2)}
    return _majority([blake2b(run.encode(), digest_size=8).digest() for run in runs])


def quarters(hashed: int) -> tuple[int, int, int, int]:
    """Give the four quarters of a simhash."""
    return hashed & 0xFFFF, hashed >> 16 & 0xFFFF, hashed >> 32 & 0xFFFF, hashed >> 48


def whole(bands: Sequence[int]) -> int:
    """Put a simhash together again from its quarters."""
    return sum(band << 16 * place for place, band in enumerate(bands))


def near(one: int, other: int) -> bool:
    """Tell whether two simhashes are those of near copies."""
    return (one ^ other).bit_count() <= NEAR


def _majority(hashes: Sequence[bytes]) -> int:
    """Set each bit that more than half of the hashes have; eight bits are counted at once, in lanes of one number."""
    result = 0
    for place in range(8):
        lanes = sum(_SPREAD[hashed[place]] for hashed in hashes)
        for bit in range(8):
            if 2 * (lanes >> bit * _LANE & 0xFFFF) > len(hashes):
                result |= 1 << (8 * place + bit)
    return result
