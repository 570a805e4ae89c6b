"""What is said to somebody in distress: which fixed texts of data/safeguarding/responses.yml, with which helplines."""

from bot.guide import Language
from bot.safeguarding.hearing import Alarm
from bot.safeguarding.helplines import family, helplines

Reply = tuple[str, dict[str, str]]
"""The name of a response, and what fills its parameters."""


def reply(alarm: Alarm, language: Language, young: bool, someone_reads: bool) -> list[Reply]:
    """Return the responses to send, in order; the last one carries the buttons go on, later and stop.

    Args:
        alarm: what was heard.
        language: the person's; words and helplines follow it.
        young: whether this is, or may be, a young person. Not known yet (before the age is asked): say True.
        someone_reads: whether a contact person is set who is told now. Nobody is told otherwise, and the text says so.

    """
    lines = helplines(alarm.theme, language, young)
    age = "young" if young else "adult"
    replies: list[Reply] = [
        (
            f"utter_safety_{family(alarm.theme)}_{age}",
            {"lines": "\n".join(f"• {line.text[language]}" for line in lines)},
        )
    ]
    if not any(language in line.languages for line in lines if line.key != "emergency_112"):
        replies.append(("utter_safety_no_english_line", {}))
    replies.append(("utter_safety_someone_reads" if someone_reads else "utter_safety_nobody_reads_now", {}))
    replies.append(("utter_safety_offer", {}))
    return replies
