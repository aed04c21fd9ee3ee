"""What is kept of rules, of what they found, and of what they learned."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Rule(Model):
    """One automatic check: what it looks for, which guideline it keeps, and what follows from a hit.

    `version` grows with what it looks for; a replay is good for one version. `entries` are words, patterns, hosts or
    names, one a line, as staff typed or imported them.
    """

    __tablename__ = "rule"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(120))
    mode: Mapped[str] = mapped_column(String(8))
    guideline: Mapped[int | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    changed_by_id: Mapped[int | None] = mapped_column(Id)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    entries: Mapped[str] = mapped_column(Text, default="")


class Ruleset(Model):
    """The one row whose version grows with every change of any rule, so that each process knows when to look again."""

    __tablename__ = "ruleset"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=1)


class RuleHit(Model):
    """That a rule fired; `outcome` is what moderators made of it. A refused draft has no `thing_id`."""

    __tablename__ = "rule_hit"
    __table_args__ = (
        Index("ix_rule_hit_rule", "rule_id", "made_at"),
        Index("ix_rule_hit_thing", "kind", "thing_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    rule_id: Mapped[int] = mapped_column(Id, ForeignKey("rule.id", ondelete="CASCADE"))
    mode: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(16))
    thing_id: Mapped[int | None] = mapped_column(Id)
    author_id: Mapped[int | None] = mapped_column(Id)
    why: Mapped[list[list[str]]] = mapped_column(JSON)
    case_id: Mapped[int | None] = mapped_column(Id, index=True)
    outcome: Mapped[str | None] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(Moment)


class Trace(Model):
    """What something that was published lately looked like, for finding copies: no words, only figures made of them.

    `digest` is the same for the same words. The four bands are the quarters of a simhash: two texts whose simhashes
    differ in three bits at most share one of them.
    """

    __tablename__ = "screening_trace"
    __table_args__ = (
        Index("ix_screening_trace_author", "author_id", "made_at"),
        Index("ix_screening_trace_digest", "digest"),
        Index("ix_screening_trace_a", "band_a"),
        Index("ix_screening_trace_b", "band_b"),
        Index("ix_screening_trace_c", "band_c"),
        Index("ix_screening_trace_d", "band_d"),
        Index("ix_screening_trace_made_at", "made_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    thing_id: Mapped[int] = mapped_column(Id)
    author_id: Mapped[int] = mapped_column(Id)
    digest: Mapped[str | None] = mapped_column(String(32))
    band_a: Mapped[int | None] = mapped_column()
    band_b: Mapped[int | None] = mapped_column()
    band_c: Mapped[int | None] = mapped_column()
    band_d: Mapped[int | None] = mapped_column()
    made_at: Mapped[datetime] = mapped_column(Moment)


class Replay(Model):
    """What a rule would have done to what was published before; `examples` are its hits, as many as a page bears."""

    __tablename__ = "rule_replay"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    rule_id: Mapped[int] = mapped_column(Id, ForeignKey("rule.id", ondelete="CASCADE"), index=True)
    version: Mapped[int] = mapped_column()
    by_id: Mapped[int | None] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(8))
    since: Mapped[datetime] = mapped_column(Moment)
    total: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    hits: Mapped[int] = mapped_column(default=0)
    upheld: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    authors: Mapped[int] = mapped_column(default=0)
    examples: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Classifier(Model):
    """One trained model: plain figures, packed. `figures` is its account of itself; one of a task is `used`."""

    __tablename__ = "classifier"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    task: Mapped[str] = mapped_column(String(8), index=True)
    used: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Moment)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    packed: Mapped[str] = mapped_column(Text)
