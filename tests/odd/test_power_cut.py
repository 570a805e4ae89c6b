"""The power goes: whatever was on disk of the database and its log, cut anywhere, opens and holds all that was committed before."""

import random
import shutil
import sqlite3
from pathlib import Path

from bot.store.engine import open_engine, unit_of_work
from bot.store.migrate import upgrade
from bot.store.tables import Partnership
from bot.turn import utc_now

CUTS = 60


def test_a_log_cut_at_any_byte_opens_whole(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'm.db'}")
    upgrade(engine)
    for number in range(40):
        with unit_of_work(engine) as session:
            session.add(Partnership(name=f"p{number:02}", created_at=utc_now()))
    log = (tmp_path / "m.db-wal").read_bytes()
    dice, seen = random.Random(3), set()
    for _ in range(CUTS):
        seen.add(_opened(tmp_path, log[: dice.randint(0, len(log))]))
    engine.dispose()
    assert len(log) > 40 * 4096
    assert len(seen) > 5


def _opened(folder: Path, log: bytes) -> int:
    """Return how many rows stand there after the cut: the first so many, none missing in between."""
    cut = folder / "cut"
    shutil.rmtree(cut, ignore_errors=True)
    cut.mkdir()
    shutil.copy(folder / "m.db", cut / "m.db")
    (cut / "m.db-wal").write_bytes(log)
    connection = sqlite3.connect(cut / "m.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'partnership'").fetchone()[0]
        names = [name for (name,) in connection.execute("SELECT name FROM partnership ORDER BY name")] if tables else []
    finally:
        connection.close()
    assert names == [f"p{number:02}" for number in range(len(names))]
    return len(names)
