"""Runs migrations on the engine that `bot.store.migrate` hands over."""

from alembic import context

from bot.store.tables import metadata

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    raw = connection.connection.dbapi_connection if engine.dialect.name == "sqlite" else None
    if raw is not None:
        # SQLite alters a table by making it anew and dropping the old one, with which every row that refers to it would go.
        raw.execute("PRAGMA foreign_keys=OFF")
    try:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        if raw is not None and raw.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError("the migration would leave rows that refer to nothing; nothing was changed")
        connection.commit()
    finally:
        if raw is not None:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")
