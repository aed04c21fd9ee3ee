"""What points cost: a community counted from its content, counted anew, and an event as it happens."""

from collections.abc import Iterator
from time import process_time

from sqlalchemy import func, select

from app import create_app
from benchmarks.community import Shape
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept
from benchmarks.prose import short_texts
from benchmarks.visits import Refusing
from forum.core.access import Actor, audiences_of
from forum.core.clock import monotonic
from forum.core.config import Settings
from forum.core.db import db, read, stop_reading
from forum.core.following import follow
from forum.core.relay import round_of_jobs, round_of_telling, run_due
from forum.points import recounting
from forum.points.models import Deed, Entry
from forum.points.queries import served
from forum.threads import actions, steering

EVENTS = 1_000_000
MOST_S = 600
WRITTEN = 200


def shape_of(events: int) -> Shape:
    """Give a community in which so many things happened: two of three are replies, the rest likes and threads."""
    threads = events * 100 // 650
    return Shape(
        members=max(events // 200, 50), categories=3, tags=8, threads=threads, longest=200, sizes=(1, 6, 6, 7),
        texts=short_texts(25),
    )  # fmt: skip


def measure(scale: Scale) -> Iterator[Figure]:
    """Count everything from the content, then once more from what is known, then as it happens."""
    events = scale.of(EVENTS, 20_000)
    with copied(kept(f"points-{events}", shape_of(events))) as data:
        app = create_app(Settings(data=data))
        with app.app_context():
            yield from _counted(events, gather=True)
            yield from _counted(events, gather=False)
            yield from _lived()
            db.session.remove()
            db.engine.dispose()


def _counted(events: int, *, gather: bool) -> Iterator[Figure]:
    edition_id, began, cpu = recounting.begin(gather=gather), monotonic(), process_time()
    while recounting.carry_on(edition_id):
        pass
    took, spent = monotonic() - began, process_time() - cpu
    if read().scalar(select(served)) != edition_id:
        raise Refusing("the new ledger does not count")
    deeds = read().scalar(select(func.count()).select_from(Deed)) or 0
    points = read().scalar(select(func.sum(Entry.points)).where(Entry.edition_id == served))
    stop_reading()
    how = "from the content" if gather else "counted anew"
    note = f"{deeds:,} events, {points:,} points, {spent:.0f} s of CPU"
    yield Figure(f"points: {events:,} events {how}", took, "s", most=MOST_S, note=note)
    while recounting.forget_retired():
        pass


def _lived() -> Iterator[Figure]:
    """Write replies and like them, and see what the points of it take."""
    run_due()
    for written, note in ((WRITTEN, "many at once"), (WRITTEN // 4, "each by itself")):
        spent = sum(_written(range(1)) for _each in range(written)) if "itself" in note else _written(range(written))
        yield Figure(f"points: CPU of an event, {note}", spent / (2 * written) * 1000, "ms", most=5.0)


def _written(places: range) -> float:
    """Let people reply and like it; gives the seconds of CPU that their points took."""
    for place in places:
        said = actions.reply(_person(place % 20), 3 + place % 50, "Trim the wick with the collar, then let it cool.")
        steering.like(_person((place + 7) % 20), said.post_id)
    while round_of_telling() + round_of_jobs():
        pass
    began = process_time()
    while follow(recounting.FOLLOWER):
        pass
    return process_time() - began


def _person(number: int) -> Actor:
    audiences = audiences_of("member")
    return Actor(member_id=number + 1, role="member", audiences=audiences, trust_level=1, confirmed=True)
