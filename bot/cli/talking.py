"""`run`, `chat` and `train`: the bot itself."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault import Fault
from bot.cli.progress import working
from bot.guide import LANGUAGES
from bot.settings import Settings, settings


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(run)
    app.command()(chat)
    app.command()(train)


def run() -> None:
    """Run the bot: on Telegram where TELEGRAM_BOT_TOKEN is set, else as a chat in the terminal."""
    if settings().telegram_bot_token is None:
        typer.echo("No TELEGRAM_BOT_TOKEN is set, so the bot talks here. Ctrl-D ends the chat.", err=True)
        chat()
        return
    model = prepare()
    from bot.channel.telegram.faults import OtherPoller, TokenRefused
    from bot.running import Telegram

    with working("Loading the language model"), _told_plainly(model):
        bot = Telegram(settings(), model)
    try:
        asyncio.run(bot.run(_say_ready))
    except TokenRefused as fault:
        raise Fault("Telegram refuses the token in TELEGRAM_BOT_TOKEN; copy it again from @BotFather.") from fault
    except OtherPoller as fault:
        raise Fault("Another program already reads this bot's messages; stop that one first.") from fault


@contextmanager
def _told_plainly(model: Path) -> Iterator[None]:
    """Turn what Rasa says of a model that is missing, cut off or of another release into what staff can do about it."""
    from rasa.exceptions import ModelNotFound
    from rasa.shared.exceptions import RasaException

    try:
        yield
    except (ModelNotFound, RasaException, RuntimeError, OSError, EOFError) as problem:
        if isinstance(problem, OSError) and model.exists():
            raise
        how = "is not there" if not model.exists() else "cannot be loaded"
        sentence = f"The language model {model.name} {how}. Run: meespraak train --force, or correct MEESPRAAK_MODEL."
        raise Fault(sentence) from problem


def _say_ready(name: str) -> None:
    typer.echo(f"Meespraak is listening{f' as @{name}' if name else ''}. Ctrl-C stops it.", err=True)


def chat(
    guide: Annotated[str | None, typer.Option(help="Begin this guide at once.")] = None,
    role: Annotated[str | None, typer.Option(help="stakeholder, youth or coach.")] = None,
    language: Annotated[str | None, typer.Option(help="nl, en or fr.")] = None,
    invite: Annotated[str | None, typer.Option(help="The code of an invitation.")] = None,
) -> None:
    """Talk to the bot in the terminal; with input from a file or pipe, one message a line."""
    if role not in (None, "stakeholder", "youth", "coach"):
        raise Fault(f"'{role}' is not a role; take stakeholder, youth or coach.", 2)
    if language not in (None, *LANGUAGES):
        raise Fault(f"'{language}' is not a language of Meespraak; take nl, en or fr.", 2)
    model = prepare()
    from bot.channel.terminal import Terminal

    with working("Loading the language model"), _told_plainly(model):
        terminal = Terminal(settings(), model)
    if role == "coach":
        with working("Opening the guide for coaches"):
            _ = terminal.world.library
    if guide is not None and guide not in terminal.world.guides:
        raise Fault(f"There is no guide '{guide}'; there are: {', '.join(terminal.world.guides)}.", 2)
    asyncio.run(terminal.talk(sys.stdin, sys.stdout, guide=guide, role=role, language=language, invite=invite))


def train(*, force: Annotated[bool, typer.Option(help="Also when nothing changed.")] = False) -> None:
    """Train the language model when something it depends on changed."""
    from bot.model import is_stale
    from bot.model import train as train_model

    if not force and not is_stale():
        typer.echo("The model is up to date.")
        return
    typer.echo(f"Trained: {_train(train_model)}")


def prepare() -> Path:
    """Set up logs and a model that fits today's files; return the model."""
    prepare_logs(settings())
    from bot.model import is_stale, model_path
    from bot.model import train as train_model

    chosen = settings().meespraak_model
    if chosen is not None:
        return chosen
    return _train(train_model) if is_stale() else model_path()


def prepare_logs(of: Settings) -> None:
    """Log to standard error at the level staff chose."""
    from bot.logs import set_up_logs

    set_up_logs(of.meespraak_log)


def _train(train_model: object) -> Path:
    from bot.model import TrainingFailed

    try:
        with working("Training the language model"):
            return Path(train_model())  # type: ignore[operator]
    except TrainingFailed as problem:
        raise Fault(f"The language model could not be trained: {problem}") from problem
