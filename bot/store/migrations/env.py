"""Runs migrations on the engine that `bot.store.migrate` hands over."""

from alembic import context

from bot.store.tables import metadata

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    # batch: SQLite alters a table by making it anew
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
