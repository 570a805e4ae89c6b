"""what coaches ask the guide, how they rate it, and what the answers support"""

import sqlalchemy as sa
from alembic import op
import bot.store.tables

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    moment = bot.store.tables.Moment(timezone=True)
    op.create_table('digest',
    sa.Column('id', serial, autoincrement=True, nullable=False),
    sa.Column('made_at', moment, nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest'))
    )
    op.create_table('coaching',
    sa.Column('participant', sa.String(length=40), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=True),
    sa.Column('next', sa.JSON(), nullable=True),
    sa.Column('offered', sa.JSON(), nullable=True),
    sa.Column('question', sa.Text(), nullable=True),
    sa.Column('kept', serial, nullable=True),
    sa.Column('rated', sa.String(length=40), nullable=True),
    sa.Column('at', moment, nullable=False),
    sa.Column('weekly', sa.Boolean(), nullable=False),
    sa.Column('tip_at', moment, nullable=True),
    sa.Column('tips', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['participant'], ['participant.id'], name=op.f('fk_coaching_participant_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant', name=op.f('pk_coaching'))
    )
    op.create_table('guide_question',
    sa.Column('id', serial, autoincrement=True, nullable=False),
    sa.Column('participant', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('at', moment, nullable=False),
    sa.Column('seen_at', moment, nullable=True),
    sa.ForeignKeyConstraint(['participant'], ['participant.id'], name=op.f('fk_guide_question_participant_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guide_question'))
    )
    with op.batch_alter_table('guide_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guide_question_participant'), ['participant'], unique=False)
    op.create_table('guide_rating',
    sa.Column('participant', sa.String(length=40), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=False),
    sa.Column('useful', sa.Boolean(), nullable=False),
    sa.Column('missing', sa.Text(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('at', moment, nullable=False),
    sa.ForeignKeyConstraint(['participant'], ['participant.id'], name=op.f('fk_guide_rating_participant_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant', 'section', name=op.f('pk_guide_rating'))
    )


def downgrade() -> None:
    op.drop_table('guide_rating')
    with op.batch_alter_table('guide_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guide_question_participant'))
    op.drop_table('guide_question')
    op.drop_table('coaching')
    op.drop_table('digest')
