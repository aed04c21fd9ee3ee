"""What the members room holds of people: who they are, where they are signed in, and how they stand."""

from sqlalchemy import String, cast, delete, or_, select, update

from forum.core.db import db, write
from forum.core.events import record
from forum.core.personal import Holding, Person, Rows, Wish, holds, plain
from forum.members.events import AvatarChanged, MemberChanged
from forum.members.models import Erasure, HiddenProfile, Joining, MailedKey, Member, SeenDay, Session, Suspension
from forum.members.names import skeleton

TABLES = (Member, Session, SeenDay, Joining, MailedKey, Suspension, Erasure, HiddenProfile)
SECRET = {"password_hash", "token_digest", "name_key", "email_key"}


def give(person: Person) -> Rows:
    """Give the account, sessions and suspension; secrets are not given, not even as digests."""
    me = person.member_id
    account = [column for column in Member.__table__.columns if column.name not in SECRET]
    seen = (Session.browser, Session.address, Session.created_at, Session.seen_at)
    held = (Suspension.reason, Suspension.since, Suspension.until)
    hidden = (HiddenProfile.about_source, HiddenProfile.reason, HiddenProfile.made_at)
    return {
        "account": plain(select(*account).where(Member.id == me)),
        "sessions": plain(select(*seen).where(Session.member_id == me).order_by(Session.id)),
        "days_here": plain(
            select(cast(SeenDay.day, String).label("day"), SeenDay.seconds)
            .where(SeenDay.member_id == me)
            .order_by(SeenDay.day)
        ),
        "suspension": plain(select(*held).where(Suspension.member_id == me)),
        "hidden_profile": plain(select(*hidden).where(HiddenProfile.member_id == me)),
    }


def erase(person: Person, _wish: Wish) -> None:
    """Leave a number and a name that nobody chose: whatever still stands here hangs on it."""
    me = person.member_id
    for table in (Session, SeenDay, MailedKey, HiddenProfile):
        write().execute(delete(table).where(table.member_id == me))
    key = person.email.casefold()
    write().execute(delete(Joining).where(or_(Joining.email_key == key, Joining.name == person.name)))
    write().execute(update(Suspension).where(Suspension.member_id == me).values(reason=""))
    member = db.session.get_one(Member, me)
    former_picture = member.avatar_key
    member.name, member.name_key = person.former, skeleton(person.former)
    member.email = member.email_key = member.password_hash = member.avatar_key = None
    member.locale = member.timezone = member.scope = None
    member.title = member.flair = member.about_source = member.about_html = ""
    member.role, member.trust_level = "member", 0
    if former_picture:
        record(AvatarChanged(me, None, former_picture))
    record(MemberChanged(me))


holds(
    Holding(
        room="members", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase, last=True,
    )
)  # fmt: skip
