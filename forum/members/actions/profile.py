"""How members show themselves."""

from functools import cache
from zoneinfo import available_timezones

from flask_babel import gettext as _

from forum.core.access import Actor, require
from forum.core.db import db
from forum.core.events import record
from forum.core.i18n import LANGUAGES
from forum.core.refusal import Refused
from forum.core.text import clean_source, render
from forum.core.transaction import transaction
from forum.members.events import AvatarChanged, MemberChanged
from forum.members.models import Member
from forum.members.policy import may_edit_profile

LONGEST_ABOUT = 2000


@cache
def time_zones() -> frozenset[str]:
    """List the time zones there are."""
    return frozenset(available_timezones())


@transaction
def edit_profile(actor: Actor, *, about: str) -> None:
    """Change what a member says about themselves."""
    require(may_edit_profile(actor))
    source = clean_source(about, LONGEST_ABOUT, "about").strip()
    member = db.session.get_one(Member, actor.member_id)
    member.about_source, member.about_html = source, render(source).html if source else ""
    record(MemberChanged(member.id))


@transaction
def set_avatar(actor: Actor, key: str | None) -> None:
    """Give a member another picture, or none; `key` is the picture's key in the media room."""
    require(may_edit_profile(actor))
    member = db.session.get_one(Member, actor.member_id)
    former, member.avatar_key = member.avatar_key, key
    record(AvatarChanged(member.id, key, former))
    record(MemberChanged(member.id))


@transaction
def choose_language(actor: Actor, locale: str | None, timezone: str | None) -> None:
    """Choose the language and the clock that pages and letters use."""
    if locale is not None and locale not in LANGUAGES:
        raise Refused(_("We do not speak this language yet."), "locale")
    if timezone is not None and timezone not in time_zones():
        raise Refused(_("There is no such time zone."), "timezone")
    member = db.session.get_one(Member, actor.member_id)
    member.locale, member.timezone = locale, timezone
