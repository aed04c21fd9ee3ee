"""Keep cases, decisions, sanctions and appeals."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('moderation_term',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_moderation_term'))
    )
    op.create_table('prepared_note',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('words', sa.String(length=2000), nullable=False),
    sa.Column('guideline', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prepared_note')),
    sqlite_autoincrement=True
    )
    op.create_table('case_',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('lane', sa.String(length=12), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('excerpt', sa.String(length=320), nullable=False),
    sa.Column('likeness', sa.String(length=32), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('priority', sa.Double(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('sheltered', sa.Boolean(), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('escalated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_case__author_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['claimed_by_id'], ['member.id'], name=op.f('fk_case__claimed_by_id_member'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('case_', schema=None) as batch_op:
        batch_op.create_index('ix_case_alike', ['likeness', 'state', 'priority', 'id'], unique=False)
        batch_op.create_index('ix_case_author', ['author_id', 'state', 'priority', 'id'], unique=False)
        batch_op.create_index('ix_case_due', ['state', 'due_at'], unique=False)
        batch_op.create_index('ix_case_lane', ['state', 'lane', 'priority', 'id'], unique=False)
        batch_op.create_index('ix_case_opened', ['opened_at'], unique=False)
        batch_op.create_index('ix_case_queue', ['state', 'priority', 'id'], unique=False)
        batch_op.create_index('ix_case_thing', ['kind', 'thing_id'], unique=False)
        batch_op.create_index('ux_case_open', ['kind', 'thing_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('hidden_profile',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('about_source', sa.Text(), nullable=False),
    sa.Column('about_html', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_hidden_profile_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_hidden_profile'))
    )
    op.create_table('case_note',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_case_note_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case_id'], ['case_.id'], name=op.f('fk_case_note_case_id_case_')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('case_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_note_case_id'), ['case_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('guideline', sa.Integer(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('more', sa.JSON(), nullable=False),
    sa.Column('effects', sa.JSON(), nullable=False),
    sa.Column('proposed', sa.String(length=20), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('automatic', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reverts_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_decision_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case_id'], ['case_.id'], name=op.f('fk_decision_case_id_case_')),
    sa.ForeignKeyConstraint(['reverts_id'], ['decision.id'], name=op.f('fk_decision_reverts_id_decision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index('ix_decision_by', ['by_id', 'made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_made_at'), ['made_at'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('pictures', sa.JSON(), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_evidence_author_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case_id'], ['case_.id'], name=op.f('fk_evidence_case_id_case_')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_case_id'), ['case_id'], unique=False)

    op.create_table('hidden_picture',
    sa.Column('picture_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_hidden_picture_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_hidden_picture_picture_id_picture'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('picture_id', name=op.f('pk_hidden_picture'))
    )
    op.create_table('hit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('source_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('guideline', sa.Integer(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.Column('weight', sa.Double(), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_hit_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case_id'], ['case_.id'], name=op.f('fk_hit_case_id_case_')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hit')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('hit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hit_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_hit_source', ['source', 'source_id'], unique=False)

    op.create_table('appeal',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('answer', sa.String(length=2000), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reversal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_appeal_decision_id_decision')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_appeal_member_id_member'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reversal_id'], ['decision.id'], name=op.f('fk_appeal_reversal_id_decision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_appeal_decision_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('appeal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appeal_made_at'), ['made_at'], unique=False)
        batch_op.create_index('ix_appeal_member', ['member_id', 'made_at'], unique=False)

    op.create_table('hidden_title',
    sa.Column('thread_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_hidden_title_by_id_member')),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_hidden_title_thread_id_thread')),
    sa.PrimaryKeyConstraint('thread_id', name=op.f('pk_hidden_title'))
    )
    op.create_table('reasons_given',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_reasons_given_decision_id_decision')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_reasons_given_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_reasons_given'))
    )
    with op.batch_alter_table('reasons_given', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reasons_given_member_id'), ['member_id'], unique=False)

    op.create_table('sanction',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('guideline', sa.Integer(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('takes', sa.String(length=20), nullable=False),
    sa.Column('pace', sa.Integer(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('void', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_sanction_decision_id_decision')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_sanction_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sanction')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('sanction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sanction_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index('ix_sanction_member', ['member_id', 'from_at'], unique=False)
        batch_op.create_index('ix_sanction_until', ['lifted_at', 'until_at'], unique=False)

    op.create_table('strike',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decays_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('void', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_strike_decision_id_decision')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_strike_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strike')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('strike', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_strike_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index('ix_strike_member', ['member_id', 'decays_at'], unique=False)

    op.create_table('hidden_poll',
    sa.Column('poll_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_hidden_poll_by_id_member'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_hidden_poll_poll_id_poll'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('poll_id', name=op.f('pk_hidden_poll'))
    )


def downgrade() -> None:
    op.drop_table('hidden_poll')
    with op.batch_alter_table('strike', schema=None) as batch_op:
        batch_op.drop_index('ix_strike_member')
        batch_op.drop_index(batch_op.f('ix_strike_decision_id'))

    op.drop_table('strike')
    with op.batch_alter_table('sanction', schema=None) as batch_op:
        batch_op.drop_index('ix_sanction_until')
        batch_op.drop_index('ix_sanction_member')
        batch_op.drop_index(batch_op.f('ix_sanction_decision_id'))

    op.drop_table('sanction')
    with op.batch_alter_table('reasons_given', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reasons_given_member_id'))

    op.drop_table('reasons_given')
    op.drop_table('hidden_title')
    with op.batch_alter_table('appeal', schema=None) as batch_op:
        batch_op.drop_index('ix_appeal_member')
        batch_op.drop_index(batch_op.f('ix_appeal_made_at'))

    op.drop_table('appeal')
    with op.batch_alter_table('hit', schema=None) as batch_op:
        batch_op.drop_index('ix_hit_source')
        batch_op.drop_index(batch_op.f('ix_hit_case_id'))

    op.drop_table('hit')
    op.drop_table('hidden_picture')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_case_id'))

    op.drop_table('evidence')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_made_at'))
        batch_op.drop_index(batch_op.f('ix_decision_case_id'))
        batch_op.drop_index('ix_decision_by')

    op.drop_table('decision')
    with op.batch_alter_table('case_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_note_case_id'))

    op.drop_table('case_note')
    op.drop_table('hidden_profile')
    with op.batch_alter_table('case_', schema=None) as batch_op:
        batch_op.drop_index('ux_case_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index('ix_case_thing')
        batch_op.drop_index('ix_case_queue')
        batch_op.drop_index('ix_case_opened')
        batch_op.drop_index('ix_case_lane')
        batch_op.drop_index('ix_case_due')
        batch_op.drop_index('ix_case_author')
        batch_op.drop_index('ix_case_alike')

    op.drop_table('case_')
    op.drop_table('prepared_note')
    op.drop_table('moderation_term')
