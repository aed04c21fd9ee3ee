"""What is kept of cases: what led to them, the evidence, what was decided, and what was said about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

OPEN = text("state = 'open'")
LONGEST_REASON = 2000


class Case(Model):
    """One thing that moderators decide, with all that was said against it; a thing has one open case at most.

    `priority` orders the queue and never changes by itself: age is in it as the moment of opening, so that an older
    case stands above a newer one by the same amount for ever. `parts` explains it. `version` grows with every hit and
    decision. `sheltered` says that the thing was hidden until somebody looks. `due_at` is when the next promise
    breaks: the first look, then the decision.
    """

    __tablename__ = "case_"
    __table_args__ = (
        Index("ix_case_queue", "state", "priority", "id"),
        Index("ix_case_lane", "state", "lane", "priority", "id"),
        Index("ix_case_thing", "kind", "thing_id"),
        Index("ix_case_author", "author_id", "state", "priority", "id"),
        Index("ix_case_alike", "likeness", "state", "priority", "id"),
        Index("ix_case_due", "state", "due_at"),
        Index("ix_case_opened", "opened_at"),
        Index("ux_case_open", "kind", "thing_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int] = mapped_column(Id)
    place: Mapped[str] = mapped_column(String(40), default="")
    lane: Mapped[str] = mapped_column(String(12), default="flagged")
    author_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(200), default="")
    excerpt: Mapped[str] = mapped_column(String(320), default="")
    likeness: Mapped[str] = mapped_column(String(32), default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    version: Mapped[int] = mapped_column(default=1)
    priority: Mapped[float] = mapped_column(default=0.0)
    parts: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    sheltered: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    looked_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    warned_at: Mapped[datetime | None] = mapped_column(Moment)
    escalated_at: Mapped[datetime | None] = mapped_column(Moment)
    claimed_by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_id: Mapped[int | None] = mapped_column(Id)


class CaseLink(Model):
    """That the thing of a case links somewhere, by a digest: cases that link alike within an hour are a wave."""

    __tablename__ = "case_link"
    __table_args__ = (Index("ix_case_link_link", "link"),)

    case_id: Mapped[int] = mapped_column(Id, ForeignKey("case_.id"), primary_key=True)
    link: Mapped[str] = mapped_column(String(24), primary_key=True)


class Hit(Model):
    """One reason for a case: a flag, a rule, a held post, an appeal. `outcome` tells whether it was right."""

    __tablename__ = "hit"
    __table_args__ = (Index("ix_hit_source", "source", "source_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(Id, ForeignKey("case_.id"), index=True)
    source: Mapped[str] = mapped_column(String(12))
    source_id: Mapped[int | None] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    guideline: Mapped[int | None] = mapped_column()
    edition: Mapped[int | None] = mapped_column()
    weight: Mapped[float] = mapped_column(default=1.0)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)


class Evidence(Model):
    """The thing as it was when a hit came; frozen anew only where it had changed."""

    __tablename__ = "evidence"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(Id, ForeignKey("case_.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    pictures: Mapped[list[str]] = mapped_column(JSON, default=list)
    frozen_at: Mapped[datetime] = mapped_column(Moment)


class Decision(Model):
    """What was decided of a case, why and by whom; `effects` is what undoing it needs.

    `reverts_id` names the decision that this one takes back; `undone_at` says that it holds no more. `proposed` is
    what the ladder would have had it be.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_by", "by_id", "made_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(Id, ForeignKey("case_.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(10))
    guideline: Mapped[int | None] = mapped_column()
    edition: Mapped[int | None] = mapped_column()
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    more: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    effects: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    proposed: Mapped[str] = mapped_column(String(20), default="")
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    automatic: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    reverts_id: Mapped[int | None] = mapped_column(Id, ForeignKey("decision.id"))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class CaseNote(Model):
    """A line about a case: among moderators, or in the conversation with its author (`shared`)."""

    __tablename__ = "case_note"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(Id, ForeignKey("case_.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    shared: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)


class PreparedNote(Model):
    """Words that moderators use again, with places for the guideline and the member's name."""

    __tablename__ = "prepared_note"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(String(LONGEST_REASON))
    guideline: Mapped[int | None] = mapped_column()
    made_at: Mapped[datetime] = mapped_column(Moment)


class Term(Model):
    """One thing that the staff chose about moderation: a promise, a window, a habit."""

    __tablename__ = "moderation_term"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
