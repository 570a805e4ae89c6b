"""Which probe follows an answer, if any."""

from collections.abc import Callable

from bot.guide import LANGUAGES, Guide, Language, OwnProbe, Question
from bot.probing.nouns import lemma, vague_noun
from bot.probing.patterns import Rule, rules, signals_asked_again, wordings
from bot.probing.shapes import OWN, Probe, Probed
from bot.probing.signals import Answer, language_of
from bot.reply.fold import fold, has_text, words

MOST_ON_A_QUESTION = 1
MOST_ON_A_CORE_QUESTION = 2
"""However many a guide asks for: probing doubles the time an interview takes (Barari et al. 2025)."""

MOST_IN_A_ROW_OF_QUESTIONS = 3
"""On two open questions after another; a person should not meet more probes than questions for long."""
MOST_IN_VAIN = 2
"""Who let so many pass in a row is not asked for more: their short answers are their answers."""

SHORT_WORD = 4
"""A longer word also counts with any ending; "man" does not stand in "management"."""

_SIGNALS_OF_GUIDES = {"judgement": "short", "problem_with_effect": "problem"}
"""A guide's own probes know five signals; ours are finer."""


def choose_probe(
    question: Question,
    said: str,
    language: Language,
    probed: Probed,
    *,
    first: bool,
    guide_cap: int,
    is_private: Callable[[str], bool],
) -> Probe | None:
    """Return the one question to ask about this answer, or None to go on.

    Nothing is asked after the first question of an interview, after a tap or another closed answer, after a refusal, after
    a long answer that tells what happened, over a cap, or of somebody who let the last probes pass. Who does not know gets
    one other angle, once. A shorter concrete answer may still get a probe that the guide asks of any answer ("Wat zou maken
    dat je afhaakt?").

    Args:
        question: the question that was answered.
        said: the answer, or the answer to the probe before.
        language: the one the person chose.
        probed: what was fired before.
        first: whether it was the first question of the guide itself.
        guide_cap: the most probes in one interview of this guide.
        is_private: tells whether a word is personal data, which is never handed back.

    """
    if first or _capped(question, probed, guide_cap) or question.kind not in {"text", "list"} or not has_text(said):
        return None
    answer = Answer(said, language_of(said, language))
    signals = answer.signals()
    if answer.refuses or answer.complete or (probed.on_question and "dont_know" in signals):
        return None
    named = _own(question, answer, signals, probed, language, named=True)
    general = _general(question, answer, signals, probed, language=language, is_private=is_private)
    if general is not None and general.family == "effect" and question.core and question.max_probes > 1:
        named = None  # what a problem led to comes first; who can act on it is asked next
    return named or general or _own(question, answer, signals, probed, language, named=False)


def probes_for_later(guide: Guide, question: Question) -> int:
    """Return how many core questions to come have a probe of the guide's for any answer: the cap keeps one for each."""
    keys = [one.key for one in guide.questions]
    later = guide.questions[keys.index(question.key) + 1 :]
    return sum(one.core and any(not own.after for own in one.own_probes) for one in later)


def _capped(question: Question, probed: Probed, guide_cap: int) -> bool:
    most = min(question.max_probes, MOST_ON_A_CORE_QUESTION if question.core else MOST_ON_A_QUESTION)
    in_a_row = probed.question_before + len(probed.on_question)
    return (
        probed.in_interview >= guide_cap - probed.for_later
        or len(probed.on_question) >= most
        or in_a_row >= MOST_IN_A_ROW_OF_QUESTIONS
        or probed.in_vain >= MOST_IN_VAIN
    )


def _own(
    question: Question, answer: Answer, signals: list[str], probed: Probed, language: Language, *, named: bool
) -> Probe | None:
    """Return the first of the guide's own probes that fits: those for a named signal, or those for any answer."""
    before = {
        rule.signal for rule in rules() if rule.rule in probed.on_question and rule.signal in signals_asked_again()
    }
    shown = {_SIGNALS_OF_GUIDES.get(signal, signal) for signal in {*signals, *before}}
    shown -= _without_noun(answer, question, signals)
    for own in question.own_probes:
        if own.rule in probed.on_question or _told_already(own, answer):
            continue
        if bool(own.after) != named or (own.after and not shown & set(own.after)):
            continue
        if not own.after and "dont_know" in signals:
            continue
        return Probe(own.rule, OWN, "", 0, {"text": own.text[language]})
    return None


def _without_noun(answer: Answer, question: Question, signals: list[str]) -> set[str]:
    """Return `vague` where the answer has no vague noun after all."""
    if "vague" not in signals:
        return set()
    noun = vague_noun(answer.said, answer.language, question.text[answer.language], lambda _word: False)
    return set() if noun else {"vague"}


def _told_already(own: OwnProbe, answer: Answer) -> bool:
    """Tell whether the answer holds one of the words that make the probe needless, in any language or ending."""
    told = {*answer.told, *(fold(lemma(word, language)) for word in answer.told for language in LANGUAGES)}
    for language, written in ((one, word) for one in LANGUAGES for word in own.unless_words.get(one, ())):
        wanted = words(written)
        if len(wanted) == 1 and fold(lemma(written, language)) in told:
            return True
        if len(wanted) == 1 and any(
            word == wanted[0] or (len(wanted[0]) > SHORT_WORD and word.startswith(wanted[0])) for word in told
        ):
            return True
        if len(wanted) > 1 and f" {' '.join(wanted)} " in answer.line:
            return True
    return False


def _general(
    question: Question,
    answer: Answer,
    signals: list[str],
    probed: Probed,
    *,
    language: Language,
    is_private: Callable[[str], bool],
) -> Probe | None:
    if question.kind != "text":
        return None
    used = {rule.family for rule in rules() if rule.rule in probed.on_question}
    for rule in rules():
        if rule.signal not in signals or rule.family not in question.probes or rule.family in used:
            continue
        if probed.on_question and rule.signal not in signals_asked_again():
            continue
        if rule.ahead and not (_looks_ahead(question) and answer.brief):
            continue
        if _looks_ahead(question) and rule.family == "example":
            continue
        params = {}
        if rule.family == "own_word":
            asked, abstract = question.text[language], rule.signal == "abstract"
            noun = vague_noun(answer.said, answer.language, asked, is_private, abstract=abstract)
            if noun is None:
                continue
            params = {"word": noun}
        return _worded(rule, language, probed, params)
    return None


def _looks_ahead(question: Question) -> bool:
    """Tell whether a question is after what could be ("Wat heb je nodig?"): nobody can tell when that happened."""
    return "step" in question.probes and "effect" not in question.probes


def _worded(rule: Rule, language: Language, probed: Probed, params: dict[str, str]) -> Probe:
    turn = probed.families.count(rule.family) % wordings(rule.response, language)
    return Probe(rule.rule, rule.family, rule.response, turn, params)
