"""A copy of the database that can be put back, made while people talk. The key is never in it."""

import os
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL, make_url


class BackupFailed(RuntimeError):
    """The sentence says why; nothing was changed."""


def back_up(url: str, file: Path) -> None:
    """Write one consistent picture of the database to a new file that only its owner can read.

    SQLite: its own online copy. PostgreSQL: `pg_dump` in its own format.
    """
    if file.exists():
        raise BackupFailed(f"{file} is there already; a backup is never written over another")
    file.touch(mode=0o600)
    try:
        _back_up(make_url(url), file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def restore(url: str, file: Path) -> None:
    """Put a backup back where no database is: a file that is not there, or a PostgreSQL database without tables."""
    if not file.exists():
        raise BackupFailed(f"{file} is not there")
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _restore_sqlite(Path(parsed.database or ""), file)
        return
    _run(["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", *_server(parsed), str(file)], parsed)


def _back_up(url: URL, file: Path) -> None:
    if url.get_backend_name() != "sqlite":
        _run(["pg_dump", "--format=custom", "--no-owner", f"--file={file}", *_server(url)], url)
        return
    if not Path(url.database or "").exists():
        raise BackupFailed("there is no database yet")
    source, copy = sqlite3.connect(f"file:{url.database}?mode=ro", uri=True), sqlite3.connect(file)
    try:
        source.backup(copy)
        _check(copy)
    finally:
        source.close()
        copy.close()


def _restore_sqlite(database: Path, file: Path) -> None:
    if database.exists():
        raise BackupFailed(f"{database} is there already; move it away first")
    database.parent.mkdir(parents=True, exist_ok=True)
    source, copy = sqlite3.connect(f"file:{file}?mode=ro", uri=True), sqlite3.connect(database)
    try:
        _check(source)
        source.backup(copy)
    except (sqlite3.DatabaseError, BackupFailed) as problem:
        database.unlink()
        raise BackupFailed(f"{file} is no good backup ({problem})") from None
    finally:
        source.close()
        copy.close()


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise BackupFailed("the copy is not whole")


def _server(url: URL) -> list[str]:
    given = {"host": url.host, "port": url.port, "username": url.username, "dbname": url.database}
    return [f"--{name}={value}" for name, value in given.items() if value]


def _run(command: list[str], url: URL) -> None:
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 -- fixed words and the database's own address
    except FileNotFoundError:
        raise BackupFailed(f"{command[0]} is not installed; it comes with PostgreSQL's client tools") from None
    if done.returncode:
        raise BackupFailed(f"{command[0]}: {(done.stderr.strip().splitlines() or ['failed without a word'])[-1]}")
