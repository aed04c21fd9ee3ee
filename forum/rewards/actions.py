"""What staff can do with rewards: make them, change them, close them."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.categories.models import Category, Permission
from forum.categories.permissions import pass_to, spread
from forum.categories.queries import category_by_id
from forum.core import receipts
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.text.clean import clean_source
from forum.core.transaction import transaction
from forum.members.flairs import FLAIRS
from forum.rewards.events import RewardChanged
from forum.rewards.models import KINDS, PERKS, Reward
from forum.rewards.policy import may_look_after

LONGEST_TITLE, LONGEST_TEXT, LONGEST_VALUE = 120, 2000, 60
CURRENCY_LETTERS = 3
MOST = {"unit_cost": 10**9, "most_grants": 10**9, "most_cost": 10**12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What staff say of a reward; money in hundredths of the currency."""

    title: str
    text: str = ""
    use: str = ""
    perk: str = ""
    perk_value: str = ""
    perk_days: int | None = None
    claim_days: int = 30
    ends_at: datetime | None = None
    currency: str = "EUR"
    unit_cost: int = 0
    most_grants: int | None = None
    most_cost: int | None = None


@transaction
def make_reward(actor: Actor, kind: str, said: Wording, *, key: str | None = None) -> int:
    """Make a reward that can be granted. Gives its id."""
    require(may_look_after(actor))
    if kind not in KINDS:
        raise Refused(_("Choose one of the kinds in the list."), "kind")
    if done := receipts.earlier(actor, key, kind, said):
        return done
    reward = Reward(kind=kind, made_by_id=actor.member_id, made_at=now(), granted=0, committed=0)
    _say(reward, said)
    if kind == "perk":
        _say_perk(actor, reward, said)
    db.session.add(reward)
    db.session.flush()
    receipts.keep(actor, key, reward.id)
    record(RewardChanged(reward.id, actor.member_id))
    return reward.id


@transaction
def change_reward(actor: Actor, reward_id: int, said: Wording) -> None:
    """Say something else of a reward; what it is, and what its perk gives, stays as it was granted."""
    require(may_look_after(actor))
    reward = _reward(reward_id)
    if said.unit_cost != reward.unit_cost and reward.granted:
        raise Refused(_("It was granted already: what one costs stays as it is."), "unit_cost")
    _say(reward, said)
    record(RewardChanged(reward.id, actor.member_id))


@transaction
def close_reward(actor: Actor, reward_id: int) -> None:
    """Grant and claim nothing more of a reward."""
    require(may_look_after(actor))
    reward = _reward(reward_id)
    reward.closed_at = reward.closed_at or now()
    record(RewardChanged(reward.id, actor.member_id))


@transaction
def open_again(actor: Actor, reward_id: int) -> None:
    """Let a closed reward be granted and claimed again."""
    require(may_look_after(actor))
    reward = _reward(reward_id)
    reward.closed_at = None
    record(RewardChanged(reward.id, actor.member_id))


def _reward(reward_id: int) -> Reward:
    if db.session.get(Reward, reward_id) is None:
        raise Refused(_("This reward is not there any more."))
    return lock(Reward, reward_id)


def _say(reward: Reward, said: Wording) -> None:
    reward.title = clean_line(said.title, LONGEST_TITLE, "title")
    if not reward.title:
        raise Refused(_("Give the reward a name."), "title")
    reward.text = clean_source(said.text, LONGEST_TEXT, "text")
    reward.use = clean_source(said.use, LONGEST_TEXT, "use")
    if not 1 <= said.claim_days <= 365:
        raise Refused(_("Between 1 and 365 days."), "claim_days")
    reward.currency = said.currency.upper()
    if len(reward.currency) != CURRENCY_LETTERS or not (reward.currency.isascii() and reward.currency.isalpha()):
        raise Refused(_("Name the currency by its three letters, such as EUR."), "currency")
    reward.claim_days, reward.ends_at = said.claim_days, said.ends_at
    _limit(reward, said)


def _limit(reward: Reward, said: Wording) -> None:
    for name, most in MOST.items():
        if not 0 <= (getattr(said, name) or 0) <= most:
            raise Refused(_("Give a smaller number, from 0 on."), name)
    if said.most_cost is not None and not said.unit_cost:
        raise Refused(_("Say what one costs, or the budget cannot be kept."), "unit_cost")
    reward.unit_cost, reward.most_grants, reward.most_cost = said.unit_cost, said.most_grants, said.most_cost


def _say_perk(actor: Actor, reward: Reward, said: Wording) -> None:
    if said.perk not in PERKS:
        raise Refused(_("Choose one of the perks in the list."), "perk")
    if said.perk_days is not None and not 1 <= said.perk_days <= 3650:
        raise Refused(_("Between 1 and 3650 days, or empty for good."), "perk_days")
    reward.perk, reward.perk_days = said.perk, said.perk_days
    reward.perk_value = clean_line(said.perk_value, LONGEST_VALUE, "perk_value")
    if not reward.perk_value:
        raise Refused(
            _("Say what the perk gives."), {"category": "category", "flair": "flair"}.get(said.perk, "perk_value")
        )
    if said.perk == "flair" and reward.perk_value not in FLAIRS:
        raise Refused(_("Choose one of the marks in the list."), "flair")
    if said.perk == "category":
        _open_category(actor, reward.perk_value)


def _open_category(actor: Actor, value: str) -> None:
    """Let passes open a category that the actor sees; one that lies in what members do not see cannot be opened so."""
    found = db.session.get(Category, int(value)) if value.isascii() and value.isdigit() and len(value) <= 18 else None
    if found is None or category_by_id(actor.audiences, found.id) is None:
        raise Refused(_("Choose a category."), "category")
    spread(db.session.scalars(select(Category)).all(), found)
    opened = select(Permission.verb).where(
        Permission.category_id == found.id, Permission.audience == pass_to(found.id), Permission.verb == "see"
    )
    if db.session.scalar(opened) is None:
        raise Refused(_("Members cannot reach this category: it lies in one that they do not see."), "category")
