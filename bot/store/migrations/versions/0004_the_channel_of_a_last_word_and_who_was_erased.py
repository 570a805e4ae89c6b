"""the channel of a last word, and who was erased"""

import sqlalchemy as sa
from alembic import op
import bot.store.tables

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('erased',
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.Column('month', bot.store.tables.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('mark', name=op.f('pk_erased'))
    )
    op.add_column('outbox', sa.Column('channel', sa.String(length=12), nullable=True))
    op.execute("UPDATE outbox SET channel = 'telegram' WHERE farewell IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_column('channel')
    op.drop_table('erased')
