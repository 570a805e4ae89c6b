"""Invitations as staff make them: several for a partnership that is new, at once."""

from datetime import datetime, timezone

from bot.store import invitations
from bot.store.engine import open_engine, unit_of_work
from bot.store.migrate import upgrade
from bot.store.tables import Partnership
from bot.store.vault import Vault

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)


def test_two_invitations_made_at_once_for_a_new_partnership_share_it(tmp_path):
    database = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(database)
    with unit_of_work(database) as session:
        for _ in range(2):
            invitations.make(
                session, Vault(b"k" * 32), guide="stakeholder", role="stakeholder", now=NOW, partnership="pilot"
            )
    with unit_of_work(database) as session:
        assert session.get(Partnership, "pilot") is not None
    database.dispose()
