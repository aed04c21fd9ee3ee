"""Keep the ledger of points, and how far facts are followed."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('follower',
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('fact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_follower'))
    )
    op.create_table('points_edition',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('rules', sa.JSON(), nullable=False),
    sa.Column('step', sa.String(length=40), nullable=False),
    sa.Column('cursor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('done', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('served_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_points_edition')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('points_edition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_points_edition_state'), ['state'], unique=False)

    op.create_table('points_rule',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=True),
    sa.Column('event', sa.String(length=40), nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_points_rule')),
    sa.UniqueConstraint('key', name=op.f('uq_points_rule_key')),
    sqlite_autoincrement=True
    )
    op.create_table('points_deed',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event', sa.String(length=40), nullable=False),
    sa.Column('cause_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('worth', sa.JSON(), nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stands', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_points_deed_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_points_deed')),
    sa.UniqueConstraint('event', 'cause_id', 'member_id', 'from_id', name=op.f('uq_points_deed_event_cause_id_member_id_from_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('points_deed', schema=None) as batch_op:
        batch_op.create_index('ix_points_deed_giver', ['from_id', 'event', 'happened_at'], unique=False)
        batch_op.create_index('ix_points_deed_member', ['member_id', 'event', 'happened_at'], unique=False)

    op.create_table('points_total',
    sa.Column('edition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['points_edition.id'], name=op.f('fk_points_total_edition_id_points_edition'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_points_total_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('edition_id', 'member_id', name=op.f('pk_points_total'))
    )
    with op.batch_alter_table('points_total', schema=None) as batch_op:
        batch_op.create_index('ix_points_total_most', ['edition_id', 'points'], unique=False)

    op.create_table('points_trial',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rule_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('event', sa.String(length=40), nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('done', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('found', sa.JSON(), nullable=True),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['member.id'], name=op.f('fk_points_trial_made_by_id_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['rule_id'], ['points_rule.id'], name=op.f('fk_points_trial_rule_id_points_rule')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_points_trial')),
    sqlite_autoincrement=True
    )
    op.create_table('points_entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('edition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deed_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rule_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=10), nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['deed_id'], ['points_deed.id'], name=op.f('fk_points_entry_deed_id_points_deed'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['edition_id'], ['points_edition.id'], name=op.f('fk_points_entry_edition_id_points_edition'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_points_entry_member_id_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['rule_id'], ['points_rule.id'], name=op.f('fk_points_entry_rule_id_points_rule')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_points_entry')),
    sa.UniqueConstraint('deed_id', 'rule_id', 'edition_id', name=op.f('uq_points_entry_deed_id_rule_id_edition_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('points_entry', schema=None) as batch_op:
        batch_op.create_index('ix_points_entry_member', ['edition_id', 'member_id', 'happened_at', 'id'], unique=False)
        batch_op.create_index('ix_points_entry_when', ['edition_id', 'happened_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('points_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_points_entry_when')
        batch_op.drop_index('ix_points_entry_member')

    op.drop_table('points_entry')
    op.drop_table('points_trial')
    with op.batch_alter_table('points_total', schema=None) as batch_op:
        batch_op.drop_index('ix_points_total_most')

    op.drop_table('points_total')
    with op.batch_alter_table('points_deed', schema=None) as batch_op:
        batch_op.drop_index('ix_points_deed_member')
        batch_op.drop_index('ix_points_deed_giver')

    op.drop_table('points_deed')
    op.drop_table('points_rule')
    with op.batch_alter_table('points_edition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_points_edition_state'))

    op.drop_table('points_edition')
    op.drop_table('follower')
