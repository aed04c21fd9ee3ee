"""Replies through HTTP: what each costs the house, everything that follows from it included."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from re import search
from time import sleep
from urllib.parse import urlencode

from benchmarks import anchors
from benchmarks.communities import anchored
from benchmarks.figure import Figure, Scale
from benchmarks.kept import copied, kept, sign_in
from benchmarks.machine import meter
from benchmarks.prose import texts
from benchmarks.visits import Ask, Refusing, address, fetch, visit
from forum.core.clock import monotonic
from tests.services.product import Live, living

EACH = 8
"""Replies of one member: the product lets everybody write ten a minute, so the load is spread over many."""
FIRST_THREAD = 3
PATIENCE_S = 60


def measure(scale: Scale) -> Iterator[Figure]:
    """Let one client write, then eight, each reply by a member in their own session with their own form's token."""
    members = scale.of(180, 40)
    with copied(kept("anchored", anchored(scale))) as data:
        tokens = sign_in(data, range(1, members + 1))
        with living(data) as house:
            asks = [writings(house, thread_id, token) for thread_id, token in enumerate(tokens, FIRST_THREAD)]
            half = len(asks) // 3
            one, eight = _dealt(asks[:half]), _dealt(asks[half:])
            yield from _written(house, data, one, 1, (anchors.REPLY_RATE_1, anchors.REPLY_CPU_1))
            yield from _written(house, data, eight, 8, (anchors.REPLY_RATE_8, anchors.REPLY_CPU_8))


def writings(house: Live, thread_id: int, token: str) -> list[Ask]:
    """Open a thread as a member, take the token out of its form, and write the replies to send."""
    path, headers = address(house, thread_id), {"Cookie": f"session={token}"}
    _response, body = fetch(house.port, Ask(path, headers))
    found = search(r'name="csrf_token" value="([^"]+)"', body.decode())
    if found is None:
        raise Refusing(f"{path} shows a member no form")
    words = (texts(240)[(thread_id * EACH + place) % 240].source for place in range(EACH))
    forms = (urlencode({"csrf_token": found[1], "once": secrets.token_urlsafe(16), "source": each}) for each in words)
    return [Ask(f"/threads/{thread_id}/posts", headers, form, 303) for form in forms]


def _dealt(asks: Sequence[Sequence[Ask]]) -> list[Ask]:
    """Let the members take turns."""
    return [ask for turn in zip(*asks, strict=True) for ask in turn]


def _written(
    house: Live, data: Path, asks: Sequence[Ask], clients: int, rivals: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[Figure]:
    pulse, before = meter(house.pid), _count(data, "post")
    cpu = pulse()
    cost = visit(house.port, pulse, asks, clients)
    _settle(data)
    spent = (pulse() - cpu) / len(asks) * 1000
    written = _count(data, "post") - before
    if written != len(asks):
        raise Refusing(f"{written} of {len(asks)} replies are there")
    who = f"{clients} client{'s' if clients > 1 else ''}"
    note = f"{len(asks)} replies, synced to the disk, all there"
    yield Figure(f"replies, {who}", cost.rate, "/s", None, None, rivals[0], note)
    note = f"{cost.cpu_ms:.1f} ms while they were sent"
    yield Figure(f"CPU of a reply and its effects, {who}", spent, "ms", None, None, rivals[1], note)


def _settle(data: Path) -> None:
    """Wait until the house has done all that followed."""
    deadline = monotonic() + PATIENCE_S
    while _count(data, "job WHERE due_at <= CURRENT_TIMESTAMP"):
        if monotonic() > deadline:
            raise Refusing("the work that followed from the replies is not done")
        sleep(0.05)


def _count(data: Path, what: str) -> int:
    with sqlite3.connect(data / "homeground.db", timeout=10) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])  # noqa: S608 (our own words)
