"""Tells people what happened: each fact once to each, a crowd in bounded batches."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select, update

from forum.core.clock import now
from forum.core.db import db, insert_new
from forum.core.events import record
from forum.core.jobs import enqueue, job
from forum.core.transaction import transaction
from forum.notifications.audience import BATCH, crowd_of, reached, silenced, told_before
from forum.notifications.events import MembersTold
from forum.notifications.levels import FOLLOW, NORMAL, WATCH
from forum.notifications.models import Attention, Habit, Notification, Voice
from forum.notifications.registry import KINDS, News, Withdrawal
from forum.notifications.writing import recount, write


@transaction
def receive(told: News | Withdrawal) -> None:
    """Tell news, or take it back, in the transaction of whoever listens."""
    if isinstance(told, Withdrawal):
        _take_back(told)
    elif not silenced(told.actor_id):
        _tell(told)


@job
@transaction
def tell_rest(news: dict[str, Any], told: list[int], behind: int) -> None:
    """Go on telling a crowd, behind the member with this id."""
    again = News(**news)
    if not silenced(again.actor_id):
        _tell_crowd(again, told, behind)


def _tell(news: News) -> None:
    """Tell those it names, each by the strongest reason only, then the crowd that follows the place."""
    told, new = told_before(news), []
    for name, wanted in news.to.items():
        folds = KINDS[name].folds == "people"
        some = reached(news, [each for each in wanted if each != news.actor_id and (folds or each not in told)])
        new += write(KINDS[name], news, some)
        told += some
    _ring(new)
    if news.joined is not None and news.actor_id is not None:
        _keep_an_eye(news.actor_id, news.ladder[0][0], news.joined)
    if news.crowd is not None:
        _tell_crowd(news, told, 0)


def _tell_crowd(news: News, told: Sequence[int], behind: int) -> None:
    some = crowd_of(news, told, behind)
    _ring(write(KINDS[news.crowd or ""], news, some))
    if len(some) == BATCH:
        enqueue(tell_rest, news=asdict(news), told=list(told), behind=some[-1])


def _take_back(told: Withdrawal) -> None:
    """Take back what was told of a subject, or one person's part in it."""
    about = [Notification.subject == told.subject]
    if told.kinds:
        about.append(Notification.kind.in_(told.kinds))
    if told.actor_id is None:
        gone = delete(Notification).where(*about).returning(Notification.member_id)
        _ring(list(db.session.scalars(gone, execution_options={"synchronize_session": False})))
        return
    for row in db.session.execute(select(Notification.id, Notification.member_id).where(*about)):
        theirs = update(Voice).where(Voice.notification_id == row.id, Voice.actor_id == told.actor_id)
        db.session.execute(theirs.values(withdrawn=True))
        if recount(row.id) == 0:
            db.session.execute(update(Notification).where(Notification.id == row.id).values(read_at=now()))
        _ring([row.member_id])


def _keep_an_eye(member_id: int, place: str, how: str) -> None:
    """Let whoever takes part follow the place as they are used to; what they chose there before stays."""
    habit = db.session.get(Habit, member_id)
    usual = {"start": habit.on_start if habit else WATCH, "reply": habit.on_reply if habit else FOLLOW}[how]
    if usual != NORMAL:
        db.session.execute(insert_new(Attention, member_id=member_id, place=place, level=usual, chosen_at=now()))


def _ring(member_ids: list[int]) -> None:
    """Let the bells of these members know."""
    if member_ids:
        record(MembersTold(sorted(set(member_ids))))
