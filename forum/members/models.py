"""What is kept of members, their sessions and the keys mailed to them."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Member(Model):
    """A person with an account here, or the author of imported posts (who has no e-mail and no password).

    `name_key` is the name's skeleton: look-alike names have the same one. `scope` lists the categories that a
    moderator is limited to; None is all of them.
    """

    __tablename__ = "member"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    name_key: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(60), default="")
    flair: Mapped[str] = mapped_column(String(20), default="", server_default="")
    """The icon that stands beside the name."""
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(12), default="member")
    scope: Mapped[list[int] | None] = mapped_column(JSON)
    trust_level: Mapped[int] = mapped_column(default=0)
    about_source: Mapped[str] = mapped_column(Text, default="")
    about_html: Mapped[str] = mapped_column(Text, default="")
    avatar_key: Mapped[str | None] = mapped_column(String(64))
    locale: Mapped[str | None] = mapped_column(String(12))
    timezone: Mapped[str | None] = mapped_column(String(60))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Session(Model):
    """A browser a member is signed in with; only the token's digest is kept (S07)."""

    __tablename__ = "session"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(45), default="")
    device: Mapped[str | None] = mapped_column(String(64))
    """The digest of the browser's own mark, which stays when sessions end."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    verified_at: Mapped[datetime] = mapped_column(Moment)
    """When the password was last asked for (S09)."""
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class SeenDay(Model):
    """That a member was here on a day (of UTC), and for about how many seconds: counted in steps of ten minutes."""

    __tablename__ = "seen_day"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True, index=True)
    seconds: Mapped[int] = mapped_column(default=0)


class Joining(Model):
    """Somebody who asked to join and has not answered our letter yet; nobody is a member before (S05)."""

    __tablename__ = "joining"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str | None] = mapped_column(String(12))
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class MailedKey(Model):
    """A secret that was mailed, for one purpose, once (S06).

    `binding` is a digest of what the key is bound to: address and password hash as they were.
    """

    __tablename__ = "mailed_key"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    binding: Mapped[str] = mapped_column(String(64))
    new_email: Mapped[str | None] = mapped_column(String(254))
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Suspension(Model):
    """A time in which a member may read but not write."""

    __tablename__ = "suspension"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(String(1000))
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)


class Erasure(Model):
    """That a member asked to be erased: how, and when what the law lets us keep longer is to go too."""

    __tablename__ = "erasure"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id"), primary_key=True)
    how: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    again_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class HiddenProfile(Model):
    """What a member said of themselves, and their picture, kept here while moderators hide it."""

    __tablename__ = "hidden_profile"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    about_source: Mapped[str] = mapped_column(Text)
    about_html: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
