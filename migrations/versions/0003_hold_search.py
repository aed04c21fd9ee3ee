"""Keep what search needs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
VECTOR = postgresql.TSVECTOR().with_variant(sa.Text(), 'sqlite')


def upgrade() -> None:
    op.create_table('search_change',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('key', NUMBER, nullable=False),
    sa.Column('fed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_change')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_search_change_waiting', 'search_change', ['fed_at', 'id'])
    op.create_table('search_edition',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('engine', sa.String(length=20), nullable=False),
    sa.Column('form', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('key', NUMBER, nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('change_id', NUMBER, nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('current_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_edition')),
    sqlite_autoincrement=True
    )
    op.create_table('search_miss',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_miss')),
    sa.UniqueConstraint('words', name=op.f('uq_search_miss_words')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_search_miss_last', 'search_miss', ['last_at'])
    op.create_table('search_document',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('edition_id', NUMBER, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('key', NUMBER, nullable=False),
    sa.Column('group', NUMBER, nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('at', NUMBER, nullable=False),
    sa.Column('vector', VECTOR, nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['search_edition.id'], name=op.f('fk_search_document_edition_id_search_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_document')),
    sa.UniqueConstraint('edition_id', 'kind', 'key', name=op.f('uq_search_document_edition_id_kind_key')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_search_document_at', 'search_document', ['edition_id', 'at'])
    op.create_index('ix_search_document_vector', 'search_document', ['vector'], postgresql_using='gin', postgresql_with={'gin_pending_list_limit': 256})
    op.create_table('search_word',
    sa.Column('edition_id', NUMBER, nullable=False),
    sa.Column('term', sa.String(length=40), nullable=False),
    sa.Column('mirrored', sa.String(length=40), nullable=False),
    sa.Column('documents', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['search_edition.id'], name=op.f('fk_search_word_edition_id_search_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('edition_id', 'term', name=op.f('pk_search_word'))
    )
    op.create_index('ix_search_word_mirrored', 'search_word', ['edition_id', 'mirrored'], postgresql_ops={'mirrored': 'text_pattern_ops'})
    op.create_index('ix_search_word_term', 'search_word', ['edition_id', 'term'], postgresql_ops={'term': 'text_pattern_ops'})


def downgrade() -> None:
    for table in ('search_word', 'search_document', 'search_miss', 'search_edition', 'search_change'):
        op.drop_table(table)
