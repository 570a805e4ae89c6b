"""What a live turn makes of one text, as one row: for staff, and for whoever measures it."""

from typing import Any

from bot.guide import Question
from bot.hearing import understand
from bot.rasa_engine import Engine
from bot.reply import Confirm, Understood, read_reply
from bot.safeguarding import hear
from bot.understanding import language_of


async def understood(rasa: Engine, text: str, language: str, question: Question | None) -> dict[str, Any]:
    """Return what the text reads as, its value for the question, its language and the flag it raises.

    Where a live turn would ask back, nothing is done yet: it reads as an answer, and `asks_back` names the command.
    """
    alarm = hear(text)
    reading = await understand(rasa, text, language, question)
    value = None
    reads_as = "answer" if reading.ask_back else reading.reads_as
    if question is not None and reads_as == "answer":
        reply = read_reply(question, text, language)  # type: ignore[arg-type]
        value = reply.value if isinstance(reply, Understood | Confirm) else None
    return {
        "text": text,
        "reads_as": reads_as,
        "value": value,
        "confidence": round(reading.confidence, 4),
        "language": language_of(text, None)[0],
        "asks_back": reading.reads_as if reading.ask_back else None,
        "flag": alarm.theme if alarm is not None else None,
    }
