"""Keep coupons, gifts and perks."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('member', sa.Column('flair', sa.String(length=20), nullable=False, server_default=''))
    op.create_table('hook_message',
    sa.Column('id', sa.String(length=100), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hook_message'))
    )
    with op.batch_alter_table('hook_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hook_message_heard_at'), ['heard_at'], unique=False)

    op.create_table('reward',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('use', sa.Text(), nullable=False),
    sa.Column('perk', sa.String(length=10), nullable=False),
    sa.Column('perk_value', sa.String(length=60), nullable=False),
    sa.Column('perk_days', sa.Integer(), nullable=True),
    sa.Column('claim_days', sa.Integer(), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('unit_cost', sa.Integer(), nullable=False),
    sa.Column('most_grants', sa.Integer(), nullable=True),
    sa.Column('most_cost', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('granted', sa.Integer(), nullable=False),
    sa.Column('committed', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reward')),
    sqlite_autoincrement=True
    )
    op.create_table('reward_hook',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reward_hook'))
    )
    op.create_table('code_import',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reward_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('refused', sa.Integer(), nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['reward_id'], ['reward.id'], name=op.f('fk_code_import_reward_id_reward')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_import')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('code_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_code_import_reward_id'), ['reward_id'], unique=False)

    op.create_table('reward_grant',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reward_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('how', sa.String(length=10), nullable=False),
    sa.Column('cause', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cost', sa.Integer(), nullable=False),
    sa.Column('former', sa.String(length=60), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revealed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_reward_grant_member_id_member')),
    sa.ForeignKeyConstraint(['reward_id'], ['reward.id'], name=op.f('fk_reward_grant_reward_id_reward')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reward_grant')),
    sa.UniqueConstraint('reward_id', 'member_id', name=op.f('uq_reward_grant_reward_id_member_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('reward_grant', schema=None) as batch_op:
        batch_op.create_index('ix_reward_grant_member', ['member_id', 'id'], unique=False)
        batch_op.create_index('ix_reward_grant_state', ['state', 'until'], unique=False)

    op.create_table('reward_rule',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reward_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('how', sa.String(length=10), nullable=False),
    sa.Column('value', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['reward_id'], ['reward.id'], name=op.f('fk_reward_rule_reward_id_reward'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reward_rule')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('reward_rule', schema=None) as batch_op:
        batch_op.create_index('ix_reward_rule_how', ['how', 'value'], unique=False)
        batch_op.create_index(batch_op.f('ix_reward_rule_reward_id'), ['reward_id'], unique=False)

    op.create_table('coupon_code',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reward_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('grant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['grant_id'], ['reward_grant.id'], name=op.f('fk_coupon_code_grant_id_reward_grant')),
    sa.ForeignKeyConstraint(['import_id'], ['code_import.id'], name=op.f('fk_coupon_code_import_id_code_import')),
    sa.ForeignKeyConstraint(['reward_id'], ['reward.id'], name=op.f('fk_coupon_code_reward_id_reward')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coupon_code')),
    sa.UniqueConstraint('grant_id', name=op.f('uq_coupon_code_grant_id')),
    sa.UniqueConstraint('mark', name=op.f('uq_coupon_code_mark')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('coupon_code', schema=None) as batch_op:
        batch_op.create_index('ix_coupon_code_free', ['reward_id', 'grant_id', 'id'], unique=False)

    op.create_table('gift_delivery',
    sa.Column('grant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sender_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['grant_id'], ['reward_grant.id'], name=op.f('fk_gift_delivery_grant_id_reward_grant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('grant_id', name=op.f('pk_gift_delivery'))
    )
    with op.batch_alter_table('gift_delivery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gift_delivery_sent_at'), ['sent_at'], unique=False)

    op.create_table('gift_look',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('grant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['grant_id'], ['reward_grant.id'], name=op.f('fk_gift_look_grant_id_reward_grant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gift_look')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('gift_look', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gift_look_grant_id'), ['grant_id'], unique=False)

    op.create_table('redemption',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('order_name', sa.String(length=80), nullable=False),
    sa.Column('cost', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('brought', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('source', sa.String(length=10), nullable=False),
    sa.Column('redeemed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['code_id'], ['coupon_code.id'], name=op.f('fk_redemption_code_id_coupon_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_redemption')),
    sa.UniqueConstraint('code_id', 'order_name', name=op.f('uq_redemption_code_id_order_name')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('redemption')
    with op.batch_alter_table('gift_look', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gift_look_grant_id'))

    op.drop_table('gift_look')
    with op.batch_alter_table('gift_delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gift_delivery_sent_at'))

    op.drop_table('gift_delivery')
    with op.batch_alter_table('coupon_code', schema=None) as batch_op:
        batch_op.drop_index('ix_coupon_code_free')

    op.drop_table('coupon_code')
    with op.batch_alter_table('reward_rule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reward_rule_reward_id'))
        batch_op.drop_index('ix_reward_rule_how')

    op.drop_table('reward_rule')
    with op.batch_alter_table('reward_grant', schema=None) as batch_op:
        batch_op.drop_index('ix_reward_grant_state')
        batch_op.drop_index('ix_reward_grant_member')

    op.drop_table('reward_grant')
    with op.batch_alter_table('code_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_import_reward_id'))

    op.drop_table('code_import')
    op.drop_table('reward_hook')
    op.drop_table('reward')
    with op.batch_alter_table('hook_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hook_message_heard_at'))

    op.drop_table('hook_message')
    op.drop_column('member', 'flair')
