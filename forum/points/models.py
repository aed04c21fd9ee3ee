"""What is kept of points: the deeds that may earn some, the rules, and a ledger of what they earned."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Deed(Model):
    """Something that a member did or was given, and that rules may reward: once, however often it is done and undone.

    `cause_id` is what it hangs on, `from_id` who gave it (0: nobody), `worth` what conditions ask about. It `stands`
    as long as its cause does.
    """

    __tablename__ = "points_deed"
    __table_args__ = (
        UniqueConstraint("event", "cause_id", "member_id", "from_id"),
        Index("ix_points_deed_member", "member_id", "event", "happened_at"),
        Index("ix_points_deed_giver", "from_id", "event", "happened_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    event: Mapped[str] = mapped_column(String(40))
    cause_id: Mapped[int] = mapped_column(Id)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    from_id: Mapped[int] = mapped_column(Id, default=0)
    place: Mapped[str] = mapped_column(String(40), default="")
    worth: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    happened_at: Mapped[datetime] = mapped_column(Moment)
    stands: Mapped[bool] = mapped_column(default=True)


class PointsRule(Model):
    """What an event earns, as staff chose it; `key` names a rule that came with the house.

    `terms` hold the points, the conditions, and what keeps them in bounds. `version` grows with each change.
    """

    __tablename__ = "points_rule"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    event: Mapped[str] = mapped_column(String(40))
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_by_id: Mapped[int | None] = mapped_column(Id)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Edition(Model):
    """A ledger by one set of rules: "building" while it is counted, "stopped", then "served"; at last "retired".

    `rules` are the rules as they were when the counting began: [[id, event, terms], ...]. `step`, `cursor` say how far
    the counting came, `done` of `total` deeds.
    """

    __tablename__ = "points_edition"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    rules: Mapped[list[list[Any]]] = mapped_column(JSON)
    step: Mapped[str] = mapped_column(String(40), default="")
    cursor: Mapped[int] = mapped_column(Id, default=0)
    done: Mapped[int] = mapped_column(Id, default=0)
    total: Mapped[int] = mapped_column(Id, default=0)
    began_at: Mapped[datetime] = mapped_column(Moment)
    served_at: Mapped[datetime | None] = mapped_column(Moment)


class Entry(Model):
    """What one rule gave for one deed, in one edition of the ledger; `note` says why it is less than the rule's points.

    An entry whose deed does not stand any more stays, with no points and the note "gone".
    """

    __tablename__ = "points_entry"
    __table_args__ = (
        UniqueConstraint("deed_id", "rule_id", "edition_id"),
        Index("ix_points_entry_member", "edition_id", "member_id", "happened_at", "id"),
        Index("ix_points_entry_when", "edition_id", "happened_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    edition_id: Mapped[int] = mapped_column(Id, ForeignKey("points_edition.id", ondelete="CASCADE"))
    deed_id: Mapped[int] = mapped_column(Id, ForeignKey("points_deed.id", ondelete="CASCADE"))
    rule_id: Mapped[int] = mapped_column(Id, ForeignKey("points_rule.id"))
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(40), default="")
    points: Mapped[int] = mapped_column()
    note: Mapped[str] = mapped_column(String(10), default="")
    happened_at: Mapped[datetime] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Total(Model):
    """What a member has by one edition of the ledger."""

    __tablename__ = "points_total"
    __table_args__ = (Index("ix_points_total_most", "edition_id", "points"),)

    edition_id: Mapped[int] = mapped_column(Id, ForeignKey("points_edition.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    points: Mapped[int] = mapped_column(default=0)


class Trial(Model):
    """A change of a rule tried on all that happened, before it is saved; `found` is what it would do."""

    __tablename__ = "points_trial"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    rule_id: Mapped[int | None] = mapped_column(Id, ForeignKey("points_rule.id"))
    event: Mapped[str] = mapped_column(String(40))
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    done: Mapped[int] = mapped_column(Id, default=0)
    total: Mapped[int] = mapped_column(Id, default=0)
    found: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(Moment)
