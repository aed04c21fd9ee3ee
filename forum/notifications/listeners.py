"""What becomes of news, and of what members were told when they or their addresses change."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.access import Actor
from forum.core.events import on
from forum.core.mail import AddressRefused
from forum.members.events import EmailChanged, PassesChanged, RoleChanged
from forum.notifications.habits import HOUSE, MAIL_OFF, switch_mail_off, welcome_address
from forum.notifications.hushing import hush_hidden
from forum.notifications.registry import Kind, Scene, kind, land, receives
from forum.notifications.telling import receive

receives(receive)

kind(
    Kind(
        MAIL_OFF,
        "mail",
        lazy_gettext("Letters to you come back"),
        lambda _who, _count: _("Letters to you come back"),
        mail="never",
        chosen=False,
    )
)


@land("house")
def see_house(_actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show what the house itself tells."""
    title = _("We mail you no more until you look at your address")
    return {name: Scene(title, "/settings/notifications") for name in names if name == HOUSE}


@on(AddressRefused)
def stop_mailing(event: AddressRefused) -> None:
    """Mail an address no more that sends letters back."""
    switch_mail_off(event.address, event.reason)


@on(EmailChanged)
def mail_again(event: EmailChanged) -> None:
    """Mail a member again who has another address now."""
    welcome_address(event.member_id)


@on(RoleChanged)
def look_again(event: RoleChanged) -> None:
    """Count no longer what a member may not see in the new role (S20)."""
    hush_hidden(event.member_id)


@on(PassesChanged)
def look_again_at_passes(event: PassesChanged) -> None:
    """Count no longer what a member saw by a pass that is over."""
    hush_hidden(event.member_id)
