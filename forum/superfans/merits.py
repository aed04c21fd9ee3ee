"""The signs that the rooms of the forum give: whom somebody helped, who answers first, whose talks live, thanks."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import and_, bindparam, distinct, func, or_, select

from forum.core.db import Moment, Statement, read
from forum.kudos.models import Kudos
from forum.superfans.registry import helps, sign
from forum.threads.models import Deletion, Post, Reaction, Thread

LIVES, FEW = 6, 3
SINCE, UNTIL = bindparam("since", type_=Moment), bindparam("until", type_=Moment)

_stands = (Post.published_at.is_not(None), ~select(Deletion.post_id).where(Deletion.post_id == Post.id).exists())
_then = (Post.published_at >= SINCE, Post.published_at < UNTIL)
_of_others = Thread.author_id != Post.author_id
_thanked_for = or_(
    Thread.answer_id == Post.id,
    select(Reaction.id)
    .where(Reaction.post_id == Post.id, Reaction.member_id == Thread.author_id, Reaction.kind == "like")
    .exists(),
)
_replies = select(Post.author_id).join(Thread, Thread.id == Post.thread_id).where(*_stands, *_then, _of_others)
_PAIRS: Statement = (
    _replies.add_columns(Thread.author_id, func.count())
    .where(_thanked_for)
    .group_by(Post.author_id, Thread.author_id)
    .order_by(func.count().desc(), Thread.author_id)
)
_HELPED: Statement = (
    _replies.add_columns(func.count(distinct(Thread.author_id))).where(_thanked_for).group_by(Post.author_id)
)
_ANSWERS: Statement = _replies.add_columns(func.count()).where(Thread.answer_id == Post.id).group_by(Post.author_id)
_FIRST: Statement = _replies.add_columns(func.count()).where(Post.number == 2).group_by(Post.author_id)
_LIVE: Statement = (
    select(Thread.author_id, func.count())
    .where(
        Thread.published_at >= SINCE, Thread.published_at < UNTIL, Thread.post_count >= LIVES,
        select(func.count(distinct(Post.author_id))).where(Post.thread_id == Thread.id, *_stands).scalar_subquery()
        >= FEW,
    )
    .group_by(Thread.author_id)
)  # fmt: skip
_LIKED: Statement = (
    select(Post.author_id, func.count())
    .join(Reaction, and_(Reaction.post_id == Post.id, Reaction.kind == "like", Reaction.member_id.is_not(None)))
    .where(Reaction.made_at >= SINCE, Reaction.made_at < UNTIL, *_stands)
    .group_by(Post.author_id)
)
_THANKS: Statement = (
    select(Kudos.to_id, func.count())
    .where(Kudos.published_at >= SINCE, Kudos.published_at < UNTIL)
    .group_by(Kudos.to_id)
)


def _counted(statement: Statement) -> Any:
    def count(since: datetime, until: datetime) -> Mapping[int, int]:
        return {row[0]: row[1] for row in read().execute(statement, {"since": since, "until": until})}

    return count


sign(
    "helped",
    _l("People helped"),
    lambda n: ngettext("helped %(num)s person", "helped %(num)s people", n),
    weight=6,
    why=_l("Somebody accepted or liked the reply in their own thread: nobody says it more clearly."),
)(_counted(_HELPED))
sign(
    "answers",
    _l("Accepted answers"),
    lambda n: ngettext("gave %(num)s accepted answer", "gave %(num)s accepted answers", n),
    weight=5,
    why=_l("An accepted answer helps everybody who comes with the same question later."),
)(_counted(_ANSWERS))
sign(
    "kudos",
    _l("Thanks received"),
    lambda n: ngettext("was thanked %(num)s time", "was thanked %(num)s times", n),
    weight=4,
    why=_l("A public thank-you with a reason is rare, members have few a day."),
)(_counted(_THANKS))
sign(
    "first",
    _l("First to answer"),
    lambda n: ngettext("was the first to answer %(num)s time", "was the first to answer %(num)s times", n),
    weight=3,
    why=_l("The first reply decides whether somebody comes back."),
)(_counted(_FIRST))
sign(
    "talks",
    _l("Talks that live"),
    lambda n: ngettext("started %(num)s talk that lives", "started %(num)s talks that live", n),
    weight=3,
    why=_l("A thread with six posts by three people gave others something to say."),
)(_counted(_LIVE))
sign(
    "likes",
    _l("Likes received"),
    lambda n: ngettext("received %(num)s like", "received %(num)s likes", n),
    weight=1,
    why=_l("Likes are cheap, and still the widest sign of all."),
)(_counted(_LIKED))


@helps
def whom(since: datetime, until: datetime) -> Mapping[int, list[int]]:
    """Tell whom members helped: whose thread it was when their reply was accepted or liked by them."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row in read().execute(_PAIRS, {"since": since, "until": until}):
        found[row[0]].append(row[1])
    return found
