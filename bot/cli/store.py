"""Opens what commands work on: the database, the guides and the keys, without Rasa."""

from dataclasses import dataclass
from typing import Any

from bot.cli.fault import Fault
from bot.settings import settings


@dataclass(frozen=True)
class Store:
    """An open database with what belongs to it."""

    database: Any
    vault: Any
    guides: Any


def open_store() -> Store:
    """Open the database, brought up to date, with the key and the guides.

    Raises:
        Fault: one of them cannot be opened; the sentence says which.

    """
    from sqlalchemy.exc import DBAPIError

    from bot.guide_check import GuideProblem
    from bot.guide_file import load_guides
    from bot.logs import set_up_logs
    from bot.store.engine import open_engine
    from bot.store.migrate import upgrade
    from bot.store.vault import KeyFileProblem, Vault, load_key

    set_up_logs(settings().meespraak_log)
    try:
        database = open_engine(settings().meespraak_database_url)
        upgrade(database)
        return Store(database, Vault(load_key(settings().meespraak_key_file)), load_guides(settings().guides))
    except DBAPIError as problem:
        raise Fault(f"The database cannot be opened: {str(problem.orig).splitlines()[0]}") from problem
    except KeyFileProblem as problem:
        raise Fault(str(problem)) from problem
    except GuideProblem as problem:
        raise Fault(
            f"A guide has faults; run: meespraak guides check. The first is: {str(problem).splitlines()[0]}"
        ) from problem
