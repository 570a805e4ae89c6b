"""Every command by its name, for Rasa's actions, for buttons and for "did you mean"."""

from collections.abc import Callable

from bot.conversation import coach, moving, rights
from bot.conversation.talk import Talk


def help_(talk: Talk) -> None:
    """Say what the bot can do, and where help is in an emergency."""
    talk.say("utter_guidance_help" if coach.listens(talk) else "utter_help")


def ask_back(talk: Talk) -> None:
    """Ask whether somebody's words were a command or their answer; they are kept until that is clear."""
    command = talk.heard.unsure_of
    meant = "utter_guidance_mean_question" if coach.listens(talk) else "utter_mean_answer"
    choices = [
        {"key": "command", "text": talk.text_of(f"utter_mean_{command}")},
        {"key": "answer", "text": talk.text_of(meant)},
    ]
    talk.ask_aside("did_you_mean", choices, command=command, text=talk.text, message=talk.incoming.message_id)


def nothing(_talk: Talk) -> None:
    """Do nothing: the open question comes back."""


COMMANDS: dict[str, Callable[[Talk], None]] = {
    "skip": moving.skip,
    "stop": rights.stop,
    "pause": moving.pause,
    "back": moving.back,
    "correct": moving.correct,
    "repeat": moving.repeat,
    "explain": moving.explain,
    "help": help_,
    "privacy": rights.privacy,
    "see_my_data": rights.see,
    "download": rights.download,
    "delete_my_data": rights.delete,
    "withdraw": rights.choose_withdrawal,
    "human": rights.human,
    "language_change": moving.change_language,
    "progress": moving.progress,
    "affirm": nothing,
    "deny": nothing,
}
