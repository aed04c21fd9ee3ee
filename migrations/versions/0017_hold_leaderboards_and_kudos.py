"""Keep standings, seasons and thanks."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('board_period',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('begins_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('thread_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_board_period_thread_id_thread'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_period')),
    sa.UniqueConstraint('kind', 'begins_at', name=op.f('uq_board_period_kind_begins_at')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('board_period', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_period_ends_at'), ['ends_at'], unique=False)

    op.create_table('standing',
    sa.Column('period_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('bucket', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_standing_member_id_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['period_id'], ['board_period.id'], name=op.f('fk_standing_period_id_board_period'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('period_id', 'place_id', 'member_id', name=op.f('pk_standing'))
    )
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.create_index('ix_standing_member', ['member_id', 'period_id'], unique=False)
        batch_op.create_index('ix_standing_order', ['period_id', 'place_id', 'points', 'member_id'], unique=False)

    op.create_table('standing_bucket',
    sa.Column('period_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bucket', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('members', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['period_id'], ['board_period.id'], name=op.f('fk_standing_bucket_period_id_board_period'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('period_id', 'place_id', 'bucket', name=op.f('pk_standing_bucket'))
    )

    op.create_table('board_absence',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_board_absence_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_board_absence'))
    )

    op.create_table('medal',
    sa.Column('period_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_medal_member_id_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['period_id'], ['board_period.id'], name=op.f('fk_medal_period_id_board_period')),
    sa.PrimaryKeyConstraint('period_id', 'member_id', name=op.f('pk_medal'))
    )
    with op.batch_alter_table('medal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_medal_member_id'), ['member_id'], unique=False)

    op.create_table('board_rules',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('timezone', sa.String(length=60), nullable=False),
    sa.Column('shows_staff', sa.Boolean(), nullable=False),
    sa.Column('seasons', sa.Boolean(), nullable=False),
    sa.Column('season_months', sa.Integer(), nullable=False),
    sa.Column('next_name', sa.String(length=60), nullable=False),
    sa.Column('host_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_board_rules_category_id_category'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['host_id'], ['member.id'], name=op.f('fk_board_rules_host_id_member'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_rules'))
    )

    op.create_table('kudos',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('to_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('post_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.String(length=280), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['from_id'], ['member.id'], name=op.f('fk_kudos_from_id_member')),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_kudos_post_id_post')),
    sa.ForeignKeyConstraint(['to_id'], ['member.id'], name=op.f('fk_kudos_to_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kudos')),
    sa.UniqueConstraint('post_id', 'from_id', name=op.f('uq_kudos_post_id_from_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('kudos', schema=None) as batch_op:
        batch_op.create_index('ix_kudos_given', ['from_id', 'made_at'], unique=False)
        batch_op.create_index('ix_kudos_received', ['to_id', 'published_at', 'id'], unique=False)
        batch_op.create_index('ix_kudos_wall', ['published_at', 'id'], unique=False)

    op.create_table('hidden_kudos',
    sa.Column('kudos_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_hidden_kudos_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['kudos_id'], ['kudos.id'], name=op.f('fk_hidden_kudos_kudos_id_kudos'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('kudos_id', name=op.f('pk_hidden_kudos'))
    )

    op.create_table('kudos_limit',
    sa.Column('trust_level', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('a_day', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('trust_level', name=op.f('pk_kudos_limit'))
    )

    op.create_table('shout_out',
    sa.Column('thread_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_shout_out_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_shout_out_member_id_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_shout_out_thread_id_thread'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', 'member_id', name=op.f('pk_shout_out'))
    )
    with op.batch_alter_table('shout_out', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shout_out_member_id'), ['member_id'], unique=False)


def downgrade() -> None:
    op.drop_table('shout_out')
    op.drop_table('kudos_limit')
    op.drop_table('hidden_kudos')
    op.drop_table('kudos')
    op.drop_table('board_rules')
    op.drop_table('medal')
    op.drop_table('board_absence')
    op.drop_table('standing_bucket')
    op.drop_table('standing')
    op.drop_table('board_period')
