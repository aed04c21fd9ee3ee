"""The communities that the figures are taken on."""

from datetime import timedelta

from benchmarks.community import Shape
from benchmarks.figure import Scale
from benchmarks.prose import short_texts, texts

LONGEST, HUNDRED = 1, 2
"""Ids of the longest thread of each, and of the anchors' thread of 100 posts."""


def anchored(scale: Scale) -> Shape:
    """Give the community of the anchors: 2,000 threads, 40,000 posts, one thread of 5,000, another of 100."""
    others = [100, *(17 + number % 2 for number in range(1998))]
    threads = scale.of(2000, 400)
    return Shape(
        members=200, categories=20, tags=40, threads=threads, longest=5000, sizes=others[: threads - 1],
        texts=texts(240),
    )  # fmt: skip


def small() -> Shape:
    """Give a community of 1,000 posts, whose every list still fills a page, that of the week included."""
    return Shape(
        members=20, categories=3, tags=4, threads=181, longest=100, sizes=(1, 6, 6, 7), texts=short_texts(25),
        lasts=timedelta(days=30),
    )  # fmt: skip


def large(scale: Scale) -> Shape:
    """Give a community of the same build with 1,000,000 posts, 100,000 of them in one thread."""
    return Shape(
        members=scale.of(5000, 500), categories=3, tags=scale.of(40, 8), threads=scale.of(180_001, 9_001),
        longest=scale.of(100_000, 5_000), sizes=(1, 6, 6, 7), texts=short_texts(25),
    )  # fmt: skip
