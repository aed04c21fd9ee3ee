"""What the people of the demo world read and when they came by; what trust and profiles make of it follows."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import insert, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import read, write
from forum.core.jobs import enqueue
from forum.core.transaction import transaction
from forum.members.models import SeenDay
from forum.superfans.jobs import reckon_superfans
from forum.threads.models import Thread
from forum.threads.publishing import mark_read
from forum.trust.jobs import weigh_on

DAYS = 88
"""So long ago the world began."""


@transaction
def read_along(actors: Sequence[Actor]) -> None:
    """Let everybody come by and read: some now and then, some nearly every day; then the clock of trust weighs them."""
    threads = read().execute(select(Thread.id, Thread.last_number).order_by(Thread.id)).all()
    today = now().date()
    for place, actor in enumerate(actors):
        often = 2 + place * 5 % 7  # every second day, or every eighth
        if often == 7 and actor.role == "member":
            continue  # some only ever came to write
        days = [day for day in range(DAYS) if day * 3 % often < 2 or day % 5 == place % 5]
        rows = [{"member_id": actor.member_id, "day": today - timedelta(days=day), "seconds": 240} for day in days]
        write().execute(insert(SeenDay), rows)
        for thread in threads:
            if (thread.id + place) % (often + 1) != 0:
                mark_read(actor.member_id or 0, thread.id, max(1, thread.last_number - (thread.id + place) % 3))
    enqueue(weigh_on, behind=0, hours=0)
    enqueue(reckon_superfans, after=1)  # once everybody has been thanked
