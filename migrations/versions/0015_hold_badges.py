"""Keep badges and awards."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "badge",
        sa.Column("id", _id(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("tier", sa.String(length=8), nullable=False),
        sa.Column("shape", sa.String(length=20), nullable=False),
        sa.Column("glyph", sa.String(length=40), nullable=False),
        sa.Column("colour", sa.String(length=20), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("of", sa.String(length=8), nullable=False),
        sa.Column("many", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("award_count", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("slug", name=op.f("uq_badge_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "award",
        sa.Column("id", _id(), nullable=False),
        sa.Column("badge_id", _id(), nullable=False),
        sa.Column("member_id", _id(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("awarded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", _id(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", _id(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_award_badge_id_badge"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_award_by_id_member"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_award_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["member.id"], name=op.f("fk_award_revoked_by_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("badge_id", "member_id", "cause", name=op.f("uq_award_badge_id_member_id_cause")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.create_index("ix_award_holders", ["badge_id", "revoked_at", "awarded_at", "id"], unique=False)
        batch_op.create_index("ix_award_member", ["member_id", "awarded_at", "id"], unique=False)

    op.create_table(
        "badge_round",
        sa.Column("id", _id(), nullable=False),
        sa.Column("badge_id", _id(), nullable=False),
        sa.Column("by_id", _id(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badge.id"], name=op.f("fk_badge_round_badge_id_badge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["member.id"], name=op.f("fk_badge_round_by_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_round")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("badge_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_round_badge_id"), ["badge_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("badge_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_badge_round_badge_id"))

    op.drop_table("badge_round")
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.drop_index("ix_award_member")
        batch_op.drop_index("ix_award_holders")

    op.drop_table("award")
    op.drop_table("badge")
