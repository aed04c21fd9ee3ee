"""The scaled house whole, on loopback: seen live through nginx, loaded, with parts of it killed and Redis gone."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page
from sqlalchemy import select

from benchmarks.figure import Figure, Scale
from benchmarks.machine import cpu_seconds
from benchmarks.visits import Refusing
from forum.core.clock import monotonic, now
from forum.core.db import read
from forum.threads.models import Post
from tests.attacks.crowd import Crowd
from tests.attacks.visits import Visit
from tests.browser.houses import Visits
from tests.browser.watching import opened
from tests.services import fleet, postgres, redis
from tests.services.chromium import driving
from tests.services.fleet import Fleet
from tests.services.redis import RedisServer
from tests.services.waiting import until
from tests.stack import Scaled
from tests.world import Talk

THREADS = 4
MOURNERS = 32
LONGEST_S = 5.0
SEEN = """() => {
  window.seen = {};
  new MutationObserver(() => document.querySelectorAll("article.post").forEach((post) => {
    window.seen[post.id] ??= Date.now();
  })).observe(document.body, {childList: true, subtree: true});
}"""
"""Notes the moment at which each post is on the page."""


def measure(scale: Scale) -> Iterator[Figure]:
    """Start everything, and take it through an evening."""
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres.serving(durable=True))
        server = stack.enter_context(redis.running())
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="homeground-fleet-")))
        given = Scaled(folder / "stack", cluster, server.url).fresh(folder / "data")
        house = stack.enter_context(fleet.standing(folder, given["database_url"], given["redis_url"]))
        visits = Visits(stack.enter_context(driving()), house.url, house.world)
        yield from _seen(house, visits, scale)
        yield from _written(house, scale)
        yield from _killed(house, scale)
        yield from _without_redis(house, server, visits, scale)
        visits.close()


def _seen(house: Fleet, visits: Visits, scale: Scale) -> Iterator[Figure]:
    """Let one browser write through nginx and another one watch."""
    talk = house.world.thread("Seen by others")
    watcher, writer = _watching(visits, talk), Visit(house, house.world.member("nadia"))
    waits = [_wait(watcher, talk, writer, number) for number in range(2, scale.of(11, 6))]
    note = (
        f"sent through nginx, drawn in another browser; {min(waits):.0f} to {max(waits):.0f} ms, {len(waits)} replies"
    )
    yield Figure("scaled: a reply sent until another browser shows it", median(waits), "ms", None, None, (), note)


def _watching(visits: Visits, talk: Talk) -> Page:
    page = opened(visits(), talk.url)
    page.evaluate(SEEN)
    return page


def _wait(watcher: Page, talk: Talk, writer: Visit, number: int) -> float:
    """Send a reply, and tell for how many milliseconds the watcher did not see it."""
    began = now().timestamp() * 1000
    if writer.post(f"/threads/{talk.id}/posts", source=f"Reply {number}.").status_code != 303:
        raise Refusing("the reply was not taken")
    seen = until(lambda: watcher.evaluate(f"window.seen['post-{number}']"), seconds=20, what="the reply to be seen")
    return float(seen) - began


def _written(house: Fleet, scale: Scale) -> Iterator[Figure]:
    """Let many write in several threads, each reply synced to the disk by PostgreSQL."""
    talks = [house.world.thread(f"Many write, {number}") for number in range(THREADS)]
    crowds = [Crowd(house, talk, scale.of(10, 3), 8, f"writer{talk.id}x") for talk in talks]
    cpu, began = _cpu(house), monotonic()
    with ExitStack() as speaking:
        for crowd in crowds:
            speaking.enter_context(crowd.speaking())
    lasted = monotonic() - began
    _settle(house)
    if any(_proved(crowd) for crowd in crowds):
        raise Refusing("replies are lost")
    count = sum(len(crowd.acknowledged) for crowd in crowds)
    note = f"{count} replies in {len(crowds)} threads, {count / lasted:.0f}/s with their senders on the same cores"
    spent = (_cpu(house) - cpu) / count * 1000
    yield Figure("scaled: CPU of a reply and its effects, all our processes", spent, "ms", None, None, (), note)


def _killed(house: Fleet, scale: Scale) -> Iterator[Figure]:
    """Kill one of each kind amid the load, and let who got no answer send again."""
    crowd = Crowd(house, house.world.thread("Some die"), MOURNERS, scale.of(8, 6), "mourner")
    with crowd.speaking():
        crowd.wait_for(40)
        for part in (house.pages[0], house.workers[0], house.sockets[0]):
            part.kill()
    for part in (house.pages[0], house.workers[0], house.sockets[0]):
        house.replaced(part)
    unanswered = set(crowd.told) | set(crowd.broken)
    unanswered -= crowd.acknowledged
    crowd.speak_all()
    _settle(house)
    lost = _proved(crowd)
    note = f"{len(crowd.told)} replies, {len(unanswered)} unanswered at first and sent again; none is there twice"
    yield Figure("scaled: acknowledged replies lost to SIGKILL", lost, "", 0, None, (), note)


def _without_redis(house: Fleet, server: RedisServer, visits: Visits, scale: Scale) -> Iterator[Figure]:
    """Take Redis away under reading and writing, and let a browser watch."""
    seconds = scale.of(30, 6)
    for what, away in (("gone", server.gone), ("silent", server.frozen)):
        talk = house.world.thread(f"Redis is {what}")
        watcher, writer = _watching(visits, talk), Visit(house, house.world.member(f"ivo-{what}"))
        reader, waits, sent = Visit(house), [], []
        with away():
            end, number = monotonic() + seconds, 2
            while monotonic() < end:
                began = monotonic()
                if reader.get(talk.url).status_code != 200:
                    raise Refusing("the page was not given")
                waits.append(monotonic() - began)
                if number < 10 and monotonic() > end - seconds * (10 - number) / 8:
                    sent.append(_wait(watcher, talk, writer, number))
                    number += 1
        back = _wait(watcher, talk, writer, number)
        note = (
            f"{seconds} s, {len(waits)} pages and {len(sent)} replies, all taken; {back:.0f} ms to be seen afterwards"
        )
        longest = max(*waits, max(sent) / 1000)
        yield Figure(f"scaled: Redis {what}, longest wait for a page", longest, "s", LONGEST_S, None, (), note)
        yield Figure(f"scaled: Redis {what}, a reply until another browser shows it", median(sent), "ms")


def _cpu(house: Fleet) -> float:
    """Add up the CPU seconds of all processes of ours."""
    return sum(cpu_seconds(pid) for part in house.parts for pid in part.pids)


def _settle(house: Fleet) -> None:
    """Wait until all that followed is done."""
    until(lambda: house.work_left() == 0, seconds=60, what="the work that followed")


def _proved(crowd: Crowd) -> int:
    """Count acknowledged replies that are not there; raises Refusing if one is there twice or a number is missing."""
    stored = select(Post.number, Post.source).where(Post.thread_id == crowd.talk.id, Post.number > 1)
    with crowd.live.world.app.app_context():
        rows = read().execute(stored.order_by(Post.number)).all()
    kept = {row.source for row in rows}
    if len(kept) < len(rows) or [row.number for row in rows] != list(range(2, len(rows) + 2)):
        raise Refusing("replies are there twice, or in gaps")
    return len({crowd.source(key) for key in crowd.acknowledged} - kept)
