"""Keep what trust levels are made of."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('seen_day',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_seen_day_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'day', name=op.f('pk_seen_day'))
    )
    with op.batch_alter_table('seen_day', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seen_day_day'), ['day'], unique=False)

    op.create_table('reading_day',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('threads', sa.Integer(), nullable=False),
    sa.Column('posts', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_reading_day_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'day', name=op.f('pk_reading_day'))
    )
    op.create_table('trust_figure',
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('value', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_trust_figure'))
    )
    op.create_table('trust_standing',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('held', sa.Boolean(), nullable=False),
    sa.Column('lacking_since', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_trust_standing_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_trust_standing'))
    )
    with op.batch_alter_table('trust_standing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trust_standing_lacking_since'), ['lacking_since'], unique=False)

    op.create_table('trust_change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('former', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_trust_change_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_trust_change_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trust_change')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('trust_change', schema=None) as batch_op:
        batch_op.create_index('ix_trust_change_member', ['member_id', 'id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('trust_change', schema=None) as batch_op:
        batch_op.drop_index('ix_trust_change_member')

    op.drop_table('trust_change')
    with op.batch_alter_table('trust_standing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trust_standing_lacking_since'))

    op.drop_table('trust_standing')
    op.drop_table('trust_figure')
    op.drop_table('reading_day')
    with op.batch_alter_table('seen_day', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seen_day_day'))

    op.drop_table('seen_day')
