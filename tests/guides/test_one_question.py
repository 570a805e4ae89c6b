"""Two questions in one message are heard, and one question is left alone."""

import pytest

from bot.guide_check.one_question import second_question

TWO = [
    ("nl", "Wat liep goed en wat kan beter?"),
    ("nl", "Wie was erbij, en wanneer was dat?"),
    ("nl", "Hoe en wanneer hoor je van ons?"),
    ("nl", "Ben je tevreden en zou je opnieuw meedoen?"),
    ("nl", "Met wie werk je samen? Waar zit die dienst en hoe vaak zie je ze?"),
    ("en", "What went well and what could be better?"),
    ("en", "Who was there, and when was it?"),
    ("en", "Are you happy and would you do it again?"),
    ("en", "How often do you meet and where do you meet?"),
    ("fr", "Qui était là et quand était-ce\u00a0?"),
    ("fr", "Que fais-tu et avec qui\u00a0?"),
    ("fr", "Qu'est-ce qui va bien et qu'est-ce qui va mal\u00a0?"),
    ("fr", "Es-tu content·e et voudrais-tu recommencer\u00a0?"),
]
ONE = [
    ("nl", "Wat liep moeilijk, of kan beter?"),
    ("nl", "Hoe kom je in contact met jongeren die ondernemen en die hulp zoeken?"),
    ("nl", "Wat doe je op een plek waar je werkt en waar je woont?"),
    ("nl", "En hoe zou je het liefst betrokken zijn?"),
    ("nl", "Zie je verschil tussen meisjes en jongens?"),
    ("nl", "Vandaag koos je 'samen en hoe dan ook'. Wat zou anders zijn?"),
    ("en", "What do you think of people who live here and who work here?"),
    ("en", "And how would you most like to be involved?"),
    ("en", "How much time and money do you have?"),
    ("en", "Would you rather call or would you rather write?"),
    ("fr", "Quels sont les jeunes qui travaillent et qui étudient\u00a0?"),
    ("fr", "Et comment aimerais-tu être impliqué·e\u00a0?"),
    ("fr", "Penses-tu que ça aide et que ça suffit\u00a0?"),
    ("fr", "Vois-tu une différence entre les filles et les garçons\u00a0?"),
]


@pytest.mark.parametrize(("language", "text"), TWO)
def test_two_questions_are_heard(language: str, text: str):
    assert second_question(text, language)


@pytest.mark.parametrize(("language", "text"), ONE)
def test_one_question_is_left_alone(language: str, text: str):
    assert second_question(text, language) is None
