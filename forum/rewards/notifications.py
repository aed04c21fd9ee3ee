"""Who is told of rewards: whoever may claim one, and whoever's gift is on its way."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import Actor
from forum.notifications.registry import Kind, News, Scene, Withdrawal, kind, land, tells
from forum.rewards.events import GiftSent, GrantWithdrawn, RewardClaimed, RewardGranted
from forum.rewards.queries import titles_of

TO = ["members"]

GRANTED = kind(
    Kind(
        "reward",
        "gift",
        lazy_gettext("You may claim a reward"),
        lambda _who, _count: _("There is a reward for you"),
        quotes=False,
    )
)
SENT = kind(
    Kind(
        "gift-sent",
        "package",
        lazy_gettext("A gift for you is on its way"),
        lambda _who, _count: _("A gift for you is on its way"),
        quotes=False,
    )
)


@land("grant")
def see_grants(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show the titles of what a reader was granted; never a code."""
    ids = [int(number) for name in names if (number := name.partition(":")[2]).isdigit()]
    return {f"grant:{each}": Scene(title, f"/rewards#grant-{each}") for each, title in titles_of(actor, ids).items()}


@tells(RewardGranted)
def tell_offer(event: RewardGranted) -> News:
    """Tell a member that something is theirs to claim."""
    return _news(event.grant_id, GRANTED.name, event.member_id)


@tells(GiftSent)
def tell_sent(event: GiftSent) -> News | None:
    """Tell a member that a gift is on its way."""
    return _news(event.grant_id, SENT.name, event.member_id) if event.member_id else None


@tells(RewardClaimed)
def say_no_more(event: RewardClaimed) -> Withdrawal:
    """Tell nobody to claim what is claimed."""
    return Withdrawal(f"grant:{event.grant_id}", (GRANTED.name,))


@tells(GrantWithdrawn)
def forget_offer(event: GrantWithdrawn) -> Withdrawal:
    """Say nothing more of an offer that is over."""
    return Withdrawal(f"grant:{event.grant_id}")


def _news(grant_id: int, name: str, member_id: int) -> News:
    subject = f"grant:{grant_id}"
    return News(subject=subject, place=subject, actor_id=None, audiences=TO, to={name: [member_id]})
