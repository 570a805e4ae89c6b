"""A guide as a person would meet it, in plain text for staff: questions, numbered buttons, conditions in words."""

from collections.abc import Iterable, Iterator, Mapping

from bot.guide import Condition, Frame, Guide, Language, OwnProbe, Question

_FAMILIES = {
    "example": "an example of their own",
    "own_word": "what they mean by a word of theirs",
    "effect": "what happened next",
    "step": "a first small step",
    "angle": "another angle",
}
_SIGNALS = {
    "short": "short",
    "vague": "vague",
    "problem": "about a problem",
    "wish": "a wish",
    "dont_know": '"I don\'t know"',
}
_NO_QUESTIONS: Mapping[str, Question] = {}


def show_guide(guide: Guide, language: Language, frame: Frame | None = None) -> str:
    """Return the whole guide in one language; with the frame, the opening and closing questions too."""
    opening = _framed(guide.opening, frame.opening if frame else _NO_QUESTIONS)
    closing = _framed(guide.closing, frame.closing if frame else _NO_QUESTIONS)
    parts = {"Before": opening, "Questions": guide.questions, "After": closing}
    lines = [*_head(guide, language)]
    asked = {question.key: question for questions in parts.values() for question in questions}
    for title, questions in parts.items():
        lines += ["", f"== {title} =="] if questions else []
        for number, question in enumerate(questions, start=1):
            lines += ["", *_question(number, question, language, asked, guide)]
    return "\n".join(lines) + "\n"


def _framed(keys: Iterable[str], questions: Mapping[str, Question]) -> tuple[Question, ...]:
    return tuple(questions[key] for key in keys if key in questions)


def _head(guide: Guide, language: Language) -> Iterator[str]:
    yield guide.title[language]
    short = f", short version about {guide.minutes_short}" if guide.minutes_short else ""
    yield f"[{guide.key}, edition {guide.edition}, for: {guide.role}, about {guide.minutes} minutes{short}]"
    rotate = f"{guide.rotate} of {len(guide.questions)} questions each time; " if guide.rotate else ""
    yield f"[{rotate}at most {guide.probes_in_all} follow-ups in all]"
    yield ""
    yield guide.purpose[language]


def _question(
    number: int, question: Question, language: Language, asked: Mapping[str, Question], guide: Guide
) -> Iterator[str]:
    yield f"{number}. {question.text[language]}"
    for index, choice in enumerate(question.choices, start=1):
        yield f"   [{index}] {choice.text[language]}{'  (excludes the others)' if choice.alone else ''}"
    yield f"   ({', '.join(_answered_how(question, guide))})"
    if question.for_each:
        yield f"   asked for each name given in {question.for_each}; {{item}} is the name"
    for condition in question.ask_if:
        yield f"   only asked if {_in_words(condition, language, asked)}"
    yield f'   "What do you mean?": {question.explain[language]}'
    yield from _follow_ups(question, language)


def _answered_how(question: Question, guide: Guide) -> Iterator[str]:
    yield question.key
    yield {
        "one": "one tap",
        "many": f"several taps{f', at most {question.most}' if question.most else ''}",
        "scale": "one tap, low to high",
        "number": f"a number from {question.low or 0:g} to {question.high or 0:g}",
        "text": "in their own words" + (" or a tap" if question.choices else ""),
        "list": f"up to {question.most} names",
    }[question.kind]
    if question.other:
        yield "or typed"
    if guide.minutes_short:
        yield "short and full version" if question.core else "full version only"


def _in_words(condition: Condition, language: Language, asked: Mapping[str, Question]) -> str:
    key = condition.question
    if condition.among is not None:
        return f"{key} is {_labels(condition.among, key, language, asked)}"
    if condition.not_among is not None:
        return f"{key} is not {_labels(condition.not_among, key, language, asked)}"
    if condition.differs_from is not None:
        return f"{key} and {condition.differs_from} are both answered, and differ"
    return f"{key} was {'answered' if condition.answered else 'not answered'}"


def _labels(keys: Iterable[str], question: str, language: Language, asked: Mapping[str, Question]) -> str:
    """Return what the buttons say; a scale names its choices by number."""
    choices = asked[question].choices if question in asked else ()
    said = {choice.key: choice.text[language] for choice in choices}
    if question in asked and asked[question].kind == "scale":
        said = {str(step): choice.text[language] for step, choice in enumerate(choices, start=1)}
    return " or ".join(f"'{said.get(key, key)}'" for key in keys)


def _follow_ups(question: Question, language: Language) -> Iterator[str]:
    if not question.max_probes:
        return
    families = ", ".join(_FAMILIES[family] for family in question.probes)
    yield f"   at most {question.max_probes} of these follow-ups{f': {families}' if families else ''}"
    for probe in question.own_probes:
        yield f"   - {probe.text[language]}{_when(probe, language)}"


def _when(probe: OwnProbe, language: Language) -> str:
    when = f"after an answer that is {' or '.join(_SIGNALS[signal] for signal in probe.after)}" if probe.after else ""
    words = probe.unless_words.get(language, ())
    unless = f"not if it holds {', '.join(words[:3])}{' ...' if words[3:] else ''}" if words else ""
    both = ", ".join(filter(None, (when, unless)))
    return f"  ({both})" if both else ""
