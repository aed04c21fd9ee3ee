"""What the moderators' queue costs: its page with ten thousand open cases against a hundred."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from sqlalchemy import insert, select

from app import create_app
from benchmarks.figure import Figure, Scale
from forum.categories.models import Category
from forum.core.clock import now
from forum.core.config import Settings
from forum.core.db import db, read
from forum.core.setup import bring_up_to_date
from forum.core.transaction import transaction
from forum.threads.models import Post
from moderation.queue.models import Case, Evidence, Hit
from moderation.queue.priority import total
from tests.clients import Visitor
from tests.world import World

MOST_MS = 100.0
FEW, MANY = 100, 10_000
TIMES = 30
_HIT: dict[str, Any] = {"source": "flag", "weight": 1.0, "detail": {}, "outcome": ""}
_COPY: dict[str, Any] = {"title": "A title", "source": "Words", "html": "<p>Words</p>", "pictures": []}


def measure(scale: Scale) -> Iterator[Figure]:
    """Open the queue with few and with many open cases, in this process."""
    few = _opened(FEW)
    many = _opened(scale.of(MANY, 10 * FEW))
    yield Figure("queue page, 100 open cases", few, "ms CPU", MOST_MS)
    yield Figure("queue page, 10,000 open cases", many, "ms CPU", MOST_MS, note=f"{many / few:.2f}x")


def _opened(count: int) -> float:
    with TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder), url="http://localhost"))
        app.test_client_class = Visitor
        with app.app_context():
            bring_up_to_date()
            world = World(app)
            talk = world.thread("Gas or petrol?", by=world.member("ana", password=None))
            for _reply in range(20):
                world.reply(talk, by=world.member("ben", password=None), source=f"My reply number {_reply} is this.")
            _fill(count)
            milliseconds = _page(world)
            db.engine.dispose()
    return milliseconds


@transaction
def _fill(count: int) -> None:
    """Store open cases as reports do; every one is about another thing, a few of them about posts that are there."""
    posts: Sequence[int] = read().scalars(select(Post.id).order_by(Post.id)).all()
    place = read().execute(select(Category.id)).scalars().first()
    cases, hits, copies = [], [], []
    for number in range(1, count + 1):
        opened, parts = now() - timedelta(minutes=number % 900), {"harm": float(number % 40), "weight": 8.0}
        thing = posts[number - 1] if number <= len(posts) else 1_000_000 + number
        cases.append(_case(number, thing, f"category:{place}", opened, parts | {"reach": 60.0 * (number <= 20)}))
        hits.append(
            {"case_id": number, "source": "flag", "weight": 1.0, "detail": {}, "outcome": "", "made_at": opened}
        )
        copies.append({
            "case_id": number, "title": "A title", "source": "Words", "html": "<p>Words</p>", "pictures": [],
            "frozen_at": opened,
        })  # fmt: skip
    for table, rows in ((Case, cases), (Hit, hits), (Evidence, copies)):
        db.session.execute(insert(table), rows)


def _case(number: int, thing: int, place: str, opened: Any, parts: dict[str, float]) -> dict[str, Any]:
    return {
        "id": number, "kind": "post", "thing_id": thing, "place": place, "lane": "flagged", "title": f"Case {number}",
        "excerpt": "", "likeness": f"{number % 500}", "state": "open", "version": 2, "priority": total(parts, opened),
        "parts": parts, "sheltered": False, "late": False, "opened_at": opened, "due_at": now() + timedelta(hours=2),
    }  # fmt: skip


def _page(world: World) -> float:
    visitor = world.client(world.moderator("mira"))
    assert visitor.get("/moderation").status_code == 200
    began = process_time()
    for _time in range(TIMES):
        visitor.get("/moderation")
    return 1000 * (process_time() - began) / TIMES
