"""Keep talks between members in a quarrel."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE case_ SET kind = 'member' WHERE kind = 'newcomer'")
    op.create_table('case_link',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('link', sa.String(length=24), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_.id'], name=op.f('fk_case_link_case_id_case_')),
    sa.PrimaryKeyConstraint('case_id', 'link', name=op.f('pk_case_link'))
    )
    with op.batch_alter_table('case_link', schema=None) as batch_op:
        batch_op.create_index('ix_case_link_link', ['link'], unique=False)

    op.create_table('mediation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('first_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('second_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('subject', sa.String(length=120), nullable=False),
    sa.Column('rests_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pace', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('outcome_html', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_mediation_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case_id'], ['case_.id'], name=op.f('fk_mediation_case_id_case_')),
    sa.ForeignKeyConstraint(['first_id'], ['member.id'], name=op.f('fk_mediation_first_id_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['member.id'], name=op.f('fk_mediation_second_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mediation')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('mediation', schema=None) as batch_op:
        batch_op.create_index('ix_mediation_by', ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mediation_opened_at'), ['opened_at'], unique=False)
        batch_op.create_index('ix_mediation_second', ['second_id'], unique=False)
        batch_op.create_index('ux_mediation_open', ['first_id', 'second_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('mediation_message',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mediation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('hidden_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_mediation_message_author_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['mediation_id'], ['mediation.id'], name=op.f('fk_mediation_message_mediation_id_mediation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mediation_message')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('mediation_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mediation_message_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_mediation_message_place', ['mediation_id', 'id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('mediation_message', schema=None) as batch_op:
        batch_op.drop_index('ix_mediation_message_place')
        batch_op.drop_index(batch_op.f('ix_mediation_message_author_id'))

    op.drop_table('mediation_message')
    with op.batch_alter_table('mediation', schema=None) as batch_op:
        batch_op.drop_index('ux_mediation_open', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.drop_index('ix_mediation_second')
        batch_op.drop_index(batch_op.f('ix_mediation_opened_at'))
        batch_op.drop_index('ix_mediation_by')

    op.drop_table('mediation')
    with op.batch_alter_table('case_link', schema=None) as batch_op:
        batch_op.drop_index('ix_case_link_link')

    op.drop_table('case_link')
    op.execute("UPDATE case_ SET kind = 'newcomer' WHERE kind = 'member'")
