"""Keep guidelines, the audit log that only grows, and what moderators know of people."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0004'
branch_labels = None
depends_on = None

REFUSAL = "the audit log only grows"
FORGOTTEN = "SELECT 1 FROM audit WHERE act = 'audit.forget' AND subject = 'audit:' || OLD.entry_id"

SQLITE = (
    *(
        f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table, verb in (("audit", "update"), ("audit", "delete"), ("audit_saying", "update"))
    ),
    f"CREATE TRIGGER audit_saying_refuses_delete BEFORE DELETE ON audit_saying WHEN NOT EXISTS ({FORGOTTEN}) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
REFUSE = f"RAISE EXCEPTION '{REFUSAL}'"
POSTGRES = (
    f"CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {REFUSE}; END $$",
    "CREATE FUNCTION audit_saying_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NOT EXISTS ({FORGOTTEN}) THEN {REFUSE}; END IF; RETURN OLD; END $$",
    # a house that moves in may begin anew: as long as that lasts, it has a table that says so
    "CREATE FUNCTION audit_refuses_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF to_regclass('move') IS NULL THEN {REFUSE}; END IF; RETURN NULL; END $$",
    "CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
    "CREATE TRIGGER audit_saying_refuses_update BEFORE UPDATE ON audit_saying "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
    "CREATE TRIGGER audit_saying_refuses_delete BEFORE DELETE ON audit_saying "
    "FOR EACH ROW EXECUTE FUNCTION audit_saying_refuses()",
    *(
        f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses_truncate()"
        for table in ("audit", "audit_saying")
    ),
)
FUNCTIONS = ("audit_refuses", "audit_saying_refuses", "audit_refuses_truncate")


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('automatic', sa.Boolean(), nullable=False),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('guideline', sa.Integer(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.Column('saying_digest', sa.String(length=64), nullable=False),
    sa.Column('key_id', sa.String(length=8), nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index('ix_audit_act', ['act', 'id'], unique=False)
        batch_op.create_index('ix_audit_actor', ['actor_id', 'id'], unique=False)
        batch_op.create_index('ix_audit_made', ['made_at'], unique=False)
        batch_op.create_index('ix_audit_subject', ['subject', 'id'], unique=False)

    op.create_table('block',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('value', sa.String(length=254), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_block')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('block', schema=None) as batch_op:
        batch_op.create_index('ix_block_until', ['until'], unique=False)

    op.create_table('edition',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition'))
    )
    op.create_table('guideline',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guideline')),
    sa.UniqueConstraint('number', name=op.f('uq_guideline_number')),
    sqlite_autoincrement=True
    )
    op.create_table('acknowledgement',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('edition', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['edition'], ['edition.id'], name=op.f('fk_acknowledgement_edition_edition')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_acknowledgement_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'edition', name=op.f('pk_acknowledgement'))
    )
    op.create_table('audit_saying',
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['audit.id'], name=op.f('fk_audit_saying_entry_id_audit')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_audit_saying'))
    )
    op.create_table('erasure',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('how', sa.String(length=10), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('again_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_erasure_member_id_member')),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_erasure'))
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_again_at'), ['again_at'], unique=False)

    op.create_table('guideline_text',
    sa.Column('guideline_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('edition', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('locale', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('examples', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['edition'], ['edition.id'], name=op.f('fk_guideline_text_edition_edition')),
    sa.ForeignKeyConstraint(['guideline_id'], ['guideline.id'], name=op.f('fk_guideline_text_guideline_id_guideline')),
    sa.PrimaryKeyConstraint('guideline_id', 'edition', 'locale', name=op.f('pk_guideline_text'))
    )
    with op.batch_alter_table('guideline_text', schema=None) as batch_op:
        batch_op.create_index('ix_guideline_text_edition', ['edition', 'locale'], unique=False)

    op.create_table('member_note',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_member_note_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('member_note', schema=None) as batch_op:
        batch_op.create_index('ix_member_note_member', ['member_id', 'id'], unique=False)

    op.create_table('public_log',
    sa.Column('brand_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('degree', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['brand_id'], ['brand.id'], name=op.f('fk_public_log_brand_id_brand')),
    sa.PrimaryKeyConstraint('brand_id', name=op.f('pk_public_log'))
    )
    op.create_table('trace',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_trace_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'kind', 'digest', name=op.f('pk_trace'))
    )
    with op.batch_alter_table('trace', schema=None) as batch_op:
        batch_op.create_index('ix_trace_digest', ['digest', 'member_id'], unique=False)
        batch_op.create_index('ix_trace_last', ['last_at'], unique=False)

    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device', sa.String(length=64), nullable=True))

    for statement in POSTGRES if op.get_bind().dialect.name == 'postgresql' else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_column('device')

    with op.batch_alter_table('trace', schema=None) as batch_op:
        batch_op.drop_index('ix_trace_last')
        batch_op.drop_index('ix_trace_digest')

    op.drop_table('trace')
    op.drop_table('public_log')
    with op.batch_alter_table('member_note', schema=None) as batch_op:
        batch_op.drop_index('ix_member_note_member')

    op.drop_table('member_note')
    with op.batch_alter_table('guideline_text', schema=None) as batch_op:
        batch_op.drop_index('ix_guideline_text_edition')

    op.drop_table('guideline_text')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_again_at'))

    op.drop_table('erasure')
    op.drop_table('audit_saying')
    op.drop_table('acknowledgement')
    op.drop_table('guideline')
    op.drop_table('edition')
    with op.batch_alter_table('block', schema=None) as batch_op:
        batch_op.drop_index('ix_block_until')

    op.drop_table('block')
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_subject')
        batch_op.drop_index('ix_audit_made')
        batch_op.drop_index('ix_audit_actor')
        batch_op.drop_index('ix_audit_act')

    op.drop_table('audit')

    if op.get_bind().dialect.name == 'postgresql':
        for name in FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
