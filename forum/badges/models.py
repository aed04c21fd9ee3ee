"""What is kept of badges."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_SLUG = 60
LONGEST_REASON = 500


class Badge(Model):
    """Something to earn.

    `texts` holds name and description by language; what is not there is said by the house for one that is `shipped`.
    `conditions` are a list of {measure, comparison, number, days}, all of which must hold; none means that it is
    given by hand alone. `of` is "member" or "post"; one that comes `many` times comes again for each further post,
    or each further time that the numbers are reached. `award_count` counts the awards that hold.
    """

    __tablename__ = "badge"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG), unique=True)
    tier: Mapped[str] = mapped_column(String(8))
    shape: Mapped[str] = mapped_column(String(20))
    glyph: Mapped[str] = mapped_column(String(40))
    colour: Mapped[str] = mapped_column(String(20))
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    of: Mapped[str] = mapped_column(String(8), default="member")
    many: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    shipped: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    award_count: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Award(Model):
    """That a member has a badge: `cause` is empty, the post ("post:9") or the how-many-eth time ("time:2").

    One that was revoked stays, so that the same cause does not bring it back.
    """

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("badge_id", "member_id", "cause"),
        Index("ix_award_holders", "badge_id", "revoked_at", "awarded_at", "id"),
        Index("ix_award_member", "member_id", "awarded_at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    badge_id: Mapped[int] = mapped_column(Id, ForeignKey("badge.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    cause: Mapped[str] = mapped_column(String(40), default="")
    awarded_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    revoked_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")


class Round(Model):
    """A badge given to all who earned it already: how far that is."""

    __tablename__ = "badge_round"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    badge_id: Mapped[int] = mapped_column(Id, ForeignKey("badge.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    stopped: Mapped[bool] = mapped_column(default=False)
    total: Mapped[int | None] = mapped_column()
    done: Mapped[int] = mapped_column(default=0)
    given: Mapped[int] = mapped_column(default=0)
