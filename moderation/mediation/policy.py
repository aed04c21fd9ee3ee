"""Who mediates between whom, who reads it, and who speaks."""

from datetime import datetime
from typing import Protocol

from flask_babel import format_datetime
from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from forum.members.policy import suspension_of
from moderation.queue.policy import may_moderate


class Talk(Protocol):
    """What the questions rest on, whether the mediation was read to be shown or loaded to be changed."""

    @property
    def first_id(self) -> int: ...  # noqa: D102
    @property
    def second_id(self) -> int: ...  # noqa: D102
    @property
    def by_id(self) -> int | None: ...  # noqa: D102
    @property
    def closed_at(self) -> datetime | None: ...  # noqa: D102


def may_open(actor: Actor, *, from_case: bool) -> str | None:
    """Moderators; those of one category only from a case of theirs, about whoever it is about (S18)."""
    if no := may_moderate(actor):
        return no
    if actor.scope is not None and not from_case:
        return _("You moderate some categories only: open the conversation from a case of yours.")
    return None


def may_ask(actor: Actor, roles: dict[int, str]) -> str | None:
    """Whoever stands above both, and is neither of them."""
    if actor.member_id in roles:
        return _("You are one of the two: ask another moderator.")
    if any(RANKS[role] >= actor.rank for role in roles.values()):
        return _("One of them has your own role or a higher one: ask somebody above both.")
    return None


def may_read(actor: Actor, talk: Talk) -> str | None:
    """The two, the moderator who leads it, and administrators; nobody else, whatever their role."""
    if actor.member_id is None:
        return _("Sign in to read this.")
    if actor.member_id in {talk.first_id, talk.second_id} or leads(actor, talk):
        return None
    return None if actor.role == "admin" and not actor.suspended else _("This conversation is between others.")


def may_speak(actor: Actor, talk: Talk) -> str | None:
    """The two and the moderator who leads it, while it is open and they are not suspended."""
    if actor.member_id not in {talk.first_id, talk.second_id} and not leads(actor, talk):
        return _("This conversation is between others.")
    if talk.closed_at is not None:
        return _("This conversation is over.")
    return suspension_of(actor)


def may_lead(actor: Actor, talk: Talk) -> str | None:
    """The moderator who opened it, or an administrator who is not one of the two."""
    if no := may_moderate(actor):
        return no
    party = actor.member_id in {talk.first_id, talk.second_id}
    if not leads(actor, talk) and (party or actor.role != "admin"):
        return _("Only whoever leads this conversation, or an administrator, can do that.")
    return None if talk.closed_at is None else _("This conversation is over.")


def leads(actor: Actor, talk: Talk) -> bool:
    """Tell whether an actor leads a mediation, and still has the office for it."""
    return actor.rank >= RANKS["moderator"] and actor.member_id == talk.by_id


def must_wait(last: datetime | None, ready: datetime | None, moment: datetime) -> str | None:
    """Somebody who spoke a short while ago waits: long enough to think before the next message."""
    if last is None or ready is None or ready <= moment:
        return None
    return _("Take a breath: your next message can come at %(at)s.", at=format_datetime(ready, "short"))
