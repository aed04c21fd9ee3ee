"""The clock of threads: every night it notes how much those who were here have read."""

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from forum.core.clock import now
from forum.core.db import insert_or_change, write
from forum.core.jobs import every
from forum.core.transaction import transaction
from forum.members.models import SeenDay
from forum.threads.models import ReadingDay, ReadMark

DAY = 86_400


@every(DAY)
@transaction
def note_reading() -> None:
    """Note the totals of whoever was here since yesterday; no page view has to write them."""
    today = now().date()
    write().execute(_note(insert_or_change(ReadingDay)), {"today": today, "since": today - timedelta(days=1)})


@cache
def _note(fresh: Any) -> Any:
    seen = select(SeenDay.member_id).where(SeenDay.day >= bindparam("since"))
    totals = (
        select(ReadMark.member_id, bindparam("today", type_=SeenDay.day.type), func.count(), func.sum(ReadMark.number))
        .where(ReadMark.member_id.in_(seen))
        .group_by(ReadMark.member_id)
    )
    made = fresh.from_select(["member_id", "day", "threads", "posts"], totals)
    return made.on_conflict_do_update(
        index_elements=["member_id", "day"], set_={"threads": made.excluded.threads, "posts": made.excluded.posts}
    )
