"""What can be done with thanks: given, taken back, limited; and the staff's shout-outs."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select, update

from forum.core import gates, receipts
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import add_new, db, lock, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.kudos import policy, queries
from forum.kudos.events import KudosGiven, KudosWithdrawn, ShoutOutMade
from forum.kudos.models import LONGEST_REASON, HiddenKudos, Kudos, KudosLimit, ShoutOut
from forum.members.models import Member
from forum.members.queries import ids_of_names
from forum.threads import actions as threads
from forum.threads import grounds
from forum.threads.models import Post
from forum.threads.publishing import touch

SHORTEST_REASON = 3
MOST_A_DAY = 100
MOST_PEOPLE = 20


@transaction
def thank(actor: Actor, post_id: int, reason: str, *, key: str | None = None) -> int:
    """Thank the author of a post, and say why; gives the id of the thanks."""
    ground = grounds.of_post(actor, post_id)
    require(policy.may_thank(actor, ground))
    reason = _clean(reason)
    if done := receipts.earlier(actor, key, post_id, reason):
        return done
    lock(Member, actor.member_id)  # so that nobody gives two at once
    if queries.left_today(actor) < 1:
        raise Refused(_too_many(actor))
    verdict = gates.ask(
        gates.Draft(
            "kudos", actor, f"category:{ground.category_id}", "", reason, answers=frozenset({ground.author_id or 0})
        )
    )
    if verdict.outcome == "refuse":
        raise Refused(verdict.reason, "reason")
    kudos = _store(actor, post_id, ground.author_id or 0, reason)
    receipts.keep(actor, key, kudos.id)
    verdict.settle("kudos", kudos.id)
    if verdict.outcome != "hold":
        publish(kudos)
    return kudos.id


def publish(kudos: Kudos) -> None:
    """Let thanks be seen that are stored, within a transaction; doing it again changes nothing."""
    if kudos.published_at is None:
        kudos.published_at = now()
        record(about(KudosGiven, kudos))


@transaction
def withdraw(actor: Actor, kudos_id: int) -> None:
    """Take one's thanks back; they count for the day all the same."""
    kudos = db.session.get(Kudos, kudos_id)
    if kudos is None or kudos.from_id != actor.member_id or lock(Kudos, kudos_id).withdrawn_at is not None:
        raise Refused(_("These thanks are not there any more."))
    seen = kudos.published_at is not None
    kudos.withdrawn_at, kudos.published_at = now(), None
    if seen:
        record(about(KudosWithdrawn, kudos))


@transaction
def limit(actor: Actor, a_day: Mapping[int, int]) -> None:
    """Choose how many thanks members of each trust level have a day."""
    require(policy.may_speak_for_the_house(actor))
    for level, number in a_day.items():
        if not (0 <= level < len(policy.A_DAY) and 0 <= number <= MOST_A_DAY):
            raise Refused(_("Between 0 and %(most)s a day.", most=MOST_A_DAY), f"level_{level}")
        if not add_new(KudosLimit, trust_level=level, a_day=number):
            write().execute(update(KudosLimit).where(KudosLimit.trust_level == level).values(a_day=number))


@transaction
def shout_out(
    actor: Actor, category_id: int, title: str, source: str, names: Sequence[str], *, key: str | None = None
) -> threads.Placed:
    """Start a thread in which the staff thanks members by name."""
    require(policy.may_speak_for_the_house(actor))
    people = ids_of_names(names)
    if strangers := [name for name in names if name not in people]:
        raise Refused(_("Nobody here is called %(name)s.", name=strangers[0]), "to")
    if not people or len(people) > MOST_PEOPLE:
        raise Refused(_("Choose 1 to %(most)s people.", most=MOST_PEOPLE), "to")
    placed = threads.start(actor, category_id, "announcement", title, source, key=key)
    ids = sorted({*people.values()} - {actor.member_id or 0})
    fresh = [member_id for member_id in ids if add_new(ShoutOut, **_shout(placed.thread_id, member_id, actor))]
    if fresh:
        record(ShoutOutMade(placed.thread_id, actor.member_id or 0, fresh))
    return placed


def about(fact: Any, kudos: Kudos) -> Any:
    """Make a fact about thanks, and let the thread they stand in be drawn anew."""
    thread_id = db.session.scalars(select(Post.thread_id).where(Post.id == kudos.post_id)).one()
    touch(thread_id)
    return fact(kudos.id, kudos.from_id, kudos.to_id, kudos.post_id, thread_id)


def _store(actor: Actor, post_id: int, author_id: int, reason: str) -> Kudos:
    """Store thanks, or give anew what was taken back."""
    own = select(Kudos).where(Kudos.post_id == post_id, Kudos.from_id == actor.member_id)
    kudos = db.session.scalars(own.with_for_update(of=Kudos)).first()
    values = {"to_id": author_id, "reason": reason, "made_at": now(), "published_at": None, "withdrawn_at": None}
    if kudos is None:
        kudos = Kudos(from_id=actor.member_id, post_id=post_id, **values)
        db.session.add(kudos)
    else:
        _refuse_again(kudos)
        for name, value in values.items():
            setattr(kudos, name, value)
    db.session.flush()
    return kudos


def _refuse_again(kudos: Kudos) -> None:
    """Refuse thanks that are there, that moderators hid, or that were taken back today: those count for the day."""
    if kudos.withdrawn_at is None:
        raise Refused(_("You thanked for this post already."))
    if db.session.get(HiddenKudos, kudos.id) is not None:
        raise Refused(_("A moderator hid your thanks for this post: they cannot be given again."))
    if kudos.made_at > now() - queries.DAY:
        raise Refused(_("You took your thanks back. You can thank for this post again tomorrow."))


def _clean(reason: str) -> str:
    reason = clean_line(reason, 10 * LONGEST_REASON, "reason")
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Refused(
            _("Say why in %(least)s to %(most)s letters.", least=SHORTEST_REASON, most=LONGEST_REASON), "reason"
        )
    return reason


def _too_many(actor: Actor) -> str:
    most = policy.a_day(actor, queries.limits())
    return ngettext(
        "You can thank %(num)s time in 24 hours, so that thanks mean something. Come back tomorrow.",
        "You can thank %(num)s times in 24 hours, so that thanks mean something. Come back tomorrow.",
        most,
    )


def _shout(thread_id: int, member_id: int, actor: Actor) -> dict[str, Any]:
    return {"thread_id": thread_id, "member_id": member_id, "by_id": actor.member_id, "made_at": now()}
