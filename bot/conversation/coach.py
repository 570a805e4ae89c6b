"""Hearing a coach who asks the guide: a button, typed or tapped; a wish about the answer at hand; or a question."""

from dataclasses import dataclass

from bot.conversation.talk import Talk
from bot.guidance.phrases import Wish
from bot.guide import Question
from bot.reply.fold import words
from bot.store import coaching

ROLE = "coach"
ASKED = "guidance_ask"
"""The intent of a question in a coach's own words."""
ASKING = Question(key="guide_question", kind="text", text={}, explain={}, goal="What a coach asks the guide.")
"""Stands for "what would you like to know?" where a text is read: whatever is not a command is a question."""
SECTION_VERBS = ("section", "whole", "week", "source", "another", "useful", "not_useful", "no_reason")
VERBS = (*SECTION_VERBS, "none_of_these", "forget", "tips_on", "tips_off")
"""What a button of the guide can ask for."""
_ALWAYS_TYPED = ("utter_guidance_answer", "utter_guidance_whole", "utter_guidance_ask_weekly")
"""Responses whose buttons may also be typed when they stand under an older message, for the section at hand."""
_WISHED: dict[Wish, str] = {"more": "whole"}
"""The verbs of wishes, where they are called otherwise."""


@dataclass(frozen=True)
class Asked:
    """What a coach asks for without asking a question."""

    verb: str
    section: str | None = None
    """None: that of the answer at hand."""

    @property
    def intent(self) -> str:
        """Return the intent that Rasa's rules know it by."""
        return f"guidance_{self.verb}"


def listens(talk: Talk) -> bool:
    """Return whether what comes in is for the guide: a coach, with no interview in course and nothing else asked."""
    person = talk.participant
    return person.role == ROLE and person.status == "active" and not person.aside and not talk.running


def tapped(talk: Talk) -> Asked | None:
    """Return what a tap on one of the guide's buttons asks for; None where it is none, or not this person's to tap."""
    person = talk.participant
    return _read(talk, talk.incoming.tap) if person.role == ROLE and person.status == "active" else None


def _read(talk: Talk, payload: str) -> Asked | None:
    """Read a payload that comes from outside: only verbs and sections that there are."""
    about, _, rest = payload.partition(":")
    verb, _, section = rest.partition(":")
    if about != "guidance" or verb not in VERBS:
        return None
    if verb in SECTION_VERBS:
        return Asked(verb, section) if section in talk.world.library.sections else None
    return Asked(verb) if not section else None


def typed(talk: Talk) -> Asked | None:
    """Return what a text asks for that is no question: a button by its number or words, a reason, or a wish."""
    state = coaching.find(talk.session, talk.participant.id)
    pressed = _pressed(talk, (state.offered if state is not None else None) or [])
    if pressed is not None:
        return pressed
    if state is not None and state.rated and not talk.text.rstrip().endswith("?"):
        return Asked("reason", state.rated)
    wish = talk.world.library.phrases.wish(talk.text)
    return Asked(_WISHED.get(wish, wish)) if wish is not None else None


def _pressed(talk: Talk, offered: list[list[str]]) -> Asked | None:
    said = words(talk.text)
    for number, (title, payload) in enumerate(offered, start=1):
        if said and said in ([str(number)], words(title)):
            return _read(talk, payload)
    for name in _ALWAYS_TYPED:
        for title, payload in talk.world.words.buttons[name][talk.language]:
            if said and said == words(title):
                return Asked(payload.split(":")[1])
    return None


def is_sure(talk: Talk) -> bool:
    """Return whether the guide is sure to have what this text asks: it is then a question, whatever else it resembles."""
    state = coaching.find(talk.session, talk.participant.id)
    at_hand = state.section if state is not None else None
    return talk.world.library.ask(talk.text, talk.language, at_hand).sure == "sure"
