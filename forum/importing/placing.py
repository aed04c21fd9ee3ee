"""Where everything of a thread comes to stand: the order of its posts, their numbers, its counters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.importing.shapes import PostIn, ThreadIn

KINDS = {"question": 0, "answer": 1, "comment": 2}


@dataclass(frozen=True, slots=True)
class Placed:
    """A post with its number and the number of the post that it replies to."""

    post: PostIn
    number: int
    reply_to: int | None
    likes: int
    replies: int


def place(thread: ThreadIn) -> list[Placed]:
    """Give each post of a thread its number, in the order in which they were written.

    The question is first and a comment comes after its post, even where the clocks of merged and moved posts
    say otherwise.
    """
    ordered = _ordered(thread.posts)
    numbers = {post.key: number for number, post in enumerate(ordered, 1)}
    targets = {post.key: numbers.get(post.parent) if post.parent else None for post in ordered}
    replies = Counter(targets.values())
    return [
        Placed(post, numbers[post.key], targets[post.key], likes_of(post), replies[numbers[post.key]])
        for post in ordered
    ]


def likes_of(post: PostIn) -> int:
    """Count the likes of a post."""
    return sum(votes.count for votes in post.votes if votes.kind == "like")


def _ordered(posts: Sequence[PostIn]) -> list[PostIn]:
    by_kind = sorted(posts, key=lambda post: KINDS[post.kind])
    not_before: dict[str, datetime] = {}
    opened = by_kind[0].made if by_kind and by_kind[0].kind == "question" else None
    for post in by_kind:
        above = not_before.get(post.parent or "", opened)
        not_before[post.key] = max(post.made, above) if above else post.made
    return sorted(posts, key=lambda post: (post.place, not_before[post.key], KINDS[post.kind], len(post.key), post.key))
