"""Tells people what happened: each fact once to each, a crowd in bounded batches."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from forum.core.clock import now
from forum.core.db import Moment, Statement, insert_or_change
from forum.core.db import write as writing
from forum.core.jobs import enqueue, job
from forum.core.quick import Quick
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.notifications.audience import BATCH, crowd_of, reached
from forum.notifications.levels import FOLLOW, NORMAL, WATCH
from forum.notifications.models import Attention, Habit, Notification
from forum.notifications.registry import KINDS, News, Withdrawal
from forum.notifications.ringing import ring
from forum.notifications.voices import take_back
from forum.notifications.writing import write

USUAL = {"start": WATCH, "reply": FOLLOW}
_about = (
    Notification.subject == bindparam("subject"),
    Notification.kind.in_(bindparam("kinds", expanding=True)),
)
_OF = select(Notification.id, Notification.member_id).where(*_about)
_GONE = delete(Notification).where(*_about).returning(Notification.member_id)


@transaction
def receive(told: News | Withdrawal) -> None:
    """Tell news, or take it back, in the transaction of whoever listens."""
    if isinstance(told, Withdrawal):
        _take_back(told)
    else:
        _tell(told)


@job
@transaction
def tell_rest(news: dict[str, Any], told: list[int], behind: int) -> None:
    """Go on telling a crowd, behind the member with this id."""
    _tell_crowd(News(**news), told, behind)


def _tell(news: News) -> None:
    """Tell those it names, each by the strongest reason only, then the crowd that follows the place."""
    named = {each for ids in news.to.values() for each in ids if each != news.actor_id}
    left, new = set(reached(news, sorted(named))), list[int]()
    told = sorted(left)
    for name, ids in news.to.items():
        some = sorted(left & set(ids))
        new += write(KINDS[name], news, some)
        left -= set(some)
    ring(new)
    for member_id, how in news.joined.items():
        _keep_an_eye(member_id, news.ladder[0][0], how)
    if news.crowd is not None:
        _tell_crowd(news, told, 0)


def _tell_crowd(news: News, told: Sequence[int], behind: int) -> None:
    some = crowd_of(news, told, behind)
    ring(write(KINDS[news.crowd or ""], news, some))
    if len(some) == BATCH:
        enqueue(tell_rest, news=asdict(news), told=list(told), behind=some[-1])


def _take_back(told: Withdrawal) -> None:
    """Take back what was told of a subject, or one person's part in it."""
    about = {"subject": told.subject, "kinds": told.kinds or list(KINDS)}
    if told.actor_id is None:
        ring(list(writing().scalars(_GONE, about)))
        return
    for row in writing().execute(_OF, about).all():
        take_back(row.id, told.actor_id, now())
        ring([row.member_id])


def _keep_an_eye(member_id: int, place: str, how: str) -> None:
    """Let whoever takes part follow the place as they are used to; what they chose there before stays."""
    values = {"member": member_id, "place": place, "moment": now(), "usual": USUAL[how], "normal": NORMAL}
    _attending(insert_or_change(Attention), how).count(values)


@cache
def _attending(fresh: Any, how: str) -> Quick:
    """Make the statement that notes a place for somebody who took part in it."""
    level = func.coalesce({"start": Habit.on_start, "reply": Habit.on_reply}[how], bindparam("usual"))
    row: Statement = (
        select(Member.id, bindparam("place"), level, bindparam("moment", type_=Moment))
        .outerjoin(Habit, Habit.member_id == Member.id)
        .where(Member.id == bindparam("member"), level != bindparam("normal"))
    )
    return Quick(fresh.from_select(("member_id", "place", "level", "chosen_at"), row).on_conflict_do_nothing())
