"""One person's conversation, as loaded for one turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from bot import interview as iv
from bot.channel.message import Button, Incoming, Outgoing
from bot.conversation.board import buttons_for, command_button
from bot.guide import LANGUAGES, Choice, Guide, Language, Question
from bot.guide_stored import from_stored
from bot.safeguarding import Alarm
from bot.store import read, tables, write
from bot.words import fill
from bot.world import World


@dataclass
class Heard:
    """What an action has to know of a message beside its intent."""

    alarm: Alarm | None = None
    unsure_of: str = ""
    """The command it may have been."""
    section: str | None = None
    """The section of the guide that a coach's button belongs to."""


@dataclass
class Talk:
    """What a verb may look at and change. The rows belong to the turn's one unit of work."""

    world: World
    session: Session
    now: datetime
    channel: str
    chat: str
    participant: Any
    """The row of the participant."""
    incoming: Incoming
    interview: Any = None
    """The row of the interview that is open, paused or else the last one."""
    model: str = ""
    heard: Heard = field(default_factory=Heard)
    tapped: str | None = None
    """The choice tapped on the open question; None where the person typed."""
    paragraphs: list[str] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    asks: dict[str, Any] | None = None
    gone: bool = False
    """The person erased everything in this turn; what is still said goes out as a farewell."""
    silent: bool = False
    """Nothing is asked any more in this turn."""
    seen: tuple[Any, ...] = ()
    """The `mark` of what was open when all of this came in: what the person had before their eyes."""

    def __post_init__(self) -> None:
        self._load_interview()

    def _load_interview(self) -> None:
        self._found_next: tuple[iv.Progress, iv.Place | None] | None = None
        self.guide: Guide | None = None
        self.progress = iv.Progress()
        self.answers: dict[tuple[str, str], iv.Given] = {}
        if self.interview is not None:
            self.guide = self._guide_of(self.interview)
            self.progress = iv.Progress.from_stored(self.interview.progress)
            self.answers = read.answers(self.session, self.interview.id)

    def _guide_of(self, interview: Any) -> Guide:
        """Return the edition this interview began with, whatever stands in the file today."""
        for guide in self.world.guides.values():
            if guide.edition == interview.edition:
                return guide
        known = self.world.editions
        if interview.edition not in known:
            known[interview.edition] = from_stored(self.session.get(tables.GuideEdition, interview.edition).content)
        return known[interview.edition]

    @property
    def language(self) -> Language:
        """The language the person chose."""
        return cast("Language", self.participant.language)

    @property
    def running(self) -> bool:
        """Whether an interview is in course and not paused or stopped."""
        return self.interview is not None and self.interview.status == "open"

    @property
    def text(self) -> str:
        """What the person typed in this turn."""
        return self.incoming.text

    # Speaking

    def text_of(self, name: str, /, **values: object) -> str:
        """Return a response in the person's language."""
        return self.world.words.say(name, self.language, self.progress.serial, **values)

    def say(self, name: str, /, **values: object) -> None:
        """Add a response to this turn's message."""
        self.paragraphs.append(self.text_of(name, **values))

    def send(self, buttons: tuple[tuple[Button, ...], ...] = (), *, edit: int | None = None) -> None:
        """Close this turn's message: everything said so far, with the buttons of what is asked."""
        if self.paragraphs:
            self.outgoing.append(Outgoing("\n\n".join(self.paragraphs), buttons, edit=edit))
            self.paragraphs = []

    def hear_rasa(self, response: Mapping[str, Any]) -> None:
        """Take what one of Rasa's rules uttered by itself."""
        self.paragraphs.append(str(response["text"]))

    # What is open

    def aside(self) -> Question | None:
        """Return the question asked beside the interview that waits for an answer."""
        if not self.participant.aside:
            return None
        question = self.world.frame["asides"][self.participant.aside["question"]]
        return with_choices(question, self.participant.aside.get("choices"))

    def ask_aside(self, key: str, choices: list[dict[str, Any]] | None = None, **data: Any) -> None:
        """Open a question beside the interview; the interview's own question waits behind it."""
        serial = int(self.now.timestamp() * 10) % 10**9
        self.participant.aside = {"question": key, "serial": serial, "choices": choices, "data": data}

    def close_aside(self) -> dict[str, Any]:
        """Close it and return the data it was opened with."""
        data: dict[str, Any] = (self.participant.aside or {}).get("data", {})
        self.participant.aside = None
        return data

    def drop_aside(self) -> bool:
        """Leave the question beside the interview unanswered; False when there is none."""
        if not self.participant.aside:
            return False
        self.close_aside()
        return True

    def keep_progress(self, progress: iv.Progress) -> None:
        """Store where the interview stands."""
        self.progress = progress
        if self.interview is not None:
            self.interview.progress = progress.as_stored()

    @property
    def mark(self) -> tuple[Any, ...]:
        """What is open now; another mark is another question."""
        opened = self.progress.open if self.running else None
        aside = self.participant.aside
        return (opened and (self.interview.id, opened.serial), aside and aside["serial"])

    @property
    def unseen(self) -> bool:
        """Whether what is open was asked after this was written, since a tap in the same breath came before it."""
        return bool(self.seen) and self.seen != self.mark

    def open_question(self) -> Question | None:
        """Return the question that waits for an answer now, beside the interview or in it."""
        if (aside := self.aside()) is not None:
            return aside
        if self.running and self.progress.open is not None:
            return self.question_at(self.progress.open.place)
        return None

    def next_place(self) -> iv.Place | None:
        """Return the place to ask now, looked for once as long as no answer is written and the progress stays."""
        if self._found_next is None or self._found_next[0] is not self.progress:
            found = iv.next_place(cast("Guide", self.guide), self.world.frame, self.answers, self.progress)
            self._found_next = self.progress, found
        return self._found_next[1]

    def question_at(self, place: iv.Place) -> Question:
        """Return the question of a place of this interview."""
        if place.part == "guide":
            return cast("Guide", self.guide).question(place.question)
        return self.world.frame[place.part][place.question]

    def show_aside(self) -> None:
        """Ask what is open beside the interview, again if it was asked before."""
        question, aside = cast("Question", self.aside()), self.participant.aside
        data = {key: value for key, value in aside["data"].items() if isinstance(value, str | int)}
        self.paragraphs.append(fill(question.text[self.language], data))
        self.show_choices_beside()

    def show_choices_beside(self) -> None:
        """Close this turn's message with the buttons of what is open beside the interview."""
        buttons = buttons_for(
            cast("Question", self.aside()), self.language, f"b:{self.participant.aside['serial']}", ()
        )
        self.send(buttons)

    def skip_button(self) -> Button:
        """Return the button that is always there: rather not."""
        return command_button(self.text_of("utter_button_skip"), "skip", self.progress.serial)

    # Changing what is kept

    def start(self, guide: Guide, *, round_: str | None = None) -> None:
        """Begin a new interview with this guide."""
        self.interview = write.start_interview(
            self.session, self.participant, guide, channel=self.channel, round_=round_, now=self.now
        )
        self._load_interview()

    def keep_answer(self, question: str, item: str, given: iv.Given) -> None:
        """Note an answer that was written in this turn, the newest last, as all of them are read in the next."""
        self.answers.pop((question, item), None)
        self.answers[question, item] = given
        self._found_next = None


def with_choices(question: Question, choices: list[dict[str, Any]] | None) -> Question:
    """Return the question with choices that are known only now (guides, lines of a summary)."""
    if not choices:
        return question
    made = tuple(Choice(choice["key"], dict.fromkeys(LANGUAGES, choice["text"])) for choice in choices)
    return replace(question, kind="one", choices=made + question.choices)
