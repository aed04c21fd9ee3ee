"""Keep rules and what they found."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('classifier',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('task', sa.String(length=8), nullable=False),
    sa.Column('used', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('packed', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_classifier')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('classifier', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_classifier_task'), ['task'], unique=False)

    op.create_table('rule',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('mode', sa.String(length=8), nullable=False),
    sa.Column('guideline', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('entries', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule')),
    sqlite_autoincrement=True
    )
    op.create_table('ruleset',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruleset'))
    )
    op.create_table('screening_trace',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('thing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.String(length=32), nullable=True),
    sa.Column('band_a', sa.Integer(), nullable=True),
    sa.Column('band_b', sa.Integer(), nullable=True),
    sa.Column('band_c', sa.Integer(), nullable=True),
    sa.Column('band_d', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_trace')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('screening_trace', schema=None) as batch_op:
        batch_op.create_index('ix_screening_trace_a', ['band_a'], unique=False)
        batch_op.create_index('ix_screening_trace_author', ['author_id', 'made_at'], unique=False)
        batch_op.create_index('ix_screening_trace_b', ['band_b'], unique=False)
        batch_op.create_index('ix_screening_trace_c', ['band_c'], unique=False)
        batch_op.create_index('ix_screening_trace_d', ['band_d'], unique=False)
        batch_op.create_index('ix_screening_trace_digest', ['digest'], unique=False)
        batch_op.create_index('ix_screening_trace_made_at', ['made_at'], unique=False)

    op.create_table('rule_hit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rule_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mode', sa.String(length=8), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('thing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('outcome', sa.String(length=8), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['rule_id'], ['rule.id'], name=op.f('fk_rule_hit_rule_id_rule'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_hit')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('rule_hit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_hit_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_rule_hit_rule', ['rule_id', 'made_at'], unique=False)
        batch_op.create_index('ix_rule_hit_thing', ['kind', 'thing_id'], unique=False)

    op.create_table('rule_replay',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rule_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('seen', sa.Integer(), nullable=False),
    sa.Column('hits', sa.Integer(), nullable=False),
    sa.Column('upheld', sa.Integer(), nullable=False),
    sa.Column('rejected', sa.Integer(), nullable=False),
    sa.Column('authors', sa.Integer(), nullable=False),
    sa.Column('examples', sa.JSON(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['rule_id'], ['rule.id'], name=op.f('fk_rule_replay_rule_id_rule'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_replay')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('rule_replay', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_replay_rule_id'), ['rule_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('rule_replay', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rule_replay_rule_id'))

    op.drop_table('rule_replay')
    with op.batch_alter_table('rule_hit', schema=None) as batch_op:
        batch_op.drop_index('ix_rule_hit_thing')
        batch_op.drop_index('ix_rule_hit_rule')
        batch_op.drop_index(batch_op.f('ix_rule_hit_case_id'))

    op.drop_table('rule_hit')
    with op.batch_alter_table('screening_trace', schema=None) as batch_op:
        batch_op.drop_index('ix_screening_trace_made_at')
        batch_op.drop_index('ix_screening_trace_digest')
        batch_op.drop_index('ix_screening_trace_d')
        batch_op.drop_index('ix_screening_trace_c')
        batch_op.drop_index('ix_screening_trace_b')
        batch_op.drop_index('ix_screening_trace_author')
        batch_op.drop_index('ix_screening_trace_a')

    op.drop_table('screening_trace')
    op.drop_table('ruleset')
    op.drop_table('rule')
    with op.batch_alter_table('classifier', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_classifier_task'))

    op.drop_table('classifier')
