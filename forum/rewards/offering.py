"""Offers rewards to members: within the budget, one of each to each, whoever asks at the same time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import insert, select, update

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, lock, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.members.queries import ids_of_names
from forum.rewards.events import GrantWithdrawn, RewardGranted
from forum.rewards.models import Reward, RewardGrant
from forum.rewards.policy import may_look_after

MOST_NAMES = 200
LONGEST_REASON = 300
GONE = ("expired", "withdrawn")
"""States in which somebody has nothing of a reward, and may be offered it anew."""


def room_in(reward: Reward) -> int | None:
    """Count how many more may be granted within the budget; None is without end."""
    rooms = []
    if reward.most_grants is not None:
        rooms.append(reward.most_grants - reward.granted)
    if reward.most_cost is not None and reward.unit_cost:
        rooms.append((reward.most_cost - reward.committed) // reward.unit_cost)
    return max(0, min(rooms)) if rooms else None


def is_open(reward: Reward) -> bool:
    """Tell whether a reward may be granted and claimed now."""
    return reward.closed_at is None and (reward.ends_at is None or reward.ends_at > now())


@transaction
def grant_by_hand(actor: Actor, reward_id: int, names: Sequence[str], reason: str) -> int:
    """Offer a reward to members by their names: to all of them, or to none. Gives how many are new."""
    require(may_look_after(actor))
    reason = clean_line(reason, LONGEST_REASON, "reason")
    if not reason:
        raise Refused(_("Say why: the member will read it."), "reason")
    wanted = list(dict.fromkeys(name.lstrip("@") for name in names if name))
    if not 1 <= len(wanted) <= MOST_NAMES:
        raise Refused(_("Give 1 to %(most)s names.", most=MOST_NAMES), "names")
    known = ids_of_names(wanted)
    if strange := [name for name in wanted if name not in known]:
        raise Refused(_("Nobody here is called %(names)s.", names=", ".join(strange[:5])), "names")
    reward = _open(reward_id)
    new = _new_to(reward, sorted(set(known.values())))
    room = room_in(reward)
    if room is not None and len(new) > room:
        raise Refused(
            ngettext(
                "The budget allows %(num)s more, and you named %(count)s.",
                "The budget allows %(num)s more, and you named %(count)s.",
                room, count=len(new),
            ),
            "names",
        )  # fmt: skip
    _offer(reward, new, "hand", "", reason, actor.member_id)
    return len(new)


@transaction
def grant_by_rule(reward_id: int, member_ids: Sequence[int], how: str, cause: str, reason: str = "") -> int:
    """Offer a reward that a rule grants, once to each, the first of them while the budget lasts; gives how many."""
    if db.session.get(Reward, reward_id) is None:
        return 0
    reward = lock(Reward, reward_id)
    if not is_open(reward):
        return 0
    new, room = set(_new_to(reward, member_ids, ever=True)), room_in(reward)
    some = [each for each in dict.fromkeys(member_ids) if each in new][:room]
    _offer(reward, some, how, cause, reason, None)
    return len(some)


@transaction
def take_back(actor: Actor, grant_id: int) -> int:
    """Take back an offer that was not claimed; gives the reward it was of."""
    require(may_look_after(actor))
    found = db.session.get(RewardGrant, grant_id)
    if found is None:
        raise Refused(_("This offer is not there any more."))
    reward = lock(Reward, found.reward_id)
    grant = lock(RewardGrant, grant_id)
    if grant.state != "offered":
        raise Refused(_("It is claimed already, and stays with the member."))
    release(reward, grant, "withdrawn", actor.member_id)
    return reward.id


def release(reward: Reward, grant: RewardGrant, state: str, by_id: int | None) -> None:
    """End an offer and give the budget back what it took; both rows are locked by the caller."""
    grant.state, grant.until, grant.ended_at = state, None, now()
    reward.granted -= 1
    reward.committed -= grant.cost
    record(GrantWithdrawn(grant.id, reward.id, grant.member_id or 0, by_id))


def claim_until(reward: Reward) -> datetime:
    """Tell until when something that happens now may be claimed."""
    end = now() + timedelta(days=reward.claim_days)
    return min(end, reward.ends_at) if reward.ends_at else end


def _open(reward_id: int) -> Reward:
    if db.session.get(Reward, reward_id) is None:
        raise Refused(_("This reward is not there any more."))
    reward = lock(Reward, reward_id)
    if not is_open(reward):
        raise Refused(_("This reward is closed: nothing more is granted."))
    return reward


def _new_to(reward: Reward, member_ids: Sequence[int], *, ever: bool = False) -> list[int]:
    """Give those who are here and do not have it, or never did; with the reward locked."""
    have = select(RewardGrant.member_id).where(
        RewardGrant.reward_id == reward.id,
        RewardGrant.member_id.in_(member_ids),
        RewardGrant.state.not_in(() if ever else GONE),
    )
    here = select(Member.id).where(Member.id.in_(member_ids), Member.email_key.is_not(None), Member.id.not_in(have))
    return list(write().scalars(here.order_by(Member.id)))


def _offer(reward: Reward, member_ids: Sequence[int], how: str, cause: str, reason: str, by_id: int | None) -> None:
    """Write the offers, anew for those whose former one is over."""
    values = {
        "how": how, "cause": cause[:60], "reason": reason, "by_id": by_id, "state": "offered",
        "until": claim_until(reward), "cost": reward.unit_cost, "granted_at": now(), "claimed_at": None,
        "revealed_at": None, "ended_at": None, "former": "",
    }  # fmt: skip
    theirs = RewardGrant.reward_id == reward.id, RewardGrant.member_id.in_(member_ids)
    again = set(write().scalars(select(RewardGrant.member_id).where(*theirs)))
    if again:
        anew = update(RewardGrant).where(RewardGrant.reward_id == reward.id, RewardGrant.member_id.in_(again))
        write().execute(anew.values(**values))
    first = [values | {"reward_id": reward.id, "member_id": each} for each in member_ids if each not in again]
    if first:
        write().execute(insert(RewardGrant), first)
    reward.granted += len(member_ids)
    reward.committed += len(member_ids) * reward.unit_cost
    for row in write().execute(select(RewardGrant.id, RewardGrant.member_id).where(*theirs)).all():
        record(RewardGranted(row.id, reward.id, row.member_id or 0, by_id))
