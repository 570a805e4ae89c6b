"""Ninety days of forty young people, with the end of summer time in them, a clock that jumps and a bot that is restarted."""

from collections import defaultdict
from datetime import datetime, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.store import tables
from bot.store.engine import unit_of_work

BRUSSELS = ZoneInfo("Europe/Brussels")
FIRST = datetime(2026, 9, 7, 6, 0, tzinfo=timezone.utc)  # summer time ends on 25 October
DAYS = 90
PEOPLE = 40
STEP = timedelta(hours=1)
BANDS = ("13_15", "16_18", "19_25", "26_plus")


class Season:
    """The forty: each has an age, agrees or not, is talkative or not, and some stop on a day of their own."""

    def __init__(self, village):
        self.village, self.random = village, Random(11)
        self.asked, self.stopped, self.hears = defaultdict(list), {}, []
        self.decided = []
        for number in range(PEOPLE):
            contact = number % 8 != 7
            consents = {"take_part": True, "quote": False, "contact": contact}
            village.arrives(str(number), age_band=BANDS[number % 4], consents=consents)
        village.now += timedelta(minutes=1)
        for number in range(PEOPLE):
            village.answers(village.who(str(number)), answer_back="yes" if number % 3 else "no")

    def live(self):
        for step in range(int(timedelta(days=DAYS) / STEP)):
            self.village.now = FIRST + timedelta(days=1) + step * STEP
            self.day(step)
            for chat, text in self.village.tick():
                self.hear(chat, text)

    def day(self, hours):
        village = self.village
        if hours % (24 * 14) == 30:
            village.opens(key=f"r{hours}", days=10)
        if hours % (24 * 28) == 200:
            self.decided.append((village.decides(f"thema {hours}"), village.now))
        if hours % (24 * 13) == 77:
            village.restarts()
        if hours % (24 * 9) == 40:
            village.now -= timedelta(hours=1)  # the clock is put back for a moment
        if hours % (24 * 21) == 170:
            village.now += timedelta(days=1)  # or forward

    def hear(self, chat, text):
        self.asked[chat].append(self.village.now)
        assert chat not in self.stopped, "a message after /stop"
        if "thema" in text:
            self.hears += [(chat, line) for line in text.splitlines() if line.startswith("Vorige keer")]
        dice = self.random.random()
        if dice < 0.04:
            self.village.commands(chat, "stop")
            self.village.taps(chat, 0)
            self.stopped[chat] = self.village.now
        elif dice < 0.6 and "Je vroeg om te horen" not in text:
            self.answer(chat)

    def answer(self, chat):
        """Answer a few questions by tapping, or all of them."""
        for _ in range(self.random.choice((1, 2, 9))):
            if not self.village.buttons(chat):
                return
            self.village.taps(chat, self.random.choice((0, 1, 9)))


@pytest.mark.timeout(400)  # some half a minute on a machine of its own
def test_ninety_days_of_forty_young_people(village):
    village.now = FIRST
    season = Season(village)
    season.live()
    messages = [(chat, at) for chat, moments in season.asked.items() for at in moments]
    nobody_more_than_twice(season.asked)
    nothing_at_a_bad_hour(village, messages)
    told = every_contributor_who_wanted_to_hear_did(village, season)
    rounds = len(village.rows(tables.Round))
    print(f"\n90 days, {PEOPLE} people, {rounds} rounds: {len(messages)} messages begun, most in 31 days {most_in_31(season.asked)}, "
          f"{len(season.stopped)} stopped, {told} times told")  # fmt: skip
    assert len(messages) > 100
    assert season.stopped
    assert told > 20


def most_in_31(asked):
    windows = [
        [at for at in moments if start <= at < start + timedelta(days=31)]
        for moments in asked.values()
        for start in moments
    ]
    return max(map(len, windows))


def nobody_more_than_twice(asked):
    assert most_in_31(asked) <= 2
    for moments in asked.values():
        months = [at.astimezone(BRUSSELS).strftime("%Y-%m") for at in moments]
        assert max(map(months.count, months)) <= 2


def nothing_at_a_bad_hour(village, messages):
    with unit_of_work(village.database) as session:
        ages = {row.id: row.age_band for row in session.query(tables.Participant)}
    for chat, at in messages:
        local = at.astimezone(BRUSSELS)
        assert 8 <= local.hour < 22, local
        if ages[village.who(chat)] in ("13_15", "16_18") and local.weekday() < 5 and not holiday(local):
            assert local.hour >= 16, local


def holiday(local):
    return datetime(2026, 11, 2, tzinfo=BRUSSELS) <= local < datetime(2026, 11, 9, tzinfo=BRUSSELS) or (
        local.month,
        local.day,
    ) == (11, 11)


def every_contributor_who_wanted_to_hear_did(village, season):
    """Whoever contributed before a decision, asked to hear by their last answer then, and neither stopped nor left the last round, was told."""
    told = {(row.participant, row.decision) for row in village.rows(tables.Told)}
    last_round = max(row.opened_at for row in village.rows(tables.Round))
    for number in range(PEOPLE):
        me = village.who(str(number))
        if str(number) in season.stopped or not wants(village, me):
            continue
        for decision, at in season.decided:
            if at < last_round - timedelta(days=20):
                assert (me, decision) in told, (number, decision)
    heard = [chat for chat, _ in season.hears]
    assert len(heard) == len(told) == sum(row.told for row in village.rows(tables.Decision))
    return len(told)


def wants(village, me):
    """Whether every answer they ever gave to "do you want to hear" was yes."""
    mine = {row.id for row in village.rows(tables.Interview) if row.participant == me}
    values = [
        row.value for row in village.rows(tables.Answer) if row.interview in mine and row.question == "answer_back"
    ]
    return bool(values) and set(values) == {"yes"}
