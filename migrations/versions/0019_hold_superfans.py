"""Keep who carries the community, and what staff note about them."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('fan',
    sa.Column('member_id', BIG, nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('former', sa.Integer(), nullable=False),
    sa.Column('trend', sa.String(length=8), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('whom', sa.JSON(), nullable=False),
    sa.Column('thanked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reckoned_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_fan_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_fan'))
    )
    with op.batch_alter_table('fan', schema=None) as batch_op:
        batch_op.create_index('ix_fan_rank', ['rank', 'member_id'], unique=False)

    op.create_table('fan_thanks',
    sa.Column('member_id', BIG, nullable=False),
    sa.Column('thanked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_fan_thanks_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_fan_thanks_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_fan_thanks'))
    )
    op.create_table('fan_note',
    sa.Column('id', BIG, nullable=False),
    sa.Column('member_id', BIG, nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_fan_note_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_fan_note_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fan_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('fan_note', schema=None) as batch_op:
        batch_op.create_index('ix_fan_note_member', ['member_id', 'id'], unique=False)

    op.create_table('fan_segment',
    sa.Column('id', BIG, nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('wanted', sa.JSON(), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_fan_segment_by_id_member'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fan_segment')),
    sa.UniqueConstraint('name', name=op.f('uq_fan_segment_name')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('fan_segment')
    with op.batch_alter_table('fan_note', schema=None) as batch_op:
        batch_op.drop_index('ix_fan_note_member')

    op.drop_table('fan_note')
    op.drop_table('fan_thanks')
    with op.batch_alter_table('fan', schema=None) as batch_op:
        batch_op.drop_index('ix_fan_rank')

    op.drop_table('fan')
