"""Friends who like each other gain little: a ring of ten less than one honest member."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import permutations

from forum.points.reckoning import Act, Ruling, Terms
from forum.points.registry import MERITS
from forum.points.settling import lines_of, returned_to

FIRST = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAYS = 30


def dice(seed: int) -> Iterator[int]:
    """Throw the same numbers in every run."""
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        yield seed >> 8


def gained(event: str, acts: list[Act]) -> dict[int, int]:
    """Give what the rule that ships with the house makes of deeds, for each member."""
    ordered = sorted(acts, key=lambda act: (act.member_id, act.happened_at, act.id))
    rule = Ruling(1, event, Terms.of(MERITS[event].terms or {}))
    returned = returned_to((act.from_id, act.member_id, act.happened_at) for act in acts)
    points: dict[int, int] = {}
    for act, line in lines_of([rule], ordered, returned):
        points[act.member_id] = points.get(act.member_id, 0) + line.points
    return points


def deeds(event: str, pairs: list[tuple[int, int, datetime]], **worth: int) -> list[Act]:
    return [
        Act(number, event, member, giver, worth, moment, True) for number, (member, giver, moment) in enumerate(pairs)
    ]


def liked(pairs: list[tuple[int, int, datetime]]) -> dict[int, int]:
    """Give what likes bring both sides: (author, liker, moment)."""
    points = gained("like_received", deeds("like_received", pairs, giver_days=400))
    for member, more in gained("like_given", deeds("like_given", [(b, a, at) for a, b, at in pairs])).items():
        points[member] = points.get(member, 0) + more
    return points


def ring() -> list[tuple[int, int, datetime]]:
    """Ten accounts write three posts a day, and all like all of them, in no order."""
    thrown = dice(20261124)
    return [
        (author, liker, FIRST + timedelta(days=day, seconds=next(thrown) % 40_000))
        for day in range(DAYS)
        for _post in range(3)
        for author, liker in permutations(range(1, 11), 2)
    ]


def honest() -> dict[str, int]:
    """A member who writes two replies a day, starts two threads a week, is liked by many and answers at times."""
    thrown = dice(7)
    me, days = 99, [FIRST + timedelta(days=day) for day in range(DAYS)]
    replies = [(me, 0, day + timedelta(hours=hour)) for day in days for hour in (1, 9)]
    threads = [(me, 0, day) for day in days[::4]]
    answers = [(me, 200 + place, day) for place, day in enumerate(days[::5])]
    likes = [(me, 100 + next(thrown) % 40, day + timedelta(hours=each)) for day in days for each in range(2)]
    found = {
        "replies": gained("reply_written", deeds("reply_written", replies, letters=300)),
        "threads": gained("thread_started", deeds("thread_started", threads, letters=300)),
        "answers": gained("answer_accepted", deeds("answer_accepted", answers, letters=300)),
        "likes": liked(likes),
    }
    return {name: points[me] for name, points in found.items()}


def test_a_ring_of_ten_that_like_each_other_gains_less_together_than_one_honest_member(app):
    pairs = ring()
    together, one = sum(liked(pairs).values()), honest()
    assert len(pairs) == 8100
    assert together < sum(one.values())
    assert together / 10 < one["likes"] / 3, "not even from likes alone"
    assert together < 0.02 * len(pairs) * 3, "without bounds each like would bring three"


def test_one_account_that_likes_everything_of_a_friend_brings_next_to_nothing(app):
    fan = [(1, 2, FIRST + timedelta(hours=each)) for each in range(200)]
    assert liked(fan)[1] == 5
