"""The command line: `meespraak ...`, also `python -m bot`.

Staff read it, in English. Every command ends with 0 (done), 1 (failed) or 2 (wrong input or usage),
and says what is wrong in one sentence on standard error.
"""

import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

import typer
from typer.exceptions import TyperException

from bot.cli.fault import Fault

app = typer.Typer(
    name="meespraak",
    help="Listen to stakeholders and young people on Telegram, and turn what they say into insights.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _say_nothing(*_: Any, **__: Any) -> None:
    """Keep from staff what other libraries warn their developers of; filters do not help, as Rasa sets its own."""


def add_all_to(app: typer.Typer) -> None:
    """Add every command."""
    from bot.cli import agreements, coaches, data, guides, lines, operations, rights, rounds, simulation, staff, talking
    from bot.cli import map as map_

    for part in (
        talking,
        guides,
        staff,
        rounds,
        coaches,
        lines,
        data,
        map_,
        agreements,
        rights,
        simulation,
        operations,
    ):
        part.add_to(app)


def main() -> None:
    """Run one command and leave with its exit code."""
    add_all_to(app)
    warnings.showwarning = _say_nothing
    try:
        app(standalone_mode=False)
    except Fault as fault:
        _leave(str(fault), fault.code)
    except TyperException as problem:
        _leave(problem.format_message(), 2)
    except (typer.Abort, KeyboardInterrupt):
        _leave("Stopped.", 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as problem:  # noqa: BLE001 -- the last line of defence: staff get a sentence, never a traceback
        _leave(_unexpected(problem), 1)


def _unexpected(problem: Exception) -> str:
    """Say what broke and where; never the problem's own words, which may be a participant's."""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    return f"Something unexpected went wrong: {type(problem).__name__} at {Path(last.filename).name}:{last.lineno}."


def _leave(sentence: str, code: int) -> None:
    typer.echo(f"meespraak: {sentence}", err=True)
    sys.exit(code)
